import { readSections as allSections } from '../../runtime/wasm/sections.ts';
import { MAGIC, SECTION } from '../../runtime/wasm/wasm-reader.ts';
import { WasmWriter } from '../../runtime/wasm/wasm-writer.ts';

export type SectionName = Exclude<keyof typeof SECTION, 'custom'>;

/** The known sections of a module, as views; absent ones are not in the map. */
export type Sections = ReadonlyMap<SectionName, Uint8Array>;

const PREAMBLE = [...MAGIC, 1, 0, 0, 0];
const { custom: CUSTOM, ...KNOWN } = SECTION;
const ORDER = Object.entries(KNOWN) as readonly (readonly [SectionName, number])[];

/** Takes a module apart. Custom sections (names, producers) are dropped: nothing at run time needs them. */
export function readSections(module: Uint8Array): Sections {
  if (PREAMBLE.some((byte, i) => byte !== module[i]))
    throw new Error('Cannot read the wasm module: it does not begin like one');
  const sections = new Map<SectionName, Uint8Array>();
  for (const { id, contents } of allSections(module)) {
    if (id === CUSTOM) continue;
    const name = ORDER.find(([, known]) => known === id)?.[0];
    if (name === undefined) throw new Error(`Cannot read the wasm module: section ${id} is unknown`);
    sections.set(name, contents);
  }
  return sections;
}

export function writeSections(sections: Sections): Uint8Array<ArrayBuffer> {
  const total = [...sections.values()].reduce((sum, contents) => sum + contents.length + 6, PREAMBLE.length);
  const writer = new WasmWriter(total).bytes(PREAMBLE);
  for (const [name, id] of ORDER) {
    const contents = sections.get(name);
    if (contents) writer.byte(id).sized(contents);
  }
  return writer.written;
}

/** `module` with a custom section, which the engine ignores and scripts can read. */
export function withCustomSection(module: Uint8Array, name: string, contents: Uint8Array): Uint8Array<ArrayBuffer> {
  const section = new WasmWriter(contents.length + name.length + 5).name(name).bytes(contents).written;
  return new WasmWriter(module.length + section.length + 6).bytes(module).byte(CUSTOM).sized(section).written;
}

/** A section that the module is expected to have. */
export function sectionOf(sections: Sections, name: SectionName): Uint8Array {
  const contents = sections.get(name);
  if (!contents) throw new Error(`Cannot work on the wasm module: it has no ${name} section`);
  return contents;
}
