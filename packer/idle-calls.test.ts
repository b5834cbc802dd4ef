import { describe, expect, it } from 'vitest';
import { dropIdleCalls } from './idle-calls.ts';
import { sectionsOf } from './testing/module-fixture.ts';
import { assembleBody, type Instruction } from './wasm/assemble.ts';
import { readCode } from './wasm/code.ts';
import { readBodies } from './wasm/declarations.ts';
import { OP } from '../runtime/wasm/instruction.ts';
import { writeSections } from './wasm/sections.ts';

const FAILING = 0;
const DROP = Uint8Array.of(OP.drop);
const LOAD = Uint8Array.of(0x28, 2, 0);

/** Instructions, some of which the assembler has no name for. */
function fn(params: number, results: number, ...code: readonly (Instruction | Uint8Array)[]) {
  const parts = code.map((part) => (part instanceof Uint8Array ? part : assembleBody(0, [part]).slice(1, -1)));
  return { params, results, body: Uint8Array.from([1, 1, 0x7f, ...parts.flatMap((part) => [...part]), OP.end]) };
}

/** A frame of 16 bytes, whose address is in local `at`; what is done with it; and the stack pointer as it was. */
function framed(at: number, ...code: readonly (Instruction | Uint8Array)[]): readonly (Instruction | Uint8Array)[] {
  return [
    ['global_get', 0],
    ['i32_const', 16],
    ['i32_sub'],
    ['local_tee', at],
    ['global_set', 0],
    ...code,
    ['local_get', at],
    ['i32_const', 16],
    ['i32_add'],
    ['global_set', 0],
  ];
}

/** Each with a local after its parameters. f1 to f3 are what the others call. */
const COMMON = [
  fn(4, 0, ['unreachable']),
  // f1(p): what is there
  fn(1, 1, ['local_get', 0], LOAD),
  // f2(p, n): *p = n
  fn(2, 0, ['local_get', 0], ['local_get', 1], ['i32_store', 0]),
  // f3(): memory[64] += 1, and that
  fn(0, 1, ['i32_const', 64], ['i32_const', 64], LOAD, ['i32_const', 1], ['i32_add'], ['i32_store', 0], ['i32_const', 64], LOAD), // prettier-ignore
];
const ASKED = COMMON.length;
const isAll = () => true;

/** What is left of calls of `asked`, with 32 for its parameter if it has one, and no use for what it returns. */
function left(asked: ReturnType<typeof fn>): boolean {
  const given: readonly Instruction[] = asked.params === 1 ? [['i32_const', 32]] : [];
  const caller = fn(0, 0, ...given, ['call', ASKED], ...(asked.results === 1 ? [DROP] : []));
  const sections = sectionsOf({ memory: [1, 1], functions: [...COMMON, asked, caller] });
  const after = dropIdleCalls(sections, FAILING, isAll);
  expect(() => new WebAssembly.Module(writeSections(after))).not.toThrow();
  return readCode(readBodies(after)[ASKED + 1] ?? new Uint8Array()).opcodes.includes(OP.call);
}

describe('dropIdleCalls', () => {
  it.each([
    ['reads', fn(1, 1, ['local_get', 0], LOAD)],
    ['asks one that reads', fn(1, 1, ['local_get', 0], ['call', 1])],
    ['asks itself', fn(1, 1, ['local_get', 0], ['call', ASKED])],
    ['writes to its frame', fn(1, 0, ...framed(1, ['local_get', 1], ['local_get', 0], ['i32_store', 4]))],
    ['has its frame written to', fn(1, 0, ...framed(1, ['local_get', 1], ['i32_const', 4], ['i32_add'], ['local_get', 0], ['call', 2]))], // prettier-ignore
    ['would have failed', fn(1, 0, ['local_get', 0], ['local_get', 0], ['local_get', 0], ['local_get', 0], ['call', FAILING], ['unreachable'])], // prettier-ignore
  ])('takes out a call of what only %s', (_, asked) => {
    expect(left(asked)).toBe(false);
  });

  it.each([
    ['writes where it is told to', fn(1, 0, ['local_get', 0], ['i32_const', 1], ['i32_store', 0])],
    ['has that done', fn(1, 0, ['local_get', 0], ['i32_const', 1], ['call', 2])],
    ['writes to a variable', fn(1, 0, ['i32_const', 64], ['local_get', 0], ['i32_store', 0])],
    ['writes to a variable at an index', fn(1, 0, ['local_get', 0], ['i32_const', 2], ['i32_shl'], ['i32_const', 1], ['i32_store', 64])], // prettier-ignore
    ['writes where something points', fn(1, 0, ['local_get', 0], LOAD, ['local_get', 0], ['i32_store', 0])],
    ['writes to its frame or elsewhere', fn(1, 0, ...framed(1, ['local_get', 0], LOAD, ['local_set', 1], ['local_get', 1], ['i32_const', 1], ['i32_store', 0]))], // prettier-ignore
    ['asks one that writes', fn(0, 1, ['call', 3])],
    ['moves the stack', fn(1, 0, ['local_get', 0], ['global_set', 0])],
    ['grows the memory', fn(1, 1, ['local_get', 0], ['memory_grow', 0])],
    ['calls what it is told to', fn(1, 1, ['local_get', 0], ['local_get', 0], ['call_indirect', 2, 0])],
  ])('leaves a call of what %s', (_, asked) => {
    expect(left(asked)).toBe(true);
  });

  it('leaves what the parameters of such a call do besides, and results that are used', () => {
    const caller = fn(
      0,
      1,
      ['call', 3],
      ['call', 1],
      ['local_set', 0],
      ['i32_const', 64],
      ['call', 1],
      ['local_tee', 0],
    );
    const sections = sectionsOf({ memory: [1, 1], functions: [...COMMON, caller] });
    const after = dropIdleCalls(sections, FAILING, isAll);
    const { opcodes } = readCode(readBodies(after)[ASKED] ?? new Uint8Array());
    expect(opcodes.filter((opcode) => opcode === OP.call)).toHaveLength(2);
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(writeSections(after)));
    expect((exports as unknown as { f4: () => number }).f4()).toBe(1);
  });

  it('knows nothing of functions that it is not asked for', () => {
    const caller = fn(0, 0, ['i32_const', 32], ['call', 1], DROP);
    const sections = sectionsOf({ memory: [1, 1], functions: [...COMMON, caller] });
    const after = dropIdleCalls(sections, FAILING, (i) => i !== 1);
    expect(readBodies(after)).toEqual(readBodies(sections));
  });
});
