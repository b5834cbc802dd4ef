import type { Policy } from '../policy/policy.ts';
import type { Uses } from '../policy/uses.ts';
import type { ProgramOutcome } from '../project/program-outcome.ts';

/** How a run ended: as its program did, or without one. */
export type RunOutcome =
  | ProgramOutcome
  | { readonly kind: 'not-compiled'; readonly errors: number }
  /** clang or the linker broke down: not the user's fault. `output` is what it said. */
  | { readonly kind: 'compiler-crashed'; readonly tool: string; readonly output: string };

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
