/** Bytes one after the other, each run with its length before it. */
export class ByteWriter {
  readonly #parts: Uint8Array[] = [];

  sized(bytes: Uint8Array): void {
    this.number(bytes.length);
    this.bytes(bytes);
  }

  number(value: number): void {
    this.#parts.push(varint(value));
  }

  bytes(bytes: Uint8Array): void {
    this.#parts.push(bytes);
  }

  take(): Uint8Array<ArrayBuffer> {
    const whole = new Uint8Array(this.#parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of this.#parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }
}

/** Reads what `ByteWriter` wrote, or anything else: undefined where the bytes end too soon. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  sized(): Uint8Array | undefined {
    const length = this.number();
    if (length === undefined || length > this.#bytes.length - this.#at) return undefined;
    const from = this.#at;
    this.#at += length;
    return this.#bytes.slice(from, this.#at);
  }

  rest(): Uint8Array {
    return this.#bytes.subarray(this.#at);
  }

  /** Four bytes at most. */
  number(): number | undefined {
    let value = 0;
    for (let place = 0; place < 4; place++) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) return undefined;
      value += (byte & 127) * 128 ** place;
      if (byte < 128) return value;
    }
    return undefined;
  }
}

/** Seven bits a byte, the lowest first; all but the last have the eighth set. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return Uint8Array.of(...bytes, rest);
}
