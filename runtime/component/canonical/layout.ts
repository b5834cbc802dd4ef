import type { Case, Field, FuncType, Type } from './types.ts';

/** How core WebAssembly passes a value that is not in memory. */
export type Core = 'i32' | 'i64' | 'f32' | 'f64';

export const MOST_FLAT_PARAMS = 16;
export const MOST_FLAT_RESULTS = 1;

const CASES = new WeakMap<Type, readonly Case[]>();

/** An enum, option or result as the variant that it is laid out as: the same list each time. */
export function casesOf(type: Type): readonly Case[] | undefined {
  const known = CASES.get(type);
  if (known) return known;
  const made = makeCases(type);
  if (made) CASES.set(type, made);
  return made;
}

function makeCases(type: Type): readonly Case[] | undefined {
  switch (type.kind) {
    case 'variant':
      return type.cases;
    case 'enum':
      return type.labels.map((name) => ({ name, type: undefined }));
    case 'option':
      return [
        { name: 'none', type: undefined },
        { name: 'some', type: type.of },
      ];
    case 'result':
      return [
        { name: 'ok', type: type.ok },
        { name: 'err', type: type.err },
      ];
    default:
      return undefined;
  }
}

/** The types in a record or tuple. */
export function partsOf(type: Type): readonly Type[] | undefined {
  if (type.kind === 'record') return fieldTypes(type.fields);
  if (type.kind === 'tuple') return type.of;
  return undefined;
}

const FIELD_TYPES = new WeakMap<readonly Field[], readonly Type[]>();

function fieldTypes(fields: readonly Field[]): readonly Type[] {
  const known = FIELD_TYPES.get(fields);
  if (known) return known;
  const types = fields.map((field) => field.type);
  FIELD_TYPES.set(fields, types);
  return types;
}

interface Layout extends Room {
  /** Whether a handle in a value of it is a borrowed one. */
  readonly lends: boolean;
}

interface Room {
  readonly size: number;
  readonly align: number;
  /** Cut off where there are more than can be passed. */
  readonly flat: readonly Core[];
}

/** Of core values it only counts that they are more than can be passed: a type of a few bytes may have any number. */
const MOST_COUNTED = MOST_FLAT_PARAMS + 1;

const LAYOUTS = new WeakMap<Type, Layout>();

/** Size and alignment in memory, and how it is passed otherwise. */
export function layoutOf(type: Type): Layout {
  const known = LAYOUTS.get(type);
  if (known) return known;
  const made = { ...make(type), lends: doesLend(type) };
  LAYOUTS.set(type, made);
  return made;
}

function doesLend(type: Type): boolean {
  if (type.kind === 'borrow') return true;
  const inner = type.kind === 'list' ? [type.of] : (partsOf(type) ?? casesOf(type)?.map((one) => one.type) ?? []);
  return inner.some((part) => part !== undefined && layoutOf(part).lends);
}

function make(type: Type): Room {
  const parts = partsOf(type);
  if (parts) return together(parts);
  const cases = casesOf(type);
  if (cases) return either(cases);
  switch (type.kind) {
    case 'bool':
    case 's8':
    case 'u8':
      return { size: 1, align: 1, flat: ['i32'] };
    case 's16':
    case 'u16':
      return { size: 2, align: 2, flat: ['i32'] };
    case 's64':
    case 'u64':
      return { size: 8, align: 8, flat: ['i64'] };
    case 'f32':
      return { size: 4, align: 4, flat: ['f32'] };
    case 'f64':
      return { size: 8, align: 8, flat: ['f64'] };
    case 'string':
    case 'list':
      return { size: 8, align: 4, flat: ['i32', 'i32'] };
    case 'flags': {
      const words = Math.max(1, Math.ceil(type.labels.length / 32));
      const bytes = type.labels.length <= 8 ? 1 : type.labels.length <= 16 ? 2 : 4 * words;
      return { size: bytes, align: Math.min(bytes, 4), flat: new Array<Core>(words).fill('i32') };
    }
    default:
      return { size: 4, align: 4, flat: ['i32'] };
  }
}

function together(parts: readonly Type[]): Room {
  let size = 0;
  let align = 1;
  const flat: Core[] = [];
  for (const part of parts) {
    const layout = layoutOf(part);
    if (flat.length < MOST_COUNTED) flat.push(...layout.flat);
    size = alignTo(size, layout.align) + layout.size;
    align = Math.max(align, layout.align);
  }
  return { size: alignTo(size, align), align, flat: flat.slice(0, MOST_COUNTED) };
}

function either(cases: readonly Case[]): Room {
  const tag = tagSize(cases);
  let size = 0;
  let align: number = tag;
  const joined: Core[] = [];
  for (const { type } of cases) {
    if (!type) continue;
    const layout = layoutOf(type);
    size = Math.max(size, layout.size);
    align = Math.max(align, layout.align);
    for (const [i, core] of layout.flat.entries()) joined[i] = i < joined.length ? join(joined[i] ?? core, core) : core;
  }
  return {
    size: alignTo(payloadAt(cases) + size, align),
    align,
    flat: ['i32', ...joined].slice(0, MOST_COUNTED) as Core[],
  };
}

function join(a: Core, b: Core): Core {
  if (a === b) return a;
  return (a === 'i32' && b === 'f32') || (a === 'f32' && b === 'i32') ? 'i32' : 'i64';
}

/** Bytes of the number of a case. */
export function tagSize(cases: readonly Case[]): 1 | 2 | 4 {
  return cases.length <= 256 ? 1 : cases.length <= 65536 ? 2 : 4;
}

const PAYLOADS = new WeakMap<readonly Case[], number>();

/** Where the value of a case lies, from the start of the variant. */
export function payloadAt(cases: readonly Case[]): number {
  const known = PAYLOADS.get(cases);
  if (known !== undefined) return known;
  const at = payloadOf(cases);
  PAYLOADS.set(cases, at);
  return at;
}

function payloadOf(cases: readonly Case[]): number {
  const align = Math.max(1, ...cases.map(({ type }) => (type ? layoutOf(type).align : 1)));
  return alignTo(tagSize(cases), align);
}

export function alignTo(at: number, align: number): number {
  return Math.ceil(at / align) * align;
}

/** What a core function of this type takes and returns, from the side that is called or that calls. */
export function flatParams({ params }: FuncType): readonly Core[] {
  return params.flatMap(({ type }) => layoutOf(type).flat);
}
