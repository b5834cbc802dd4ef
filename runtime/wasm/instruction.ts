import type { ByteReader } from './byte-reader.ts';

/** The opcodes that the instrumentation looks for or writes. */
export const OP = {
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  try: 0x06,
  catch: 0x07,
  end: 0x0b,
  br: 0x0c,
  return: 0x0f,
  call: 0x10,
  call_indirect: 0x11,
  delegate: 0x18,
  drop: 0x1a,
  catch_all: 0x19,
  try_table: 0x1f,
  local_get: 0x20,
  local_set: 0x21,
  local_tee: 0x22,
  global_get: 0x23,
  global_set: 0x24,
  i32_load: 0x28,
  i32_store: 0x36,
  i64_store: 0x37,
  f32_store: 0x38,
  f64_store: 0x39,
  i32_store8: 0x3a,
  i32_store16: 0x3b,
  i64_store32: 0x3e,
  i32_const: 0x41,
  i64_const: 0x42,
  i32_lt_s: 0x48,
  i32_lt_u: 0x49,
  i32_add: 0x6a,
  i32_sub: 0x6b,
  i32_and: 0x71,
  i32_or: 0x72,
  i32_shl: 0x74,
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

/** Reads one instruction into `into`. Throws at an opcode that no engine has by default. */
export function readInstruction(reader: ByteReader, into: Instruction): void {
  const opcode = reader.u8();
  into.opcode = opcode;
  into.operand = readOperands(reader, opcode);
}

function readOperands(reader: ByteReader, opcode: number): number {
  if (opcode >= 0x45 && opcode <= 0xc4) return 0;
  if (opcode >= 0x28 && opcode <= 0x3e) return memoryArgument(reader);
  if (opcode >= 0x20 && opcode <= 0x26) return reader.uleb();
  switch (opcode) {
    case 0x00: // unreachable
    case 0x01: // nop
    case OP.else:
    case 0x0a: // throw_ref
    case OP.end:
    case OP.return:
    case OP.catch_all:
    case OP.drop:
    case 0x1b: // select
    case 0xd1: // ref.is_null
    case 0xd3: // ref.eq
    case 0xd4: // ref.as_non_null
      return 0;
    case OP.block:
    case OP.loop:
    case OP.if:
    case OP.try:
    case OP.i32_const:
    case OP.i64_const:
    case 0xd0: // ref.null
      return reader.sleb();
    case OP.catch:
    case 0x08: // throw
    case 0x09: // rethrow
    case OP.br:
    case 0x0d: // br_if
    case OP.call:
    case 0x12: // return_call
    case OP.delegate:
    case 0x3f: // memory.size
    case 0x40: // memory.grow
    case 0xd2: // ref.func
      return reader.uleb();
    case OP.call_indirect:
    case 0x13: {
      const type = reader.uleb();
      reader.uleb();
      return type;
    }
    case 0x0e: // br_table
      for (let targets = reader.uleb(); targets >= 0; targets--) reader.uleb();
      return 0;
    case 0x1c: // select with types
      for (let types = reader.uleb(); types > 0; types--) reader.sleb();
      return 0;
    case OP.try_table:
      return readTryTable(reader);
    case 0x43: // f32.const
      reader.take(4);
      return 0;
    case 0x44: // f64.const
      reader.take(8);
      return 0;
    case OP.bulk:
      return readBulk(reader);
    case OP.simd:
      return readSimd(reader);
    case OP.atomic: {
      const second = reader.uleb();
      if (second === 3) reader.u8();
      else memoryArgument(reader);
      return second;
    }
    default:
      throw new Error(`The function body has opcode 0x${opcode.toString(16)}, which is unknown`);
  }
}

function memoryArgument(reader: ByteReader): number {
  reader.uleb();
  return reader.uleb();
}

function readTryTable(reader: ByteReader): number {
  const type = reader.sleb();
  for (let clauses = reader.uleb(); clauses > 0; clauses--) {
    if (reader.u8() < 2) reader.uleb();
    reader.uleb();
  }
  return type;
}

function readBulk(reader: ByteReader): number {
  const second = reader.uleb();
  // Saturating conversions have no operand; copies and `init`s have two; the rest has one.
  const operands = second < 8 ? 0 : [8, 10, 12, 14].includes(second) ? 2 : 1;
  for (let i = 0; i < operands; i++) reader.uleb();
  return second;
}

function readSimd(reader: ByteReader): number {
  const second = reader.uleb();
  if (second <= 11 || second === 92 || second === 93) memoryArgument(reader);
  else if (second === 12 || second === 13) reader.take(16);
  else if (second >= 21 && second <= 34) reader.u8();
  else if (second >= 84 && second <= 91) {
    memoryArgument(reader);
    reader.u8();
  }
  return second;
}
