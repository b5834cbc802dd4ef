import type { ShownValue } from '../../stops/stop.ts';
import type { CType } from '../c-type.ts';
import { INT, inType, numberTypeName, SIZE, typeOfConstant } from './c-number.ts';
import { calculate, truthValue, type CNumber } from './calculate.ts';
import { converted } from './convert-value.ts';
import { namedType, pointerTo } from './named-type.ts';
import { ExpressionError, type Expression, type TypeName } from '../../stops/parse-expression.ts';
import { bytesOfScalar } from './bytes-of-scalar.ts';
import {
  add,
  asPointer,
  element,
  heldBy,
  load,
  memberOf,
  number,
  target,
  throughReference,
  type ExpressionScope,
  type Loaded,
  type Value,
} from './expression-value.ts';
import { libraryView } from './library-view.ts';
import { bitsValue, shownPointer, shownScalar, shownValue } from './shown-value.ts';
import { sizeOf } from './size-of.ts';

const VOID: CType = { kind: 'void', name: 'void', bytes: 0 };

/** An expression's value as a person reads it; a sentence where it has none. */
export function shownExpression(scope: ExpressionScope, text: string, expression: Expression): ShownValue {
  const value = evaluate(scope, expression);
  switch (value.kind) {
    case 'place':
      return shownValue(scope, text, value.type, value.address);
    case 'bits':
      return { ...bitsValue(scope, value.member, value.record), name: text };
    case 'number':
      return {
        name: text,
        type: value.as?.name ?? numberTypeName(value.type),
        text: shownScalar(value),
        parts: [],
      };
    case 'pointer':
      return shownPointer(scope, text, pointerTo(value.to), value.value);
  }
}

/** Whether the expression is true, as C takes it. Throws `ExpressionError` where it has no value. */
export function isTrue(scope: ExpressionScope, expression: Expression): boolean {
  return truth(load(scope, evaluate(scope, expression)));
}

/** Where `target` lies, and what stands there once it has `value`. Throws `ExpressionError` where that cannot be. */
export function bytesToSet(
  scope: ExpressionScope,
  target: Expression,
  value: Expression,
): { readonly address: number; readonly bytes: Uint8Array } {
  const place = evaluate(scope, target);
  if (place.kind !== 'place') throw new ExpressionError('Only a value that lies in memory can be changed');
  const { type, address } = heldBy(scope, throughReference(scope, place));
  if (!scope.memory.holds(address, type.bytes)) throw new ExpressionError('It lies outside memory');
  const given = load(scope, evaluate(scope, value));
  return { address, bytes: bytesOfScalar(type, given.value) };
}

function truth(value: Loaded): boolean {
  // eslint-disable-next-line eqeqeq -- 0 and 0n are the same here
  return value.value != 0;
}

function evaluate(scope: ExpressionScope, expression: Expression): Value {
  switch (expression.kind) {
    case 'number':
      return number({ value: expression.value, type: typeOfConstant(expression) });
    case 'cast': {
      const { type: name, of } = expression;
      // `(add)(1)` is a call where `add` is no type.
      if (name.stars === 0 && isVariable(scope, name.name))
        throw new ExpressionError('Functions cannot be called here');
      return cast(scope, namedType(name, scope.typeNamed), of);
    }
    case 'size':
      return number({ value: BigInt(sizeOfOperand(scope, expression.of)), type: SIZE });
    case 'name':
      return named(scope, expression.name);
    case 'choice':
      return evaluate(scope, isTrue(scope, expression.test) ? expression.yes : expression.no);
    case 'unary':
      return unary(scope, expression.operator, expression.of);
    case 'binary':
      return binary(scope, expression.operator, expression.left, expression.right);
    case 'index':
      return indexed(scope, evaluate(scope, expression.of), load(scope, evaluate(scope, expression.at)));
    case 'member':
      return member(scope, expression.of, expression.name, expression.isArrow);
  }
}

/** An element of an array, of what a pointer points at, or of a container of the C++ library. */
function indexed(scope: ExpressionScope, of: Value, at: Loaded): Value {
  const place = of.kind === 'place' ? throughReference(scope, of) : undefined;
  const view = place && libraryView(scope.memory, place.type, place.address);
  if (view?.kind === 'pairs') throw new ExpressionError('Only numbers can stand in the brackets here');
  if (view?.kind === 'text') {
    const character: CType = { kind: 'char', name: 'char', bytes: 1, isSigned: true };
    return element(at, view.bytes, (i) => ({ type: character, address: view.address + i }));
  }
  if (view?.kind !== 'elements') return target(add(scope, asPointer(load(scope, of)), at, 1));
  return element(at, view.count, view.at);
}

function named(scope: ExpressionScope, name: string): Value {
  const variable = scope.variable(name);
  if (variable) return { kind: 'place', ...variable };
  const own = ownMember(scope, name);
  if (own) return own;
  if (name === 'NULL' || name === 'nullptr') return { kind: 'pointer', to: VOID, value: 0 };
  const known = name === 'true' ? 1 : name === 'false' ? 0 : scope.constant(name);
  if (known !== undefined) return number({ value: BigInt(known), type: typeOfConstant({ value: BigInt(known) }) });
  throw new ExpressionError(`There is no ${name} here`);
}

/** In a method of a class, a member of the object's own. */
function ownMember(scope: ExpressionScope, name: string): Value | undefined {
  const object = name === 'this' ? undefined : scope.variable('this');
  if (object?.type.kind !== 'pointer') return undefined;
  const { target: type } = object.type;
  const record = scope.memory.isWritten(object.address, 4) ? scope.memory.word(object.address) : undefined;
  if (record === undefined || (type.kind !== 'struct' && type.kind !== 'union')) return undefined;
  return memberOf(type.members, name, record);
}

function isVariable(scope: ExpressionScope, name: string): boolean {
  return scope.variable(name) !== undefined || ownMember(scope, name) !== undefined;
}

function member(scope: ExpressionScope, of: Expression, name: string, isArrow: boolean): Value {
  const found = isArrow ? target(loadPointer(scope, of)) : evaluate(scope, of);
  const base = found.kind === 'place' ? throughReference(scope, found) : found;
  if (base.kind !== 'place' || (base.type.kind !== 'struct' && base.type.kind !== 'union'))
    throw new ExpressionError(`What stands before ${isArrow ? '->' : '.'}${name} is not a structure`);
  const own = memberOf(base.type.members, name, base.address);
  if (!own) throw new ExpressionError(`${base.type.name} has no member ${name}`);
  return own;
}

function loadPointer(scope: ExpressionScope, of: Expression): Extract<Value, { readonly kind: 'pointer' }> {
  return asPointer(load(scope, evaluate(scope, of)));
}

function unary(scope: ExpressionScope, operator: string, of: Expression): Value {
  if (operator === '*') return target(loadPointer(scope, of));
  const value = evaluate(scope, of);
  if (operator === '&') {
    if (value.kind !== 'place') throw new ExpressionError('Only what lies in memory has an address');
    const { type, address } = throughReference(scope, value);
    return { kind: 'pointer', to: type, value: address };
  }
  const loaded = load(scope, value);
  if (operator === '!') return number(truthValue(!truth(loaded)));
  if (loaded.kind === 'pointer') throw new ExpressionError(`${operator} does not work on a pointer`);
  const { value: own, type } = loaded;
  if (operator === '+') return number({ value: own, type });
  if (typeof own === 'bigint') return number({ value: inType(operator === '-' ? -own : ~own, type), type });
  if (operator === '-') return number({ value: -own, type });
  throw new ExpressionError('~ works on whole numbers only');
}

function binary(scope: ExpressionScope, operator: string, a: Expression, b: Expression): Value {
  // `(byte)-1` is a cast where `byte` is no variable.
  if (a.kind === 'name' && a.isBracketed && !isVariable(scope, a.name) && ['*', '&', '-', '+'].includes(operator)) {
    const type = scope.typeNamed(a.name);
    if (type) return cast(scope, type, { kind: 'unary', operator, of: b });
  }
  const left = load(scope, evaluate(scope, a));
  if (operator === '&&') return number(truthValue(truth(left) && isTrue(scope, b)));
  if (operator === '||') return number(truthValue(truth(left) || isTrue(scope, b)));
  const right = load(scope, evaluate(scope, b));
  if (left.kind === 'number' && right.kind === 'number') return number(calculate(operator, left, right));
  if (/^(?:[<>]=?|[=!]=)$/.test(operator)) return number(calculate(operator, asNumber(left), asNumber(right)));
  if (left.kind === 'pointer') {
    if (operator === '-' && right.kind === 'pointer') {
      const distance = Math.trunc((left.value - right.value) / Math.max(1, sizeOf(scope, left.to)));
      return number({ value: BigInt(distance), type: INT });
    }
    if (operator === '+' || operator === '-') return add(scope, left, right, operator === '+' ? 1 : -1);
  }
  if (right.kind === 'pointer' && operator === '+') return add(scope, right, left, 1);
  throw new ExpressionError(`${operator} does not work on pointers`);
}

/** Pointers are compared as addresses. */
function asNumber(value: Loaded): CNumber {
  return value.kind === 'number' ? value : { value: BigInt(value.value), type: SIZE };
}

function cast(scope: ExpressionScope, to: CType, of: Expression): Value {
  const value = load(scope, evaluate(scope, of));
  if (to.kind === 'void') throw new ExpressionError('A void expression has no value');
  if (to.kind === 'pointer') return { kind: 'pointer', to: to.target, value: addressOf(value) };
  return { kind: 'number', ...converted(asNumber(value).value, to) };
}

function addressOf({ value }: Loaded): number {
  if (typeof value === 'number' && !Number.isInteger(value))
    throw new ExpressionError('A floating-point number is not an address');
  return Number(BigInt.asUintN(32, BigInt(value)));
}

function sizeOfOperand(scope: ExpressionScope, of: Expression | TypeName): number {
  if (of.kind === 'type') return namedType(of, scope.typeNamed).bytes;
  const type = of.kind === 'name' && !isVariable(scope, of.name) ? scope.typeNamed(of.name) : undefined;
  if (type) return type.bytes;
  const value = evaluate(scope, of);
  switch (value.kind) {
    case 'place':
      return sizeOf(scope, throughReference(scope, value).type);
    case 'number':
      return value.as?.bytes ?? value.type.bits / 8;
    case 'pointer':
      return 4;
    case 'bits':
      throw new ExpressionError('A bit-field has no size');
  }
}
