import { expect, it } from 'vitest';
import { RunRecord } from './run-record.ts';
import type { RunOutcome } from '../../../protocol/run.ts';

function record(text: string, outcome: RunOutcome = { kind: 'exited', code: 0 }, args = ''): RunRecord {
  const made = new RunRecord(new Uint8Array([1, 2]), args);
  for (const piece of text.match(/[^]{1,3}/g) ?? []) {
    const bytes = new TextEncoder().encode(`-${piece}-`);
    made.wrote(bytes, 1, bytes.length - 2);
  }
  made.outcome = outcome;
  return made;
}

it.each([
  ['', '', { kind: 'same', bytes: 0, isWhole: true }],
  ['one\ntwo\n', 'one\ntwo\n', { kind: 'same', bytes: 8, isWhole: true }],
  ['one\ntwo\nend', 'one\n2\nend', { kind: 'other-output', line: 2, before: 'two', after: '2' }],
  ['one\n', 'one\nmore', { kind: 'other-output', line: 2, before: '', after: 'more' }],
  ['made\n', 'there\n', { kind: 'other-output', line: 1, before: 'made', after: 'there' }],
  ['one', '', { kind: 'other-output', line: 1, before: 'one', after: '' }],
])('%j, then %j', (before, after, comparison) => {
  expect(record(after).comparedWith(record(before))).toEqual(comparison);
});

it('compares how they ended first', () => {
  const failed: RunOutcome = { kind: 'exited', code: 1 };
  expect(record('a', failed).comparedWith(record('b'))).toEqual({
    kind: 'other-end',
    before: { kind: 'exited', code: 0 },
  });
  expect(record('a', failed).comparedWith(record('a', failed)).kind).toBe('same');
});

it('compares nothing where something else was run', () => {
  expect(record('a', undefined, '1').comparedWith(record('a', undefined, '2'))).toEqual({ kind: 'other-program' });
});

it('says when it kept only the beginning', () => {
  const long = 'x'.repeat(300 << 10);
  expect(record(long).comparedWith(record(long))).toEqual({ kind: 'same', bytes: 300 << 10, isWhole: false });
  expect(record(`${long}y`).comparedWith(record(long)).kind).toBe('other-output');
});

it('keeps what was typed', () => {
  const made = record('');
  made.typed(new TextEncoder().encode('ab'));
  made.typed(new TextEncoder().encode('\x04'));
  expect(new TextDecoder().decode(made.everythingTyped)).toBe('ab\x04');
});
