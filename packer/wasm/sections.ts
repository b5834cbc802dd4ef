import { Reader } from './reader.ts';
import { Writer } from './writer.ts';

/** Section ids of the binary format, in the order in which sections stand in a module. */
export const SECTION = {
  type: 1,
  import: 2,
  function: 3,
  table: 4,
  memory: 5,
  tag: 13,
  global: 6,
  export: 7,
  start: 8,
  element: 9,
  dataCount: 12,
  code: 10,
  data: 11,
} as const;
export type SectionName = keyof typeof SECTION;

/** The known sections of a module, as views; absent ones are not in the map. */
export type Sections = ReadonlyMap<SectionName, Uint8Array>;

const MAGIC = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
const CUSTOM = 0;
const ORDER = Object.entries(SECTION) as readonly (readonly [SectionName, number])[];

/** Takes a module apart. Custom sections (names, producers) are dropped: nothing at run time needs them. */
export function readSections(module: Uint8Array): Sections {
  const reader = new Reader(module);
  if (reader.take(8).some((byte, i) => byte !== MAGIC[i]))
    throw new Error('Cannot read the wasm module: it does not begin like one');
  const sections = new Map<SectionName, Uint8Array>();
  while (!reader.isAtEnd) {
    const id = reader.byte();
    const contents = reader.take(reader.u32());
    if (id === CUSTOM) continue;
    const name = ORDER.find(([, known]) => known === id)?.[0];
    if (name === undefined) throw new Error(`Cannot read the wasm module: section ${id} is unknown`);
    sections.set(name, contents);
  }
  return sections;
}

export function writeSections(sections: Sections): Uint8Array<ArrayBuffer> {
  const total = [...sections.values()].reduce((sum, contents) => sum + contents.length + 6, MAGIC.length);
  const writer = new Writer(total).bytes(MAGIC);
  for (const [name, id] of ORDER) {
    const contents = sections.get(name);
    if (contents) writer.byte(id).sized(contents);
  }
  return writer.written;
}

/** `module` with a custom section, which the engine ignores and scripts can read. */
export function withCustomSection(module: Uint8Array, name: string, contents: Uint8Array): Uint8Array<ArrayBuffer> {
  const section = new Writer(contents.length + name.length + 5).name(name).bytes(contents).written;
  return new Writer(module.length + section.length + 6).bytes(module).byte(CUSTOM).sized(section).written;
}

/** A section that the module is expected to have. */
export function sectionOf(sections: Sections, name: SectionName): Uint8Array {
  const contents = sections.get(name);
  if (!contents) throw new Error(`Cannot work on the wasm module: it has no ${name} section`);
  return contents;
}

/** `section` (absent: none yet) with `items`, encoded one by one, behind what it lists. */
export function extended(section: Uint8Array | undefined, items: readonly Uint8Array[]): Uint8Array {
  const reader = new Reader(section ?? new Uint8Array([0]));
  const count = reader.u32();
  const writer = new Writer(reader.bytes.length + 1024)
    .u32(count + items.length)
    .bytes(reader.bytes.subarray(reader.at));
  for (const item of items) writer.bytes(item);
  return writer.written;
}
