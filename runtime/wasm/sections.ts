import { ByteReader } from './byte-reader.ts';

/** Section ids of the binary format. */
export const SECTION = {
  custom: 0,
  type: 1,
  import: 2,
  function: 3,
  table: 4,
  memory: 5,
  global: 6,
  export: 7,
  start: 8,
  element: 9,
  code: 10,
  data: 11,
  dataCount: 12,
  tag: 13,
} as const;

/** In the order in which known sections stand in a module. */
export const SECTION_ORDER: readonly number[] = [1, 2, 3, 4, 5, 13, 6, 7, 8, 9, 12, 10, 11];

const HEADER_BYTES = 8;

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
  const reader = new ByteReader(module, HEADER_BYTES);
  const sections: Section[] = [];
  while (!reader.isAtEnd) {
    const id = reader.u8();
    const size = reader.uleb();
    const end = reader.at + size;
    const name = id === SECTION.custom ? reader.name() : '';
    sections.push({ id, name, contents: module.subarray(reader.at, end), at: reader.at });
    reader.at = end;
  }
  return sections;
}

export function contentsOf(sections: readonly Section[], id: number): Uint8Array | undefined {
  return sections.find((one) => one.id === id)?.contents;
}

export function customSection(sections: readonly Section[], name: string): Uint8Array | undefined {
  return sections.find((one) => one.id === SECTION.custom && one.name === name)?.contents;
}
