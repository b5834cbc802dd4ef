import { expect, it } from 'vitest';
import type { CType } from '../c-type.ts';
import { HeapBlocks } from '../heap-blocks.ts';
import { ProgramMemory } from '../program-memory.ts';
import { isTrue, shownExpression } from './evaluate-expression.ts';
import type { ExpressionScope } from './expression-value.ts';
import { parseExpression } from '../../stops/parse-expression.ts';

const AT = 1024;

function integer(name: string, bytes: number, isSigned: boolean): CType {
  return { kind: 'integer', name, bytes, isSigned };
}

/** One variable for each type, of the value that is given. */
function scopeWith(values: Readonly<Record<string, readonly [CType, number]>>): ExpressionScope {
  const memory = new ProgramMemory(new WebAssembly.Memory({ initial: 1 }), {
    records: 1 << 16,
    shadow: 0,
    stackTop: 0,
    pages: 0,
  });
  const variables = new Map<string, { type: CType; address: number }>();
  for (const [name, [type, value]] of Object.entries(values)) {
    const address = AT + 16 * variables.size;
    if (type.bytes === 8) memory.view.setBigInt64(address, BigInt(value), true);
    else if (type.bytes === 4) memory.view.setInt32(address, value, true);
    else memory.view.setInt8(address, value);
    variables.set(name, { type, address });
  }
  return {
    memory,
    heap: new HeapBlocks(),
    lengthOf: () => undefined,
    variable: (name) => variables.get(name),
    constant: () => undefined,
    typeNamed: () => undefined,
  };
}

const scope = scopeWith({
  u: [integer('unsigned int', 4, false), 0],
  i: [integer('int', 4, true), -1],
  c: [integer('unsigned char', 1, false), 200],
  l: [integer('long long', 8, true), -5],
  w: [integer('unsigned long long', 8, false), 0],
});

it.each([
  'u - 1 > 0',
  '~u == 0xffffffff',
  '!(i < u + 1)',
  'c + 100 == 300',
  'l < u',
  '!(l < w)',
  'w - 1 > 1',
  '-c < 0',
  'i >> 1 == -1',
])('reckons as C does: %s', (text) => {
  expect(isTrue(scope, parseExpression(text))).toBe(true);
});

it.each([
  ['u - 1', '4294967295'],
  ['i - 1', '-2'],
  ['2147483647 + 1', '-2147483648'],
  ['2147483648 + 1', '2147483649'],
  ['1 << 4', '16'],
  ['1.5 + i', '0.5'],
])('shows %s as %s', (text, shown) => {
  expect(shownExpression(scope, text, parseExpression(text)).text).toBe(shown);
});
