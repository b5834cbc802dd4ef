import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sectionsOf } from '../testing/module-fixture.ts';
import { assembleBody } from '../wasm/assemble.ts';
import { readBodies } from '../wasm/declarations.ts';
import { OP } from '../../runtime/wasm/instruction.ts';
import { writeSections, type Sections } from '../wasm/sections.ts';
import { WasmWriter } from '../../runtime/wasm/wasm-writer.ts';
import { outlineModule } from './outline-module.ts';

/** Statements of a small language, from which any nesting of blocks, branches and returns can be made. */
type Statement =
  | { readonly kind: 'set'; readonly local: number; readonly from: number; readonly plus: number }
  | { readonly kind: 'widen'; readonly from: number }
  | { readonly kind: 'narrow'; readonly local: number }
  | { readonly kind: 'tell'; readonly local: number }
  | { readonly kind: 'block' | 'loop'; readonly body: readonly Statement[] }
  | { readonly kind: 'under'; readonly local: number; readonly body: readonly Statement[] }
  | { readonly kind: 'value'; readonly local: number; readonly of: number; readonly body: readonly Statement[] }
  | {
      readonly kind: 'if';
      readonly local: number;
      readonly body: readonly Statement[];
      readonly others?: readonly Statement[] | undefined;
    }
  | { readonly kind: 'branch' | 'branch-if' | 'branch-unless'; readonly local: number; readonly depth: number }
  | { readonly kind: 'table'; readonly local: number; readonly depths: readonly number[] }
  | { readonly kind: 'return' | 'return-call' | 'return-if'; readonly local: number }
  | { readonly kind: 'fail' };

/** Two parameters, three locals, and a wide one after them. */
const NARROW = 5;
const WIDE = 5;
const EMPTY = 0x40;
const I32 = 0x7f;
const I64 = 0x7e;

const local = fc.nat({ max: NARROW - 1 });
const depth = fc.nat({ max: 4 });
const { statements } = fc.letrec<{ statements: readonly Statement[]; statement: Statement }>((tie) => ({
  statements: fc.array(tie('statement'), { maxLength: 6, size: 'max', depthIdentifier: 'code' }),
  statement: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'code' },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('set'), local, from: local, plus: fc.integer({ min: -3, max: 3 }) }) }, // prettier-ignore
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('widen'), from: local }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('narrow'), local }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('tell'), local }) },
    { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('branch-if', 'branch-unless'), local, depth }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('branch'), local, depth }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('table'), local, depths: fc.array(depth, { minLength: 1, maxLength: 4 }) }) }, // prettier-ignore
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('return-if'), local }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('return', 'return-call', 'fail'), local }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('block', 'loop'), body: tie('statements') }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('under'), local, body: tie('statements') }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('value'), local, of: local, body: tie('statements') }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('if'), local, body: tie('statements'), others: fc.option(tie('statements'), { nil: undefined }) }) }, // prettier-ignore
  ),
}));

/** One in the other, the first innermost: so that there are many ways out, and each does something else. */
const nests = fc.array(statements, { minLength: 1, maxLength: 5, size: 'max' });

function nested([inner = [], ...outer]: readonly (readonly Statement[])[]): readonly Statement[] {
  return outer.reduce((body, behind, i) => [{ kind: 'block', body }, { kind: 'tell', local: i }, ...behind], inner);
}

/** Blocks that carry a value are no target here: a branch to one would need the value. */
type Around = readonly ('plain' | 'value')[];

function write(to: WasmWriter, code: readonly Statement[], around: Around): void {
  const get = (index: number): WasmWriter => to.byte(OP.local_get).u32(index);
  const set = (index: number): WasmWriter => to.byte(OP.local_set).u32(index);
  /** The nearest label from `wanted` on that carries nothing; the function's own carries its result. */
  const target = (wanted: number): number | undefined => {
    const at = around.findIndex((each, i) => i >= wanted % Math.max(around.length, 1) && each === 'plain');
    return at < 0 ? undefined : at;
  };
  for (const each of code) {
    switch (each.kind) {
      case 'set':
        get(each.from).byte(OP.i32_const).s32(each.plus).byte(OP.i32_add);
        set(each.local);
        break;
      case 'widen':
        get(each.from).byte(0xad);
        set(WIDE);
        break;
      case 'narrow':
        get(WIDE).byte(0xa7);
        set(each.local);
        break;
      case 'tell':
        // global = 31 * global + local
        to.byte(OP.global_get).u32(0).byte(OP.i32_const).s32(31).byte(0x6c);
        get(each.local).byte(OP.i32_add).byte(OP.global_set).u32(0);
        break;
      case 'block':
        write(to.byte(OP.block).byte(EMPTY), each.body, ['plain', ...around]);
        to.byte(OP.end);
        break;
      case 'loop':
        // A round costs one of memory[0]; with none left, all ends.
        to.byte(OP.loop).byte(EMPTY).byte(OP.i32_const).s32(0).byte(OP.i32_const).s32(0).byte(0x28).u32(2).u32(0);
        to.byte(OP.i32_const).s32(1).byte(OP.i32_sub).byte(OP.i32_store).u32(2).u32(0);
        to.byte(OP.i32_const).s32(0).byte(0x28).u32(2).u32(0).byte(OP.i32_eqz);
        to.byte(OP.if).byte(EMPTY).byte(OP.unreachable).byte(OP.end);
        write(to, each.body, ['plain', ...around]);
        to.byte(OP.end);
        break;
      case 'under':
        // What is left of a branch throws it away.
        write(get(each.local), each.body, around);
        to.byte(OP.drop);
        break;
      case 'value':
        // No other code touches what lies on the stack meanwhile.
        get(each.of).byte(OP.block).byte(I32);
        write(to, each.body, ['value', ...around]);
        get(each.local).byte(OP.end).byte(OP.i32_add);
        set(each.local);
        break;
      case 'if':
        get(each.local).byte(OP.if).byte(EMPTY);
        write(to, each.body, ['plain', ...around]);
        if (each.others) write(to.byte(OP.else), each.others, ['plain', ...around]);
        to.byte(OP.end);
        break;
      case 'branch':
      case 'branch-if':
      case 'branch-unless': {
        const label = target(each.depth);
        if (label === undefined) break;
        if (each.kind === 'branch') to.byte(OP.br).u32(label);
        else {
          get(each.local);
          if (each.kind === 'branch-unless') to.byte(OP.i32_eqz);
          to.byte(OP.br_if).u32(label);
        }
        break;
      }
      case 'table': {
        const labels = each.depths.flatMap((wanted) => target(wanted) ?? []);
        if (labels.length === 0) break;
        get(each.local).byte(OP.br_table);
        to.vector(labels.slice(1), (writer, label) => writer.u32(label)).u32(labels[0] ?? 0);
        break;
      }
      case 'return':
        get(each.local).byte(OP.return);
        break;
      case 'return-if':
        get(each.local).byte(OP.if).byte(EMPTY);
        get(each.local).byte(OP.return).byte(OP.end);
        break;
      case 'return-call':
        get(each.local).byte(OP.return_call).u32(1);
        break;
      case 'fail':
        to.byte(OP.unreachable);
    }
  }
}

function sectionsFor(code: readonly Statement[]): Sections {
  const body = new WasmWriter().u32(2).u32(NARROW - 2).byte(I32).u32(1).byte(I64); // prettier-ignore
  write(body, code, []);
  body.byte(OP.local_get).u32(2).byte(OP.end);
  return sectionsOf({ memory: [1, 1], functions: [{ params: 2, results: 1, body: body.written }, LESS_ONE] });
}

/** Calls it with several arguments: what it returned or that it failed, and what it did. */
function observe(sections: Sections): readonly unknown[] {
  const module = new WebAssembly.Module(writeSections(sections));
  return [
    [0, 0],
    [1, 0],
    [-1, 2],
    [3, 1],
  ].map(([a = 0, b = 0]) => {
    const { exports } = new WebAssembly.Instance(module);
    const { f0, memory, global } = exports as unknown as {
      readonly f0: (a: number, b: number) => number;
      readonly memory: WebAssembly.Memory;
      readonly global: WebAssembly.Global<'i32'>;
    };
    const rounds = new Int32Array(memory.buffer, 0, 1);
    rounds[0] = 40;
    try {
      return [f0(a, b), rounds[0], global.value];
    } catch (error) {
      return [error instanceof WebAssembly.RuntimeError, rounds[0], global.value];
    }
  });
}

/** A function to call last. */
const LESS_ONE = {
  params: 1,
  results: 1,
  body: assembleBody(0, [['local_get', 0], ['i32_const', 1], ['i32_sub']]), // prettier-ignore
};

const EVERYTHING = -1000;

describe('outlineModule', () => {
  const failing: readonly Statement[] = [
    { kind: 'if', local: 0, body: [{ kind: 'tell', local: 1 }, { kind: 'tell', local: 1 }, { kind: 'fail' }] }, // prettier-ignore
    { kind: 'if', local: 1, body: [{ kind: 'tell', local: 0 }, { kind: 'set', local: 2, from: 1, plus: 1 }, { kind: 'tell', local: 2 }] }, // prettier-ignore
  ];

  it('makes a function shorter by what was never seen, and tells what never returns', () => {
    const sections = sectionsFor(failing);
    const { sections: changed, taken } = outlineModule(sections, () => (block) => block !== 1 && block !== 3, 1);
    expect(taken.map(({ neverReturns }) => neverReturns)).toEqual([true, false]);
    const lengths = (of: Sections): readonly number[] => readBodies(of).map(({ length }) => length);
    expect(lengths(changed)[0]).toBeLessThan((lengths(sections)[0] ?? 0) - 2);
    expect(lengths(changed)[1]).toBe(lengths(sections)[1]);
    expect(observe(changed)).toEqual(observe(sections));
  });

  it('leaves alone what was not asked for, and what would not get shorter', () => {
    const sections = sectionsFor(failing);
    expect(outlineModule(sections, () => undefined)).toMatchObject({ taken: [] });
    expect(outlineModule(sections, () => () => true)).toMatchObject({ taken: [] });
    expect(outlineModule(sections, () => (block) => block !== 1)).toMatchObject({ taken: [] });
  });

  it('changes nothing of what a function does, whatever is taken out of it', () => {
    let taken = 0;
    fc.assert(
      fc.property(nests, fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }), (nest, seen) => {
        const sections = sectionsFor(nested(nest));
        const outlined = outlineModule(sections, () => (block) => seen[block % seen.length] === true, EVERYTHING);
        taken += outlined.taken.length;
        expect(observe(outlined.sections)).toEqual(observe(sections));
      }),
      { numRuns: 3000 },
    );
    expect(taken).toBeGreaterThan(500);
  });
});
