import { OP } from '../../runtime/wasm/instruction.ts';
import { WasmWriter } from '../../runtime/wasm/wasm-writer.ts';

type Bare =
  | 'unreachable'
  | 'else'
  | 'end'
  | 'return'
  | `i32_${'eqz' | 'eq' | 'ne' | 'lt_s' | 'add' | 'sub' | 'and' | 'or' | 'shl' | 'shr_u'}`;
type Indexed =
  'call' | 'local_get' | 'local_set' | 'local_tee' | 'global_get' | 'global_set' | 'memory_size' | 'memory_grow';

/** One instruction: its name as in the text format, with `_` for `.`, and its operands. */
export type Instruction =
  | readonly [Bare | 'if']
  | readonly [Indexed, index: number]
  | readonly ['i32_const', value: number]
  | readonly ['i32_store' | 'i32_store8', offset: number]
  | readonly ['call_indirect', type: number, table: number];

/** `if` takes and leaves nothing. */
const EMPTY_BLOCK = 0x40;
const I32 = 0x7f;

/** A function body of `i32Locals` locals besides the parameters; the closing `end` is added. */
export function assembleBody(i32Locals: number, instructions: readonly Instruction[]): Uint8Array {
  const writer = new WasmWriter(64);
  if (i32Locals === 0) writer.u32(0);
  else writer.u32(1).u32(i32Locals).byte(I32);
  for (const instruction of instructions) assembleOne(writer, instruction);
  return writer.byte(OP.end).written;
}

/** Instructions alone, to be put into a body. */
export function assemble(instructions: readonly Instruction[]): Uint8Array {
  const writer = new WasmWriter(16);
  for (const instruction of instructions) assembleOne(writer, instruction);
  return writer.written;
}

function assembleOne(writer: WasmWriter, instruction: Instruction): void {
  writer.byte(OP[instruction[0]]);
  switch (instruction[0]) {
    case 'if':
      writer.byte(EMPTY_BLOCK);
      return;
    case 'i32_const':
      writer.s32(instruction[1]);
      return;
    case 'i32_store':
      writer.u32(2).u32(instruction[1]);
      return;
    case 'i32_store8':
      writer.u32(0).u32(instruction[1]);
      return;
    case 'call_indirect':
      writer.u32(instruction[1]).u32(instruction[2]);
      return;
    default:
      if (instruction.length === 2) writer.u32(instruction[1]);
  }
}
