import type { PastTerminal } from '../../runtime/stops/stop.ts';
import type { DebugSlice } from './debug-slice.ts';

/** The terminal at the earlier moment that the program was taken back to; while it takes a step from there, too. */
export function selectPast({ debug }: DebugSlice): PastTerminal | undefined {
  if (debug.phase === 'off') return undefined;
  if (debug.phase === 'stopped') return debug.stop.terminal;
  return debug.isNow ? undefined : debug.before?.terminal;
}
