import type { WasmReader } from '../../runtime/wasm/wasm-reader.ts';

/** Opcodes that packing reads or writes. */
export const OP = {
  unreachable: 0x00,
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  end: 0x0b,
  br: 0x0c,
  br_if: 0x0d,
  br_table: 0x0e,
  return: 0x0f,
  call: 0x10,
  call_indirect: 0x11,
  return_call: 0x12,
  return_call_indirect: 0x13,
  drop: 0x1a,
  local_get: 0x20,
  local_set: 0x21,
  local_tee: 0x22,
  global_get: 0x23,
  global_set: 0x24,
  /** Loads and stores stand in a row, from this one … */
  first_load: 0x28,
  i32_store: 0x36,
  i32_store8: 0x3a,
  /** … to this. */
  last_store: 0x3e,
  memory_size: 0x3f,
  memory_grow: 0x40,
  i32_const: 0x41,
  i32_eqz: 0x45,
  i32_eq: 0x46,
  i32_ne: 0x47,
  i32_lt_s: 0x48,
  i32_le_s: 0x4c,
  i32_add: 0x6a,
  i32_sub: 0x6b,
  i32_and: 0x71,
  i32_or: 0x72,
  i32_shl: 0x74,
  i32_shr_u: 0x76,
  ref_func: 0xd2,
  /** Two-byte opcodes: `0xfc` and a number. */
  bulk: 0xfc,
} as const;

/** What follows an opcode. */
const NOTHING = 0;
const INDEX = 1;
const TWO_INDICES = 2;
const MEMORY_ARGUMENT = 3;
const SIGNED = 4;
const FOUR_BYTES = 5;
const EIGHT_BYTES = 6;
const BRANCHES = 7;
const TYPES = 8;
const BULK = 9;
const UNKNOWN = 10;

const FOLLOWS = new Uint8Array(256).fill(UNKNOWN);
const ranges: readonly (readonly [first: number, last: number, follows: number])[] = [
  [0x00, 0x01, NOTHING],
  [0x02, 0x04, SIGNED], // block, loop, if: a block type is a type index or one negative byte
  [0x05, 0x05, NOTHING],
  [0x0b, 0x0b, NOTHING],
  [0x0c, 0x0d, INDEX],
  [0x0e, 0x0e, BRANCHES],
  [0x0f, 0x0f, NOTHING],
  [0x10, 0x10, INDEX],
  [0x11, 0x11, TWO_INDICES],
  [0x12, 0x12, INDEX],
  [0x13, 0x13, TWO_INDICES],
  [0x1a, 0x1b, NOTHING],
  [0x1c, 0x1c, TYPES],
  [0x20, 0x26, INDEX],
  [0x28, 0x3e, MEMORY_ARGUMENT],
  [0x3f, 0x40, INDEX],
  [0x41, 0x42, SIGNED],
  [0x43, 0x43, FOUR_BYTES],
  [0x44, 0x44, EIGHT_BYTES],
  [0x45, 0xc4, NOTHING],
  [0xd0, 0xd0, SIGNED],
  [0xd1, 0xd1, NOTHING],
  [0xd2, 0xd2, INDEX],
  [0xfc, 0xfc, BULK],
];
for (const [first, last, follows] of ranges) FOLLOWS.fill(follows, first, last + 1);

/**
 * Called for each instruction: `operand` is its index, its constant or, for loads and stores, its offset; of a
 * two-byte opcode, the second number. Zero where there is none.
 */
export type Visit = (opcode: number, operand: number) => void;

/** Steps over the local declarations of a body; the reader then stands at its first instruction. */
export function skipLocals(body: WasmReader): void {
  for (let groups = body.u32(); groups > 0; groups--) {
    body.u32();
    body.byte();
  }
}

/** Walks a body from its locals to its end. Vectors and exceptions are not understood: meeting one throws. */
export function walkBody(body: WasmReader, visit: Visit): void {
  skipLocals(body);
  while (!body.isAtEnd) {
    const opcode = body.byte();
    visit(opcode, operandOf(body, opcode));
  }
}

function operandOf(body: WasmReader, opcode: number): number {
  switch (FOLLOWS[opcode]) {
    case NOTHING:
      return 0;
    case INDEX:
      return body.u32();
    case TWO_INDICES: {
      const first = body.u32();
      body.u32();
      return first;
    }
    case MEMORY_ARGUMENT:
      body.u32();
      return body.u32();
    case SIGNED:
      return body.signed();
    case FOUR_BYTES:
      body.take(4);
      return 0;
    case EIGHT_BYTES:
      body.take(8);
      return 0;
    case BRANCHES:
      for (let targets = body.u32(); targets >= 0; targets--) body.u32();
      return 0;
    case TYPES:
      body.take(body.u32());
      return 0;
    case BULK: {
      const second = body.u32();
      // Saturating conversions have no operand; copies, `init`s of both kinds have two; the rest has one.
      const operands = second < 8 ? 0 : [8, 10, 12, 14].includes(second) ? 2 : 1;
      for (let i = 0; i < operands; i++) body.u32();
      return second;
    }
    default:
      throw new Error(`Cannot read the function body at ${body.at}: opcode 0x${opcode.toString(16)} is not understood`);
  }
}
