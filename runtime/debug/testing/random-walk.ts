import { uncatchable } from '../../guest/uncatchable.ts';
import type { DebugCommand } from '../../stops/stop.ts';
import type { SessionHost, Stop } from '../session/debug-session.ts';
import { memoryHash } from '../session/memory-hash.ts';
import type { bootDebug } from './debug-fixture.ts';

/** Thrown through a program when enough has been seen; of a kind that is not taken for the program's end. */
class WalkOver extends TypeError {
  override readonly name = 'WalkOver';
}

type Booted = Awaited<ReturnType<typeof bootDebug>>;

/** Hashes of memory by position. */
export type Moments = ReadonlyMap<number, number>;

export interface Walk {
  readonly moments: Moments;
  /** How often it came to a position where it had been before. */
  readonly again: number;
  /** Positions at which memory was another than the first time. */
  readonly different: readonly number[];
}

const MOVES = [
  ...['into', 'into', 'into', 'over', 'over', 'out'],
  ...['back-into', 'back-into', 'back-over', 'back-out', 'restart', 'go', 'go'],
] as const;

/** A person who looks at each stop for long enough that all is made ready for going back, which is never far. */
const PATIENT: Partial<SessionHost> = { isIdle: () => true, reach: 200 };

/** Moves forward and back at random, and compares memory wherever it comes again. `known`: of an earlier run. */
export function walkAtRandom(
  { debug }: Pick<Booted, 'debug'>,
  moves: number,
  seed: number,
  stdin: string,
  known?: Moments,
): Walk {
  const moments = new Map(known);
  const different: number[] = [];
  let [left, again, state] = [moves, 0, seed >>> 0];
  const next = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  walk(
    { debug },
    stdin,
    (stop) => {
      const hash = memoryHash(stop.debuggee.memory);
      const before = moments.get(stop.position);
      if (before !== undefined) again++;
      if (before !== undefined && before !== hash) different.push(stop.position);
      moments.set(stop.position, before ?? hash);
      return left-- > 0 ? moveFrom(stop, MOVES[next(MOVES.length)] ?? 'into', next) : undefined;
    },
    PATIENT,
  );
  return { moments, again, different };
}

function moveFrom(stop: Stop, type: (typeof MOVES)[number], next: (below: number) => number): DebugCommand {
  if (type !== 'go') return { type };
  return { type, position: stop.first + next(stop.furthest - stop.first + 1) };
}

/** Steps forward only, `most` times. */
export function walkForward({ debug }: Pick<Booted, 'debug'>, most: number, stdin: string): Moments {
  const moments = new Map<number, number>();
  walk({ debug }, stdin, (stop) => {
    moments.set(stop.position, memoryHash(stop.debuggee.memory));
    return stop.end || moments.size >= most ? undefined : { type: 'into' };
  });
  return moments;
}

/** Until there is no next move. */
function walk(
  { debug }: Pick<Booted, 'debug'>,
  stdin: string,
  next: (stop: Stop) => DebugCommand | undefined,
  others: Partial<SessionHost> = {},
): void {
  const ask = (stop: Stop): DebugCommand => {
    const command = next(stop);
    if (!command) throw uncatchable(new WalkOver('Enough has been seen'));
    return command;
  };
  try {
    debug(ask, [], stdin, () => true, undefined, undefined, others);
  } catch (error) {
    if (!(error instanceof WalkOver)) throw error;
  }
}
