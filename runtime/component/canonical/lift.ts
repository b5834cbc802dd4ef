import type { Side, SideMemory } from './context.ts';
import { fault } from './handles.ts';
import { alignTo, casesOf, layoutOf, payloadAt, tagSize, type Core } from './layout.ts';
import type { Type, Value } from './types.ts';

export type Raw = number | bigint;

/** Core values in order, as a function passes them. */
export interface Flat {
  next(want: Core): Raw;
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const UTF16 = new TextDecoder('utf-16le', { fatal: true, ignoreBOM: true });
const LATIN1_TAG = 0x8000_0000;

/** The value of `type` at `at` in memory. */
export function load(side: Side, memory: SideMemory, type: Type, at: number): Value {
  const { view } = memory;
  switch (type.kind) {
    case 'bool':
      return view.getUint8(at) !== 0;
    case 's8':
      return view.getInt8(at);
    case 'u8':
      return view.getUint8(at);
    case 's16':
      return view.getInt16(at, true);
    case 'u16':
      return view.getUint16(at, true);
    case 's32':
      return view.getInt32(at, true);
    case 'u32':
      return view.getUint32(at, true);
    case 's64':
      return view.getBigInt64(at, true);
    case 'u64':
      return view.getBigUint64(at, true);
    case 'f32':
      return view.getFloat32(at, true);
    case 'f64':
      return view.getFloat64(at, true);
    case 'char':
      return char(view.getUint32(at, true));
    case 'string':
      return string(side, memory, view.getUint32(at, true), view.getUint32(at + 4, true));
    case 'list':
      return list(side, memory, type.of, view.getUint32(at, true), view.getUint32(at + 4, true));
    case 'record': {
      const record = bare();
      let from = at;
      for (const field of type.fields) {
        const { size, align } = layoutOf(field.type);
        from = alignTo(from, align);
        record[field.name] = load(side, memory, field.type, from);
        from += size;
      }
      return record;
    }
    case 'tuple': {
      let from = at;
      return type.of.map((part) => {
        const { size, align } = layoutOf(part);
        from = alignTo(from, align);
        const value = load(side, memory, part, from);
        from += size;
        return value;
      });
    }
    case 'flags': {
      const { size } = layoutOf(type);
      return size === 1 ? view.getUint8(at) : size === 2 ? view.getUint16(at, true) : view.getUint32(at, true);
    }
    case 'own':
      return side.handles.take(view.getUint32(at, true), type.resource);
    case 'borrow':
      return side.handles.borrow(view.getUint32(at, true), type.resource);
    default: {
      const cases = casesOf(type) ?? [];
      const bytes = tagSize(cases);
      const number =
        bytes === 1 ? view.getUint8(at) : bytes === 2 ? view.getUint16(at, true) : view.getUint32(at, true);
      const chosen = cases[number];
      if (!chosen) throw fault(`A component passed case ${number} of a type that has ${cases.length}`);
      const value = chosen.type && load(side, memory, chosen.type, at + payloadAt(cases));
      return caseValue(type, chosen.name, value);
    }
  }
}

/** The value of `type` that is passed as core values. */
export function liftFlat(side: Side, memory: SideMemory, type: Type, flat: Flat): Value {
  switch (type.kind) {
    case 'bool':
      return flat.next('i32') !== 0;
    case 's8':
      return (Number(flat.next('i32')) << 24) >> 24;
    case 'u8':
      return Number(flat.next('i32')) & 0xff;
    case 's16':
      return (Number(flat.next('i32')) << 16) >> 16;
    case 'u16':
      return Number(flat.next('i32')) & 0xffff;
    case 's32':
      return Number(flat.next('i32')) | 0;
    case 'u32':
      return Number(flat.next('i32')) >>> 0;
    case 's64':
      return BigInt.asIntN(64, BigInt(flat.next('i64')));
    case 'u64':
      return BigInt.asUintN(64, BigInt(flat.next('i64')));
    case 'f32':
      return Number(flat.next('f32'));
    case 'f64':
      return Number(flat.next('f64'));
    case 'char':
      return char(Number(flat.next('i32')) >>> 0);
    case 'string':
      return string(side, memory, Number(flat.next('i32')) >>> 0, Number(flat.next('i32')) >>> 0);
    case 'list':
      return list(side, memory, type.of, Number(flat.next('i32')) >>> 0, Number(flat.next('i32')) >>> 0);
    case 'record': {
      const record = bare();
      for (const field of type.fields) record[field.name] = liftFlat(side, memory, field.type, flat);
      return record;
    }
    case 'tuple':
      return type.of.map((part) => liftFlat(side, memory, part, flat));
    case 'flags': {
      const [first = 0] = layoutOf(type).flat.map((core) => Number(flat.next(core)) >>> 0);
      return first;
    }
    case 'own':
      return side.handles.take(Number(flat.next('i32')) >>> 0, type.resource);
    case 'borrow':
      return side.handles.borrow(Number(flat.next('i32')) >>> 0, type.resource);
    default: {
      const cases = casesOf(type) ?? [];
      const joined = layoutOf(type).flat;
      const number = Number(flat.next('i32')) >>> 0;
      const chosen = cases[number];
      if (!chosen) throw fault(`A component passed case ${number} of a type that has ${cases.length}`);
      let used = 1;
      const payload: Flat = {
        next: (want) => coerced(flat.next(joined[used++] ?? want), joined[used - 1] ?? want, want),
      };
      const value = chosen.type && liftFlat(side, memory, chosen.type, payload);
      while (used < joined.length) flat.next(joined[used++] ?? 'i32');
      return caseValue(type, chosen.name, value);
    }
  }
}

/** A record with the names that the component chose, and no others: an ordinary object would inherit some. */
function bare(): Record<string, Value> {
  return Object.create(null) as Record<string, Value>;
}

function caseValue(type: Type, tag: string, val: Value): Value {
  if (type.kind === 'enum') return tag;
  if (type.kind === 'option') return tag === 'none' ? undefined : val;
  return { tag, val };
}

const BITS = new DataView(new ArrayBuffer(8));

/** A core value of the type that a variant’s cases share, as the type that one of them has. */
function coerced(raw: Raw, have: Core, want: Core): Raw {
  if (have === want) return raw;
  if (have === 'i64') BITS.setBigUint64(0, BigInt.asUintN(64, BigInt(raw)), true);
  else BITS.setUint32(0, Number(raw), true);
  switch (want) {
    case 'i32':
      return BITS.getUint32(0, true);
    case 'f32':
      return BITS.getFloat32(0, true);
    case 'f64':
      return BITS.getFloat64(0, true);
    case 'i64':
      return BITS.getBigUint64(0, true);
  }
}

function char(code: number): string {
  if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) throw fault(`A component passed ${code} as a character`);
  return String.fromCodePoint(code);
}

function string(side: Side, memory: SideMemory, pointer: number, units: number): string {
  const isWide = side.encoding === 'utf16' || (side.encoding !== 'utf8' && (units & LATIN1_TAG) !== 0);
  const count = side.encoding === 'latin1+utf16' ? units & ~LATIN1_TAG : units;
  const bytes = isWide ? 2 * count : count;
  const at = memory.check(pointer, bytes, isWide ? 2 : 1);
  const taken = memory.bytes.slice(at, at + bytes);
  if (!isWide && side.encoding !== 'utf8') return Array.from(taken, (byte) => String.fromCharCode(byte)).join('');
  try {
    return (isWide ? UTF16 : UTF8).decode(taken);
  } catch {
    throw fault('A component passed a string that is not well formed');
  }
}

/** A short copy costs less where it is made byte by byte. */
const SHORT = 64;

function copied(bytes: Uint8Array, at: number, count: number): Uint8Array {
  if (count > SHORT) return bytes.slice(at, at + count);
  const copy = new Uint8Array(count);
  for (let i = 0; i < count; i++) copy[i] = bytes[at + i] as number;
  return copy;
}

function list(side: Side, memory: SideMemory, of: Type, pointer: number, count: number): Value {
  const { size, align } = layoutOf(of);
  const at = memory.check(pointer, count * size, align);
  if (of.kind === 'u8') return copied(memory.bytes, at, count);
  return Array.from({ length: count }, (_, i) => load(side, memory, of, at + i * size));
}
