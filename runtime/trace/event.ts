import type { Failure } from '../abi/failure.ts';
import type { Errno } from '../abi/errno.ts';
import type { Filetype } from '../abi/flags.ts';
import type { SyscallName } from '../abi/syscalls.ts';
import type { WalkStep } from '../abi/walk.ts';

/**
 * What a watched program did, in order, as plain JSON: it travels to the page, is exported, and is what checks look at.
 * Arguments and results go by their names in the table (`abi/syscalls.ts`).
 */
export type TraceEvent = CallEvent | UnmatchedEvent;

interface Common {
  /** Counts the program's events from 1. The same number again replaces the event: a call that waited goes on. */
  readonly seq: number;
  /** ms since the program was first watched. */
  readonly atMs: number;
  /** Number of the call stack it was made from; asked for with `symbolizeStacks`. Absent where none was taken. */
  readonly stack?: number;
  /** The process that made it, where that is not the program itself but one that it started: its number from 1, and its name. */
  readonly process?: { readonly number: number; readonly name: string };
  /** Of a debugged program: how many sites it had passed. */
  readonly position?: number;
}

/** A system call. */
export interface CallEvent extends Common {
  readonly kind: 'call';
  /** Which of the program's calls it is, from 1: as `DescriptorStep.call` counts. */
  readonly nth: number;
  readonly call: SyscallName;
  readonly args: TraceFields;
  /** The descriptors it names, as they were, and one that it opened; without those that are not open. */
  readonly fds: readonly TracedFd[];
  /** Of a component: what it did above the kernel since its system call before, this call's own among it. */
  readonly through?: readonly LayerStep[];
  /** How each path argument was walked; empty where the call was refused before that. */
  readonly walks: readonly TracedWalk[];
  /** ms until it was answered, waiting included. */
  readonly tookMs: number;
  readonly outcome: CallOutcome;
}

/**
 * A call of a layer above the kernel: of Preview 1, which an adapter inside the sandbox answers, or of WASI 0.2. In order: a call
 * without a result has begun, or goes on; one without arguments began earlier and has come back; and one with both made no system
 * call. Those at the end that have no result are what the system call is made in.
 */
export interface LayerStep {
  readonly level: 'preview1' | 'preview2';
  readonly call: string;
  readonly args?: string;
  readonly result?: string;
  /** Where the program is made of several components: the one that made the call, and the handles in its table. */
  readonly by?: { readonly component: string; readonly holds: readonly string[] };
  /** It began before the system call before. */
  readonly goesOn?: true;
}

/** libc looked for a preopen that covers a path, found none, and so made no system call. */
export interface UnmatchedEvent extends Common {
  readonly kind: 'unmatched';
  /** As libc looked for it, from the top of the program's name space. */
  readonly path: string;
  /** The folder of the machine that comes closest to it, and what the program would call that folder. */
  readonly nearest: { readonly folder: string; readonly guest: string };
}

export type CallOutcome =
  | { readonly kind: 'returned'; readonly results: TraceFields }
  | {
      readonly kind: 'failed';
      readonly errno: Errno;
      readonly failure: Failure;
      /** Where a right was missing: on which descriptor, and in which of its two sets. */
      readonly on?: { readonly param: string; readonly set: 'base' | 'inheriting' };
    }
  /** Not answered yet. */
  | { readonly kind: 'waiting' }
  /** The program ended in it. */
  | { readonly kind: 'ended' };

export type TraceFields = Readonly<Record<string, TraceValue>>;

/** Numbers beyond 2^53 are decimal strings; enums are names, flags and rights lists of names. */
export type TraceValue = number | string | readonly string[] | TracedBytes | TracedStruct;
export type TracedStruct = { readonly [field: string]: number | string | readonly string[] };

/** Bytes that the call moved: how many, and how they begin, as text. */
export interface TracedBytes {
  readonly bytes: number;
  readonly text: string;
}

export interface TracedFd {
  /** The parameter, or the result, that names it. */
  readonly param: string;
  readonly fd: number;
  readonly kind: Filetype;
  /** Where it came from, in the guest's words: `/data/x`, `stdin`. */
  readonly path: string;
  /** The guest's name of the preopen that it descends from. */
  readonly preopen?: string;
}

export interface TracedWalk {
  readonly param: string;
  readonly path: string;
  /** Machine path of the directory where it began. */
  readonly from: string;
  readonly steps: readonly WalkStep[];
  /** Machine path it led to, whether or not something is there. Absent where the walk was cut short. */
  readonly reached?: string;
  /** Where a path that stepped outside would have gone, by its text: its machine path, and what is there. */
  readonly beyond?: { readonly path: string; readonly is: 'folder' | 'in-a-folder' | 'nowhere' };
}
