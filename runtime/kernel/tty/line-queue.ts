/** Enough consumed records that dropping them is worth moving the rest. */
const COMPACT_AT = 256;

/**
 * Input that is ready to be read, in the pieces it became ready in: lines, parts of lines ended by ^D, and
 * ends of file, which are pieces of no bytes. It is bounded, because it may never be read.
 */
export class LineQueue {
  readonly #capacity: number;
  #records: Uint8Array[] = [];
  #head = 0;
  /** Bytes of the first piece already read. */
  #offset = 0;
  /** An end of file counts as one byte, or holding ^D down would grow the queue without end. */
  #used = 0;
  #bytes = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get isEmpty(): boolean {
    return this.#head === this.#records.length;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get room(): number {
    return this.#capacity - this.#used;
  }

  push(record: Uint8Array): void {
    this.#records.push(record);
    this.#used += Math.max(record.length, 1);
    this.#bytes += record.length;
  }

  /** Copies from the first piece. 0 is an end of file, which is thereby consumed. */
  shift(target: Uint8Array): number {
    const record = this.#records[this.#head];
    if (record === undefined) return 0;
    const count = Math.min(target.length, record.length - this.#offset);
    target.set(record.subarray(this.#offset, this.#offset + count));
    this.#offset += count;
    this.#used -= Math.max(count, record.length === 0 ? 1 : 0);
    this.#bytes -= count;
    if (this.#offset === record.length) this.#next();
    return count;
  }

  dropEndsOfFile(): void {
    this.#records = this.#records.slice(this.#head).filter((record) => record.length > 0);
    this.#head = 0;
    this.#used = this.#bytes;
  }

  clear(): void {
    this.#records = [];
    this.#head = 0;
    this.#offset = 0;
    this.#used = 0;
    this.#bytes = 0;
  }

  #next(): void {
    this.#head++;
    this.#offset = 0;
    if (this.#head < COMPACT_AT && this.#head < this.#records.length) return;
    this.#records.splice(0, this.#head);
    this.#head = 0;
  }
}
