import { expect, it } from 'vitest';
import { whyNothingRuns } from './why-nothing-runs.ts';

const ALL = { WebAssembly, SharedArrayBuffer };

it.each([
  ['everything', { kind: 'shared' }, ALL, undefined],
  ['no shared memory, and a wire without', { kind: 'suspending' }, { WebAssembly }, undefined],
  ['no wire', { kind: 'none' }, ALL, 'neither shared memory nor suspension'],
  ['no WebAssembly', { kind: 'shared' }, { SharedArrayBuffer }, 'WebAssembly switched off'],
  ['no shared memory in the worker', { kind: 'shared' }, { WebAssembly }, 'does not give to workers'],
] as const)('%s', (_what, wire, worker, why) => {
  if (why === undefined) expect(whyNothingRuns(wire, worker)).toBeUndefined();
  else expect(whyNothingRuns(wire, worker)).toContain(why);
});
