import type { MemoryLayout } from './instrument/layout.ts';

/** Below this nothing of a program lies: an address there is no pointer to anything. */
const LOWEST = 64;

/** The memory of a stopped instance. Reading outside gives undefined. */
export class ProgramMemory {
  readonly #memory: WebAssembly.Memory;
  readonly layout: MemoryLayout;
  #view: DataView;

  constructor(memory: WebAssembly.Memory, layout: MemoryLayout) {
    this.#memory = memory;
    this.layout = layout;
    this.#view = new DataView(memory.buffer);
  }

  get view(): DataView {
    // Memory that grew has another buffer, and a view of the one before throws.
    if (this.#view.buffer !== this.#memory.buffer) this.#view = new DataView(this.#memory.buffer);
    return this.#view;
  }

  get bytes(): Uint8Array {
    return new Uint8Array(this.#memory.buffer);
  }

  /** Are these addresses of the program's own memory? */
  holds(address: number, length: number): boolean {
    const { records, pages } = this.layout;
    const end = address + length;
    const isOurs = end > records && address < records + pages * 65536;
    return address >= LOWEST && end <= this.view.byteLength && !isOurs;
  }

  word(address: number): number | undefined {
    return this.holds(address, 4) ? this.view.getUint32(address, true) : undefined;
  }

  /** Of the stack: has all of it been written since its frame began? Anything else counts as written. */
  isWritten(address: number, length: number): boolean {
    const { shadow, stackTop } = this.layout;
    for (let at = address; at < address + length && at < stackTop; at++)
      if (this.view.getUint8(shadow + at) === 0) return false;
    return true;
  }

  /** The same of at least one byte. */
  isAnyWritten(address: number, length: number): boolean {
    for (let at = address; at < address + length; at++) if (this.isWritten(at, 1)) return true;
    return false;
  }

  /** The host has written here. */
  mark(address: number, length: number): void {
    const { shadow, stackTop } = this.layout;
    const end = Math.min(address + length, stackTop);
    if (address < end) this.bytes.fill(0xff, shadow + address, shadow + end);
  }
}
