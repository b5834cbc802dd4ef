import type {
  ClockPolicy,
  Limits,
  ListeningSocket,
  Personality,
  RandomPolicy,
} from '../../../runtime/policy/policy.ts';
import type { Kernel } from '../../../runtime/kernel/kernel.ts';
import type { Process } from '../../../runtime/kernel/process/process.ts';
import type { Folder, Grant } from './folder.ts';

/** What a program is: its bytes, a module that was compiled from them, or what a `fetch` brings. */
export type Program = WebAssembly.Module | ArrayBuffer | Uint8Array<ArrayBuffer> | Response | PromiseLike<Response>;

/** What a program is given: its whole authority. What is not in here does not exist for it. */
export interface Options {
  /** `argv`; the first is the name of the program. Default: `['program']`. */
  readonly args?: readonly string[];
  /** The environment. Default: empty. */
  readonly env?: Readonly<Record<string, string>>;
  /** Folders that are open when it starts, by the paths it knows them under. A bare `Folder` may be read and written. */
  readonly preopens?: Readonly<Record<string, Folder | Grant>>;
  /**
   * Standard input. Text is encoded as UTF-8. A program waits for a stream where it can: in a worker, and in this thread
   * where the engine can suspend it (JSPI); elsewhere the whole stream is read first. Default: nothing to read.
   */
  readonly stdin?: string | Uint8Array | ReadableStream<Uint8Array>;
  /** Called with what is written to standard output, as it is written; `bytes` are valid during the call. */
  readonly stdout?: (bytes: Uint8Array) => void;
  readonly stderr?: (bytes: Uint8Array) => void;
  /** Default: exact. */
  readonly clocks?: ClockPolicy;
  /** Default: real. */
  readonly random?: RandomPolicy;
  /** Default: 1,024 open files, 16,384 pages of memory (1 GiB). */
  readonly limits?: Partial<Limits>;
  /** `strict` enforces every right of preview 1; `modern` those that current hosts enforce. Default: strict. */
  readonly personality?: Personality;
  /** Listening sockets on a network that is inside the machine. Default: none. */
  readonly listen?: readonly ListeningSocket[];
  /** Ends the program when it is aborted. A program that computes in this thread cannot hear it. */
  readonly signal?: AbortSignal;
  /** Sees every call: what `trace()` of `@preopen/wasi/trace` makes. */
  readonly trace?: Trace;
}

/** Attached to a process before it starts. */
export interface Trace {
  attach(process: Process, kernel: Kernel): void;
}
