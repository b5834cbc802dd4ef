/** An integer type of C as arithmetic sees it, after promotion. On this machine `long` has 32 bits. */
export interface IntegerType {
  readonly bits: 32 | 64;
  readonly isSigned: boolean;
}

export const INT: IntegerType = { bits: 32, isSigned: true };
const LONG_LONG: IntegerType = { bits: 64, isSigned: true };

/** What a value of so many bytes is promoted to (C17 6.3.1.1); undefined: it is wider than what is reckoned with here. */
export function promoted(bytes: number, isSigned: boolean): IntegerType | undefined {
  if (bytes < 4) return INT;
  if (bytes > 8) return undefined;
  return { bits: bytes === 4 ? 32 : 64, isSigned };
}

/** Of a constant: the first of int and long long that holds it, and unsigned where neither does. */
export function typeOfConstant(value: bigint): IntegerType {
  if (wrapped(value, INT) === value) return INT;
  return wrapped(value, LONG_LONG) === value ? LONG_LONG : { bits: 64, isSigned: false };
}

/** What both operands are converted to (C17 6.3.1.8). */
export function common(a: IntegerType | undefined, b: IntegerType | undefined): IntegerType | undefined {
  if (!a || !b) return undefined;
  if (a.bits !== b.bits) return a.bits > b.bits ? a : b;
  return { bits: a.bits, isSigned: a.isSigned && b.isSigned };
}

/** The value as the type holds it: unsigned numbers begin again at zero. Without a type it stays as it is. */
export function wrapped(value: bigint, type: IntegerType | undefined): bigint {
  if (!type) return value;
  return type.isSigned ? BigInt.asIntN(type.bits, value) : BigInt.asUintN(type.bits, value);
}
