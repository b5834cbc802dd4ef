import type { DebugCommand, NamedPlace, StopReason } from '../../stops/stop.ts';
import type { LoopRows } from './loop-rows.ts';

/** Where the program goes back to, and what is said there. */
export interface Return {
  readonly position: number;
  readonly reason: StopReason;
  readonly note?: string | undefined;
}

/** A command that has the program go on from where it stands. */
export type Move = Extract<DebugCommand, { readonly type: 'into' | 'over' | 'out' | 'continue' | 'run-to' | 'go' }>;

/** What the program is to do until the next stop. */
export type Aim =
  | { readonly kind: 'step'; readonly depth: number }
  | { readonly kind: 'run'; readonly to: ReadonlySet<number> }
  /** `then`: it does not stop there, but goes on with this command. */
  | ({ readonly kind: 'go'; readonly then?: Move } & Return)
  /** To a position, where the instance is kept for when the person goes back. */
  | { readonly kind: 'park'; readonly position: number }
  /** Nothing: the instance below goes on waiting for a command. */
  | { readonly kind: 'stay' }
  /** Looks for the last stop before a position, among those at most so deep. */
  | { readonly kind: 'look'; readonly before: number; readonly depth: number; readonly from: number }
  | { readonly kind: 'look-for-breakpoint'; readonly before: number }
  /** Looks for the last write to a place before a position, or the person's last change up to another. */
  | {
      readonly kind: 'look-for-write';
      readonly before: number;
      readonly changedUntil: number;
      readonly place: NamedPlace;
      readonly back: Return;
    }
  /** Goes to a position, and from there on until another line than the one there writes to a place. */
  | { readonly kind: 'next-write'; readonly after: number; readonly place: NamedPlace }
  /** Notes the values at some lines, up to a position. */
  | { readonly kind: 'tabulate'; readonly before: number; readonly rows: LoopRows; readonly back: Return };

/** Is it only passing places that it has been at, as far as this one? */
export function isPassing(aim: Aim, position: number): boolean {
  return (
    ['go', 'park', 'look', 'look-for-write', 'tabulate'].includes(aim.kind) ||
    (aim.kind === 'next-write' && position <= aim.after)
  );
}

/** After how many sites the program is to call for its aim, if not at one of them before. */
export function sitesUntil(aim: Aim, here: number): number {
  switch (aim.kind) {
    case 'step':
      return 1;
    case 'run':
      return Infinity;
    case 'go':
    case 'park':
      return aim.position - here;
    case 'stay':
      return Infinity;
    case 'look':
      return aim.from - here;
    case 'next-write':
      return here < aim.after ? aim.after - here : Infinity;
    case 'look-for-breakpoint':
    case 'look-for-write':
    case 'tabulate':
      return aim.before - here;
  }
}

/** Before this position an instance has to stand to be used for the aim; 0: only one that begins. */
export function reachableFrom(aim: Aim): number {
  switch (aim.kind) {
    case 'go':
      return aim.position;
    case 'look':
      return aim.from;
    case 'step':
    case 'run':
    case 'park':
    case 'stay':
    case 'next-write':
    case 'look-for-breakpoint':
    case 'look-for-write':
    case 'tabulate':
      return 0;
  }
}
