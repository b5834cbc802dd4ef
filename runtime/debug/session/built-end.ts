import type { DebugProgram } from '../debug-program.ts';
import type { SessionEnd } from './debug-session.ts';

/** The end with places that count from the start of the program as it was built, which its debug information describes. */
export function builtEnd({ offsets }: Pick<DebugProgram, 'offsets'>, end: SessionEnd): SessionEnd {
  if (end.kind !== 'trapped') return end;
  const frames = end.trap.frames.map((frame) => ({ ...frame, byteOffset: offsets.built(frame.byteOffset) }));
  return { ...end, trap: { ...end.trap, frames } };
}
