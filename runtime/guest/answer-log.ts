import { resultAt, RESULTS_BYTES, type Frame } from '../abi/frame.ts';
import { SYSCALL_NAMES } from '../abi/syscalls.ts';
import { copyBytes } from '../abi/types.ts';
import type { BlockingWire, SuspendingWire } from '../wire/wire.ts';
import { numberEvents } from './event-numbers.ts';

/** Of a run that was answered with more than this, nothing is kept. */
const MOST_BYTES = 16 << 20;
/** Number of the call, errno, whether there is more, and bytes of data: in front of each answer. */
export const ANSWER_HEADER = 16;
const FD_WRITE = SYSCALL_NAMES.indexOf('fd_write');
const POLL_ONEOFF = SYSCALL_NAMES.indexOf('poll_oneoff');

/**
 * Keeps what a program's system calls were answered, so that another build of it can be given the same. Writes are not kept:
 * many are never answered, and all that are kept here went well.
 */
export class AnswerLog {
  #bytes = new Uint8Array(4096);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;
  #isWhole = true;

  /** The answer to `syscall` is in the frame. */
  add(syscall: number, frame: Frame): void {
    if (!this.#isWhole || frame.isEnded) return;
    if (syscall === FD_WRITE) {
      // What a program does after that cannot be made to happen again without knowing which write it was.
      if (frame.errno !== 0) this.#drop();
      // Seeks that need no answer are not seen here.
      frame.withholdQueuedSeeks();
      return;
    }
    const { outLength } = frame;
    const at = this.#length;
    if (!this.#reserve(ANSWER_HEADER + RESULTS_BYTES + outLength)) return this.#drop();
    const view = this.#view;
    view.setUint32(at, syscall, true);
    view.setUint32(at + 4, frame.errno, true);
    view.setUint32(at + 8, frame.hasMore ? 1 : 0, true);
    view.setUint32(at + 12, outLength, true);
    copyBytes(frame.bytes, resultAt(0), this.#bytes, at + ANSWER_HEADER, RESULTS_BYTES);
    copyBytes(frame.bytes, frame.outAt, this.#bytes, at + ANSWER_HEADER + RESULTS_BYTES, outLength);
    if (syscall === POLL_ONEOFF && !numberEvents(frame, view, at + ANSWER_HEADER + RESULTS_BYTES)) this.#drop();
  }

  /** Undefined: the program was told more than is kept. */
  get answers(): Uint8Array<ArrayBuffer> | undefined {
    return this.#isWhole ? this.#bytes.slice(0, this.#length) : undefined;
  }

  #drop(): void {
    this.#isWhole = false;
    this.#bytes = new Uint8Array(0);
  }

  #reserve(bytes: number): boolean {
    const needed = this.#length + bytes;
    if (needed > MOST_BYTES) return false;
    if (needed > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(2 * this.#bytes.length, needed));
      grown.set(this.#bytes);
      this.#bytes = grown;
      this.#view = new DataView(grown.buffer);
    }
    this.#length = needed;
    return true;
  }
}

/** A wire whose answers are kept. */
export function recording(wire: BlockingWire, log: AnswerLog): BlockingWire {
  return {
    frame: wire.frame,
    ...(wire.queue && { queue: wire.queue }),
    call: () => {
      const { syscall } = wire.frame;
      wire.call();
      log.add(syscall, wire.frame);
    },
  };
}

/** The same for a guest that is suspended. */
export function recordingSuspended(wire: SuspendingWire, log: AnswerLog): SuspendingWire {
  return {
    frame: wire.frame,
    call: async () => {
      const { syscall } = wire.frame;
      await wire.call();
      log.add(syscall, wire.frame);
    },
  };
}
