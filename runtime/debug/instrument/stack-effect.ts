import { BULK, OP, type Instruction } from '../../wasm/instruction.ts';

/** How many operands a function of a type takes and gives. */
export interface Arity {
  readonly params: number;
  readonly results: number;
}

export interface Arities {
  readonly ofType: (type: number) => Arity;
  readonly ofFunction: (index: number) => Arity;
}

const RANGES: readonly (readonly [first: number, last: number, pops: number, pushes: number])[] = [
  [0x01, 0x01, 0, 0], // nop
  [0x1a, 0x1a, 1, 0], // drop
  [0x1b, 0x1c, 3, 1], // select
  [0x21, 0x21, 1, 0], // local.set
  [0x23, 0x23, 0, 1], // global.get
  [0x24, 0x24, 1, 0],
  [0x28, 0x35, 1, 1], // loads
  [0x36, 0x3e, 2, 0], // stores
  [0x3f, 0x3f, 0, 1], // memory.size
  [0x40, 0x40, 1, 1],
  [0x41, 0x44, 0, 1], // constants
  [0x45, 0x45, 1, 1], // i32.eqz
  [0x46, 0x4f, 2, 1],
  [0x50, 0x50, 1, 1], // i64.eqz
  [0x51, 0x66, 2, 1], // comparisons
  [0x67, 0x69, 1, 1],
  [0x6a, 0x78, 2, 1], // i32 arithmetic
  [0x79, 0x7b, 1, 1],
  [0x7c, 0x8a, 2, 1], // i64 arithmetic
  [0x8b, 0x91, 1, 1], // f32 of one
  [0x92, 0x98, 2, 1],
  [0x99, 0x9f, 1, 1], // f64 of one
  [0xa0, 0xa6, 2, 1],
  [0xa7, 0xc4, 1, 1], // conversions
];
const POPS = new Int8Array(256).fill(-1);
const PUSHES = new Int8Array(256);
for (const [first, last, pops, pushes] of RANGES) {
  POPS.fill(pops, first, last + 1);
  PUSHES.fill(pushes, first, last + 1);
}

/** Of an operand: not a local's value. */
export const COMPUTED = -1;

/** Follows, through straight code, which operands are the values of locals; at a branch or a label it forgets. */
export class OperandStack {
  readonly #arities: Arities;
  readonly #operands: number[] = [];

  constructor(arities: Arities) {
    this.#arities = arities;
  }

  /** The local whose value the operand is, counted from the top. */
  at(fromTop: number): number {
    return this.#operands.at(-1 - fromTop) ?? COMPUTED;
  }

  /** `instruction` comes next. */
  apply({ opcode, operand }: Instruction): void {
    const operands = this.#operands;
    if (opcode === OP.local_get) {
      operands.push(operand);
      return;
    }
    if (opcode === OP.local_tee) {
      // The value is now also the local's; what the local was before stands nowhere else as such.
      operands.pop();
      this.#changed(operand);
      operands.push(operand);
      return;
    }
    if (opcode === OP.local_set) this.#changed(operand);
    const pops = POPS[opcode] ?? -1;
    if (pops >= 0) return this.#move(pops, PUSHES[opcode] ?? 0);
    if (opcode === OP.call) {
      const { params, results } = this.#arities.ofFunction(operand);
      return this.#move(params, results);
    }
    if (opcode === OP.call_indirect) {
      const { params, results } = this.#arities.ofType(operand);
      return this.#move(params + 1, results);
    }
    if (opcode === OP.bulk && operand < BULK.memory_init) return this.#move(1, 1);
    if (opcode === OP.bulk && (operand === BULK.memory_copy || operand === BULK.memory_fill)) return this.#move(3, 0);
    operands.length = 0;
  }

  #changed(local: number): void {
    for (const [i, operand] of this.#operands.entries()) if (operand === local) this.#operands[i] = COMPUTED;
  }

  #move(pops: number, pushes: number): void {
    const operands = this.#operands;
    operands.length = Math.max(0, operands.length - pops);
    for (let i = 0; i < pushes; i++) operands.push(COMPUTED);
  }
}
