import type { ExitedOutcome } from '../abi/exit-status.ts';
import type { TrapReason } from '../abi/trap-reason.ts';
import type { Mistake } from './mistake.ts';

/** Where in the C source something happened; as much of it as is known. */
export interface CPlace {
  readonly function: string | undefined;
  readonly file: string | undefined;
  readonly line: number | undefined;
}

/** How a program ended. One state, with exactly the data that exists in it. */
export type ProgramOutcome =
  | (ExitedOutcome & {
      /** What a checked program had not freed, a sentence for each place; absent for nothing. */
      readonly leaks?: readonly string[];
      /** What was found when the run was over. */
      readonly found?: Mistake;
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
  /** It never started: the sentence says what and why. */
  | { readonly kind: 'not-started'; readonly message: string };
