import type { ExitedOutcome } from '../abi/exit-status.ts';
import type { TrapReason } from '../abi/trap-reason.ts';
import type { Mistake } from '../project/mistake.ts';
import type { Policy } from '../policy/policy.ts';
import type { Uses } from '../policy/uses.ts';

export type { TrapReason };

/** Where in the C source something happened; as much of it as is known. */
export interface CPlace {
  readonly function: string | undefined;
  readonly file: string | undefined;
  readonly line: number | undefined;
}

/** How a run ended. One state, with exactly the data that exists in it. */
export type RunOutcome =
  | (ExitedOutcome & {
      /** What a checked program had not freed, a sentence for each place; absent for nothing. */
      readonly leaks?: readonly string[];
    })
  /** abort(), a failed assertion, raise(): the C program ended itself by a signal. */
  | { readonly kind: 'signalled'; readonly signal: string }
  | {
      readonly kind: 'trapped';
      readonly reason: TrapReason;
      readonly message: string;
      readonly stack: readonly CPlace[];
      /** What happened and what to do, in whole sentences, where more is known than the reason. */
      readonly explanation?: string;
      /** What the checks found; absent in a program without them, and where it trapped for another reason. */
      readonly mistake?: Mistake;
    }
  | { readonly kind: 'stopped' }
  /** Our own code failed: not the program's fault. The next run is a new one. */
  | { readonly kind: 'faulted'; readonly message: string }
  | { readonly kind: 'not-compiled'; readonly errors: number }
  /** clang or the linker broke down: not the user's fault. `output` is what it said. */
  | { readonly kind: 'compiler-crashed'; readonly tool: string; readonly output: string }
  /** It never started: the sentence says what and why. */
  | { readonly kind: 'not-started'; readonly message: string };

export type RunPhase =
  | { readonly phase: 'waiting-for-toolchain' }
  | { readonly phase: 'compiling'; readonly file: string; readonly done: number; readonly total: number }
  | { readonly phase: 'linking' }
  /** `buildMs`: what compiling and linking took. */
  | { readonly phase: 'running'; readonly buildMs: number }
  | {
      readonly phase: 'ended';
      readonly outcome: RunOutcome;
      readonly buildMs: number;
      /** Without `waitedMs`. */
      readonly runMs: number;
      /** For which the program waited for the person: for typing, and for answers to questions. Absent: it did not. */
      readonly waitedMs?: number;
      /** Absent where no program came to run. */
      readonly report?: RunReport;
    };

/** What a program did with what it was granted. */
export interface RunReport {
  readonly policy: Policy;
  readonly uses: Uses;
  /** How it went beside the run before, where it was to repeat that one. */
  readonly comparison: Comparison | undefined;
}

/** How a run went beside the one that it repeats. */
export type Comparison =
  /** The same end, and the same output; of longer output than is kept, the beginning and the length. */
  | { readonly kind: 'same'; readonly bytes: number; readonly isWhole: boolean }
  | { readonly kind: 'other-end'; readonly before: RunOutcome }
  /** The first line that differs, from 1. */
  | { readonly kind: 'other-output'; readonly line: number; readonly before: string; readonly after: string }
  /** The program or its arguments have changed in between. */
  | { readonly kind: 'other-program' };
