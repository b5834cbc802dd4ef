import { WasmReader } from './wasm-reader.ts';

/** Opcodes that are looked for or written here, in the debugger or in the packer. */
export const OP = {
  unreachable: 0x00,
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  try: 0x06,
  catch: 0x07,
  throw: 0x08,
  rethrow: 0x09,
  throw_ref: 0x0a,
  end: 0x0b,
  br: 0x0c,
  br_if: 0x0d,
  br_table: 0x0e,
  return: 0x0f,
  call: 0x10,
  call_indirect: 0x11,
  return_call: 0x12,
  return_call_indirect: 0x13,
  delegate: 0x18,
  catch_all: 0x19,
  drop: 0x1a,
  try_table: 0x1f,
  local_get: 0x20,
  local_set: 0x21,
  local_tee: 0x22,
  global_get: 0x23,
  global_set: 0x24,
  /** The first of the loads and stores, which stand in a row … */
  i32_load: 0x28,
  /** … the first of the stores … */
  i32_store: 0x36,
  i64_store: 0x37,
  f32_store: 0x38,
  f64_store: 0x39,
  i32_store8: 0x3a,
  i32_store16: 0x3b,
  /** … and the last. */
  i64_store32: 0x3e,
  memory_size: 0x3f,
  memory_grow: 0x40,
  i32_const: 0x41,
  i64_const: 0x42,
  i32_eqz: 0x45,
  i32_eq: 0x46,
  i32_ne: 0x47,
  i32_lt_s: 0x48,
  i32_lt_u: 0x49,
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
  simd: 0xfd,
  atomic: 0xfe,
} as const;

/** After 0xfc. */
export const BULK = { memory_init: 8, memory_copy: 10, memory_fill: 11 } as const;

/** One instruction as it was read; reused from one to the next. */
export interface Instruction {
  opcode: number;
  /** Its index, its constant, or the offset of a load or store; of a two-byte opcode, the second number. */
  operand: number;
}

/** What follows an opcode. */
const UNKNOWN = 0;
const NOTHING = 1;
const INDEX = 2;
const TWO_INDICES = 3;
const MEMORY_ARGUMENT = 4;
const SIGNED = 5;
const FOUR_BYTES = 6;
const EIGHT_BYTES = 7;
const BRANCHES = 8;
const TYPES = 9;
const CATCHES = 10;
const BULK_OPERANDS = 11;
const SIMD_OPERANDS = 12;
const ATOMIC_OPERANDS = 13;

const FOLLOWS = new Uint8Array(256).fill(UNKNOWN);
const RANGES: readonly (readonly [first: number, last: number, follows: number])[] = [
  [0x00, 0x01, NOTHING], // unreachable, nop
  [0x02, 0x04, SIGNED], // block, loop, if: a block type is a type index or one negative byte
  [0x05, 0x05, NOTHING], // else
  [0x06, 0x06, SIGNED], // try
  [0x07, 0x09, INDEX], // catch, throw, rethrow
  [0x0a, 0x0b, NOTHING], // throw_ref, end
  [0x0c, 0x0d, INDEX], // br, br_if
  [0x0e, 0x0e, BRANCHES],
  [0x0f, 0x0f, NOTHING], // return
  [0x10, 0x10, INDEX], // call
  [0x11, 0x11, TWO_INDICES],
  [0x12, 0x12, INDEX], // return_call
  [0x13, 0x13, TWO_INDICES],
  [0x18, 0x18, INDEX], // delegate
  [0x19, 0x1b, NOTHING], // catch_all, drop, select
  [0x1c, 0x1c, TYPES], // select with types
  [0x1f, 0x1f, CATCHES],
  [0x20, 0x26, INDEX], // locals, globals, tables
  [0x28, 0x3e, MEMORY_ARGUMENT],
  [0x3f, 0x40, INDEX], // memory.size, memory.grow
  [0x41, 0x42, SIGNED],
  [0x43, 0x43, FOUR_BYTES],
  [0x44, 0x44, EIGHT_BYTES],
  [0x45, 0xc4, NOTHING],
  [0xd0, 0xd0, SIGNED], // ref.null
  [0xd1, 0xd1, NOTHING], // ref.is_null
  [0xd2, 0xd2, INDEX], // ref.func
  [0xd3, 0xd4, NOTHING], // ref.eq, ref.as_non_null
  [0xfc, 0xfc, BULK_OPERANDS],
  [0xfd, 0xfd, SIMD_OPERANDS],
  [0xfe, 0xfe, ATOMIC_OPERANDS],
];
for (const [first, last, follows] of RANGES) FOLLOWS.fill(follows, first, last + 1);

/** Reads one instruction into `into`. Throws at an opcode that no engine has by default. */
export function readInstruction(reader: WasmReader, into: Instruction): void {
  const opcode = reader.byte();
  into.opcode = opcode;
  into.operand = readOperands(reader, opcode);
}

/** Steps over the local declarations of a body; the reader then stands at its first instruction. */
export function skipLocals(body: WasmReader): void {
  for (let groups = body.u32(); groups > 0; groups--) {
    body.u32();
    body.byte();
  }
}

/** Every instruction of a body, with where it begins and ends in it. The instruction is the same object each time. */
export function forEachInstruction(
  body: Uint8Array,
  each: (one: Instruction, start: number, end: number) => void,
): void {
  const reader = new WasmReader(body);
  skipLocals(reader);
  const one: Instruction = { opcode: 0, operand: 0 };
  while (!reader.isAtEnd) {
    const start = reader.at;
    readInstruction(reader, one);
    each(one, start, reader.at);
  }
}

/** What `Instruction.operand` is of `opcode`, which has been read. */
export function readOperands(reader: WasmReader, opcode: number): number {
  switch (FOLLOWS[opcode]) {
    case NOTHING:
      return 0;
    case INDEX:
      return reader.u32();
    case TWO_INDICES: {
      const first = reader.u32();
      reader.u32();
      return first;
    }
    case MEMORY_ARGUMENT:
      return memoryArgument(reader);
    case SIGNED:
      return reader.signed();
    case FOUR_BYTES:
      reader.take(4);
      return 0;
    case EIGHT_BYTES:
      reader.take(8);
      return 0;
    case BRANCHES:
      for (let targets = reader.u32(); targets >= 0; targets--) reader.u32();
      return 0;
    case TYPES:
      for (let types = reader.u32(); types > 0; types--) reader.signed();
      return 0;
    case CATCHES:
      return readCatches(reader);
    case BULK_OPERANDS:
      return readBulk(reader);
    case SIMD_OPERANDS:
      return readSimd(reader);
    case ATOMIC_OPERANDS: {
      const second = reader.u32();
      if (second === 3) reader.byte();
      else memoryArgument(reader);
      return second;
    }
    default:
      throw new Error(`Cannot read the function body at ${reader.at}: opcode 0x${opcode.toString(16)} is unknown`);
  }
}

function memoryArgument(reader: WasmReader): number {
  reader.u32();
  return reader.u32();
}

/** Of `try_table`. */
function readCatches(reader: WasmReader): number {
  const type = reader.signed();
  for (let clauses = reader.u32(); clauses > 0; clauses--) {
    if (reader.byte() < 2) reader.u32();
    reader.u32();
  }
  return type;
}

function readBulk(reader: WasmReader): number {
  const second = reader.u32();
  // Saturating conversions have no operand; copies and `init`s have two; the rest has one.
  const operands = second < 8 ? 0 : [8, 10, 12, 14].includes(second) ? 2 : 1;
  for (let i = 0; i < operands; i++) reader.u32();
  return second;
}

function readSimd(reader: WasmReader): number {
  const second = reader.u32();
  if (second <= 11 || second === 92 || second === 93) memoryArgument(reader);
  else if (second === 12 || second === 13) reader.take(16);
  else if (second >= 21 && second <= 34) reader.byte();
  else if (second >= 84 && second <= 91) {
    memoryArgument(reader);
    reader.byte();
  }
  return second;
}
