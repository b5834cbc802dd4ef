import { OP } from '../../wasm/instruction.ts';
import { contentsOf, type Section } from '../../wasm/sections.ts';
import { SECTION, WasmReader } from '../../wasm/wasm-reader.ts';

/** The functions that pointers mean, by the value of the pointer: the place in the first table. */
export function readFunctionPointers(sections: readonly Section[]): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  const contents = contentsOf(sections, SECTION.element);
  if (!contents) return found;
  const reader = new WasmReader(contents);
  // The linker writes one segment of the plain form; what is of another form names no function here.
  if (reader.u32() !== 1 || reader.u32() !== 0 || reader.byte() !== OP.i32_const) return found;
  const first = reader.signed();
  if (reader.byte() !== OP.end) return found;
  const count = reader.u32();
  for (let i = 0; i < count; i++) found.set(first + i, reader.u32());
  return found;
}
