import type { ShownValue, ValuePlace } from '../../stops/stop.ts';
import type { ArrayType, CType, Member, PointerType } from '../c-type.ts';
import { beginOf } from '../frames.ts';
import type { CNumber } from './calculate.ts';
import { bytesOfBits, readBits, readFloat, readInteger } from './read-scalar.ts';
import type { ValueSource } from './json-value.ts';
import { libraryView } from './library-view.ts';
import { libraryWords } from './library-words.ts';
import { countOf, sizeOf } from './size-of.ts';
import { charText, FREED, MOST_TEXT, NOT_SET, stringText, textAt, textBehind } from './text-at.ts';
import { leftOf, spend, taken } from './value-budget.ts';
import { isWide, wideText, wideTextAt } from './wide-text.ts';
import { floatText, quadText } from './float-text.ts';
import type { ProgramMemory } from '../program-memory.ts';

/** So much of a value is told at once: a structure of pointers has no end. */
const MOST_ELEMENTS = 100;
const MOST_DEPTH = 5;

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
      const view = libraryView(memory, type, address);
      if (view && source.heap.at(address)?.freedAt !== undefined) return plain(FREED);
      if (view?.kind === 'pointer' && view.class === 'iterator')
        return plain(...pointerValue(source, name, view.to, view.value, depth));
      if (view && depth < MOST_DEPTH) {
        const words = libraryWords(source, view, name, (part, at) =>
          shownValue(source, part, at.type, at.address, depth + 1),
        );
        return plain(shortened(words.text), words.parts);
      }
      if (depth >= MOST_DEPTH)
        return plain(view?.kind === 'text' ? stringText(source, view.address, view.bytes) : '{…}');
      if (leftOf(source) <= 0) return plain('{…}');
      const parts = membersOf(source, type.members, address, depth);
      return plain(shortened(`{${parts.map((part) => `${part.name} = ${part.text}`).join(', ')}}`), parts);
    }
    case 'function':
    case 'void':
    case 'unknown':
      return plain('unknown');
    default: {
      if (!memory.holds(address, type.bytes)) return plain('not readable');
      if (!memory.isWritten(address, type.bytes)) return plain(NOT_SET);
      if (source.heap.at(address)?.freedAt !== undefined) return plain(FREED);
      if (type.kind === 'reference') return referredValue(source, name, type, address, depth);
      if (type.kind === 'pointer')
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
    case 'integer': {
      const value = readInteger(memory, address, type.bytes, type.isSigned);
      return isWide(type) ? wideText(Number(value)) : value.toString();
    }
    case 'char':
      return charText(Number(readInteger(memory, address, 1, type.isSigned)));
    case 'boolean':
      return readInteger(memory, address, type.bytes, false) === 0n ? 'false' : 'true';
    case 'enum':
      return enumText(type.enumerators, readInteger(memory, address, type.bytes, type.isSigned));
    case 'float':
      return fractionText(memory, address, type.bytes);
    case 'complex': {
      const half = type.bytes / 2;
      const imaginary = fractionText(memory, address + half, half);
      return `${fractionText(memory, address, half)} ${imaginary.startsWith('-') ? '-' : '+'} ${imaginary.replace('-', '')}i`;
    }
    default:
      return 'unknown';
  }
}

/** A pointer that lies nowhere, with what it points at. */
export function shownPointer(source: ValueSource, name: string, type: CType, value: number): ShownValue {
  const target: CType = type.kind === 'pointer' ? type.target : type;
  const [text, parts = []] = pointerValue(source, name, target, value, 0);
  return { name, type: type.name, text, parts };
}

/** A number that is not in memory, shown as one of type `as`. */
export function shownScalar({ value, type, as }: CNumber & { readonly as?: CType }): string {
  if (typeof value === 'number') return floatText(value, type.bits / 8);
  switch (as?.kind) {
    case 'char':
      return charText(Number(value));
    case 'enum':
      return enumText(as.enumerators, value);
    case 'boolean':
      return value === 0n ? 'false' : 'true';
    default:
      return value.toString();
  }
}

/** A reference is what it refers to, unless that is gone. */
function referredValue(
  source: ValueSource,
  name: string,
  type: PointerType,
  address: number,
  depth: number,
): ShownValue {
  const pointer = source.memory.view.getUint32(address, true);
  const [text, parts = []] = pointerValue(source, name, type.target, pointer, depth);
  const isThere = pointer !== 0 && text === `0x${pointer.toString(16)}`;
  if (!isThere || depth >= MOST_DEPTH)
    return { name, type: type.name, text, parts, place: placeAt(source, address, 4) };
  return { ...shownValue(source, name, type.target, pointer, depth + 1), type: type.name };
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
  if (target.kind === 'function') return [source.functionAt?.(pointer) ?? at];
  const block = source.heap.at(pointer);
  if (block?.freedAt !== undefined) return [`${at}, freed memory`];
  if (pointer < (source.stackEnd ?? 0)) return [`${at}, in a call that has returned`];
  if (target.kind === 'void' || target.kind === 'unknown') return [at];
  if (!source.memory.holds(pointer, target.bytes)) return [`${at}, outside memory`];
  if (target.kind === 'char') return [`${at} ${textBehind(source, pointer)}`];
  if (isWide(target)) return [`${at} ${wideTextAt(source, target, pointer, MOST_TEXT)}`];
  if (depth >= MOST_DEPTH) return [at];
  return [at, [shownValue(source, `*${name}`, target, pointer, depth + 1)]];
}

function arrayValue(source: ValueSource, name: string, array: ArrayType, address: number, depth: number): ShownValue {
  const { element } = array;
  const known = countAt(source, array, address);
  const count = known ?? 0;
  const size = sizeOf(source, element);
  const type = typeNameAt(source, array);
  const shown = depth < MOST_DEPTH ? taken(source, Math.min(count, MOST_ELEMENTS)) : 0;
  const parts = Array.from({ length: shown }, (_, i) =>
    shownValue(source, `[${i}]`, element, address + i * size, depth + 1),
  );
  if (known === undefined) return { name, type, text: NOT_SET, parts: [] };
  const bytes = count * size;
  const place = bytes > 0 ? { place: placeAt(source, address, bytes) } : {};
  if (element.kind === 'char') return { name, type, text: textAt(source, address, count, true), parts, ...place };
  if (isWide(element)) return { name, type, text: wideTextAt(source, element, address, count), parts, ...place };
  const told = parts.map((part) => part.text);
  if (count > shown) told.push('…');
  const text = `{${told.join(', ')}}`;
  const isUnset = parts.length > 0 && parts.every((part) => part.text === NOT_SET);
  return { name, type, text: isUnset ? NOT_SET : shortened(text), parts, ...place };
}

/** An array without a length, at the end of a structure in the heap, goes up to the end of its block. */
export function countAt(source: ValueSource, array: ArrayType, address: number): number | undefined {
  if (array.length.kind !== 'open') return countOf(source, array.length);
  const block = source.heap.at(address);
  const size = sizeOf(source, array.element);
  return block && size > 0 ? Math.floor((block.address + block.bytes - address) / size) : 0;
}

/** With the lengths that it has now. */
function typeNameAt(source: ValueSource, array: ArrayType): string {
  let { name } = array;
  for (let type: CType = array; type.kind === 'array'; type = type.element)
    if (type.length.kind === 'variable') name = name.replace('[]', `[${countOf(source, type.length) ?? '?'}]`);
  return name;
}

function membersOf(
  source: ValueSource,
  members: readonly Member[],
  address: number,
  depth: number,
): readonly ShownValue[] {
  spend(source, members.length);
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
  const name = enumerators.get(Number(value)) ?? flagsText(enumerators, Number(value));
  return name === undefined ? value.toString() : `${name} (${value})`;
}

/** Several flags at once, where each enumerator is a bit; undefined: they are no flags, or do not make the value. */
function flagsText(enumerators: ReadonlyMap<number, string>, value: number): string | undefined {
  const isBit = (one: number): boolean => one > 0 && one <= 2 ** 31 && Number.isInteger(Math.log2(one));
  const bits = [...enumerators].filter(([one]) => isBit(one));
  const all = bits.reduce((sum, [one]) => sum + one, 0);
  // A combination may have a name of its own; any other number says that these are no flags. Three that are counted from 0 are none.
  const areFlags = [...enumerators.keys()].every((one) => isOnlyOf(one, all)) && (all > 3 || !enumerators.has(0));
  if (!areFlags || bits.length < 2 || value === 0 || !isOnlyOf(value, all)) return undefined;
  return bits.flatMap(([one, name]) => (hasBit(value, one) ? [name] : [])).join(' | ');
}

function isOnlyOf(value: number, all: number): boolean {
  return value >= 0 && Number.isInteger(value) && value <= 2 ** 32 - 1 && (value & ~all) === 0;
}

function hasBit(value: number, bit: number): boolean {
  return (value & bit) !== 0;
}

function fractionText(memory: ProgramMemory, address: number, bytes: number): string {
  return bytes === 16
    ? quadText(readInteger(memory, address, 16, false))
    : floatText(readFloat(memory, address, bytes), bytes);
}

function shortened(text: string): string {
  return text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text;
}
