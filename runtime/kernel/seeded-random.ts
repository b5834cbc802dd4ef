/**
 * A repeatable stream of bytes for a seed (mulberry32, public domain arithmetic): the same program with the same
 * input takes the same path. Not for secrets, which is what a seed says already.
 */
export function seededRandom(seed: number): (bytes: Uint8Array) => void {
  let state = seed >>> 0;
  return (bytes) => {
    for (let i = 0; i < bytes.length; i++) {
      state = (state + 0x6d2b79f5) >>> 0;
      let word = Math.imul(state ^ (state >>> 15), state | 1);
      word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
      bytes[i] = (word ^ (word >>> 14)) & 0xff;
    }
  };
}
