import type { Span } from '../abi/types.ts';
import type { Disposable } from '../base/disposable.ts';

/** Callbacks that wait for something, each called once when it may have happened. */
export class WaitQueue {
  readonly #waiting = new Set<() => void>();

  wait(wake: () => void): Disposable {
    this.#waiting.add(wake);
    return { dispose: () => void this.#waiting.delete(wake) };
  }

  /** Wakes all of them; those that still cannot go on wait again. */
  wake(): void {
    const woken = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of woken) wake();
  }
}

/** A count of bytes; `would-block` when the caller must wait; `closed` when the other end is closed. */
export type Transfer = number | 'would-block' | 'closed';

/** Bytes that flow. Reading 0 is end of file. */
export interface Stream {
  readonly readers: WaitQueue;
  readonly writers: WaitQueue;
  read(target: Span): Transfer;
  write(source: Span): Transfer;
  /** Bytes that a read would return now (1 where the count is unknown); undefined when it would wait. */
  readable(): number | undefined;
  /** Bytes that a write would take now; undefined when it would wait. */
  writable(): number | undefined;
  /** How long a read that would wait does so before it returns 0; undefined: until there is something. */
  readonly readWaitMs?: number | undefined;
  /** What comes is typed by a person: a program that waits for it does nothing meanwhile. Absent: no. */
  readonly isTyped?: boolean;
  /** The other end is gone, or nothing more comes from it: what can be read now is the last. Absent: never. */
  readonly isHungUp?: boolean;
  /** A write to it never fails; at most it waits. */
  readonly takesEverything?: boolean;
  /** A descriptor on this end was closed; the last one ends the stream. */
  opened(): void;
  closed(): void;
}
