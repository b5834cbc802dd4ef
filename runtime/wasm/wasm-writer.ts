/** Writes the primitive encodings of a wasm binary into memory that grows as needed. */
export class WasmWriter {
  #bytes: Uint8Array<ArrayBuffer>;
  #length = 0;

  constructor(capacity = 1024) {
    this.#bytes = new Uint8Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  byte(value: number): this {
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
    return this;
  }

  /** Opcodes, and what belongs to them and fits a byte. */
  code(...values: readonly number[]): this {
    return this.bytes(values);
  }

  /** LEB128, unsigned, in as few bytes as it takes. */
  u32(value: number): this {
    this.#reserve(5);
    let rest = value >>> 0;
    for (; rest > 0x7f; rest >>>= 7) this.#bytes[this.#length++] = (rest & 0x7f) | 0x80;
    this.#bytes[this.#length++] = rest;
    return this;
  }

  /** LEB128, signed. */
  s32(value: number): this {
    this.#reserve(5);
    let rest = value | 0;
    for (; rest < -64 || rest > 63; rest >>= 7) this.#bytes[this.#length++] = (rest & 0x7f) | 0x80;
    this.#bytes[this.#length++] = rest & 0x7f;
    return this;
  }

  /** LEB128, always in five bytes, as linkers write what they may write over later. */
  paddedU32(value: number): this {
    this.#reserve(5);
    for (let shift = 0; shift < 28; shift += 7) this.#bytes[this.#length++] = ((value >>> shift) & 0x7f) | 0x80;
    this.#bytes[this.#length++] = value >>> 28;
    return this;
  }

  bytes(values: ArrayLike<number>): this {
    this.#reserve(values.length);
    this.#bytes.set(values, this.#length);
    this.#length += values.length;
    return this;
  }

  /** The bytes with their length in front: a name, a function body, a section. */
  sized(values: ArrayLike<number>): this {
    return this.u32(values.length).bytes(values);
  }

  name(text: string): this {
    return this.sized(new TextEncoder().encode(text));
  }

  vector<T>(items: readonly T[], one: (writer: this, item: T) => void): this {
    this.u32(items.length);
    for (const item of items) one(this, item);
    return this;
  }

  /** What was written, as a view. */
  get written(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#length);
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(2 * this.#bytes.length, this.#length + count));
    larger.set(this.written);
    this.#bytes = larger;
  }
}
