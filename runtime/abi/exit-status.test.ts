import { expect, it } from 'vitest';
import { exitedWith } from './exit-status.ts';

it.each([
  { rval: 0, expected: { kind: 'exited', code: 0 } },
  { rval: 255, expected: { kind: 'exited', code: 255 } },
  { rval: 0xffff_ffff, expected: { kind: 'exited', code: 255, passed: -1 } },
  { rval: 300, expected: { kind: 'exited', code: 44, passed: 300 } },
  { rval: 256, expected: { kind: 'exited', code: 0, passed: 256 } },
])('proc_exit($rval) is seen as $expected.code', ({ rval, expected }) => {
  expect(exitedWith(rval)).toEqual(expected);
});
