/** More bytes are needed. */
export const INCOMPLETE = -1;
/** `bytes[0..length)` is not a character; the byte just pushed is among them. */
export const BROKEN = -2;
/** As `BROKEN`, but the byte just pushed is not among them: `reset()`, then push it again. */
export const BROKEN_BEFORE = -3;

/** Gathers the bytes of one UTF-8 character, which may arrive in pieces. ASCII need not pass through it. */
export class Utf8Collector {
  readonly bytes = new Uint8Array(4);
  length = 0;
  #expected = 0;

  reset(): void {
    this.length = 0;
  }

  /** The code point when `byte` completes one (then `reset()`), or one of the constants above. */
  push(byte: number): number {
    if (this.length === 0) return this.#lead(byte);
    const isContinuation = this.length === 1 ? this.#isSecond(byte) : byte >= 0x80 && byte <= 0xbf;
    if (!isContinuation) return BROKEN_BEFORE;
    this.bytes[this.length++] = byte;
    return this.length < this.#expected ? INCOMPLETE : this.#codePoint();
  }

  #lead(byte: number): number {
    this.bytes[0] = byte;
    this.length = 1;
    if (byte < 0x80) return byte;
    if (byte < 0xc2 || byte > 0xf4) return BROKEN;
    this.#expected = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return INCOMPLETE;
  }

  /** Where overlong forms, surrogates and code points past U+10FFFF are kept out (Unicode, table 3-7). */
  #isSecond(byte: number): boolean {
    switch (this.bytes[0]) {
      case 0xe0:
        return byte >= 0xa0 && byte <= 0xbf;
      case 0xed:
        return byte >= 0x80 && byte <= 0x9f;
      case 0xf0:
        return byte >= 0x90 && byte <= 0xbf;
      case 0xf4:
        return byte >= 0x80 && byte <= 0x8f;
      default:
        return byte >= 0x80 && byte <= 0xbf;
    }
  }

  #codePoint(): number {
    const [first = 0, second = 0, third = 0, fourth = 0] = this.bytes;
    const tail = second & 0x3f;
    if (this.#expected === 2) return ((first & 0x1f) << 6) | tail;
    if (this.#expected === 3) return ((first & 0x0f) << 12) | (tail << 6) | (third & 0x3f);
    return ((first & 0x07) << 18) | (tail << 12) | ((third & 0x3f) << 6) | (fourth & 0x3f);
  }
}
