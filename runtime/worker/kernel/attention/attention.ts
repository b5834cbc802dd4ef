import type { Host } from '../../../kernel/host.ts';
import { IdleTasks, type IdleTask } from './idle-tasks.ts';

/** Work in the background, for which no user waits. A check goes before a build ahead, and looking through a program comes last. */
const BACKGROUND = ['check', 'buildAhead', 'lookThrough'] as const;
export type BackgroundWork = (typeof BACKGROUND)[number];

interface Underway {
  readonly kind: BackgroundWork;
  readonly abort: AbortController;
  done: Promise<unknown>;
}

interface Waiting {
  readonly begin: () => void;
  readonly drop: () => void;
}

/**
 * Decides what may use the processor now. There are three ranks: what a person waits for (`urgent`), one piece of work in the
 * background at a time (a check, a build ahead), and idle tasks, which run when there is neither.
 */
export class Attention {
  readonly #idle: IdleTasks;
  #urgent = 0;
  #occupied = 0;
  #underway: Underway | undefined;
  readonly #waiting = new Map<BackgroundWork, Waiting>();

  constructor(clock: Pick<Host, 'timer' | 'monotonicNs'>) {
    this.#idle = new IdleTasks(clock);
  }

  /** A user waits for what begins now, until the returned function is called. A check is aborted; nothing in the background begins. */
  urgent(): () => void {
    this.#urgent++;
    if (this.#underway?.kind === 'check') this.#underway.abort.abort();
    return this.#until(() => {
      this.#urgent--;
      this.#beginNext();
    });
  }

  /** A tool is at work, for a user or in the background, until the returned function is called: idle tasks wait. */
  occupied(): () => void {
    return this.#until(() => undefined);
  }

  /**
   * Does `work` when nothing urgent and nothing else in the background is under way. It overtakes work of its own kind,
   * which is aborted or dropped; what was overtaken answers undefined.
   */
  background<T>(kind: BackgroundWork, work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    if (this.#underway?.kind === kind) this.#underway.abort.abort();
    this.#waiting.get(kind)?.drop();
    return new Promise((resolve, reject) => {
      const begin = (): void => {
        const abort = new AbortController();
        const release = this.occupied();
        const done = work(abort.signal).then((result) => resolve(abort.signal.aborted ? undefined : result), reject);
        const underway: Underway = (this.#underway = { kind, abort, done });
        underway.done = done.finally(() => {
          this.#underway = undefined;
          release();
          this.#beginNext();
        });
      };
      this.#waiting.set(kind, { begin, drop: () => resolve(undefined) });
      this.#beginNext();
    });
  }

  /** Resolves when nothing is under way in the background. What is gets aborted first, unless `isKept`. */
  async cleared(isKept: boolean): Promise<void> {
    if (!isKept) this.#underway?.abort.abort();
    await this.#underway?.done;
  }

  /** The project is another one now: nothing that was to be done in the background is of use. */
  drop(): void {
    for (const waiting of this.#waiting.values()) waiting.drop();
    this.#waiting.clear();
    this.#underway?.abort.abort();
  }

  /** The project was changed, or is about to be: a build ahead is of an old text, and the compiler will have to run. */
  edited(): void {
    for (const kind of ['buildAhead', 'lookThrough'] as const) {
      if (this.#underway?.kind === kind) this.#underway.abort.abort();
      this.#waiting.get(kind)?.drop();
      this.#waiting.delete(kind);
    }
    this.#idle.postpone();
    this.#idle.hurry('startCompiler');
  }

  /** From now on `task` is done, in its turn, whenever `name` is due. */
  whenIdle(name: IdleTask, task: () => void): void {
    this.#idle.define(name, task);
  }

  due(name: IdleTask): void {
    this.#idle.due(name);
  }

  /** Whether the task waits for its turn: false once it was hurried. */
  mayWait(name: IdleTask): boolean {
    return !this.#idle.isHurried(name);
  }

  /** From now on the task waits for nothing. */
  hurry(name: IdleTask): void {
    this.#idle.hurry(name);
  }

  #until(over: () => void): () => void {
    this.#occupied++;
    this.#idle.hold();
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      this.#occupied--;
      over();
      if (this.#occupied === 0) this.#idle.resume();
    };
  }

  #beginNext(): void {
    if (this.#urgent > 0 || this.#underway) return;
    for (const kind of BACKGROUND) {
      const waiting = this.#waiting.get(kind);
      if (!waiting) continue;
      this.#waiting.delete(kind);
      waiting.begin();
      return;
    }
  }
}
