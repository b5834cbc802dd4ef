import type { MemoryLimits } from '../abi/module-info.ts';

/** The first four bytes of every module. */
export const MAGIC = [0x00, 0x61, 0x73, 0x6d];
/** Where sections begin: after the magic and the version. */
export const FIRST_SECTION = 8;
export const SECTION = { custom: 0, import: 2, function: 3, memory: 5, global: 6, export: 7, code: 10 } as const;

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

/** Reads the binary format from `at` on. Past the end it throws: whoever reads gives up. */
export class WasmReader {
  readonly #bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  byte(): number {
    const byte = this.#bytes[this.at++];
    if (byte === undefined) throw new Error('The module ends in the middle');
    return byte;
  }

  /** LEB128; limits of 64-bit memories are read as numbers too. */
  u32(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  }

  name(): string {
    const length = this.u32();
    const start = this.at;
    this.at += length;
    if (this.at > this.#bytes.length) throw new Error('The module ends in a name');
    return decoder.decode(this.#bytes.subarray(start, this.at));
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
    const minPages = this.u32();
    const maxPages = flags & 1 ? this.u32() : undefined;
    return { minPages, maxPages, is64Bit: (flags & 4) !== 0, isShared: (flags & 2) !== 0, isImported };
  }
}
