import { describe, expect, it } from 'vitest';
import { dropAssertions } from './assertions.ts';
import { sectionsOf } from './testing/module-fixture.ts';
import { assembleBody, type Instruction } from './wasm/assemble.ts';
import { blockStarts, readCode } from './wasm/code.ts';
import { readBodies } from './wasm/declarations.ts';
import { OP } from '../runtime/wasm/instruction.ts';
import { writeSections, type Sections } from './wasm/sections.ts';
import { WasmWriter } from '../runtime/wasm/wasm-writer.ts';

const TEXT = 'n < 3\0lib/list.c\0take\0';
const AT = 1024;
const FILE = AT + TEXT.indexOf('lib');
const NAME = AT + TEXT.indexOf('take');

/** f0: `__assert_fail`. */
const FAIL = 0;
const CALL: readonly Instruction[] = [
  ['i32_const', AT],
  ['i32_const', FILE],
  ['i32_const', 7],
  ['i32_const', NAME],
  ['call', FAIL],
  ['unreachable'],
];

/** f1: as many assertions as it takes to be sure. */
const MANY = Array.from({ length: 1000 }, () => [['i32_const', 0], ['if'], ...CALL, ['end']] as const).flat();
/** f2: counts its calls in the global, and returns how often it was called. */
const COUNT: readonly Instruction[] = [['global_get', 0], ['i32_const', 1], ['i32_add'], ['global_set', 0], ['global_get', 0]]; // prettier-ignore

const block = (...code: readonly Uint8Array[]): Uint8Array => {
  const writer = new WasmWriter().byte(OP.block).byte(0x40);
  for (const part of code) writer.bytes(part);
  return writer.byte(OP.end).written;
};
const plain = (...code: readonly Instruction[]): Uint8Array => assembleBody(0, code).slice(1, -1);
const branch = (opcode: number, depth: number): Uint8Array => Uint8Array.of(opcode, depth);

/** A module with a function f3(n, m) whose body is `code`. It has one local besides its two parameters. */
function sectionsFor(...code: readonly Uint8Array[]): Sections {
  const body = new WasmWriter().u32(1).u32(1).byte(0x7f);
  for (const part of code) body.bytes(part);
  return sectionsOf({
    memory: [1, 1],
    data: [{ start: AT, bytes: new TextEncoder().encode(TEXT) }],
    functions: [
      { params: 4, results: 0, body: assembleBody(0, []) },
      { params: 0, results: 0, body: assembleBody(0, MANY) },
      { params: 0, results: 1, body: assembleBody(0, COUNT) },
      { params: 2, results: 1, body: body.byte(OP.end).written },
    ],
  });
}

function run(sections: Sections, n: number, m = 0): { readonly result: number | 'trapped'; readonly global: number } {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(writeSections(sections)));
  const { f3, global } = exports as unknown as {
    readonly f3: (n: number, m: number) => number;
    readonly global: WebAssembly.Global<'i32'>;
  };
  global.value = 0;
  try {
    const result = f3(n, m);
    return { result, global: global.value };
  } catch {
    return { result: 'trapped', global: global.value };
  }
}

const below3: readonly Instruction[] = [['i32_const', 3], ['i32_lt_s']];
const opcodesOf = (sections: Sections): readonly number[] =>
  readCode(readBodies(sections)[3] ?? new Uint8Array()).opcodes;
const instructions = (code: readonly Uint8Array[]): readonly number[] => opcodesOf(sectionsFor(...code));
const isF3 = (i: number): boolean => i === 3;
/** What tells `__assert_fail` from others is looked for in what is wanted, too. */
const wanted = (i: number): boolean => isF3(i) || i === 1;

describe('dropAssertions', () => {
  it.each([
    {
      how: 'a branch to where it fails: nothing is left of it',
      code: [
        block(
          plain(['local_get', 0], ...below3, ['i32_eqz']),
          branch(OP.br_if, 0),
          plain(['local_get', 0], ['return']),
        ),
        plain(...CALL),
      ],
      left: [OP.block, OP.local_get, OP.return, OP.end, OP.unreachable, OP.end],
    },
    {
      how: 'a branch around the failing: it is always taken',
      code: [block(plain(['local_get', 0], ...below3), branch(OP.br_if, 0), plain(...CALL)), plain(['local_get', 0])],
      left: [OP.block, OP.br, OP.unreachable, OP.end, OP.local_get, OP.end],
    },
    {
      how: 'a value that is needed later: it is still made',
      code: [
        block(
          plain(
            ['local_get', 0],
            ['i32_const', 5],
            ['i32_add'],
            ['local_tee', 2],
            ['i32_const', 8],
            ['i32_lt_s'],
            ['i32_eqz'],
          ),
          branch(OP.br_if, 0),
          plain(['local_get', 2], ['return']),
        ),
        plain(...CALL),
      ],
      left: [OP.block, OP.local_get, OP.i32_const, OP.i32_add, OP.local_set, OP.local_get, OP.return, OP.end, OP.unreachable, OP.end], // prettier-ignore
    },
    {
      how: 'a call in the condition: it is still made',
      code: [
        block(
          plain(['local_get', 0], ['call', 2], ['i32_add'], ...below3, ['i32_eqz']),
          branch(OP.br_if, 0),
          plain(['local_get', 0], ['return']),
        ),
        plain(...CALL),
      ],
      left: [OP.block, OP.call, OP.drop, OP.local_get, OP.return, OP.end, OP.unreachable, OP.end],
    },
  ])('$how', ({ code, left }) => {
    const sections = sectionsFor(...code);
    const trusting = dropAssertions(sections, wanted);
    expect(opcodesOf(trusting.sections)).toEqual(left);
    for (const n of [-7, 0, 1]) {
      expect(run(sections, n).result).not.toBe('trapped');
      expect(run(trusting.sections, n)).toEqual(run(sections, n));
    }
    expect(run(sections, 4).result).toBe('trapped');
    expect(run(trusting.sections, 4).result).not.toBe('trapped');
    expect([...trusting.unsaid]).toEqual(expect.arrayContaining([AT, FILE, NAME]));
  });

  it('keeps a condition that is not in one piece, and what fails by other ways, too', () => {
    const both = [
      block(
        // A store stands between what is compared.
        plain(['local_get', 0], ['i32_const', 0], ['local_get', 1], ['i32_store', 0], ...below3, ['i32_eqz']),
        branch(OP.br_if, 0),
        plain(['local_get', 1], ['if'], ['local_get', 0], ['return'], ['end']),
      ),
      plain(...CALL),
    ];
    const { sections, unsaid } = dropAssertions(sectionsFor(...both), wanted);
    expect(opcodesOf(sections).filter((opcode) => opcode === OP.drop)).toHaveLength(1);
    expect(opcodesOf(sections).filter((opcode) => opcode === OP.call)).toHaveLength(1);
    expect(run(sections, 4, 1).result).toBe(4);
    expect(run(sections, 4, 0).result).toBe('trapped');
    expect(unsaid).not.toContain(AT);
  });

  it('leaves alone a guard whose condition lies behind another branch', () => {
    const code = [
      block(
        plain(['local_get', 0], ['local_get', 1]),
        branch(OP.br_if, 0),
        branch(OP.br_if, 0),
        plain(['local_get', 1], ['return']),
      ),
      plain(...CALL),
    ];
    const { sections } = dropAssertions(sectionsFor(...code), wanted);
    expect(run(sections, 0, 0)).toEqual({ result: 0, global: 0 });
    expect(run(sections, 1, 0).result).toBe('trapped');
  });

  it('tells which blocks were which', () => {
    const code = [
      plain(['local_get', 1], ['if'], ['i32_const', 1], ['local_set', 1], ['end']),
      block(plain(['local_get', 0], ...below3, ['i32_eqz']), branch(OP.br_if, 0), plain(['local_get', 0], ['return'])),
      plain(...CALL),
    ];
    const { blocksBefore, sections } = dropAssertions(sectionsFor(...code), wanted);
    // 3 was the one behind the branch.
    expect(blocksBefore(3)).toEqual([0, 1, 2, 4]);
    const starts = blockStarts(readBodies(sections));
    expect((starts[4] ?? 0) - (starts[3] ?? 0)).toBe(4);
  });

  it('leaves alone what is not asked for', () => {
    const code = [
      block(plain(['local_get', 0], ...below3), branch(OP.br_if, 0), plain(...CALL)),
      plain(['local_get', 0]),
    ];
    const { sections, blocksBefore } = dropAssertions(sectionsFor(...code), (i) => i === 1);
    expect(opcodesOf(sections)).toEqual(instructions(code));
    expect(blocksBefore(3)).toBeUndefined();
  });

  it('does not guess: without assertions it says so', () => {
    expect(() => dropAssertions(sectionsFor(plain(['local_get', 0])), isF3)).toThrow('Cannot find the assertions');
  });
});
