import { expect, it } from 'vitest';
import type { Question } from '../policy/question.ts';
import { askOn } from './ask-console.ts';

const QUESTION: Omit<Question, 'id'> = {
  program: 'main',
  call: 'path_open',
  path: '/data/x',
  preopen: '/data',
  folder: '/dir0',
  purposes: ['read', 'write'],
  whole: 'read-write',
};

function talk(lines: readonly string[], question = QUESTION) {
  const waiting = [...lines];
  let said = '';
  const answer = askOn(question, { say: (text) => (said += text), hear: () => waiting.shift() });
  return { answer, said };
}

it.each([
  [['o\n'], 'once'],
  [['Allow\n'], 'run'],
  [['r\n'], 'refuse'],
  [['never\n'], 'never'],
  [['what?\n', '\n', 'o\n'], 'once'],
  [[], 'refuse'],
] as const)('%j: %s', (lines, expected) => {
  expect(talk(lines).answer).toBe(expected);
});

it('says what the program wants', () => {
  expect(talk(['o']).said).toContain('main wants to read and write to /data/x (path_open through /dir0)');
});

it('lets no path rewrite the question', () => {
  const { said } = talk(['r'], { ...QUESTION, path: '/a\u001b[2J\r\u202ex' });
  expect(said).toContain('/a⟨U+001B⟩[2J⟨U+000D⟩⟨U+202E⟩x');
});
