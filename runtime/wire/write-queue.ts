import { copyBytes } from '../abi/types.ts';

/**
 * Writes and seeks that cannot fail, on their way to the kernel without a reply. One ring of memory for each worker:
 * the guest adds at the head, the kernel takes from the tail, always before it serves the guest's next call and when
 * the guest is ended, so order is kept and nothing is lost.
 *
 * A grant ends when the kernel takes something back: `WITHDRAWN` counts how often it has.
 *
 * Control words, then entries: descriptor, length, bytes; each 8-aligned and never wrapping. Counters run on and on.
 */
const HEAD = 0;
const TAIL = 1;
const WITHDRAWN = 2;
const CONTROL_BYTES = 16;
/** Bytes that can be on their way at a time. */
export const QUEUE_BYTES = 64 << 10;
const SIZE = QUEUE_BYTES;
const MASK = SIZE - 1;
const HEADER = 8;
/** Marks the rest of the ring as unused: the next entry is at its start. */
const SKIP = 0xffff_ffff;
/** As a length: the entry is a seek to the offset that follows. */
const SEEK = 0xffff_ffff;

/** A longer write is a call of its own: copying it twice would cost more than waiting. */
export const LONGEST_QUEUED = SIZE / 8;

export function allocateQueue(): SharedArrayBuffer {
  return new SharedArrayBuffer(CONTROL_BYTES + SIZE);
}

/** For a wire that carries the queue's content with the guest's next call: both ends are in the guest's thread. */
export function allocateOwnQueue(): ArrayBuffer {
  return new ArrayBuffer(CONTROL_BYTES + SIZE);
}

/** The guest's end. */
export class QueueWriter {
  readonly #control: Int32Array;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #head = 0;

  constructor(buffer: ArrayBufferLike) {
    this.#control = new Int32Array(buffer, 0, 3);
    this.#bytes = new Uint8Array(buffer, CONTROL_BYTES, SIZE);
    this.#view = new DataView(buffer, CONTROL_BYTES, SIZE);
    this.#head = Atomics.load(this.#control, HEAD);
  }

  /** Room for a write of `length` bytes: where they go in `bytes`, or -1 when the ring is full. `commit` makes it count. */
  reserve(fd: number, length: number): number {
    const at = this.#place(HEADER + length);
    if (at === -1) return -1;
    this.#view.setUint32(at, fd, true);
    this.#view.setUint32(at + 4, length, true);
    return at + HEADER;
  }

  /** A seek to `offset`; false when the ring is full. */
  seek(fd: number, offset: number): boolean {
    const at = this.#place(HEADER + 8);
    if (at === -1) return false;
    this.#view.setUint32(at, fd, true);
    this.#view.setUint32(at + 4, SEEK, true);
    this.#view.setFloat64(at + HEADER, offset, true);
    this.commit();
    return true;
  }

  /** How often the kernel has taken something back; a grant from before counts no more. */
  get withdrawals(): number {
    return Atomics.load(this.#control, WITHDRAWN);
  }

  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** What was reserved is complete: the kernel may take it. */
  commit(): void {
    Atomics.store(this.#control, HEAD, this.#head);
  }

  #place(wanted: number): number {
    const need = (wanted + 7) & ~7;
    const position = this.#head & MASK;
    const toEnd = SIZE - position;
    const skip = need > toEnd ? toEnd : 0;
    const used = (this.#head - Atomics.load(this.#control, TAIL)) | 0;
    if (used + skip + need > SIZE) return -1;
    if (skip > 0) this.#view.setUint32(position, SKIP, true);
    const at = skip > 0 ? 0 : position;
    this.#head = (this.#head + skip + need) | 0;
    return at;
  }
}

/** What the kernel finds next in a ring. Reused: valid until the next look. */
export interface QueuedEntry {
  fd: number;
  /** A seek to this offset; undefined: a write of the bytes below. */
  seekTo: number | undefined;
  bytes: Uint8Array;
  start: number;
  length: number;
}

/** Short writes to one descriptor are put together up to this: what a write costs the kernel, many share. */
const MOST_GATHERED = 8 << 10;
const LONGEST_GATHERED = 256;

/** The kernel's end. */
export class QueueReader {
  readonly #bytes: Uint8Array;
  readonly #control: Int32Array;
  readonly #view: DataView;
  readonly #entry: QueuedEntry;
  readonly #gathered = new Uint8Array(MOST_GATHERED);
  #tail = 0;
  /** Where the tail will be when the entry that was looked at is dropped. */
  #after = 0;
  #from = 0;

  constructor(buffer: ArrayBufferLike) {
    this.#control = new Int32Array(buffer, 0, 3);
    this.#bytes = new Uint8Array(buffer, CONTROL_BYTES, SIZE);
    this.#view = new DataView(buffer, CONTROL_BYTES, SIZE);
    this.#entry = { fd: 0, seekTo: undefined, bytes: this.#bytes, start: 0, length: 0 };
  }

  /** Grants that were given so far end. A write that the guest is just adding is refused when it is carried out. */
  endGrants(): void {
    Atomics.add(this.#control, WITHDRAWN, 1);
  }

  /**
   * The entry at the tail, which stays there until `drop`. `isGathering`: with the short writes to the same descriptor that
   * follow it, as one; looked at again, that one is at least as long and begins the same.
   */
  peek(isGathering: boolean): QueuedEntry | undefined {
    const at = this.#nextAt(this.#tail);
    if (at === -1) return undefined;
    const entry = this.#entry;
    const length = this.#view.getUint32(at + 4, true);
    entry.fd = this.#view.getUint32(at, true);
    entry.seekTo = length === SEEK ? this.#view.getFloat64(at + HEADER, true) : undefined;
    entry.bytes = this.#bytes;
    entry.start = at + HEADER;
    entry.length = length === SEEK ? 8 : length;
    this.#after = this.#followed(entry.length);
    if (isGathering && length <= LONGEST_GATHERED) this.#gather(entry);
    return entry;
  }

  /** The entry that `peek` gave has been carried out. */
  drop(): void {
    this.#tail = this.#after;
    Atomics.store(this.#control, TAIL, this.#tail);
  }

  #gather(entry: QueuedEntry): void {
    const { fd } = entry;
    const gathered = this.#gathered;
    let filled = 0;
    for (let at = this.#nextAt(this.#after); at !== -1; at = this.#nextAt(this.#after)) {
      const length = this.#view.getUint32(at + 4, true);
      if (this.#view.getUint32(at, true) !== fd || length > LONGEST_GATHERED) break;
      if (filled === 0) {
        copyBytes(this.#bytes, entry.start, gathered, 0, entry.length);
        filled = entry.length;
      }
      if (filled + length > MOST_GATHERED) break;
      copyBytes(this.#bytes, at + HEADER, gathered, filled, length);
      filled += length;
      this.#after = this.#followed(length);
    }
    if (filled === 0) return;
    entry.bytes = gathered;
    entry.start = 0;
    entry.length = filled;
  }

  /** Where in the ring the entry at `position` or behind it lies; `#from` is then that entry's position. -1: there is none. */
  #nextAt(position: number): number {
    const head = Atomics.load(this.#control, HEAD);
    let from = position;
    while (from !== head) {
      const at = from & MASK;
      if (this.#view.getUint32(at, true) !== SKIP) {
        this.#from = from;
        return at;
      }
      from = (from + SIZE - at) | 0;
    }
    return -1;
  }

  /** The position after the entry that `#nextAt` has found. */
  #followed(length: number): number {
    return (this.#from + ((HEADER + length + 7) & ~7)) | 0;
  }
}
