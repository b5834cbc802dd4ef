import type { Disposable } from '../../../base/disposable.ts';
import type { Host } from '../../../kernel/host.ts';
import { DELAYS_MS } from '../../../protocol/delays.ts';

/** What is done while nothing else is at work; of several that are ready the first one in this list goes first. */
export const IDLE_TASKS = [
  'beginTools',
  'prepareWorkers',
  'startCompiler',
  'lookThrough',
  'keepDownloads',
  'fetchUsualPart',
] as const;
export type IdleTask = (typeof IDLE_TASKS)[number];

interface Due {
  readonly sinceNs: number;
  timer: Disposable | undefined;
  isReady: boolean;
}

/**
 * Runs each task once after it became due, when its delay has passed without interruption. Between two tasks messages are
 * served, so that a run never waits for more than one of them.
 */
export class IdleTasks {
  readonly #clock: Pick<Host, 'timer' | 'monotonicNs'>;
  readonly #tasks = new Map<IdleTask, () => void>();
  readonly #due = new Map<IdleTask, Due>();
  readonly #hurried = new Set<IdleTask>();
  #isHeld = false;
  #next: Disposable | undefined;

  constructor(clock: Pick<Host, 'timer' | 'monotonicNs'>) {
    this.#clock = clock;
  }

  /** From now on `task` is what `name` means. */
  define(name: IdleTask, task: () => void): void {
    this.#tasks.set(name, task);
  }

  /** There is something to do for `name`. */
  due(name: IdleTask): void {
    if (this.#hurried.has(name)) return this.#run(name);
    if (this.#due.has(name)) return;
    const due: Due = { sinceNs: this.#clock.monotonicNs(), timer: undefined, isReady: false };
    this.#due.set(name, due);
    if (!this.#isHeld) this.#wait(name, due);
  }

  /** From now on `name` waits for nothing: it runs now if it is due, and otherwise as soon as it is. */
  hurry(name: IdleTask): void {
    this.#hurried.add(name);
    if (this.#due.has(name)) this.#run(name);
  }

  isHurried(name: IdleTask): boolean {
    return this.#hurried.has(name);
  }

  /** Nothing runs until `resume`; what is due stays due. */
  hold(): void {
    this.#isHeld = true;
    this.#stopWaiting();
  }

  /** All delays begin anew. */
  resume(): void {
    this.#isHeld = false;
    this.#stopWaiting();
    for (const [name, due] of this.#due) this.#wait(name, due);
  }

  /** Delays begin anew, but for what has been due for so long that it would never run. */
  postpone(): void {
    if (this.#isHeld) return;
    const latestNs = this.#clock.monotonicNs() - DELAYS_MS.longestPostponement * 1e6;
    for (const [name, due] of this.#due) if (due.sinceNs > latestNs) this.#wait(name, due);
  }

  #wait(name: IdleTask, due: Due): void {
    due.timer?.dispose();
    due.isReady = false;
    due.timer = this.#clock.timer(DELAYS_MS[name], () => {
      due.isReady = true;
      this.#runSoon();
    });
  }

  #stopWaiting(): void {
    this.#next?.dispose();
    this.#next = undefined;
    for (const due of this.#due.values()) {
      due.timer?.dispose();
      due.isReady = false;
    }
  }

  #runSoon(): void {
    this.#next ??= this.#clock.timer(0, () => {
      this.#next = undefined;
      const name = IDLE_TASKS.find((each) => this.#due.get(each)?.isReady);
      if (name === undefined) return;
      this.#run(name);
      if (IDLE_TASKS.some((each) => this.#due.get(each)?.isReady)) this.#runSoon();
    });
  }

  #run(name: IdleTask): void {
    this.#due.get(name)?.timer?.dispose();
    this.#due.delete(name);
    this.#tasks.get(name)?.();
  }
}
