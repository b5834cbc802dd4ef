import { copyBytes } from '../../abi/types.ts';

/** The first bytes of what is added, up to a limit; `count` is of all of them. */
export class BoundedBytes {
  readonly #most: number;
  #bytes = new Uint8Array(1024);
  #length = 0;
  count = 0;

  constructor(most: number) {
    this.#most = most;
  }

  add(bytes: Uint8Array, start: number, length: number): void {
    this.count += length;
    const taken = Math.min(length, this.#most - this.#length);
    if (taken <= 0) return;
    const end = this.#length + taken;
    if (end > this.#bytes.length) this.#grow(end);
    copyBytes(bytes, start, this.#bytes, this.#length, taken);
    this.#length = end;
  }

  get isWhole(): boolean {
    return this.count === this.#length;
  }

  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }

  #grow(needed: number): void {
    const larger = new Uint8Array(Math.min(this.#most, Math.max(needed, this.#bytes.length * 2)));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}
