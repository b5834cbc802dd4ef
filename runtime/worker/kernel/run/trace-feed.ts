import type { Disposable } from '../../../base/disposable.ts';
import type { WasmFrame } from '../../../guest/trap.ts';
import type { Host } from '../../../kernel/host.ts';
import type { Watcher } from '../../../toolchain/tools/machine.ts';
import type { TraceEvent } from '../../../trace/event.ts';

/** Events that one message carries at most: what a page takes in within a frame. */
const BATCH = 1_000;
/** The newest events that are kept for a page that is too slow; older ones are dropped, and counted. */
const KEPT = 131_072;
/** Between the first event and the message that brings it. */
const PATIENCE_MS = 20;
/** A stack comes in a message of its own, which on a busy machine is later than the call that bears its number; one of a killed program never comes. */
const STACK_PATIENCE_MS = 3000;

type Send = (events: readonly TraceEvent[], dropped: number, isLast: boolean) => void;

/**
 * One run's events on their way to the page. A batch is sent when the one before has been taken in, so that a program that
 * floods neither stalls the page nor fills memory.
 */
export class TraceFeed implements Omit<Watcher, 'refused'> {
  readonly #host: Host;
  readonly #send: Send;
  readonly #stacks = new Map<number, readonly WasmFrame[]>();
  /** Questions about stacks that have not come yet; each looks again when one has. */
  readonly #waiting = new Set<() => void>();
  #events: TraceEvent[] = [];
  /** Events before this one have been sent or dropped. */
  #next = 0;
  #dropped = 0;
  #hasEvents = false;
  #isUntaken = false;
  #isOver = false;
  /** The page need hear nothing more. */
  #isTold = false;
  #timer: Disposable | undefined;
  isWatching: boolean;

  constructor(isWatching: boolean, host: Host, send: Send) {
    this.isWatching = isWatching;
    this.#host = host;
    this.#send = send;
  }

  record(event: TraceEvent): void {
    this.#hasEvents = true;
    this.#events.push(event);
    if (this.#events.length - this.#next > KEPT) {
      this.#next++;
      this.#dropped++;
    }
    // What lies before `next` is given back now and then, not each time.
    if (this.#next > KEPT) this.#dropSent();
    if (this.#isUntaken) return;
    this.#timer ??= this.#host.timer(PATIENCE_MS, () => this.flush());
  }

  stack(number: number, frames: readonly WasmFrame[]): void {
    this.#stacks.set(number, frames);
    for (const look of [...this.#waiting]) look();
  }

  /** Resolves with the frames of each stack, once all of them have come; those that do not come in 3 s are empty. */
  async framesOf(numbers: readonly number[]): Promise<readonly (readonly WasmFrame[])[]> {
    const isComplete = (): boolean => numbers.every((number) => number === 0 || this.#stacks.has(number));
    if (!isComplete()) {
      await new Promise<void>((resolve) => {
        const end = (): void => {
          timer.dispose();
          this.#waiting.delete(look);
          resolve();
        };
        const look = (): void => {
          if (isComplete()) end();
        };
        const timer = this.#host.timer(STACK_PATIENCE_MS, end);
        this.#waiting.add(look);
      });
    }
    return numbers.map((number) => this.#stacks.get(number) ?? []);
  }

  /** The page has taken the last batch in. */
  taken(): void {
    this.#isUntaken = false;
    this.flush();
  }

  /** The program has ended. A run that was never watched has nothing to say. */
  end(): void {
    this.#isOver = true;
    if (this.#hasEvents) this.flush();
  }

  /** Sends what the page can take now. */
  flush(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
    const isEmpty = this.#next === this.#events.length;
    if (this.#isUntaken || this.#isTold || (isEmpty && !this.#isOver)) return;
    const events = this.#events.slice(this.#next, this.#next + BATCH);
    this.#next += events.length;
    this.#isUntaken = true;
    this.#isTold = this.#isOver && this.#next === this.#events.length;
    this.#send(events, this.#dropped, this.#isTold);
    if (this.#next === this.#events.length) this.#dropSent();
  }

  #dropSent(): void {
    this.#events = this.#events.slice(this.#next);
    this.#next = 0;
  }
}
