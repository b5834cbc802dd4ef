import type { NumberConstant } from '../../stops/parse-expression.ts';

/** An arithmetic type of C, after promotion. On this machine `long` has 32 bits. */
export type NumberType =
  | { readonly kind: 'integer'; readonly bits: 32 | 64 | 128; readonly isSigned: boolean }
  | { readonly kind: 'float'; readonly bits: 32 | 64 | 128 };

export const INT: NumberType = { kind: 'integer', bits: 32, isSigned: true };
export const SIZE: NumberType = { kind: 'integer', bits: 32, isSigned: false };

/** What a whole number of so many bytes is promoted to (C17 6.3.1.1). */
export function promoted(bytes: number, isSigned: boolean): NumberType {
  if (bytes < 4) return INT;
  return { kind: 'integer', bits: bytes === 4 ? 32 : bytes <= 8 ? 64 : 128, isSigned };
}

export function floatOf(bytes: number): NumberType {
  return { kind: 'float', bits: bytes <= 4 ? 32 : bytes <= 8 ? 64 : 128 };
}

/** Of a constant: the first type that C tries which holds it (C17 6.4.4.1). */
export function typeOfConstant({
  value,
  isHex,
  isUnsigned,
  isLong,
  isSingle,
}: Omit<NumberConstant, 'kind'>): NumberType {
  if (typeof value === 'number') return { kind: 'float', bits: isSingle ? 32 : 64 };
  for (const bits of isLong ? ([64] as const) : ([32, 64] as const))
    for (const isSigned of isUnsigned ? [false] : isHex ? [true, false] : [true]) {
      const type: NumberType = { kind: 'integer', bits, isSigned };
      if (wrapped(value, type) === value) return type;
    }
  return { kind: 'integer', bits: 64, isSigned: false };
}

/** What both operands are converted to (C17 6.3.1.8). */
export function common(a: NumberType, b: NumberType): NumberType {
  if (a.kind === 'float' || b.kind === 'float') {
    if (a.kind !== b.kind) return a.kind === 'float' ? a : b;
    return a.bits >= b.bits ? a : b;
  }
  if (a.bits !== b.bits) return a.bits > b.bits ? a : b;
  return { kind: 'integer', bits: a.bits, isSigned: a.isSigned && b.isSigned };
}

/** The value as the type holds it: unsigned numbers begin again at zero, and a float has fewer digits. */
export function inType(value: bigint | number, type: NumberType): bigint | number {
  if (type.kind === 'float') return type.bits === 32 ? Math.fround(Number(value)) : Number(value);
  return wrapped(typeof value === 'bigint' ? value : BigInt(Math.trunc(value)), type);
}

function wrapped(value: bigint, { bits, isSigned }: Extract<NumberType, { readonly kind: 'integer' }>): bigint {
  return isSigned ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
}

/** As C calls it. */
export function numberTypeName(type: NumberType): string {
  const { kind, bits } = type;
  if (kind === 'float') return bits === 32 ? 'float' : bits === 64 ? 'double' : 'long double';
  const name = bits === 32 ? 'int' : bits === 64 ? 'long long' : '__int128';
  return type.isSigned ? name : `unsigned ${name}`;
}
