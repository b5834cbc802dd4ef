import type { Side, SideMemory } from './context.ts';
import { checkRep, fault } from './handles.ts';
import type { Raw } from './lift.ts';
import { alignTo, casesOf, layoutOf, partsOf, payloadAt, tagSize, type Core } from './layout.ts';
import type { ResourceType, Tagged, Type, Value } from './types.ts';

const ENCODER = new TextEncoder();

/** Puts `value` at `at` in memory. */
export function store(side: Side, memory: SideMemory, type: Type, value: Value, at: number): void {
  switch (type.kind) {
    case 'bool':
      return memory.view.setUint8(at, value ? 1 : 0);
    case 's8':
    case 'u8':
      return memory.view.setUint8(at, value as number);
    case 's16':
    case 'u16':
      return memory.view.setUint16(at, value as number, true);
    case 's32':
    case 'u32':
      return memory.view.setUint32(at, value as number, true);
    case 's64':
    case 'u64':
      return memory.view.setBigUint64(at, BigInt.asUintN(64, value as bigint), true);
    case 'f32':
      return memory.view.setFloat32(at, value as number, true);
    case 'f64':
      return memory.view.setFloat64(at, value as number, true);
    case 'char':
      return memory.view.setUint32(at, (value as string).codePointAt(0) ?? 0, true);
    case 'string':
    case 'list': {
      const [pointer, count] = placed(side, memory, type, value);
      memory.view.setUint32(at, pointer, true);
      memory.view.setUint32(at + 4, count, true);
      return;
    }
    case 'record':
    case 'tuple': {
      const parts = partsOf(type) ?? [];
      let to = at;
      for (let i = 0; i < parts.length; i++) {
        const part = parts[i] as Type;
        const { size, align } = layoutOf(part);
        to = alignTo(to, align);
        store(side, memory, part, partOf(type, value, i), to);
        to += size;
      }
      return;
    }
    case 'flags': {
      const { size } = layoutOf(type);
      if (size === 1) return memory.view.setUint8(at, value as number);
      if (size === 2) return memory.view.setUint16(at, value as number, true);
      return memory.view.setUint32(at, value as number, true);
    }
    case 'own':
    case 'borrow':
      return memory.view.setUint32(at, handle(side, type, value), true);
    default: {
      const cases = casesOf(type) ?? [];
      const [number, payload] = caseOf(type, value);
      const bytes = tagSize(cases);
      if (bytes === 1) memory.view.setUint8(at, number);
      else if (bytes === 2) memory.view.setUint16(at, number, true);
      else memory.view.setUint32(at, number, true);
      const inner = cases[number]?.type;
      if (inner) store(side, memory, inner, payload, at + payloadAt(cases));
    }
  }
}

/** `value` as core values, added to `to`. */
export function lowerFlat(side: Side, memory: SideMemory, type: Type, value: Value, to: Raw[]): void {
  switch (type.kind) {
    case 'bool':
      to.push(value ? 1 : 0);
      return;
    case 'char':
      to.push((value as string).codePointAt(0) ?? 0);
      return;
    case 's64':
    case 'u64':
      to.push(BigInt.asIntN(64, value as bigint));
      return;
    case 'string':
    case 'list':
      to.push(...placed(side, memory, type, value));
      return;
    case 'record':
    case 'tuple':
      for (const [i, part] of (partsOf(type) ?? []).entries())
        lowerFlat(side, memory, part, partOf(type, value, i), to);
      return;
    case 'own':
    case 'borrow':
      to.push(handle(side, type, value));
      return;
    case 'variant':
    case 'enum':
    case 'option':
    case 'result': {
      const joined = layoutOf(type).flat;
      const [number, payload] = caseOf(type, value);
      const inner = casesOf(type)?.[number]?.type;
      const own: Raw[] = [];
      if (inner) lowerFlat(side, memory, inner, payload, own);
      to.push(number);
      const have = inner ? layoutOf(inner).flat : [];
      for (let i = 1; i < joined.length; i++) {
        const want = joined[i] ?? 'i32';
        const raw = own[i - 1];
        to.push(raw === undefined ? (want === 'i64' ? 0n : 0) : widened(raw, have[i - 1] ?? want, want));
      }
      return;
    }
    default:
      // A number that fits one core value; `flags` of more than 32 bits are in no interface of WASI.
      to.push(value as number);
  }
}

const BITS = new DataView(new ArrayBuffer(8));

function widened(raw: Raw, have: Core, want: Core): Raw {
  if (have === want) return raw;
  BITS.setBigUint64(0, 0n, true);
  if (have === 'f32') BITS.setFloat32(0, Number(raw), true);
  else if (have === 'f64') BITS.setFloat64(0, Number(raw), true);
  else BITS.setUint32(0, Number(raw), true);
  return want === 'i32' ? BITS.getInt32(0, true) : BITS.getBigInt64(0, true);
}

/** The value of a field of a record, or of a part of a tuple, by its place. */
function partOf(type: Type, value: Value, place: number): Value {
  return own(value, type.kind === 'record' ? (type.fields[place]?.name ?? place) : place);
}

/** A part that the value has itself: what objects inherit, such as `constructor`, is no part of any value. */
function own(value: Value, key: string | number): Value {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key))
    throw fault(`A component expects a record with the field "${key}", which the value does not have`);
  return (value as Readonly<Record<string | number, Value>>)[key];
}

function caseOf(type: Type, value: Value): readonly [number, Value] {
  if (type.kind === 'option') return value === undefined ? [0, undefined] : [1, value];
  const tag = type.kind === 'enum' ? (value as string) : (own(value, 'tag') as string);
  const cases = casesOf(type) ?? [];
  const number = cases.findIndex(({ name }) => name === tag);
  if (number < 0) throw new TypeError(`There is no case "${tag}" of ${cases.map(({ name }) => name).join(', ')}`);
  return [number, type.kind === 'enum' ? undefined : (value as Tagged).val];
}

/** A borrowed handle of a resource goes to its own maker as what it stands for. */
function handle(
  side: Side,
  type: { readonly kind: 'own' | 'borrow'; readonly resource: ResourceType },
  rep: Value,
): number {
  if (type.kind === 'borrow' && type.resource.owner === side.instance) {
    checkRep(type.resource, rep);
    return rep as number;
  }
  const { handles } = side;
  return type.kind === 'own' ? handles.add(type.resource, rep) : handles.lend(type.resource, rep);
}

/** A string or a list, in memory of the guest's: where it is, and how long. */
function placed(side: Side, memory: SideMemory, type: Type, value: Value): readonly [number, number] {
  if (type.kind !== 'list') {
    if (typeof value !== 'string') throw fault('A component expects a string, and the value is not one');
    return text(side, memory, value);
  }
  const { of } = type;
  const isBytes = of.kind === 'u8';
  if (isBytes ? !(value instanceof Uint8Array) : !Array.isArray(value))
    throw fault('A component expects a list, and the value is not one');
  if (isBytes) return bytes(memory, value as Uint8Array, 1);
  const list = value as readonly Value[];
  const { size, align } = layoutOf(of);
  const at = memory.allocate(list.length * size, align);
  for (const [i, one] of list.entries()) store(side, memory, of, one, at + i * size);
  return [at, list.length];
}

function text({ encoding }: Side, memory: SideMemory, value: string): readonly [number, number] {
  if (encoding === 'utf8') return bytes(memory, ENCODER.encode(value), 1);
  const wide = new Uint8Array(2 * value.length);
  const view = new DataView(wide.buffer);
  for (let i = 0; i < value.length; i++) view.setUint16(2 * i, value.charCodeAt(i), true);
  const [at] = bytes(memory, wide, 2);
  // In the encoding that is either, the highest bit says that it is the wide one.
  return [at, encoding === 'utf16' ? value.length : (value.length | 0x8000_0000) >>> 0];
}

function bytes(memory: SideMemory, from: Uint8Array, align: number): readonly [number, number] {
  // Also for no bytes: a component may count on what it gave out.
  const at = memory.allocate(from.length, align);
  memory.bytes.set(from, at);
  return [at, from.length];
}
