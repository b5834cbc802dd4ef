import type { MemoryLimits } from '../abi/module-info.ts';
import { ByteReader, tooLong } from './byte-reader.ts';

/** The first four bytes of every module. */
export const MAGIC = [0x00, 0x61, 0x73, 0x6d];
/** Where sections begin: after the magic and the version. */
export const FIRST_SECTION = 8;
/** Section ids of the binary format, in the order in which sections stand in a module; custom ones may stand anywhere. */
export const SECTION = {
  custom: 0,
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

/** Of the import section. */
export interface ImportEntry {
  readonly name: string;
  readonly kind: number;
  /** Where it is a function: the number of its type. */
  readonly type: number | undefined;
  /** Where it is a memory. */
  readonly memory: MemoryLimits | undefined;
}

/** What is imported, as the binary format numbers it. */
export const EXTERNAL = { function: 0, table: 1, memory: 2, global: 3, tag: 4 } as const;

const decoder = new TextDecoder();

/** Reads the binary format, front to back. Running off the end throws. */
export class WasmReader extends ByteReader {
  /** LEB128, unsigned. */
  u32(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
    throw tooLong(this.at);
  }

  /** LEB128, signed, of any width up to 64 bits; exact for 32. */
  signed(): number {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = this.byte();
      if (shift < 32) value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return shift < 25 && byte & 0x40 ? value | (-1 << (shift + 7)) : value;
    }
    throw tooLong(this.at);
  }

  name(): string {
    return decoder.decode(this.take(this.u32()));
  }

  /** As many of what `one` reads as the count in front says. */
  vector<T>(one: (reader: WasmReader) => T): T[] {
    return Array.from({ length: this.u32() }, () => one(this));
  }

  /** One entry of the import section. */
  importEntry(): ImportEntry {
    this.name();
    const name = this.name();
    const kind = this.byte();
    if (kind === EXTERNAL.memory) return { name, kind, type: undefined, memory: this.limits(true) };
    if (kind === EXTERNAL.function) return { name, kind, type: this.u32(), memory: undefined };
    // The type of a table's elements, of a global, or the attribute of a tag.
    this.byte();
    if (kind === EXTERNAL.table) this.limits(true);
    else if (kind === EXTERNAL.global) this.byte();
    else this.u32();
    return { name, kind, type: undefined, memory: undefined };
  }

  limits(isImported: boolean): MemoryLimits {
    const flags = this.byte();
    // Memories of 64 bits have no more than 2^48 pages.
    const minPages = this.uleb();
    const maxPages = flags & 1 ? this.uleb() : undefined;
    return { minPages, maxPages, is64Bit: (flags & 4) !== 0, isShared: (flags & 2) !== 0, isImported };
  }
}
