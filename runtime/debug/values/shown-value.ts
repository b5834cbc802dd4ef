import type { ShownValue, ValuePlace } from '../../stops/stop.ts';
import type { ArrayType, CType, Member } from '../c-type.ts';
import { beginOf } from '../frames.ts';
import { bytesOfBits, readBits, readFloat, readInteger } from './read-scalar.ts';
import type { ValueSource } from './json-value.ts';

/** So much of a value is told at once: a structure of pointers has no end. */
const MOST_ELEMENTS = 100;
const MOST_DEPTH = 5;
const MOST_TEXT = 200;
const NOT_SET = 'not set';
const FREED = 'freed';

/** The value of type `type` at `address`, in words; undefined: nowhere in memory. */
export function shownValue(
  source: ValueSource,
  name: string,
  type: CType,
  address: number | undefined,
  depth = 0,
): ShownValue {
  const plain = (text: string, parts: readonly ShownValue[] = []): ShownValue => ({
    name,
    type: type.name,
    text,
    parts,
    ...(address !== undefined && type.bytes > 0 && { place: placeAt(source, address, type.bytes) }),
  });
  const { memory } = source;
  if (address === undefined) return plain('not in the program');
  switch (type.kind) {
    case 'array':
      return arrayValue(source, name, type, address, depth);
    case 'struct':
    case 'union': {
      const parts = depth < MOST_DEPTH ? membersOf(source, type.members, address, depth) : [];
      return plain(`{${parts.map((part) => `${part.name} = ${part.text}`).join(', ')}}`.slice(0, MOST_TEXT), parts);
    }
    case 'function':
    case 'void':
    case 'unknown':
      return plain('unknown');
    default: {
      if (!memory.holds(address, type.bytes)) return plain('not readable');
      if (!memory.isWritten(address, type.bytes)) return plain(NOT_SET);
      if (source.heap.at(address)?.freedAt !== undefined) return plain(FREED);
      if (type.kind === 'pointer' || type.kind === 'reference')
        return plain(...pointerValue(source, name, type.target, memory.view.getUint32(address, true), depth));
      return plain(scalarText(source, type, address));
    }
  }
}

function placeAt({ callAt, memory }: ValueSource, address: number, bytes: number): ValuePlace {
  const call = callAt?.(address);
  return { address, bytes, ...(call !== undefined && { call, began: beginOf(memory, call) }) };
}

function scalarText({ memory }: ValueSource, type: CType, address: number): string {
  switch (type.kind) {
    case 'integer':
      return readInteger(memory, address, type.bytes, type.isSigned).toString();
    case 'char':
      return charText(Number(readInteger(memory, address, 1, type.isSigned)));
    case 'boolean':
      return readInteger(memory, address, type.bytes, false) === 0n ? 'false' : 'true';
    case 'enum':
      return enumText(type.enumerators, readInteger(memory, address, type.bytes, type.isSigned));
    case 'float':
      return floatText(readFloat(memory, address, type.bytes));
    case 'complex': {
      const half = type.bytes / 2;
      return `${floatText(readFloat(memory, address, half))} + ${floatText(readFloat(memory, address + half, half))}i`;
    }
    default:
      return 'unknown';
  }
}

/** In words, and what it points at. */
function pointerValue(
  source: ValueSource,
  name: string,
  target: CType,
  pointer: number,
  depth: number,
): readonly [text: string, parts?: readonly ShownValue[]] {
  if (pointer === 0) return ['NULL'];
  const at = `0x${pointer.toString(16)}`;
  const block = source.heap.at(pointer);
  if (block?.freedAt !== undefined) return [`${at}, freed memory`];
  if (pointer < (source.stackEnd ?? 0)) return [`${at}, in a call that has returned`];
  if (target.kind === 'function') return [source.functionAt?.(pointer) ?? at];
  if (target.kind === 'void' || target.kind === 'unknown') return [at];
  if (!source.memory.holds(pointer, target.bytes)) return [`${at}, outside memory`];
  if (target.kind === 'char') return [`${at} ${textAt(source, pointer, MOST_TEXT)}`];
  if (depth >= MOST_DEPTH) return [at];
  return [at, [shownValue(source, `*${name}`, target, pointer, depth + 1)]];
}

function arrayValue(
  source: ValueSource,
  name: string,
  { element, length, name: type }: ArrayType,
  address: number,
  depth: number,
): ShownValue {
  const known = length.kind === 'known' ? length.count : length.kind === 'variable' ? source.lengthOf(length.entry) : 0;
  const count = known ?? 0;
  const shown = depth < MOST_DEPTH ? Math.min(count, MOST_ELEMENTS) : 0;
  const parts = Array.from({ length: shown }, (_, i) =>
    shownValue(source, `[${i}]`, element, address + i * element.bytes, depth + 1),
  );
  if (known === undefined) return { name, type, text: NOT_SET, parts: [] };
  const bytes = count * element.bytes;
  const place = bytes > 0 ? { place: placeAt(source, address, bytes) } : {};
  if (element.kind === 'char') return { name, type, text: textAt(source, address, count), parts, ...place };
  const text = `{${parts.map((part) => part.text).join(', ')}${count > shown ? ', …' : ''}}`;
  const isUnset = parts.length > 0 && parts.every((part) => part.text === NOT_SET);
  return { name, type, text: isUnset ? NOT_SET : shortened(text), parts, ...place };
}

function membersOf(
  source: ValueSource,
  members: readonly Member[],
  address: number,
  depth: number,
): readonly ShownValue[] {
  return members.flatMap((member) => {
    const { name, type, offset } = member;
    if (member.bits) return name === '' ? [] : [bitsValue(source, member, address)];
    if (name === '' && (type.kind === 'struct' || type.kind === 'union'))
      return membersOf(source, type.members, address + offset, depth);
    return [shownValue(source, name, type, address + offset, depth + 1)];
  });
}

export function bitsValue(source: ValueSource, member: Member, record: number): ShownValue {
  const { memory } = source;
  const { name, type, bits } = member;
  const { address, length } = bytesOfBits(record, member);
  const place = placeAt(source, address, length);
  const shown = { name, type: `${type.name} : ${bits?.size ?? 0}`, parts: [], place };
  if (!memory.isWritten(address, length)) return { ...shown, text: NOT_SET };
  const value = readBits(memory, record, member);
  if (type.kind === 'boolean') return { ...shown, text: value === 0n ? 'false' : 'true' };
  return { ...shown, text: type.kind === 'enum' ? enumText(type.enumerators, value) : value.toString() };
}

function enumText(enumerators: ReadonlyMap<number, string>, value: bigint): string {
  const name = enumerators.get(Number(value));
  return name === undefined ? value.toString() : `${name} (${value})`;
}

function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return String(Number(value.toPrecision(9)));
}

const ESCAPES: Readonly<Record<number, string>> = { 0: '\\0', 9: '\\t', 10: '\\n', 13: '\\r', 34: '\\"', 92: '\\\\' };

function byteText(byte: number): string {
  return ESCAPES[byte] ?? (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : `\\x${byte.toString(16)}`);
}

function charText(value: number): string {
  return `${value} '${byteText(value & 255)}'`;
}

/** Up to its end, as C writes it. */
export function textAt({ memory }: ValueSource, address: number, most: number): string {
  let text = '';
  for (let i = 0; i < most; i++) {
    if (!memory.holds(address + i, 1)) break;
    if (!memory.isWritten(address + i, 1)) return i === 0 ? NOT_SET : `"${text}" and then not set`;
    const byte = memory.view.getUint8(address + i);
    if (byte === 0) break;
    if (text.length >= MOST_TEXT) return `"${text}…"`;
    text += byteText(byte);
  }
  return `"${text}"`;
}

function shortened(text: string): string {
  return text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text;
}
