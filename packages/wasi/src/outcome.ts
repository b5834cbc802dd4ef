import type { TrapReason } from '../../../runtime/abi/trap-reason.ts';
import type { Trap, WasmFrame } from '../../../runtime/guest/trap.ts';
import type { ProcessEnd } from '../../../runtime/kernel/process/process.ts';

/** How a program ended. */
export type Outcome =
  /** By itself: the code that it gave `proc_exit`, 0 where `_start` returned. */
  | { readonly kind: 'exited'; readonly code: number }
  /** By a signal that it raised against itself, such as `SIGABRT`. */
  | { readonly kind: 'signalled'; readonly signal: string }
  /** By a trap of the engine. `message` is the engine's; `frames`, innermost first, say where in the module. */
  | {
      readonly kind: 'trapped';
      readonly reason: TrapReason;
      readonly message: string;
      readonly frames: readonly WasmFrame[];
    }
  /** By the caller that ran it. */
  | { readonly kind: 'stopped' };

/** Throws for what is a mistake of this package and not of the program. */
export function outcomeOf(end: ProcessEnd<Trap>): Outcome {
  switch (end.kind) {
    case 'exited':
    case 'signalled':
      return end;
    case 'killed':
      return { kind: 'stopped' };
    case 'trapped': {
      const { reason, message, frames } = end.trap;
      return { kind: 'trapped', reason, message, frames };
    }
    case 'faulted':
      throw new Error(`The machine failed while it ran the program: ${end.message}`);
  }
}
