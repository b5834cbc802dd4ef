import type { CType, Member } from '../c-type.ts';
import type { ValueSource } from './json-value.ts';
import { ExpressionError } from '../../stops/parse-expression.ts';
import { floatOf, INT, promoted } from './c-number.ts';
import type { CNumber } from './calculate.ts';
import type { Converted } from './convert-value.ts';
import { libraryView } from './library-view.ts';
import type { TypedPlace } from './member-at.ts';
import { hasSign, readBits, readFloat, readInteger } from './read-scalar.ts';
import { bitsValue } from './shown-value.ts';
import { sizeOf } from './size-of.ts';

/** What names mean at a stop. */
export interface ExpressionScope extends ValueSource {
  readonly variable: (name: string) => { readonly type: CType; readonly address: number } | undefined;
  /** The value of an enumerator. */
  readonly constant: (name: string) => number | undefined;
  /** A type of the program's own. */
  readonly typeNamed: (name: string) => CType | undefined;
}

/** What an expression, or a part of one, is worth. */
export type Value =
  | { readonly kind: 'place'; readonly type: CType; readonly address: number }
  | { readonly kind: 'bits'; readonly record: number; readonly member: Member }
  | ({ readonly kind: 'number' } & Converted)
  | { readonly kind: 'pointer'; readonly to: CType; readonly value: number };

type Place = Extract<Value, { readonly kind: 'place' }>;

/** What a reference refers to. */
export function throughReference(scope: ExpressionScope, place: Place): Place {
  const { type, address } = place;
  if (type.kind !== 'reference') return place;
  return { kind: 'place', type: type.target, address: scope.memory.word(address) ?? 0 };
}

/** The value that a `std::optional` or `std::variant` has. */
export function heldBy(scope: ExpressionScope, place: Place): Place {
  const view = libraryView(scope.memory, place.type, place.address);
  if (view?.kind !== 'value') return place;
  if (!view.value) throw new ExpressionError('It has no value');
  return { kind: 'place', ...view.value };
}

export type Loaded = Extract<Value, { readonly kind: 'number' | 'pointer' }>;

/** The value that lies at a place; an array is a pointer to its first element. */
export function load(scope: ExpressionScope, value: Value): Loaded {
  if (value.kind === 'number' || value.kind === 'pointer') return value;
  if (value.kind === 'bits') {
    const shown = bitsValue(scope, value.member, value.record);
    if (shown.text === 'not set') throw new ExpressionError(`${value.member.name} is not set`);
    const bits = readBits(scope.memory, value.record, value.member);
    // One that an int can hold is an int (C17 6.3.1.1).
    const { type, bits: field } = value.member;
    const isNarrow = (field?.size ?? 0) < 32 || hasSign(type);
    return number({ value: bits, type: isNarrow && type.bytes <= 4 ? INT : promoted(type.bytes, hasSign(type)) });
  }
  const { type, address } = value;
  if (type.kind === 'array') return { kind: 'pointer', to: type.element, value: address };
  const { memory, heap } = scope;
  const view = libraryView(memory, type, address);
  if (view?.kind === 'pointer') return { kind: 'pointer', to: view.to, value: view.value };
  if (view?.kind === 'value') return load(scope, heldBy(scope, value));
  if (!memory.holds(address, type.bytes)) throw new ExpressionError('It lies outside memory');
  if (!memory.isWritten(address, type.bytes)) throw new ExpressionError('A value in it is not set');
  if (heap.at(address)?.freedAt !== undefined) throw new ExpressionError('A value in it is freed');
  switch (type.kind) {
    case 'pointer':
      return { kind: 'pointer', to: type.target, value: memory.view.getUint32(address, true) };
    case 'reference':
      return load(scope, { kind: 'place', type: type.target, address: memory.view.getUint32(address, true) });
    case 'float':
      return number({ value: readFloat(memory, address, type.bytes), type: floatOf(type.bytes) });
    case 'integer':
    case 'char':
    case 'enum':
      return {
        kind: 'number',
        value: readInteger(memory, address, type.bytes, type.isSigned),
        type: promoted(type.bytes, type.isSigned),
      };
    case 'boolean':
      return { kind: 'number', value: readInteger(memory, address, type.bytes, false), type: INT };
    default:
      throw new ExpressionError(`A value of type ${type.name} cannot be used in that way`);
  }
}

export function memberOf(members: readonly Member[], name: string, record: number): Value | undefined {
  for (const one of members) {
    if (one.name === name)
      return one.bits
        ? { kind: 'bits', record, member: one }
        : { kind: 'place', type: one.type, address: record + one.offset };
    const isInner = one.name === '' && (one.type.kind === 'struct' || one.type.kind === 'union');
    const inner = isInner && memberOf('members' in one.type ? one.type.members : [], name, record + one.offset);
    if (inner) return inner;
  }
  return undefined;
}

export function asPointer(value: Loaded): Extract<Value, { readonly kind: 'pointer' }> {
  if (value.kind !== 'pointer') throw new ExpressionError('Only a pointer or an array can be used in that way');
  return value;
}

export function target({ to, value }: Extract<Value, { readonly kind: 'pointer' }>): Value {
  if (value === 0) throw new ExpressionError('The pointer is NULL');
  if (to.kind === 'void') throw new ExpressionError('It is not known what the pointer points at');
  return { kind: 'place', type: to, address: value };
}

export function add(
  scope: ExpressionScope,
  pointer: Extract<Value, { readonly kind: 'pointer' }>,
  by: Loaded,
  sign: 1 | -1,
): Extract<Value, { readonly kind: 'pointer' }> {
  if (by.kind === 'pointer') throw new ExpressionError('Two pointers cannot be added');
  if (by.type.kind === 'float') throw new ExpressionError('A floating-point number cannot be added to a pointer');
  const bytes = Math.max(1, sizeOf(scope, pointer.to));
  return {
    ...pointer,
    value: Number(BigInt.asUintN(32, BigInt(pointer.value) + BigInt(sign * bytes) * BigInt(by.value))),
  };
}

export function number(value: CNumber): Extract<Value, { readonly kind: 'number' }> {
  return { kind: 'number', ...value };
}

export function element(at: Loaded, count: number, placeOf: (i: number) => TypedPlace | undefined): Value {
  const i = Number(at.value);
  if (at.kind === 'pointer' || !Number.isInteger(i))
    throw new ExpressionError('Only whole numbers can stand in the brackets');
  if (i < 0 || i >= count) throw new ExpressionError(`It has ${count} ${count === 1 ? 'element' : 'elements'}`);
  const place = placeOf(i);
  if (!place) throw new ExpressionError('That is more elements than are read here');
  return { kind: 'place', ...place };
}
