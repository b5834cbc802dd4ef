/** As many as xterm takes; what comes after is left out. */
const MOST = 32;
const MOST_VALUE = 99_999;
const EMPTY = -1;
const SEMICOLON = 0x3b;
const COLON = 0x3a;

/** The numbers of one control sequence, gathered byte by byte and written out again. */
export class SequenceParameters {
  readonly #values = new Int32Array(MOST);
  /** What stands before each. */
  readonly #separators = new Uint8Array(MOST);
  #count = 0;
  #hasAny = false;
  hasParts = false;

  /** At least 1: a sequence without numbers has one that is left out. */
  get count(): number {
    return Math.min(this.#count, MOST);
  }

  get isEmpty(): boolean {
    return !this.#hasAny;
  }

  clear(): void {
    this.#values[0] = EMPTY;
    this.#count = 1;
    this.#hasAny = false;
    this.hasParts = false;
  }

  /** A digit, `;` or `:`. */
  push(byte: number): void {
    this.#hasAny = true;
    const index = this.#count - 1;
    if (byte < COLON) {
      if (index >= MOST) return;
      this.#values[index] = Math.min(Math.max(this.#values[index] ?? 0, 0) * 10 + byte - 0x30, MOST_VALUE);
      return;
    }
    if (byte === COLON) this.hasParts = true;
    if (this.#count < MOST) {
      this.#values[this.#count] = EMPTY;
      this.#separators[this.#count] = byte;
    }
    // One more than there is room for stands for all that follow.
    this.#count = Math.min(this.#count + 1, MOST + 1);
  }

  /** 0 where it is left out. */
  at(index: number): number {
    return index < this.count ? Math.max(this.#values[index] ?? 0, 0) : 0;
  }

  limit(most: number): void {
    for (let index = 0; index < this.count; index++) {
      const value = this.#values[index] ?? 0;
      if (value > most) this.#values[index] = Math.floor(most);
    }
  }

  /** As text, from `at` on; where it ends. */
  writeTo(target: Uint8Array, at: number): number {
    let end = at;
    for (let index = 0; index < this.count; index++) {
      if (index > 0) target[end++] = this.#separators[index] ?? SEMICOLON;
      const value = this.#values[index] ?? EMPTY;
      if (value === EMPTY) continue;
      let scale = 1;
      while (scale * 10 <= value) scale *= 10;
      for (; scale >= 1; scale = Math.floor(scale / 10)) target[end++] = 0x30 + (Math.floor(value / scale) % 10);
    }
    return end;
  }
}
