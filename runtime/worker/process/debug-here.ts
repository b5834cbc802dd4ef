import { programToDebug, type DebugProgram } from '../../debug/debug-program.ts';
import { builtEnd } from '../../debug/session/built-end.ts';
import { DebugSession, type SessionEnd } from '../../debug/session/debug-session.ts';
import { shownStop } from '../../debug/session/shown-stop.ts';
import type { Trap, WasmFrame } from '../../guest/trap.ts';
import type { DebugEvent } from '../../stops/stop.ts';
import type { BlockingWire } from '../../wire/wire.ts';
import { DebugLineEnd } from '../shared/debug-line.ts';
import type { DebugStart } from '../shared/process-protocol.ts';

/** More lines than these of breakpoints that print are not read by a person. */
const MOST_PRINTED = 1000;
/** How often the page hears how far a repeated run is. */
const PROGRESS_MS = 100;

export { programToDebug };

/** Runs a program under the debugger in this worker; returns when it is over, with its trap. */
export function debugHere(
  program: DebugProgram,
  { breakpoints, isTyped, line }: Pick<DebugStart, 'breakpoints' | 'isTyped' | 'line'>,
  wire: BlockingWire,
  tell: (event: DebugEvent, end: SessionEnd | undefined) => void,
  stack: (number: number, frames: readonly WasmFrame[]) => void,
): Trap | undefined {
  const commands = new DebugLineEnd(line);
  let printed = 0;
  let progressAt = performance.now();
  // Every write is a call, so that its answer is recorded with the others.
  const plain: BlockingWire = { frame: wire.frame, call: () => wire.call() };
  const session = new DebugSession(program, new WebAssembly.Module(program.module), plain, breakpoints, {
    show: (stop) => tell({ type: 'stopped', stop: shownStop(program, stop) }, stop.end && builtEnd(program, stop.end)),
    next: () => commands.next(),
    isIdle: (ms) => commands.isIdle(ms),
    goesOn: () => tell({ type: 'running' }, undefined),
    printed: (text, { file, line }) => {
      if (++printed > MOST_PRINTED) return;
      const said = printed === MOST_PRINTED ? `${text} … nothing more is printed` : text;
      tell({ type: 'printed', text: said, file: file.slice(1), line }, undefined);
    },
    tabled: (table) => tell({ type: 'tabled', table }, undefined),
    isPausing: () => commands.isPausing,
    goesBack: (position, to) => {
      const now = performance.now();
      if (now < progressAt + PROGRESS_MS) return;
      progressAt = now;
      tell({ type: 'going-back', position, to }, undefined);
    },
    stack,
    isTyped,
  });
  const trap = session.run();
  if (!trap) return undefined;
  const end = builtEnd(program, { kind: 'trapped', trap });
  return end.kind === 'trapped' ? end.trap : undefined;
}
