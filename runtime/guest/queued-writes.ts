import type { Frame } from '../abi/frame.ts';
import { iovec } from '../abi/layout.ts';
import { copyBytes } from '../abi/types.ts';
import { LONGEST_QUEUED, type QueueWriter } from '../wire/write-queue.ts';
import type { GuestMemory } from './guest-memory.ts';

/** What the kernel has granted for one descriptor: bytes that cannot fail, and where the descriptor stands. */
interface Grant {
  credit: number;
  /** Undefined: seeks are calls. */
  offset: number | undefined;
  /** The file is known to be at least this long. */
  end: number;
}

const SET = 0;
const CUR = 1;

/**
 * The guest's memory of which writes and seeks need no answer. A grant comes with the reply to a write, shrinks with each
 * byte that is queued, and is forgotten at any other call on the descriptor.
 */
export class QueuedWrites {
  readonly #queue: QueueWriter;
  readonly #memory: GuestMemory;
  readonly #grants: (Grant | undefined)[] = [];
  /** As of when the grants are good. */
  #withdrawals: number;

  constructor(queue: QueueWriter, memory: GuestMemory) {
    this.#queue = queue;
    this.#memory = memory;
    this.#withdrawals = queue.withdrawals;
  }

  /** The reply to a write to `fd` is in the frame. */
  learn(fd: number, frame: Frame): void {
    const credit = frame.queueCredit;
    if (credit === 0) return this.dropCredit(fd);
    const offset = frame.queueOffset;
    const grant = this.#grants[fd];
    if (grant) {
      grant.credit = credit;
      grant.offset = offset;
      grant.end = offset ?? 0;
    } else this.#grants[fd] = { credit, offset, end: offset ?? 0 };
  }

  dropCredit(fd: number): void {
    const grant = this.#grants[fd];
    if (grant) grant.credit = 0;
  }

  /** True when the write is on its way and counts as done; false when it has to be a call. */
  write(fd: number, iovs: number, count: number, nwritten: number): boolean {
    const grant = this.#grants[fd];
    if (grant === undefined || grant.credit === 0 || this.#areWithdrawn()) return false;
    const memory = this.#memory;
    const { view } = memory;
    const at = memory.check(iovs, count * iovec.size, iovec.align);
    let total = 0;
    for (let i = 0; i < count; i++) {
      const length = view.getUint32(at + i * iovec.size + 4, true);
      memory.check(view.getUint32(at + i * iovec.size, true), length);
      total += length;
    }
    if (total > LONGEST_QUEUED || total > grant.credit) return false;
    const result = memory.check(nwritten, 4, 4);
    let to = this.#queue.reserve(fd, total);
    if (to === -1) return false;
    for (let i = 0; i < count; i++) {
      const length = view.getUint32(at + i * iovec.size + 4, true);
      copyBytes(memory.bytes, view.getUint32(at + i * iovec.size, true), this.#queue.bytes, to, length);
      to += length;
    }
    this.#queue.commit();
    grant.credit -= total;
    if (grant.offset !== undefined) {
      grant.offset += total;
      grant.end = Math.max(grant.end, grant.offset);
    }
    view.setUint32(result, total, true);
    return true;
  }

  /** As `write`, for a seek from the start or from where the descriptor stands, within what is known to be there. */
  seek(fd: number, offset: number, whence: number, newoffset: number): boolean {
    const grant = this.#grants[fd];
    if (grant === undefined || grant.credit === 0 || grant.offset === undefined || this.#areWithdrawn()) return false;
    if (whence !== SET && whence !== CUR) return false;
    const target = whence === SET ? offset : grant.offset + offset;
    if (target < 0 || target > grant.end) return false;
    const result = this.#memory.check(newoffset, 8, 8);
    if (!this.#queue.seek(fd, target)) return false;
    grant.offset = target;
    this.#memory.view.setBigUint64(result, BigInt(target), true);
    return true;
  }
  /** The person who runs the program took something back: what was granted before must be asked for again. */
  #areWithdrawn(): boolean {
    const { withdrawals } = this.#queue;
    if (withdrawals === this.#withdrawals) return false;
    this.#withdrawals = withdrawals;
    for (const grant of this.#grants) if (grant) grant.credit = 0;
    return true;
  }
}
