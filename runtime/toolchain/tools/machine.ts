import type { Policy } from '../../policy/policy.ts';
import type { Uses } from '../../policy/uses.ts';
import type { Process, ProcessEnd } from '../../kernel/process/process.ts';
import type { Asker } from '../../kernel/permission/asker.ts';
import type { Trap, WasmFrame } from '../../guest/trap.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { TraceEvent } from '../../trace/event.ts';
import type { Breakpoint, DebugCommand, DebugEvent } from '../../stops/stop.ts';
import type { Stdio } from '../../capability/grant.ts';

/** Sees what a job does. */
export interface Watcher {
  /** From the first call on; otherwise from a call of `watch` on. */
  readonly isWatching: boolean;
  record(event: TraceEvent): void;
  /** A call was refused, watched or not. Of a flood, the first ones are reported; `RunningJob.refused` counts all. */
  refused(event: TraceEvent): void;
  /** Where calls that bear `number` were made. May come after the first of them. */
  stack(number: number, frames: readonly WasmFrame[]): void;
}

/** How a job is debugged. */
export interface JobDebug {
  /** What the module was compiled from, with its debug information. */
  readonly program: Uint8Array;
  readonly breakpoints: readonly Breakpoint[];
  /** `end`: with a stop at the program's end, which its process has not come to. */
  readonly heard: (event: DebugEvent, end: JobEnd | undefined) => void;
  /** The debugger cannot take the program: the sentence says why. */
  readonly refused: (message: string) => void;
}

/** A component of WASI 0.2 in place of a module. */
export interface JobComponent {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Of 64 KiB: what each of its modules may have. */
  readonly memoryPages: number;
}

/** A process that the program of a job started, directly or through another one. */
export interface StartedChild {
  /** In the job, from 1. */
  readonly number: number;
  /** As it was asked for. */
  readonly program: string;
}

/** Other programs that a job's program may start. */
export interface JobPrograms {
  /** Undefined where there is no such program; `noexec` where it cannot run here. */
  readonly find: (program: string) => WebAssembly.Module | 'noexec' | undefined;
  readonly started?: (child: StartedChild) => void;
  readonly ended?: (child: StartedChild, end: JobEnd) => void;
}

/** A program to be run as a process of the machine. */
export interface Job {
  readonly name: string;
  /** Of a component, `NO_MODULE`: it brings its own. */
  readonly module: WebAssembly.Module;
  readonly component?: JobComponent;
  /** `argv[0]` included. */
  readonly argv: readonly string[];
  /** `NAME=value` each. */
  readonly environ: readonly string[];
  readonly policy: Policy;
  readonly stdio: Stdio;
  readonly watcher?: Watcher;
  /**
   * Called when the job was abandoned because it needs a part of its program that is not there yet; it is then `killed`.
   * Once `coming` has resolved it can be run again.
   */
  readonly onIncomplete?: (coming: Promise<void>) => void;
  /** Who is asked about preopens granted as *ask*. Without, they are refused. */
  readonly asker?: Asker;
  /** It runs under the debugger. */
  readonly debug?: JobDebug;
  /** What its calls are answered is kept, for `RunningJob.answers`. */
  readonly isRecorded?: boolean;
  /** Its calls are answered from this, which another run was told, and reach nothing. */
  readonly replays?: Uint8Array;
  /** Absent: it can start none. */
  readonly programs?: JobPrograms;
  /** Is handed the process before its guest runs. */
  readonly spawned?: (process: Process) => void;
}

export type JobEnd = ProcessEnd<Trap> | { readonly kind: 'not-started'; readonly message: string };

export interface RunningJob {
  /** Settles when the process has ended; never rejects for anything the program did. */
  readonly ended: Promise<JobEnd>;
  /** Ends it now. What it had already written stays. */
  kill(): void;
  /** What it has used so far of its policy; undefined: it never started. */
  uses(): Uses | undefined;
  /** Calls that were refused so far; 0 without a watcher. */
  refused(): number;
  /** ms for which it, or what it started, has waited for the person so far: for typing, and for answers to questions. */
  personMs(): number;
  /** Begins or ends watching; without a watcher nothing happens. */
  watch(isWatching: boolean): void;
  /** Of a job that is recorded and has ended: what its calls were answered; undefined: it was too much, or is not known. */
  answers?(): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Of a job that is debugged. */
  command?(command: DebugCommand | { readonly type: 'pause' }): void;
}

/** A job that was begun ahead of need: it is held at the first call whose answer may be another later. */
export interface BegunJob extends RunningJob {
  /** It is wanted now. */
  release(): void;
}

/** What a machine can do ahead of need. */
export interface Ahead {
  /** `task` is called, in the place of what was to be called, whenever no tool has been needed for a while. */
  whenAtRest(task: () => void): void;
  /** May be killed at any time, when what it has found so far is no longer all there is. */
  begin(job: Job): BegunJob;
}

/** What the toolchain needs of the machine: somewhere to put files, and processes. */
export interface Machine {
  readonly kernel: Kernel;
  /** How many processes are worth running at once. */
  readonly parallelism: number;
  /** Absent where there is nothing to be gained. */
  readonly ahead?: Ahead;
  start(job: Job): RunningJob;
}
