import { err, type Result } from '../base/result.ts';
import type { Errno } from './errno.ts';
import type { Filetype } from './flags.ts';
import type { RightName } from './rights.ts';

/**
 * Why a call failed. `notcapable` is not an `errno` here: a refusal must say what was missing, who took it back or
 * which path stepped outside, because that is what the trace exists to show.
 */
export type Failure =
  | {
      readonly kind: 'errno';
      readonly errno: Exclude<Errno, 'notcapable'>;
      /** The descriptor is of this kind, and the call is not for such; absent: another reason. */
      readonly notFor?: Filetype;
    }
  | {
      readonly kind: 'denied';
      readonly need: readonly RightName[];
      readonly have: readonly RightName[];
      /** Those of `need` that the user took back while it ran; absent: none. */
      readonly withdrawn?: readonly RightName[];
    }
  /** The person who runs the program took the descriptor back, or one that it was opened beneath. */
  | { readonly kind: 'revoked'; readonly need: readonly RightName[] }
  /** Had to be asked about: the answer was no, or no user could be asked. */
  | { readonly kind: 'declined'; readonly need: readonly RightName[] }
  | { readonly kind: 'escaped'; readonly path: string };

export function fail(errno: Exclude<Errno, 'notcapable'>): Result<never, Failure> {
  return err({ kind: 'errno', errno });
}

export function errnoOf(failure: Failure): Errno {
  return failure.kind === 'errno' ? failure.errno : 'notcapable';
}
