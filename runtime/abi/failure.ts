import { err, type Result } from '../base/result.ts';
import type { Errno } from './errno.ts';
import type { RightName } from './rights.ts';

/**
 * Why a call failed. `notcapable` is not an `errno` here: a refusal must say what was missing or
 * which path stepped outside, because that is what the trace exists to show.
 */
export type Failure =
  | { readonly kind: 'errno'; readonly errno: Exclude<Errno, 'notcapable'> }
  | { readonly kind: 'denied'; readonly need: readonly RightName[]; readonly have: readonly RightName[] }
  | { readonly kind: 'escaped'; readonly path: string };

export function fail(errno: Exclude<Errno, 'notcapable'>): Result<never, Failure> {
  return err({ kind: 'errno', errno });
}

export function errnoOf(failure: Failure): Errno {
  return failure.kind === 'errno' ? failure.errno : 'notcapable';
}
