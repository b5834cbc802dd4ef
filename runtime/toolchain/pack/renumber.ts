import { OP, skipLocals, walkBody } from './wasm/instructions.ts';
import { Reader } from './wasm/reader.ts';
import { Writer } from './wasm/writer.ts';

/** The body with its calls going to where `numbers` says that each function now stands. */
export function renumberCalls(body: Uint8Array, numbers: Uint32Array): Uint8Array {
  const locals = new Reader(body);
  skipLocals(locals);
  let instruction = locals.at;
  let copied = 0;
  const writer = new Writer(body.length);
  const reader = new Reader(body);
  walkBody(reader, (opcode, operand) => {
    if (opcode === OP.call || opcode === OP.return_call) {
      writer.bytes(body.subarray(copied, instruction + 1)).u32(numbers[operand] ?? 0);
      copied = reader.at;
    }
    instruction = reader.at;
  });
  return copied === 0 ? body : writer.bytes(body.subarray(copied)).written;
}
