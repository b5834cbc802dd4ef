/** LEB128, unsigned, in as few bytes as it takes. */
export function leb(value: number): readonly number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb(value >>> 7)];
}

/** LEB128, signed, of a number of 32 bits. */
export function signedLeb(value: number): readonly number[] {
  const low = value & 0x7f;
  const rest = value >> 7;
  const isLast = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
  return isLast ? [low] : [low | 0x80, ...signedLeb(rest)];
}

/** The five bytes in which linkers write the number of a function, so that it can be written over. */
export function paddedLeb(value: number): readonly number[] {
  return [0, 7, 14, 21].map((shift) => ((value >>> shift) & 0x7f) | 0x80).concat(value >>> 28);
}

export function sized(bytes: readonly number[]): readonly number[] {
  return [...leb(bytes.length), ...bytes];
}
