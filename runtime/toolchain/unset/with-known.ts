import { contentsOf, readSections, type Section } from '../../wasm/sections.ts';
import { EXTERNAL, SECTION, WasmReader } from '../../wasm/wasm-reader.ts';

/** The array of the library that says what was found before; the program exports its address. */
export const KNOWN_SYMBOL = '__preopen_known';
/** So many fit. */
export const MOST_KNOWN = 4;
const [I32_CONST, END] = [0x41, 0x0b];

/** The module with what was found before written into its data, so that it goes on there; undefined where there is no place for it. */
export function withKnown(
  module: Uint8Array<ArrayBuffer>,
  known: readonly number[],
): Uint8Array<ArrayBuffer> | undefined {
  const sections = readSections(module);
  const address = exportedAddress(sections);
  const data = sections.find(({ id }) => id === SECTION.data);
  if (address === undefined || !data) return undefined;
  const reader = new WasmReader(data.contents);
  for (let left = reader.u32(); left > 0; left--) {
    if (reader.u32() !== 0 || reader.byte() !== I32_CONST) return undefined;
    const start = reader.signed();
    if (reader.byte() !== END) return undefined;
    const length = reader.u32();
    if (address >= start && address + 4 * MOST_KNOWN <= start + length) {
      const patched = module.slice();
      const view = new DataView(patched.buffer);
      const at = data.at + reader.at + address - start;
      for (const [i, one] of known.slice(0, MOST_KNOWN).entries()) view.setUint32(at + 4 * i, one, true);
      return patched;
    }
    reader.at += length;
  }
  return undefined;
}

/** Of the array: the value of the global that is exported by its name. */
function exportedAddress(sections: readonly Section[]): number | undefined {
  const exported = new WasmReader(contentsOf(sections, SECTION.export) ?? new Uint8Array([0]));
  for (let left = exported.u32(); left > 0; left--) {
    const name = exported.name();
    const kind = exported.byte();
    const index = exported.u32();
    if (name !== KNOWN_SYMBOL || kind !== EXTERNAL.global) continue;
    const globals = new WasmReader(contentsOf(sections, SECTION.global) ?? new Uint8Array([0]));
    const count = globals.u32();
    for (let i = 0; i < count; i++) {
      globals.byte();
      globals.byte();
      if (globals.byte() !== I32_CONST) return undefined;
      const value = globals.signed();
      if (globals.byte() !== END) return undefined;
      if (i === index) return value;
    }
  }
  return undefined;
}
