import { walkBody } from './instructions.ts';
import { OP } from '../../runtime/wasm/instruction.ts';
import { WasmReader } from '../../runtime/wasm/wasm-reader.ts';

/** A function body taken apart: its instructions in a row, and how they nest. */
export interface Code {
  readonly bytes: Uint8Array;
  /** The types of its locals after the parameters. */
  readonly locals: readonly number[];
  /** Where the first instruction stands in `bytes`. */
  readonly start: number;
  readonly opcodes: readonly number[];
  /** As `walkBody` tells them. */
  readonly operands: readonly number[];
  /** Where each instruction ends in `bytes`: there the next begins. */
  readonly ends: readonly number[];
  /** Of `block`, `loop` and `if`: the number of the instruction that closes it; of that `end`: who opened it. */
  readonly partners: readonly number[];
  /** Of an `if` that has one: the number of its `else`. */
  readonly elses: ReadonlyMap<number, number>;
  /** Of each instruction, counted from 0: whether those of one number are reached is known when the first of them is. */
  readonly blocks: readonly number[];
}

/** What comes next after these can be reached although they are not, or not be reached although they are. */
export function endsBlock(opcode: number): boolean {
  return opcode === OP.if || opcode === OP.else || opcode === OP.end || opcode === OP.br_if;
}

export function readCode(bytes: Uint8Array): Code {
  const { types: locals, start } = readLocals(bytes);
  const opcodes: number[] = [];
  const operands: number[] = [];
  const ends: number[] = [];
  const partners: number[] = [];
  const blocks: number[] = [];
  const elses = new Map<number, number>();
  const open: number[] = [];
  let block = 0;
  const reader = new WasmReader(bytes);
  walkBody(reader, (opcode, operand) => {
    const i = opcodes.length;
    opcodes.push(opcode);
    operands.push(operand);
    ends.push(reader.at);
    blocks.push(block);
    if (opcode === OP.block || opcode === OP.loop || opcode === OP.if) open.push(i);
    else if (opcode === OP.else) elses.set(open.at(-1) ?? -1, i);
    else if (opcode === OP.end) {
      const opener = open.pop() ?? -1;
      partners[i] = opener;
      if (opener >= 0) partners[opener] = i;
    }
    if (endsBlock(opcode) && !reader.isAtEnd) block++;
  });
  return { bytes, locals, start, opcodes, operands, ends, partners, elses, blocks };
}

/** The number of each body's first block, all bodies' blocks counted through; and, at the end, how many there are. */
export function blockStarts(bodies: readonly Uint8Array[]): Uint32Array {
  const starts = new Uint32Array(bodies.length + 1);
  bodies.forEach((body, i) => {
    let blocks = 1;
    const reader = new WasmReader(body);
    walkBody(reader, (opcode) => {
      if (endsBlock(opcode) && !reader.isAtEnd) blocks++;
    });
    starts[i + 1] = (starts[i] ?? 0) + blocks;
  });
  return starts;
}

/** The bytes of one instruction, or of those up to `last`. */
export function bytesOf({ bytes, ends, start }: Code, i: number, last = i): Uint8Array {
  return bytes.subarray(ends[i - 1] ?? start, ends[last]);
}

/** Where a branch table leads, the default last. */
export function branchTargets(code: Code, i: number): readonly number[] {
  const reader = new WasmReader(bytesOf(code, i), 1);
  const targets = reader.vector((each) => each.u32());
  return [...targets, reader.u32()];
}

function readLocals(bytes: Uint8Array): { readonly types: readonly number[]; readonly start: number } {
  const reader = new WasmReader(bytes);
  const types = reader
    .vector((each) => ({ count: each.u32(), type: each.byte() }))
    .flatMap(({ count, type }) => new Array<number>(count).fill(type));
  return { types, start: reader.at };
}
