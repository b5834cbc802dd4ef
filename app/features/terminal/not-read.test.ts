import { expect, it } from 'vitest';
import { DEFAULT_POLICY, type StdinPolicy } from '../../../runtime/policy/policy.ts';
import type { ShownStop } from '../../../runtime/stops/stop.ts';
import { createAppStore } from '../../state/store.ts';
import { DEFAULT_PREFERENCES } from '../../state/view-slice.ts';
import { notReadText } from './not-read.ts';

function running(stdin: StdinPolicy) {
  const store = createAppStore(DEFAULT_PREFERENCES);
  store.getState().runRequested({ ...DEFAULT_POLICY, stdin });
  store.getState().runPhaseChanged({ phase: 'running', buildMs: 1 });
  return store.getState();
}

it('says that nothing runs, before the first run and after one', () => {
  const store = createAppStore(DEFAULT_PREFERENCES);
  expect(notReadText(store.getState(), 'a')).toContain('Nothing is running');
  store.getState().runRequested(DEFAULT_POLICY);
  expect(notReadText(store.getState(), 'a')).toBeUndefined();
  store.getState().runPhaseChanged({ phase: 'ended', outcome: { kind: 'stopped' }, buildMs: 1, runMs: 1 });
  expect(notReadText(store.getState(), 'a')).toContain('Press Run first');
});

it.each<readonly [StdinPolicy, string]>([
  [{ kind: 'text', text: 'x' }, 'the text in Input'],
  [{ kind: 'file', path: 'x' }, 'the file chosen in Input'],
  [{ kind: 'empty' }, 'no input'],
])('says so of a program that reads no keyboard: %j', (stdin, words) => {
  expect(notReadText(running(stdin), 'a')).toContain(words);
  expect(notReadText(running(stdin), '\r')).toContain(words);
  expect(notReadText(running(stdin), '\x03')).toBeUndefined();
});

it('asks for another answer at an earlier moment only where the keyboard is read', () => {
  const stop = { position: 3, terminal: { before: '', later: '4' } } as unknown as ShownStop;
  const debug = { phase: 'stopped', stop, before: undefined, outcome: undefined } as const;
  const back = (stdin: StdinPolicy) => ({ ...running(stdin), debug });
  expect(notReadText(back({ kind: 'terminal' }), 'a')).toContain('another answer');
  expect(notReadText(back({ kind: 'text', text: 'x' }), 'a')).toContain('the text in Input');
});
