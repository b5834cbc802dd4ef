const SCRATCH_BYTES = 32 * 1024;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** Turns \n into \r\n (ONLCR) in one pass, through one buffer that is used again and again. */
export class NewlineTranslator {
  readonly #output: (bytes: Uint8Array) => void;
  readonly #scratch = new Uint8Array(SCRATCH_BYTES);

  constructor(output: (bytes: Uint8Array) => void) {
    this.#output = output;
  }

  write(bytes: Uint8Array): void {
    const scratch = this.#scratch;
    let length = 0;
    for (const byte of bytes) {
      if (length > SCRATCH_BYTES - 2) {
        this.#output(scratch.subarray(0, length));
        length = 0;
      }
      if (byte === NEWLINE) scratch[length++] = RETURN;
      scratch[length++] = byte;
    }
    if (length > 0) this.#output(scratch.subarray(0, length));
  }
}
