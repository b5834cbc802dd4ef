import { expect, it } from 'vitest';
import type { ShownStop, StopReason } from '../../../stops/stop.ts';
import type { JobEnd } from '../../../toolchain/tools/machine.ts';
import { ReachedEnd } from './reached-end.ts';

const FIRST: JobEnd = { kind: 'exited', code: 1 };
const SECOND: JobEnd = { kind: 'exited', code: 2 };

function boot() {
  const reached = new ReachedEnd();
  const stops = (reason: StopReason, position: number, end?: JobEnd, isOpen = false): JobEnd | undefined => {
    reached.heard({ type: 'stopped', stop: { reason, position, ...(isOpen && { isOpen }) } as ShownStop }, end);
    return reached.end;
  };
  return { reached, stops };
}

it('stays while the program is looked at from another moment of the same run', () => {
  const { reached, stops } = boot();
  expect(stops('breakpoint', 4, undefined, true)).toBeUndefined();
  expect(stops('ended', 9, FIRST)).toBe(FIRST);
  expect(stops('moved', 4)).toBe(FIRST);
  expect(stops('moved', 9)).toBe(FIRST);
  reached.heard({ type: 'running' }, undefined);
  expect(reached.end).toBe(FIRST);
});

it('is gone when a new future begins, until that has come to its own', () => {
  const { stops } = boot();
  stops('ended', 9, FIRST);
  stops('moved', 4);
  expect(stops('moved', 4, undefined, true)).toBeUndefined();
  expect(stops('step', 5, undefined, true)).toBeUndefined();
  expect(stops('ended', 12, SECOND)).toBe(SECOND);
  // Another value was set at the last line.
  expect(stops('ended', 12, undefined, true)).toBeUndefined();
  expect(stops('ended', 14, FIRST)).toBe(FIRST);
  // The same, where the person had gone to that line instead of running to it.
  expect(stops('moved', 14)).toBe(FIRST);
  expect(stops('moved', 14, undefined, true)).toBeUndefined();
});

it('says why where the debugger cannot take the program', () => {
  const { reached } = boot();
  reached.refused('no lines');
  expect(reached.end).toEqual({ kind: 'not-started', message: 'no lines' });
});
