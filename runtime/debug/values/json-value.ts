import type { ArrayType, CType, Member, RecordType } from '../c-type.ts';
import { isScalar } from '../c-type.ts';
import type { HeapBlocks } from '../heap-blocks.ts';
import type { ProgramMemory } from '../program-memory.ts';
import { countOf, sizeOf } from './size-of.ts';
import { bytesOfBits, readBits, readFloat, readInteger } from './read-scalar.ts';

/** A value as `preopen debug --json` prints it. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [name: string]: JsonValue };

/** Not set yet, or not known. */
const UNKNOWN = '?';
const MOST_ELEMENTS = 20;
const MOST_HOPS = 3;

/** What values are read from. */
export interface ValueSource {
  readonly memory: ProgramMemory;
  readonly heap: HeapBlocks;
  /** How many elements an array has whose length a variable holds; `entry` is that variable's. */
  readonly lengthOf: (entry: number) => number | undefined;
  /** How many more values are told of the variable; absent: as many as there are. */
  readonly budget?: { left: number };
  /** Below this of the stack there are only calls that have returned. */
  readonly stackEnd?: number;
  /** The record of the call in whose frame an address lies. */
  readonly callAt?: (address: number) => number | undefined;
  /** The name of the function that a pointer to functions means. */
  readonly functionAt?: (pointer: number) => string | undefined;
}

/** The value of type `type` at `address`. */
export function jsonValue(source: ValueSource, type: CType, address: number, hops = 0): JsonValue {
  const { memory } = source;
  switch (type.kind) {
    case 'array':
      return arrayValue(source, type, address, hops);
    case 'struct':
    case 'union':
      return recordValue(source, type, address, hops);
    case 'function':
    case 'void':
    case 'unknown':
      return UNKNOWN;
    case 'reference': {
      const target = isKnown(source, address, 4) ? memory.word(address) : undefined;
      return target !== undefined && memory.holds(target, type.target.bytes)
        ? jsonValue(source, type.target, target, hops)
        : UNKNOWN;
    }
    case 'pointer':
      return isKnown(source, address, 4) ? pointerValue(source, type.target, address, hops) : UNKNOWN;
    case 'integer':
    case 'char':
    case 'boolean':
    case 'float':
    case 'complex':
    case 'enum':
      return isKnown(source, address, type.bytes) ? scalarValue(memory, type, address) : UNKNOWN;
  }
}

function isKnown({ memory, heap }: ValueSource, address: number, bytes: number): boolean {
  if (!memory.holds(address, bytes) || !memory.isWritten(address, bytes)) return false;
  return heap.at(address)?.freedAt === undefined;
}

function scalarValue(memory: ProgramMemory, type: CType, address: number): JsonValue {
  switch (type.kind) {
    case 'integer':
    case 'char':
      return wholeNumber(readInteger(memory, address, type.bytes, type.isSigned));
    case 'boolean':
      return readInteger(memory, address, type.bytes, false) !== 0n;
    case 'enum': {
      const value = readInteger(memory, address, type.bytes, type.isSigned);
      return type.enumerators.get(Number(value)) ?? wholeNumber(value);
    }
    case 'float':
      return rounded(readFloat(memory, address, type.bytes));
    case 'complex': {
      const half = type.bytes / 2;
      return [rounded(readFloat(memory, address, half)), rounded(readFloat(memory, address + half, half))];
    }
    default:
      return UNKNOWN;
  }
}

function pointerValue(source: ValueSource, target: CType, address: number, hops: number): JsonValue {
  const { memory } = source;
  const pointer = memory.view.getUint32(address, true);
  if (pointer === 0) return null;
  if (hops >= MOST_HOPS || !isScalar(target) || !memory.holds(pointer, target.bytes)) return 'ptr';
  return { $ptr: jsonValue(source, target, pointer, hops + 1) };
}

function arrayValue(source: ValueSource, { element, length }: ArrayType, address: number, hops: number): JsonValue {
  const count = countOf(source, length);
  if (count === undefined) return UNKNOWN;
  if (element.kind === 'char') return textValue(source, address, count);
  return Array.from({ length: Math.min(count, MOST_ELEMENTS) }, (_, i) =>
    jsonValue(source, element, address + i * sizeOf(source, element), hops),
  );
}

function textValue(source: ValueSource, address: number, count: number): JsonValue {
  const bytes: number[] = [];
  for (let i = 0; i < count; i++) {
    if (!isKnown(source, address + i, 1)) return UNKNOWN;
    const byte = source.memory.view.getUint8(address + i);
    if (byte === 0) break;
    bytes.push(byte);
  }
  return { $bytes: bytes };
}

function recordValue(source: ValueSource, type: RecordType, address: number, hops: number): JsonValue {
  const value: Record<string, JsonValue> = {};
  for (const member of type.members) {
    const { name, type: inner, offset } = member;
    if (member.bits) value[name] = bitsValue(source, member, address);
    else if (name === '' && (inner.kind === 'struct' || inner.kind === 'union'))
      Object.assign(value, recordValue(source, inner, address + offset, hops));
    else if (name !== '') value[name] = jsonValue(source, inner, address + offset, hops);
  }
  delete value[''];
  return value;
}

function bitsValue(source: ValueSource, member: Member, record: number): JsonValue {
  const { address, length } = bytesOfBits(record, member);
  if (!isKnown(source, address, length)) return UNKNOWN;
  const value = readBits(source.memory, record, member);
  const { type } = member;
  if (type.kind === 'boolean') return value !== 0n;
  if (type.kind === 'enum') return type.enumerators.get(Number(value)) ?? wholeNumber(value);
  return wholeNumber(value);
}

function wholeNumber(value: bigint): JsonValue {
  return value >= -(2n ** 53n) && value <= 2n ** 53n ? Number(value) : value.toString();
}

function rounded(value: number): JsonValue {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return Number(value.toPrecision(6));
}
