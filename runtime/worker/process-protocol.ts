import type { Trap, WasmFrame } from '../guest/trap.ts';
import type { WireEnd } from '../wire/wire.ts';

/**
 * Kernel → process worker. There is no `stop`: while a guest runs, this worker's event loop does not turn, so a
 * message could never arrive. Stopping is `terminate`.
 */
export type ToProcess =
  | { readonly type: 'connect'; readonly end: WireEnd }
  /** Instantiates ahead of time: `start` will be for this module. */
  | { readonly type: 'prepare'; readonly module: WebAssembly.Module; readonly isHalf: boolean }
  /** `isHalf`: `module` is the hot half of a split one. `cold`: its other half, if that is there. */
  | {
      readonly type: 'start';
      readonly module: WebAssembly.Module;
      readonly isHalf: boolean;
      readonly cold: WebAssembly.Module | undefined;
      readonly isWatched: boolean;
    };

/** Process worker → kernel. How a program exits is told by its last system call; this is the rest. */
export type FromProcess =
  | { readonly type: 'trapped'; readonly trap: Trap }
  /** It could not even be instantiated. */
  | { readonly type: 'unstartable'; readonly trap: Trap }
  /** It cannot go on without the cold half of its module. */
  | { readonly type: 'incomplete' }
  /** A watched call bears `number`, and this is where it was made. */
  | { readonly type: 'stack'; readonly number: number; readonly frames: readonly WasmFrame[] }
  /** The guest has been unwound: the worker can take another. */
  | { readonly type: 'idle' };
