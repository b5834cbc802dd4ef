import { walkBody } from './wasm/instructions.ts';
import { OP, skipLocals } from '../runtime/wasm/instruction.ts';
import { WasmReader } from '../runtime/wasm/wasm-reader.ts';
import { WasmWriter } from '../runtime/wasm/wasm-writer.ts';

/** In place of a number: a function that a part does not have. */
export const ABSENT = 0xffff_ffff;

/** Where `numbers` says that a function now stands. */
export function numberIn(numbers: Uint32Array, index: number): number {
  const number = numbers[index] ?? ABSENT;
  if (number === ABSENT)
    throw new Error(`Cannot split the module: a part calls function ${index} and does not have it`);
  return number;
}

/** The body with its calls going to where `numbers` says that each function now stands. */
export function renumberCalls(body: Uint8Array, numbers: Uint32Array): Uint8Array {
  const locals = new WasmReader(body);
  skipLocals(locals);
  let instruction = locals.at;
  let copied = 0;
  const writer = new WasmWriter(body.length);
  const reader = new WasmReader(body);
  walkBody(reader, (opcode, operand) => {
    if (opcode === OP.call || opcode === OP.return_call) {
      writer.bytes(body.subarray(copied, instruction + 1)).u32(numberIn(numbers, operand));
      copied = reader.at;
    }
    instruction = reader.at;
  });
  return copied === 0 ? body : writer.bytes(body.subarray(copied)).written;
}
