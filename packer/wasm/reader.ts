/** Reads the primitive encodings of a wasm binary, front to back. Running off the end throws. */
export class Reader {
  readonly bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  byte(): number {
    const byte = this.bytes[this.at];
    if (byte === undefined)
      throw new Error(`Cannot read the wasm binary: it ends at byte ${this.at}, in the middle of something`);
    this.at++;
    return byte;
  }

  /** LEB128, unsigned. */
  u32(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
    throw new Error(`Cannot read the wasm binary: the number before byte ${this.at} is too long`);
  }

  /** LEB128, signed, of any width up to 64 bits; exact for 32. */
  signed(): number {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = this.byte();
      if (shift < 32) value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return shift < 25 && byte & 0x40 ? value | (-1 << (shift + 7)) : value;
    }
    throw new Error(`Cannot read the wasm binary: the number before byte ${this.at} is too long`);
  }

  /** `length` bytes, as a view. */
  take(length: number): Uint8Array {
    const end = this.at + length;
    if (end > this.bytes.length)
      throw new Error(`Cannot read ${length} bytes of the wasm binary at ${this.at}: it ends before`);
    const taken = this.bytes.subarray(this.at, end);
    this.at = end;
    return taken;
  }

  name(): string {
    return new TextDecoder().decode(this.take(this.u32()));
  }

  /** As many of what `one` reads as the count in front says. */
  vector<T>(one: (reader: Reader) => T): T[] {
    return Array.from({ length: this.u32() }, () => one(this));
  }
}
