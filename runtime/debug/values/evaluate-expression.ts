import type { ShownValue } from '../../stops/stop.ts';
import type { CType, Member } from '../c-type.ts';
import type { ValueSource } from './json-value.ts';
import { common, INT, promoted, typeOfConstant, wrapped, type IntegerType } from './c-integer.ts';
import { ExpressionError, type Expression } from '../../stops/parse-expression.ts';
import { bytesOfScalar } from './bytes-of-scalar.ts';
import { readBits, readFloat, readInteger } from './read-scalar.ts';
import { bitsValue, shownValue } from './shown-value.ts';

/** What names mean at a stop. */
export interface ExpressionScope extends ValueSource {
  readonly variable: (name: string) => { readonly type: CType; readonly address: number } | undefined;
  /** The value of an enumerator. */
  readonly constant: (name: string) => number | undefined;
}

type Value =
  | { readonly kind: 'place'; readonly type: CType; readonly address: number }
  | { readonly kind: 'bits'; readonly record: number; readonly member: Member }
  /** `type`: of a whole number that C holds in 32 or 64 bits. */
  | { readonly kind: 'number'; readonly value: bigint | number; readonly type?: IntegerType | undefined }
  | { readonly kind: 'pointer'; readonly to: CType; readonly value: number };

/** An expression's value as a person reads it; a sentence where it has none. */
export function shownExpression(scope: ExpressionScope, text: string, expression: Expression): ShownValue {
  const plain = (said: string): ShownValue => ({ name: text, type: '', text: said, parts: [] });
  const value = evaluate(scope, expression);
  switch (value.kind) {
    case 'place':
      return shownValue(scope, text, value.type, value.address);
    case 'bits':
      return { ...bitsValue(scope, value.member, value.record), name: text };
    case 'number':
      return plain(String(value.value));
    case 'pointer':
      return plain(value.value === 0 ? 'NULL' : `0x${value.value.toString(16)}`);
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
  const { type, address } = place.type.kind === 'reference' ? referred(scope, place) : place;
  if (!scope.memory.holds(address, type.bytes)) throw new ExpressionError('It lies outside memory');
  const given = load(scope, evaluate(scope, value));
  return { address, bytes: bytesOfScalar(type, given.value) };
}

function referred(scope: ExpressionScope, place: Extract<Value, { readonly kind: 'place' }>) {
  const { type, address } = place;
  if (type.kind !== 'reference') throw new TypeError('No reference');
  return { type: type.target, address: scope.memory.word(address) ?? 0 };
}

function truth(value: Loaded): boolean {
  // eslint-disable-next-line eqeqeq -- 0 and 0n are the same here
  return value.value != 0;
}

function evaluate(scope: ExpressionScope, expression: Expression): Value {
  switch (expression.kind) {
    case 'number':
      return constant(expression.value);
    case 'name':
      return named(scope, expression.name);
    case 'choice':
      return evaluate(scope, isTrue(scope, expression.test) ? expression.yes : expression.no);
    case 'unary':
      return unary(scope, expression.operator, expression.of);
    case 'binary':
      return binary(scope, expression.operator, expression.left, expression.right);
    case 'index':
      return target(add(loadPointer(scope, expression.of), load(scope, evaluate(scope, expression.at)), 1));
    case 'member':
      return member(scope, expression.of, expression.name, expression.isArrow);
  }
}

function named(scope: ExpressionScope, name: string): Value {
  const variable = scope.variable(name);
  if (variable) return { kind: 'place', ...variable };
  if (name === 'NULL' || name === 'nullptr') return { kind: 'pointer', to: VOID, value: 0 };
  const known = name === 'true' ? 1 : name === 'false' ? 0 : scope.constant(name);
  if (known !== undefined) return constant(BigInt(known));
  throw new ExpressionError(`There is no ${name} here`);
}

function constant(value: bigint | number): Value {
  return { kind: 'number', value, type: typeof value === 'bigint' ? typeOfConstant(value) : undefined };
}

const VOID: CType = { kind: 'void', name: 'void', bytes: 0 };

function member(scope: ExpressionScope, of: Expression, name: string, isArrow: boolean): Value {
  const base = isArrow ? target(loadPointer(scope, of)) : evaluate(scope, of);
  if (base.kind !== 'place' || (base.type.kind !== 'struct' && base.type.kind !== 'union'))
    throw new ExpressionError(`What stands before ${isArrow ? '->' : '.'}${name} is no structure`);
  const found = memberOf(base.type.members, name, base.address);
  if (!found) throw new ExpressionError(`${base.type.name} has no member ${name}`);
  return found;
}

function memberOf(members: readonly Member[], name: string, record: number): Value | undefined {
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

type Loaded = Extract<Value, { readonly kind: 'number' | 'pointer' }>;

/** The value that lies at a place; an array is a pointer to its first element. */
function load(scope: ExpressionScope, value: Value): Loaded {
  if (value.kind === 'number' || value.kind === 'pointer') return value;
  if (value.kind === 'bits') {
    const shown = bitsValue(scope, value.member, value.record);
    if (shown.text === 'not set') throw new ExpressionError(`${value.member.name} is not set`);
    const bits = readBits(scope.memory, value.record, value.member);
    // One narrower than int is an int (C17 6.3.1.1).
    return { kind: 'number', value: bits, type: typeOfConstant(bits) };
  }
  const { type, address } = value;
  if (type.kind === 'array') return { kind: 'pointer', to: type.element, value: address };
  const { memory, heap } = scope;
  if (!memory.holds(address, type.bytes)) throw new ExpressionError('It lies outside memory');
  if (!memory.isWritten(address, type.bytes)) throw new ExpressionError('A value in it is not set');
  if (heap.at(address)?.freedAt !== undefined) throw new ExpressionError('A value in it is freed');
  switch (type.kind) {
    case 'pointer':
      return { kind: 'pointer', to: type.target, value: memory.view.getUint32(address, true) };
    case 'reference':
      return load(scope, { kind: 'place', type: type.target, address: memory.view.getUint32(address, true) });
    case 'float':
      return { kind: 'number', value: readFloat(memory, address, type.bytes) };
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

function loadPointer(scope: ExpressionScope, of: Expression): Extract<Value, { readonly kind: 'pointer' }> {
  const value = load(scope, evaluate(scope, of));
  if (value.kind !== 'pointer') throw new ExpressionError('Only a pointer or an array can be used in that way');
  return value;
}

function target({ to, value }: Extract<Value, { readonly kind: 'pointer' }>): Value {
  if (value === 0) throw new ExpressionError('The pointer is NULL');
  if (to.kind === 'void') throw new ExpressionError('It is not known what the pointer points at');
  return { kind: 'place', type: to, address: value };
}

function add(
  pointer: Extract<Value, { readonly kind: 'pointer' }>,
  by: Loaded,
  sign: 1 | -1,
): Extract<Value, { readonly kind: 'pointer' }> {
  if (by.kind === 'pointer') throw new ExpressionError('Two pointers cannot be added');
  return { ...pointer, value: (pointer.value + sign * Number(by.value) * Math.max(1, pointer.to.bytes)) >>> 0 };
}

function unary(scope: ExpressionScope, operator: string, of: Expression): Value {
  if (operator === '*') return target(loadPointer(scope, of));
  const value = evaluate(scope, of);
  if (operator === '&') {
    if (value.kind !== 'place') throw new ExpressionError('Only what lies in memory has an address');
    return { kind: 'pointer', to: value.type, value: value.address };
  }
  const loaded = load(scope, value);
  if (operator === '!') return truthValue(!truth(loaded));
  if (loaded.kind === 'pointer') throw new ExpressionError(`A pointer has no ${operator}`);
  const { value: number, type } = loaded;
  if (operator === '+') return loaded;
  if (typeof number === 'number') {
    if (operator === '-') return { kind: 'number', value: -number };
    throw new ExpressionError('Only whole numbers have ~');
  }
  return { kind: 'number', value: wrapped(operator === '-' ? -number : ~number, type), type };
}

function binary(scope: ExpressionScope, operator: string, a: Expression, b: Expression): Value {
  const left = load(scope, evaluate(scope, a));
  if (operator === '&&') return truthValue(truth(left) && isTrue(scope, b));
  if (operator === '||') return truthValue(truth(left) || isTrue(scope, b));
  const right = load(scope, evaluate(scope, b));
  const compare = COMPARISONS[operator];
  if (compare) {
    const type = commonOf(left, right);
    return truthValue(compare(inType(left.value, type), inType(right.value, type)));
  }
  if (left.kind === 'pointer') {
    if (operator === '-' && right.kind === 'pointer')
      return { kind: 'number', value: BigInt(Math.trunc((left.value - right.value) / Math.max(1, left.to.bytes))) };
    if (operator === '+' || operator === '-') return add(left, right, operator === '+' ? 1 : -1);
  }
  if (right.kind === 'pointer') {
    if (operator === '+') return add(right, left, 1);
    throw new ExpressionError(`${operator} is not for pointers`);
  }
  if (left.kind === 'pointer') throw new ExpressionError(`${operator} is not for pointers`);
  // Of a shift, the right side does not count (C17 6.5.7).
  const type = operator === '<<' || operator === '>>' ? left.type : commonOf(left, right);
  const value = calculated(operator, inType(left.value, type), inType(right.value, type));
  return { kind: 'number', value: inType(value, type), type: typeof value === 'bigint' ? type : undefined };
}

/** Undefined: one of them is a pointer, a fraction, or wider than 64 bits. */
function commonOf(a: Loaded, b: Loaded): IntegerType | undefined {
  return a.kind === 'number' && b.kind === 'number' ? common(a.type, b.type) : undefined;
}

function inType(value: bigint | number, type: IntegerType | undefined): bigint | number {
  return typeof value === 'bigint' ? wrapped(value, type) : value;
}

const COMPARISONS: Readonly<Record<string, (x: bigint | number, y: bigint | number) => boolean>> = {
  // eslint-disable-next-line eqeqeq -- a whole number and a fraction are compared by value
  '==': (x, y) => x == y,
  // eslint-disable-next-line eqeqeq -- as above
  '!=': (x, y) => x != y,
  '<': (x, y) => x < y,
  '>': (x, y) => x > y,
  '<=': (x, y) => x <= y,
  '>=': (x, y) => x >= y,
};

function truthValue(is: boolean): Value {
  return { kind: 'number', value: is ? 1n : 0n, type: INT };
}

function calculated(operator: string, x: bigint | number, y: bigint | number): bigint | number {
  if (typeof x === 'number' || typeof y === 'number') {
    const [a, b] = [Number(x), Number(y)];
    if (operator === '+') return a + b;
    if (operator === '-') return a - b;
    if (operator === '*') return a * b;
    if (operator === '/') return a / b;
    throw new ExpressionError(`${operator} is not for fractions`);
  }
  if ((operator === '/' || operator === '%') && y === 0n) throw new ExpressionError('It divides by zero');
  switch (operator) {
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    case '/':
      return x / y;
    case '%':
      return x % y;
    case '&':
      return x & y;
    case '|':
      return x | y;
    case '^':
      return x ^ y;
    case '<<':
    case '>>':
      if (y < 0n || y > 63n) throw new ExpressionError('It shifts by too much');
      return operator === '<<' ? x << y : x >> y;
    default:
      throw new ExpressionError(`${operator} is not understood`);
  }
}
