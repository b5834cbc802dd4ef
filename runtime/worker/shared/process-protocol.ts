import type { Trap, WasmFrame } from '../../guest/trap.ts';
import type { SessionEnd } from '../../debug/session/debug-session.ts';
import type { Breakpoint, DebugEvent } from '../../stops/stop.ts';
import type { ComponentStart } from '../../component/component-start.ts';
import type { SysrootVolume } from '../../wire/local-sysroot.ts';
import type { WireEnd } from '../../wire/wire.ts';

/**
 * Kernel → process worker. There is no `stop`: while a guest runs, this worker's event loop does not turn, so a
 * message could never arrive. Stopping is `terminate`.
 */
export type ToProcess =
  | { readonly type: 'connect'; readonly end: WireEnd }
  /** The worker mounts `image`, a further part of the sysroot, for guests that use it. */
  | { readonly type: 'sysroot'; readonly volume: SysrootVolume; readonly image: Uint8Array }
  /** Instantiates ahead of time: `start` will be for this module. */
  | {
      readonly type: 'prepare';
      readonly module: WebAssembly.Module;
      readonly rest: Rest | undefined;
      readonly hasSysroot: boolean;
    }
  /** `rest`, of a module that was split. */
  | {
      readonly type: 'start';
      readonly module: WebAssembly.Module;
      readonly rest: Rest | undefined;
      /** Calls about the sysroot are answered in the worker. */
      readonly hasSysroot: boolean;
      /** The instance that was made ahead of time is of this module, which itself is another object each time it is sent. */
      readonly isPrepared: boolean;
      readonly isWatched: boolean;
      /** What its calls are answered is kept, and told when it is over. */
      readonly isRecorded: boolean;
      /** Its calls are answered here, from what another run was told. */
      readonly replays: Uint8Array | undefined;
      /** It runs under the debugger. */
      readonly debug: DebugStart | undefined;
      /** It is a component: `module` is not used. */
      readonly component: ComponentStart | undefined;
    };

export interface DebugStart {
  readonly program: Uint8Array;
  readonly breakpoints: readonly Breakpoint[];
  /** Standard input is the terminal. */
  readonly isTyped: boolean;
  /** Where commands come, while the worker hears no messages: `DebugLine`. */
  readonly line: SharedArrayBuffer;
}

/** What there is, by now, of a module besides its first part; and which parts of it the guests are known to need. */
export interface Rest {
  readonly parts: readonly (WebAssembly.Module | undefined)[];
  /** Counted from 1. */
  readonly usual: readonly number[];
}

/** Process worker → kernel. Its last system call says how a program exits; this is the rest. */
export type FromProcess =
  | { readonly type: 'trapped'; readonly trap: Trap; readonly answers?: Uint8Array<ArrayBuffer> | undefined }
  /** What was answered from another run is over: its trap, if there was one. */
  | { readonly type: 'replayed'; readonly trap: Trap | undefined }
  /** It could not even be instantiated. */
  | { readonly type: 'unstartable'; readonly trap: Trap }
  /** The debugger cannot take the program: the sentence says why, and what can be done. */
  | { readonly type: 'undebuggable'; readonly message: string }
  /** It cannot go on without this part of its module. */
  | { readonly type: 'incomplete'; readonly part: number }
  /** It waited until this part of its module, which is there, was put in. */
  | { readonly type: 'called'; readonly part: number }
  /** A watched call bears `number`, and this is where it was made. */
  | { readonly type: 'stack'; readonly number: number; readonly frames: readonly WasmFrame[] }
  /** `end`: with a stop at the program's end. */
  | { readonly type: 'debugged'; readonly event: DebugEvent; readonly end: SessionEnd | undefined }
  /** Our own code threw in there, or the wire does not answer any more. */
  | { readonly type: 'failed'; readonly message: string }
  /** The guest has been unwound: the worker can take another. */
  | { readonly type: 'idle'; readonly answers?: Uint8Array<ArrayBuffer> | undefined };
