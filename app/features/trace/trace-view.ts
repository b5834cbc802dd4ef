import { traceLine } from '../../../runtime/trace/wording.ts';
import { callName, matches, type OutcomeKind, type TraceQuery } from '../../../runtime/trace/query.ts';
import type { TraceEvent } from '../../../runtime/trace/event.ts';
import type { TraceLog } from '../../services/watch/trace-log.ts';

/** What the panel shows, as it is typed and chosen; empty counts for nothing. */
export interface TraceFilter {
  readonly call: string;
  readonly outcome: OutcomeKind | '';
  readonly fd: string;
  readonly path: string;
  readonly text: string;
}

export const NO_FILTER: TraceFilter = { call: '', outcome: '', fd: '', path: '', text: '' };

/** Events that are looked through at once; the rest has its turn after a frame. */
const STEP = 20_000;

/** The positions of the events that a filter lets through, kept up to date as events come. */
export class TraceView {
  readonly #log: TraceLog;
  #filter = NO_FILTER;
  #age = -1;
  #positions: number[] = [];
  /** Events before this position have been looked at. */
  #seen = 0;
  readonly #calls = new Set<string>();

  constructor(log: TraceLog) {
    this.#log = log;
  }

  /** Looks at what is new, up to `end`; false when there is more to look at. */
  update(filter: TraceFilter, end: number): boolean {
    const { first, age } = this.#log;
    if (filter !== this.#filter || age !== this.#age) {
      if (age !== this.#age) this.#calls.clear();
      this.#filter = filter;
      this.#age = age;
      this.#positions = [];
      this.#seen = first;
    }
    this.#forget(first);
    // The last event may since have gone on.
    this.#seen = Math.max(first, this.#seen - 1);
    if (this.#positions.at(-1) === this.#seen) this.#positions.pop();
    const until = Math.min(end, this.#seen + STEP);
    const query = queryOf(filter);
    const text = filter.text.toLowerCase();
    for (; this.#seen < until; this.#seen++) {
      const event = this.#log.at(this.#seen);
      if (!event) continue;
      this.#calls.add(callName(event));
      if (matches(event, query) && hasText(event, text)) this.#positions.push(this.#seen);
    }
    return this.#seen >= end;
  }

  get count(): number {
    return this.#positions.length;
  }

  /** The position in the log of what stands in row `row`. */
  position(row: number): number | undefined {
    return this.#positions[row];
  }

  /** The row in which a position stands; undefined where it is not shown. */
  rowOf(position: number): number | undefined {
    let low = 0;
    let high = this.#positions.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#positions[middle] ?? 0) < position) low = middle + 1;
      else high = middle;
    }
    return this.#positions[low] === position ? low : undefined;
  }

  /** The calls that occur, for choosing among. */
  calls(): readonly string[] {
    return [...this.#calls].sort();
  }

  shown(): readonly TraceEvent[] {
    return this.#positions.flatMap((position) => this.#log.at(position) ?? []);
  }

  /** Drops what the log no longer keeps. */
  #forget(first: number): void {
    if ((this.#positions[0] ?? first) >= first) return;
    const kept = this.#positions.findIndex((position) => position >= first);
    this.#positions = kept === -1 ? [] : this.#positions.slice(kept);
  }
}

function queryOf({ call, outcome, fd, path }: TraceFilter): TraceQuery {
  return {
    // Chosen from the calls that occur.
    ...(call === '' ? {} : { call: call as NonNullable<TraceQuery['call']> }),
    ...(outcome === '' ? {} : { outcome }),
    ...(/^\d+$/.test(fd.trim()) ? { fd: Number(fd) } : {}),
    ...(path === '' ? {} : { path }),
  };
}

function hasText(event: TraceEvent, text: string): boolean {
  return text === '' || traceLine(event).toLowerCase().includes(text);
}
