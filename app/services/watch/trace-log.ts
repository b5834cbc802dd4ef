import type { Policy } from '../../../runtime/policy/policy.ts';
import type { TraceBatch } from '../../../runtime/protocol/kernel.ts';
import type { CPlace } from '../../../runtime/project/program-outcome.ts';
import type { TraceEvent } from '../../../runtime/trace/event.ts';
import { explain } from '../../../runtime/trace/explain.ts';
import { outcomeKind } from '../../../runtime/trace/query.ts';
import { projectPath } from '../../state/paths.ts';
import type { AppStore } from '../../state/store.ts';
import type { Kernel } from '../kernel/kernel.ts';

/** The newest events that the page keeps. */
export const MOST_EVENTS = 200_000;
/** What is beyond is cut off in pieces of this size, not one by one. */
const SLACK = 20_000;
/** Between a wish to know a C line and the question to the symbolizer: what is scrolled past is asked for together. */
const LOOKUP_MS = 30;
/** About a frame: the page takes in one batch in each. */
const FRAME_MS = 16;

export interface CLine {
  readonly file: string;
  readonly line: number;
  readonly function: string | undefined;
}

/**
 * The events of the last watched run, outside React. What shows them is notified at most once a frame that there are others,
 * and samples what it needs.
 */
export class TraceLog {
  readonly #kernel: Kernel;
  readonly #store: AppStore;
  readonly #listeners = new Set<() => void>();
  /** By number of a stack; those that were asked for and are not here yet are empty. */
  #stacks = new Map<number, readonly CPlace[]>();
  #wanted = new Set<number>();
  #looking: Promise<void> = Promise.resolve();
  #events: TraceEvent[] = [];
  /** Positions of the calls that wait, by number of the event. */
  readonly #waiting = new Map<number, number>();
  /** Position of the first event that is kept, counted from the run's start. */
  #first = 0;
  #run = 0;
  #lost = 0;
  #isWhole = false;
  #policy: Policy | undefined;
  #isTold = true;
  /** Changes whenever the log begins anew. */
  #age = 0;

  constructor(kernel: Kernel, store: AppStore) {
    this.#kernel = kernel;
    this.#store = store;
    // The calls of one project would be taken for those of the next.
    store.subscribe(({ project }, before) => {
      const isOther =
        project.phase === 'open' && before.project.phase === 'open' && project.summary.id !== before.project.summary.id;
      if (isOther) this.clear();
    });
  }

  arrived({ run, events, dropped, policy, isLast }: TraceBatch): void {
    if (run !== this.#run) this.#begin(run);
    this.#policy = policy;
    this.#lost = dropped;
    this.#isWhole = isLast;
    for (const event of events) {
      this.#take(event);
    }
    const over = this.#events.length - MOST_EVENTS;
    if (over > SLACK) {
      this.#events = this.#events.slice(over);
      this.#first += over;
    }
    setTimeout(() => this.#kernel.post({ type: 'traced' }), FRAME_MS);
    this.#changed();
    if (isLast) void this.#reportRefusal();
  }

  /** A call that waited goes on: of a program alone that is the last event, but what it started may have made others since. */
  #take(event: TraceEvent): void {
    const waited = this.#waiting.get(event.seq);
    if (waited === undefined) this.#events.push(event);
    else if (waited >= this.#first) {
      this.#events[waited - this.#first] = event;
      if (waited < this.end - 1) this.#age++;
    }
    if (outcomeKind(event) !== 'waiting') this.#waiting.delete(event.seq);
    else if (waited === undefined) this.#waiting.set(event.seq, this.end - 1);
  }

  /** Position of the first event that is kept, and of the one after the last. */
  get first(): number {
    return this.#first;
  }

  get end(): number {
    return this.#first + this.#events.length;
  }

  /** Events of this run that are not here: the page was too slow, or there were too many to keep. */
  get missing(): number {
    return this.#lost + this.#first;
  }

  /** Counts the runs that were watched. */
  get run(): number {
    return this.#run;
  }

  /** The run is over, and everything of it has arrived. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  get age(): number {
    return this.#age;
  }

  /** What the run was granted. */
  get policy(): Policy | undefined {
    return this.#policy;
  }

  at(position: number): TraceEvent | undefined {
    return this.#events[position - this.#first];
  }

  /**
   * Where in the log the first call is that a debugged program made at this place or later; the last one, where there is
   * none. Calls of a future that was dropped do not count: what was called later went back before them.
   */
  positionAt(place: number): number {
    let found = this.#events.length - 1;
    let lowest = Infinity;
    for (let i = found; i >= 0 && lowest >= place; i--) {
      const at = this.#events[i]?.position;
      if (at === undefined || at > lowest) continue;
      lowest = at;
      if (at >= place) found = i;
    }
    return this.#first + found;
  }

  all(): readonly TraceEvent[] {
    return this.#events;
  }

  clear(): void {
    this.#events = [];
    this.#waiting.clear();
    this.#first = 0;
    this.#lost = 0;
    this.#age++;
    this.#changed();
  }

  /** Watches from now on, or no longer; remembered. */
  watch(isTracing: boolean): void {
    this.#store.getState().tracingChanged(isTracing);
    this.#kernel.post({ type: 'watch', isWatching: isTracing });
  }

  /** Called within a frame of any change; what is returned ends that. */
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** The whole stack of an event as C places, innermost first; empty until it has been looked up, which asking begins. */
  stackOf(event: TraceEvent): readonly CPlace[] {
    const { stack } = event;
    if (stack === undefined) return NOWHERE;
    const known = this.#stacks.get(stack);
    if (known) return known;
    if (this.#wanted.size === 0) setTimeout(() => void this.#lookUp(), LOOKUP_MS);
    this.#wanted.add(stack);
    return NOWHERE;
  }

  /** The line of the project that made the call. */
  lineOf(event: TraceEvent): CLine | undefined {
    return innermost(this.stackOf(event));
  }

  /** The functions it was called through, innermost first, as far as they are known. */
  callersOf(event: TraceEvent): readonly (string | undefined)[] {
    return this.stackOf(event).map(({ function: name }) => name);
  }

  /** Looks all stacks up, as an export wants them. */
  async lookUpAll(): Promise<void> {
    for (const event of this.#events) this.stackOf(event);
    await this.#lookUp();
  }

  /** The run is over: its last refusal becomes a problem at its C line, where its author looks. */
  async #reportRefusal(): Promise<void> {
    const run = this.#run;
    const event = this.#events.findLast((one) => outcomeKind(one) === 'refused');
    if (!event || !this.#policy) return;
    this.stackOf(event);
    await this.#lookUp();
    const why = run === this.#run ? explain(event, this.#policy, this.callersOf(event)) : undefined;
    if (!why) return;
    const place = this.lineOf(event);
    this.#store.getState().trapDiagnosed({
      severity: 'warning',
      message: `Refused: ${why.because[0] ?? ''}`,
      flag: undefined,
      place: place && { ...place, column: 1, endLine: place.line, endColumn: Number.MAX_SAFE_INTEGER },
      notes: [
        {
          message:
            why.remedy.kind === 'grant'
              ? 'Choose the refused call in the trace to allow it and run again.'
              : 'The trace says why: choose the refused call there.',
          place: undefined,
        },
      ],
      fixits: [],
    });
  }

  #begin(run: number): void {
    this.#run = run;
    this.#stacks = new Map();
    this.#wanted = new Set();
    this.clear();
  }

  /** Resolves when everything that was wanted is here, also what was asked for before. */
  #lookUp(): Promise<void> {
    this.#looking = this.#looking.then(() => this.#ask());
    return this.#looking;
  }

  async #ask(): Promise<void> {
    const run = this.#run;
    const stacks = [...this.#wanted];
    this.#wanted = new Set();
    if (stacks.length === 0) return;
    for (const stack of stacks) this.#stacks.set(stack, NOWHERE);
    const found = await this.#kernel.request('symbolizeStacks', { run, stacks }).catch(() => []);
    if (run !== this.#run) return;
    found.forEach((places, i) => this.#stacks.set(stacks[i] ?? 0, places));
    this.#changed();
  }

  #changed(): void {
    if (!this.#isTold) return;
    this.#isTold = false;
    requestAnimationFrame(() => {
      this.#isTold = true;
      for (const listener of this.#listeners) listener();
    });
  }
}

const NOWHERE: readonly CPlace[] = [];

/** Skips libc's own frames: the innermost in a file of the project. */
export function innermost(places: readonly CPlace[]): CLine | undefined {
  for (const { file, line, function: name } of places) {
    if (file === undefined || line === undefined || file.startsWith('/usr/')) continue;
    return { file: projectPath(file), line, function: name };
  }
  return undefined;
}
