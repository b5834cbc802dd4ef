/*
 * Says how likely the next bit of a text is a one, from what came before it: the mixing of many simple guesses that
 * the PAQ programs made known. Each context keeps what came after it in a table; a small network weighs what they say,
 * and learns from every bit. Frozen with version 2 of links: both ends must guess alike, to the last bit. Only
 * additions, multiplications and divisions of numbers are used, which come out the same in every engine.
 */

const TABLE_BITS = 18;
/** How many bytes back the contexts of order reach. */
const ORDERS = [0, 1, 2, 3, 4, 6];
/** And the word so far, that with the word before it, and how far the line is indented. */
const CONTEXTS = ORDERS.length + 3;
/** Two of each context, and the match. */
const INPUTS = 2 * CONTEXTS + 1;
/** After this many bits in a context, old ones begin to count for less. */
const MEMORY = 30;
const LEARNING = 0.5 / 1024;
const FIRST_WEIGHT = 0.3;
const MATCH_BYTES = 5;
const LONGEST_MATCH = 32;
/** Guesses are in 4096ths. */
const ONE = 4096;

export class Predictor {
  readonly #tables = Array.from({ length: CONTEXTS }, () => new Uint16Array(1 << TABLE_BITS).fill(0x8000));
  readonly #counts = Array.from({ length: CONTEXTS }, () => new Uint8Array(1 << TABLE_BITS));
  readonly #hashes = new Uint32Array(CONTEXTS);
  readonly #slots = new Int32Array(CONTEXTS);
  readonly #inputs = new Int32Array(INPUTS);
  /** One set for each length of match, one for each beginning of a byte. */
  readonly #byMatch = new Float64Array(16 * INPUTS).fill(FIRST_WEIGHT);
  readonly #byBits = new Float64Array(256 * INPUTS).fill(FIRST_WEIGHT);
  readonly #lastSeen = new Map<number, number>();
  readonly #bytes: Uint8Array;
  #length = 0;
  /** The bits of this byte so far, after a one. */
  #partial = 1;
  #word = 0;
  #wordBefore = 0;
  #indent = 0;
  #isIndenting = true;
  #matchAt = 0;
  #matchLength = 0;
  #matchSet = 0;
  #guessByMatch = ONE / 2;
  #guessByBits = ONE / 2;

  /** `room`: how many bytes will pass through it. */
  constructor(room: number) {
    this.#bytes = new Uint8Array(room);
    this.#hashContexts();
  }

  /** From 1 to 4095. */
  guess(): number {
    const partial = this.#partial;
    const inputs = this.#inputs;
    for (let k = 0; k < CONTEXTS; k++) {
      const hash = Math.imul((this.#hashes[k] ?? 0) ^ Math.imul(partial, 0x9e3779b1), 0x2545f491);
      const slot = (hash ^ (hash >>> 15)) & ((1 << TABLE_BITS) - 1);
      this.#slots[k] = slot;
      const count = this.#counts[k]?.[slot] ?? 0;
      const chance = (this.#tables[k]?.[slot] ?? 0) >> 4;
      // A context that is new has nothing to say.
      inputs[k] = count === 0 ? 0 : (STRETCH[chance] ?? 0);
      inputs[CONTEXTS + k] = count === 0 ? 0 : ((chance - ONE / 2) * Math.min(count, 12)) >> 4;
    }
    inputs[2 * CONTEXTS] = this.#matchInput();
    this.#matchSet = Math.min(15, this.#matchLength) * INPUTS;
    const a = clamped(mixed(inputs, this.#byMatch, this.#matchSet));
    const b = clamped(mixed(inputs, this.#byBits, partial * INPUTS));
    this.#guessByMatch = squash(a);
    this.#guessByBits = squash(b);
    return Math.max(1, Math.min(ONE - 1, squash((a + b) >> 1)));
  }

  /** What the bit was. */
  learn(bit: number): void {
    correct(this.#inputs, this.#byMatch, this.#matchSet, bit * ONE - this.#guessByMatch);
    correct(this.#inputs, this.#byBits, this.#partial * INPUTS, bit * ONE - this.#guessByBits);
    for (let k = 0; k < CONTEXTS; k++) {
      const table = this.#tables[k];
      const counts = this.#counts[k];
      const slot = this.#slots[k] ?? 0;
      if (!table || !counts) continue;
      const chance = table[slot] ?? 0;
      const count = counts[slot] ?? 0;
      table[slot] = chance + Math.trunc(((bit === 1 ? 0xffff : 0) - chance) / Math.min(MEMORY, count + 1.6));
      if (count < 255) counts[slot] = count + 1;
    }
    this.#partial = this.#partial * 2 + bit;
    if (this.#partial >= 256) this.#byteEnded(this.#partial & 255);
  }

  #matchInput(): number {
    if (this.#matchLength === 0) return 0;
    const expected = (this.#bytes[this.#matchAt] ?? 0) | 256;
    const known = 31 - Math.clz32(this.#partial);
    if (expected >> (8 - known) !== this.#partial) {
      this.#matchLength = 0;
      return 0;
    }
    const strength = 128 + 64 * Math.min(24, this.#matchLength);
    return ((expected >> (7 - known)) & 1) === 1 ? strength : -strength;
  }

  #byteEnded(byte: number): void {
    this.#bytes[this.#length++] = byte;
    this.#partial = 1;
    if (isWordByte(byte)) this.#word = Math.imul(this.#word + byte, 0x2f0b4c47);
    else if (this.#word !== 0) {
      this.#wordBefore = this.#word;
      this.#word = 0;
    }
    if (byte === 10) this.#indent = 0;
    else if (this.#isIndenting && byte === 32) this.#indent++;
    this.#isIndenting = byte === 10 || (this.#isIndenting && byte === 32);
    this.#follow();
    this.#hashContexts();
  }

  /** Finds where what was just read stood before: what came after it then may come again. */
  #follow(): void {
    const length = this.#length;
    if (this.#matchLength > 0) {
      this.#matchAt++;
      this.#matchLength = Math.min(LONGEST_MATCH, this.#matchLength + 1);
    }
    if (length < MATCH_BYTES) return;
    let key = 0;
    for (let back = 1; back <= MATCH_BYTES; back++)
      key = Math.imul(key ^ (this.#bytes[length - back] ?? 0), 0x01000193);
    const before = this.#lastSeen.get(key);
    if (this.#matchLength === 0 && before !== undefined) {
      this.#matchAt = before;
      while (
        this.#matchLength < LONGEST_MATCH &&
        this.#matchLength < before &&
        this.#bytes[before - 1 - this.#matchLength] === this.#bytes[length - 1 - this.#matchLength]
      )
        this.#matchLength++;
    }
    this.#lastSeen.set(key, length);
  }

  #hashContexts(): void {
    for (const [k, order] of ORDERS.entries()) {
      let hash = Math.imul(order + 1, 0x9e3779b1);
      for (let back = 1; back <= order; back++)
        hash = Math.imul(hash ^ (this.#bytes[this.#length - back] ?? 0), 0x2c1b3c6d) + 0x297a2d39;
      this.#hashes[k] = hash;
    }
    const last = this.#bytes[this.#length - 1] ?? 0;
    this.#hashes[ORDERS.length] = Math.imul(this.#word + 77, 0x85ebca6b);
    this.#hashes[ORDERS.length + 1] = Math.imul(this.#word + Math.imul(this.#wordBefore, 31) + 13, 0xc2b2ae35);
    this.#hashes[ORDERS.length + 2] = Math.imul(this.#indent * 256 + last + 99, 0x27d4eb2f);
  }
}

function mixed(inputs: Int32Array, weights: Float64Array, set: number): number {
  let sum = 0;
  for (let i = 0; i < INPUTS; i++) sum += (weights[set + i] ?? 0) * (inputs[i] ?? 0);
  return sum;
}

function correct(inputs: Int32Array, weights: Float64Array, set: number, error: number): void {
  for (let i = 0; i < INPUTS; i++)
    weights[set + i] = (weights[set + i] ?? 0) + ((inputs[i] ?? 0) * error * LEARNING) / 65536;
}

function clamped(sum: number): number {
  return Math.max(-2047, Math.min(2047, Math.round(sum)));
}

function isWordByte(byte: number): boolean {
  const lower = byte | 32;
  return (lower >= 97 && lower <= 122) || (byte >= 48 && byte <= 57) || byte === 95 || byte > 127;
}

/** 4096 / (1 + e^(-x / 256)), at every 128th from -2048 on. */
const LOGISTIC = [
  1, 2, 3, 6, 10, 16, 27, 45, 73, 120, 194, 310, 488, 747, 1101, 1546, 2047, 2549, 2994, 3348, 3607, 3785, 3901, 3975,
  4022, 4050, 4068, 4079, 4085, 4089, 4092, 4093, 4094,
];

function squash(x: number): number {
  const place = (x >> 7) + 16;
  const part = x & 127;
  return ((LOGISTIC[place] ?? 0) * (128 - part) + (LOGISTIC[place + 1] ?? 0) * part + 64) >> 7;
}

/** The other way round. */
const STRETCH = stretchTable();

function stretchTable(): Int16Array {
  const table = new Int16Array(ONE).fill(2047);
  let next = 0;
  for (let x = -2047; x <= 2047; x++) for (const end = squash(x); next <= end; next++) table[next] = x;
  return table;
}
