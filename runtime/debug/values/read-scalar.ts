import type { CType, Member } from '../c-type.ts';
import type { ProgramMemory } from '../program-memory.ts';

/** The bits of a whole number in memory, little-endian, of any size. */
export function readInteger(memory: ProgramMemory, address: number, bytes: number, isSigned: boolean): bigint {
  const { view } = memory;
  switch (bytes) {
    case 1:
      return BigInt(isSigned ? view.getInt8(address) : view.getUint8(address));
    case 2:
      return BigInt(isSigned ? view.getInt16(address, true) : view.getUint16(address, true));
    case 4:
      return BigInt(isSigned ? view.getInt32(address, true) : view.getUint32(address, true));
    case 8:
      return isSigned ? view.getBigInt64(address, true) : view.getBigUint64(address, true);
    default: {
      let value = 0n;
      for (let i = bytes - 1; i >= 0; i--) value = (value << 8n) | BigInt(view.getUint8(address + i));
      return isSigned ? BigInt.asIntN(8 * bytes, value) : value;
    }
  }
}

/** A floating point number of 2 to 16 bytes, as near as a double can say it. */
export function readFloat(memory: ProgramMemory, address: number, bytes: number): number {
  const { view } = memory;
  if (bytes === 4) return view.getFloat32(address, true);
  if (bytes === 8) return view.getFloat64(address, true);
  if (bytes === 2) return ofParts(BigInt(view.getUint16(address, true)), 5, 10);
  return ofParts(readInteger(memory, address, 16, false), 15, 112);
}

/** IEEE 754 with so many bits of exponent and fraction. */
function ofParts(bits: bigint, exponentBits: number, fractionBits: number): number {
  const sign = (bits >> BigInt(exponentBits + fractionBits)) & 1n ? -1 : 1;
  const exponent = Number((bits >> BigInt(fractionBits)) & ((1n << BigInt(exponentBits)) - 1n));
  const fraction = bits & ((1n << BigInt(fractionBits)) - 1n);
  const bias = 2 ** (exponentBits - 1) - 1;
  const dropped = Math.max(0, fractionBits - 52);
  const part = Number(fraction >> BigInt(dropped)) / 2 ** (fractionBits - dropped);
  if (exponent === 2 ** exponentBits - 1) return fraction === 0n ? sign * Infinity : NaN;
  if (exponent === 0) return sign * part * 2 ** (1 - bias);
  return sign * (1 + part) * 2 ** (exponent - bias);
}

/** The value of a bit-field of the record at `record`. */
export function readBits(memory: ProgramMemory, record: number, { bits, type }: Member): bigint {
  if (!bits) return 0n;
  const first = record + (bits.offset >> 3);
  const count = ((bits.offset & 7) + bits.size + 7) >> 3;
  const whole = readInteger(memory, first, count, false) >> BigInt(bits.offset & 7);
  return hasSign(type) ? BigInt.asIntN(bits.size, whole) : BigInt.asUintN(bits.size, whole);
}

/** Where in memory a bit-field's bits are. */
export function bytesOfBits(record: number, { bits }: Member): { readonly address: number; readonly length: number } {
  const offset = bits?.offset ?? 0;
  return { address: record + (offset >> 3), length: ((offset & 7) + (bits?.size ?? 0) + 7) >> 3 };
}

export function hasSign(type: CType): boolean {
  return (type.kind === 'integer' || type.kind === 'char' || type.kind === 'enum') && type.isSigned;
}
