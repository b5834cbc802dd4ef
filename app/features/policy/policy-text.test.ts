import { expect, it } from 'vitest';
import { DEFAULT_POLICY, policy, readOnly, readWrite } from '../../../runtime/policy/policy.ts';
import {
  folderWrong,
  graded,
  gradeOf,
  guestWrong,
  instantOf,
  instantText,
  nextPreopen,
  numberWrong,
  policyJson,
  policyWritten,
  withRight,
} from './policy-text.ts';
import { treeOf } from '../../state/file-tree.ts';

const FILES = treeOf([
  { path: 'data', kind: 'folder', size: 0 },
  { path: 'data/a', kind: 'file', size: 1 },
]);

it.each(['read-write', 'read', 'nothing'] as const)('grades as %s what was graded so', (grade) => {
  expect(gradeOf(graded(readOnly('/tmp', '/t'), grade))).toBe(grade);
});

it('keeps what the user chose', () => {
  const own = { ...readOnly('/tmp', '/t'), base: withRight(readOnly('/tmp', '/t').base, 'path_unlink_file', true) };
  expect(gradeOf(own)).toBe('own');
  expect(graded(own, 'own')).toEqual(own);
  expect(withRight(own.base, 'path_unlink_file', false)).toEqual(readOnly('/tmp', '/t').base);
});

it.each([
  ['/project', undefined],
  ['/project/data', undefined],
  ['/tmp/anything', undefined],
  ['/project/dat', 'This project has no folder dat'],
  ['/project/data/a', 'This project has no folder data/a'],
  ['data', 'A folder’s path begins with a slash, and “data” does not'],
])('folder %s: %s', (folder, problem) => {
  expect(folderWrong(folder, FILES)).toBe(problem);
});

it('a guest name stands once', () => {
  expect(guestWrong('/a', [readOnly('/tmp', '/b')])).toBeUndefined();
  expect(guestWrong('/b', [readOnly('/tmp', '/b')])).toBe('Another folder is already called “/b”');
  expect(guestWrong('b', [readOnly('/tmp', '/b')])).toBe('The guest names “/b” and “b” are the same to libc');
});

it('writes a policy that it can read', () => {
  const text = policyJson(DEFAULT_POLICY);
  expect(text).toContain('"ask": false');
  expect(text.split('\n').length).toBeLessThan(45);
  expect(policyWritten(text, FILES)).toEqual({ policy: DEFAULT_POLICY });
});

it.each([
  ['{', /^This is not JSON.*\.$/],
  ['{"v":1,"preopens":[],"x":1}', /^A policy has a field that is not known: “x”\.$/],
  [JSON.stringify(policy(readWrite('/project/none', '/'))), /^This project has no folder none\.$/],
])('%s', (text, problem) => {
  const written = policyWritten(text, FILES);
  expect('problem' in written && written.problem).toMatch(problem);
});

it('begins a new preopen with what is not granted yet', () => {
  const first = nextPreopen(policy(), FILES);
  expect(first).toEqual(readOnly('/project', '/'));
  const second = nextPreopen(policy(first), FILES);
  expect(second).toEqual(readOnly('/project/data', '/data'));
  const all = policy(first, second, readOnly('/tmp', '/tmp'), readOnly('/usr', '/usr'));
  expect(nextPreopen(all, FILES)).toEqual(readOnly('/project', '/project-2'));
});

it('reads and writes an instant', () => {
  expect(instantOf('2026-01-01 00:00:00')).toBe('1767225600000000000');
  expect(instantText('1767225600000000000')).toBe('2026-01-01 00:00:00');
  expect([instantOf('tomorrow'), instantOf('2026-13-01 00:00:00'), instantOf('1969-01-01 00:00:00')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

it('checks a number', () => {
  expect([numberWrong('5', 1, 10), numberWrong('x', 1, 10), numberWrong('11', 1, 10)]).toEqual([
    undefined,
    'A whole number from 1 to 10',
    'From 1 to 10',
  ]);
});
