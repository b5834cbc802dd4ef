import type { Errno } from '../abi/errno.ts';
import type { SyscallName } from '../abi/syscalls.ts';
import type { CallEvent, TraceEvent, TracedFd } from './event.ts';

/**
 * How a call came out. `refused`: a capability was missing, or a path stepped outside; `error`: anything else that failed;
 * `waiting`: it has not come back.
 */
export type OutcomeKind = 'ok' | 'refused' | 'error' | 'waiting';

export const OUTCOME_KINDS: readonly OutcomeKind[] = ['ok', 'refused', 'error', 'waiting'];

export function outcomeKind(event: TraceEvent): OutcomeKind {
  if (event.kind === 'unmatched') return 'refused';
  switch (event.outcome.kind) {
    case 'returned':
    case 'ended':
      return 'ok';
    case 'failed':
      return event.outcome.failure.kind === 'errno' ? 'error' : 'refused';
    case 'waiting':
      return 'waiting';
  }
}

/** What events to look for; what is left out does not count. Plain JSON, so that checks can be written down. */
export interface TraceQuery {
  /** `unmatched`: libc found no preopen, and made no call. */
  readonly call?: SyscallName | 'unmatched';
  readonly outcome?: OutcomeKind;
  readonly errno?: Errno;
  /** Number of a descriptor that it names or opened. */
  readonly fd?: number;
  /** A part of a path: of an argument, of a descriptor, or in the machine. */
  readonly path?: string;
}

/** Whether an event is one of those looked for. */
export function matches(event: TraceEvent, { call, outcome, errno, fd, path }: TraceQuery): boolean {
  if (call !== undefined && callName(event) !== call) return false;
  if (outcome !== undefined && outcomeKind(event) !== outcome) return false;
  if (errno !== undefined && errnoIn(event) !== errno) return false;
  if (fd !== undefined && !numbersOf(event).includes(fd)) return false;
  return path === undefined || pathsOf(event).some((one) => one.includes(path));
}

/** The events looked for, in order; of a call that waited only how it ended. */
export function select(events: readonly TraceEvent[], query: TraceQuery): readonly TraceEvent[] {
  // Other processes may have made calls while one waited.
  const last = new Map(events.map(({ seq }, i) => [seq, i]));
  return events.filter((event, i) => matches(event, query) && last.get(event.seq) === i);
}

export function callName(event: TraceEvent): SyscallName | 'unmatched' {
  return event.kind === 'call' ? event.call : 'unmatched';
}

export function errnoIn(event: TraceEvent): Errno | undefined {
  return event.kind === 'call' && event.outcome.kind === 'failed' ? event.outcome.errno : undefined;
}

/** The descriptor that the call is about: the first that it names. */
export function mainFd({ fds }: CallEvent): TracedFd | undefined {
  return fds[0];
}

/** The path that a person would look for: in the machine where it got there, otherwise as it was given. */
export function mainPath(event: TraceEvent): string | undefined {
  if (event.kind === 'unmatched') return event.path;
  const [walk] = event.walks;
  return walk?.reached ?? walk?.path ?? mainFd(event)?.path;
}

function numbersOf(event: TraceEvent): readonly number[] {
  if (event.kind === 'unmatched') return [];
  const named = event.args['fd'];
  return [...event.fds.map(({ fd }) => fd), ...(typeof named === 'number' ? [named] : [])];
}

function pathsOf(event: TraceEvent): readonly string[] {
  if (event.kind === 'unmatched') return [event.path];
  return [
    ...event.walks.flatMap(({ path, reached }) => (reached === undefined ? [path] : [path, reached])),
    ...event.fds.map(({ path }) => path),
  ];
}
