import { OP } from './instruction.ts';
import { contentsOf, customSection, type Section } from './sections.ts';
import { EXTERNAL, SECTION, WasmReader } from './wasm-reader.ts';

const I32 = 0x7f;
/** The part of the custom section `name` that names functions. */
const FUNCTION_NAMES = 1;

/** The names of functions, by their numbers; empty where the linker left them out. */
export function functionNames(sections: readonly Section[]): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  const reader = new WasmReader(customSection(sections, 'name') ?? new Uint8Array());
  while (!reader.isAtEnd) {
    const kind = reader.byte();
    const end = reader.u32() + reader.at;
    if (kind === FUNCTION_NAMES)
      for (let left = reader.u32(); left > 0; left--) {
        const index = reader.u32();
        names.set(index, reader.name());
      }
    reader.at = end;
  }
  return names;
}

/** How many functions are imported: their numbers come first. */
export function importedFunctions(sections: readonly Section[]): number {
  const contents = contentsOf(sections, SECTION.import);
  if (!contents) return 0;
  const imports = new WasmReader(contents).vector((reader) => reader.importEntry());
  return imports.filter(({ kind }) => kind === EXTERNAL.function).length;
}

/** What the stack pointer starts with, which the linker makes the first global; undefined where it did not. */
export function initialStackPointer(sections: readonly Section[]): number | undefined {
  const contents = contentsOf(sections, SECTION.global);
  if (!contents) return undefined;
  const reader = new WasmReader(contents);
  const isCandidate =
    reader.u32() > 0 && reader.byte() === I32 && reader.byte() === 1 && reader.byte() === OP.i32_const;
  return isCandidate ? reader.signed() >>> 0 : undefined;
}
