import { FIRST_SECTION, SECTION, WasmReader } from './wasm-reader.ts';
import { WasmWriter } from './wasm-writer.ts';

/** In the order in which known sections stand in a module. */
export const SECTION_ORDER: readonly number[] = Object.values(SECTION).filter((id) => id !== SECTION.custom);

export interface Section {
  readonly id: number;
  /** Of a custom section; empty for others. */
  readonly name: string;
  /** Without id, size and name. A view. */
  readonly contents: Uint8Array;
  /** Where `contents` begin in the module. */
  readonly at: number;
}

/** All sections of a module, in its order. Throws where the bytes are no module. */
export function readSections(module: Uint8Array): readonly Section[] {
  const reader = new WasmReader(module, FIRST_SECTION);
  const sections: Section[] = [];
  while (!reader.isAtEnd) {
    const id = reader.byte();
    const size = reader.u32();
    const end = reader.at + size;
    const name = id === SECTION.custom ? reader.name() : '';
    const { at } = reader;
    sections.push({ id, name, contents: reader.take(end - at), at });
  }
  return sections;
}

export function contentsOf(sections: readonly Section[], id: number): Uint8Array | undefined {
  return sections.find((one) => one.id === id)?.contents;
}

export function customSection(sections: readonly Section[], name: string): Uint8Array | undefined {
  return sections.find((one) => one.id === SECTION.custom && one.name === name)?.contents;
}

/** `section` (absent: none yet) with `items`, encoded one by one, after what it lists. */
export function extended(section: Uint8Array | undefined, items: readonly Uint8Array[]): Uint8Array {
  const reader = new WasmReader(section ?? Uint8Array.of(0));
  const count = reader.u32();
  const writer = new WasmWriter(reader.bytes.length + 1024)
    .u32(count + items.length)
    .bytes(reader.bytes.subarray(reader.at));
  for (const item of items) writer.bytes(item);
  return writer.written;
}
