const CHUNK_BYTES = 32 * 1024;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** Turns \n into \r\n (ONLCR) in one pass, through one buffer that is used again and again. */
export class NewlineTranslator {
  readonly #output: (bytes: Uint8Array) => void;
  readonly #scratch = new Uint8Array(2 * CHUNK_BYTES);

  constructor(output: (bytes: Uint8Array) => void) {
    this.#output = output;
  }

  write(bytes: Uint8Array): void {
    // A chunk that fits even if it is all newlines needs no check per byte.
    for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
      this.#writeChunk(bytes, start, Math.min(start + CHUNK_BYTES, bytes.length));
    }
  }

  #writeChunk(bytes: Uint8Array, start: number, end: number): void {
    const scratch = this.#scratch;
    let length = 0;
    for (let index = start; index < end; index++) {
      const byte = bytes[index] ?? 0;
      if (byte === NEWLINE) scratch[length++] = RETURN;
      scratch[length++] = byte;
    }
    this.#output(scratch.subarray(0, length));
  }
}
