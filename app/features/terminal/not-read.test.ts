import { expect, it } from 'vitest';
import { DEFAULT_POLICY, type StdinPolicy } from '../../../runtime/policy/policy.ts';
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
