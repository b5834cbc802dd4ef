import { readFunctionTypes, readImportedTypes, readTypes } from './declarations.ts';
import { OP } from '../../runtime/wasm/instruction.ts';
import type { Sections } from './sections.ts';

/** Parameters and results of the functions that a module knows, by number. */
export interface Signatures {
  readonly ofFunction: (index: number) => Counts;
  readonly ofType: (index: number) => Counts;
}

export interface Counts {
  readonly params: number;
  readonly results: number;
}

export function readSignatures(sections: Sections): Signatures {
  const types = readTypes(sections).map(({ params, results }) => ({ params: params.length, results: results.length }));
  const functions = [...readImportedTypes(sections), ...readFunctionTypes(sections)];
  const ofType = (index: number): Counts => types[index] ?? row(0, 0);
  return { ofType, ofFunction: (index) => ofType(functions[index] ?? -1) };
}

const row = (params: number, results: number): Counts => ({ params, results });
const PLAIN: (Counts | undefined)[] = [];
const ranges: readonly (readonly [first: number, last: number, effect: Counts])[] = [
  [0x00, 0x01, row(0, 0)], // unreachable, nop
  [0x0c, 0x0c, row(0, 0)], // br
  [0x0d, 0x0e, row(1, 0)], // br_if, br_table
  [0x1a, 0x1a, row(1, 0)], // drop
  [0x1b, 0x1c, row(3, 1)], // select
  [0x20, 0x20, row(0, 1)], // local.get
  [0x21, 0x21, row(1, 0)],
  [0x22, 0x22, row(1, 1)],
  [0x23, 0x23, row(0, 1)], // global.get
  [0x24, 0x24, row(1, 0)],
  [0x28, 0x35, row(1, 1)], // loads
  [0x36, 0x3e, row(2, 0)], // stores
  [0x3f, 0x3f, row(0, 1)], // memory.size
  [0x40, 0x40, row(1, 1)],
  [0x41, 0x44, row(0, 1)], // constants
  [0x45, 0x45, row(1, 1)], // i32.eqz
  [0x46, 0x4f, row(2, 1)],
  [0x50, 0x50, row(1, 1)], // i64.eqz
  [0x51, 0x66, row(2, 1)], // comparisons
  [0x67, 0x69, row(1, 1)],
  [0x6a, 0x78, row(2, 1)], // i32 arithmetic
  [0x79, 0x7b, row(1, 1)],
  [0x7c, 0x8a, row(2, 1)], // i64 arithmetic
  [0x8b, 0x91, row(1, 1)],
  [0x92, 0x98, row(2, 1)], // f32 arithmetic
  [0x99, 0x9f, row(1, 1)],
  [0xa0, 0xa6, row(2, 1)], // f64 arithmetic
  [0xa7, 0xc4, row(1, 1)], // conversions
];
for (const [first, last, effect] of ranges) for (let op = first; op <= last; op++) PLAIN[op] = effect;

const MEMORY_COPY = 10;
const MEMORY_FILL = 11;

/**
 * What an instruction takes from the stack and leaves there; undefined: not known. Of a block, what it takes and leaves
 * as a whole. `results`: how many values the function returns.
 */
export function effectOf(opcode: number, operand: number, signatures: Signatures, results: number): Counts | undefined {
  switch (opcode) {
    case OP.return:
      return row(results, 0);
    case OP.return_call:
      return row(signatures.ofFunction(operand).params, 0);
    case OP.call:
      return signatures.ofFunction(operand);
    case OP.call_indirect: {
      const { params, results } = signatures.ofType(operand);
      return row(params + 1, results);
    }
    case OP.block:
    case OP.loop:
      return blockEffect(operand, signatures);
    case OP.if: {
      const { params, results } = blockEffect(operand, signatures);
      return row(params + 1, results);
    }
    case OP.bulk:
      if (operand < 8) return row(1, 1);
      return operand === MEMORY_COPY || operand === MEMORY_FILL ? row(3, 0) : undefined;
    default:
      return PLAIN[opcode];
  }
}

const EMPTY = -64;

/** A block type is the number of a type, one result's type, or neither. */
export function blockEffect(type: number, signatures: Signatures): Counts {
  if (type >= 0) return signatures.ofType(type);
  return row(0, type === EMPTY ? 0 : 1);
}
