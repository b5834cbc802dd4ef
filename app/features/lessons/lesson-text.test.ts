import { expect, it } from 'vitest';
import { minutesText, progressText, resultText, verdictText } from './lesson-text.ts';

it('counts in words', () => {
  expect([minutesText(1), minutesText(4)]).toEqual(['1 minute', '4 minutes']);
  expect([0, 2, 3].map((solved) => progressText(solved, 3))).toEqual([
    'None solved yet.',
    '2 of 3 solved.',
    'All 3 solved.',
  ]);
});

it.each([
  [undefined, 'Run the program to have it checked.'],
  [[undefined, 'x'], '1 of 2 checks passed.'],
  [[undefined, undefined], 'Solved. All checks passed.'],
])('%j: %s', (missing, text) => expect(resultText(missing)).toBe(text));

it('says of a run that is under way that it is not checked yet', () => {
  expect(resultText(undefined, true)).toBe('Running. Checked when it ends.');
});

it('compares what was predicted with what happened', () => {
  expect([verdictText(undefined, 0), verdictText(0, 0), verdictText(1, 0)]).toEqual([
    'The program has run.',
    'It went as you predicted.',
    'It did not go as you predicted.',
  ]);
});
