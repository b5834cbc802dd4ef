/** Reads bytes front to back, with the numbers that WebAssembly and DWARF have in common. Running off the end throws. */
export class ByteReader {
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
      throw new Error(`Cannot read the binary: it ends at byte ${this.at}, in the middle of something`);
    this.at++;
    return byte;
  }

  /** LEB128, unsigned; exact up to 2^53. */
  uleb(): number {
    let value = 0;
    for (let scale = 1; scale < LONGEST; scale *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
    throw tooLong(this.at);
  }

  /** LEB128, signed; exact up to 2^53. */
  sleb(): number {
    let value = 0;
    for (let scale = 1; scale < LONGEST; scale *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return byte & 0x40 ? value - 128 * scale : value;
    }
    throw tooLong(this.at);
  }

  /** `length` bytes, as a view. */
  take(length: number): Uint8Array {
    const end = this.at + length;
    if (end > this.bytes.length)
      throw new Error(`Cannot read ${length} bytes of the binary at ${this.at}: it ends before`);
    const taken = this.bytes.subarray(this.at, end);
    this.at = end;
    return taken;
  }
}

/** A number of 64 bits has ten bytes at most. */
const LONGEST = 2 ** 70;

// Not a method: V8 marks each object of a class that has private ones, and every read of every reader is slower for it.
export function tooLong(at: number): Error {
  return new Error(`Cannot read the binary: the number before byte ${at} is too long`);
}
