import { SECTION, WasmReader } from '../../wasm/wasm-reader.ts';
import { forEachInstruction, OP } from '../../wasm/instruction.ts';
import { readSections } from '../../wasm/sections.ts';

/** clang numbers the stack pointer first of all globals. */
const STACK_POINTER = 0;

/**
 * How much of the stack in memory one call takes of the function that the code at `offset` of the module belongs to: what its code
 * subtracts from the stack pointer. 0 where it takes none.
 */
export function frameBytes(module: Uint8Array, offset: number): number {
  const code = readSections(module).find(({ id }) => id === SECTION.code);
  if (!code) return 0;
  const reader = new WasmReader(code.contents);
  for (let left = reader.u32(); left > 0; left--) {
    const size = reader.u32();
    const start = reader.at;
    if (offset < code.at + start + size) return takenBy(code.contents.subarray(start, start + size));
    reader.at = start + size;
  }
  return 0;
}

function takenBy(body: Uint8Array): number {
  let [taken, step, constant] = [0, 0, 0];
  forEachInstruction(body, ({ opcode, operand }) => {
    if (opcode === OP.global_get && operand === STACK_POINTER) step = 0;
    else if (opcode === OP.i32_const) constant = operand;
    else if (opcode === OP.i32_sub) step += constant;
    else if (opcode === OP.i32_add) step -= constant;
    else if (opcode === OP.global_set && operand === STACK_POINTER) {
      // The end of a function gives back what was taken.
      taken += Math.max(0, step);
      step = 0;
    }
  });
  return taken;
}
