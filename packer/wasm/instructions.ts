import { OP, readOperands, skipLocals } from '../../runtime/wasm/instruction.ts';
import type { WasmReader } from '../../runtime/wasm/wasm-reader.ts';

/** The compiler is built without them, and what is done here to code knows nothing of them. */
const UNEXPECTED = new Uint8Array(256);
for (const opcode of [
  OP.try,
  OP.catch,
  OP.throw,
  OP.rethrow,
  OP.throw_ref,
  OP.delegate,
  OP.catch_all,
  OP.try_table,
  OP.simd,
  OP.atomic,
])
  UNEXPECTED[opcode] = 1;

/**
 * Called for each instruction: `operand` is its index, its constant or, for loads and stores, its offset; of a
 * two-byte opcode, the second number. Zero where there is none.
 */
export type Visit = (opcode: number, operand: number) => void;

/** Walks a body from its locals to its end. Vectors, atomics and exceptions are not understood: meeting one throws. */
export function walkBody(body: WasmReader, visit: Visit): void {
  skipLocals(body);
  while (!body.isAtEnd) {
    const opcode = body.byte();
    if (UNEXPECTED[opcode] === 1)
      throw new Error(`Cannot read the function body at ${body.at}: opcode 0x${opcode.toString(16)} is not understood`);
    visit(opcode, readOperands(body, opcode));
  }
}
