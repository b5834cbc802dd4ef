import { uncatchable } from './uncatchable.ts';

/** A guest fault that WASI says must trap rather than return an errno. */
export class GuestFault extends Error {
  override readonly name = 'GuestFault';
}

function guestFault(message: string): Error {
  return uncatchable(new GuestFault(message));
}

/**
 * The memory of the running instance. Views are made again only when `memory.grow` has detached the old
 * buffer, so a call allocates none.
 */
export class GuestMemory {
  #memory: WebAssembly.Memory | undefined;
  /** Memory that threads share is not detached when it grows, so it has to be asked for each time. */
  #isShared = false;
  #bytes = new Uint8Array();
  #view = new DataView(this.#bytes.buffer);

  /** The instance exists now. */
  attach(memory: WebAssembly.Memory): void {
    this.#memory = memory;
    this.#isShared = !(memory.buffer instanceof ArrayBuffer);
    this.#bytes = new Uint8Array();
  }

  get bytes(): Uint8Array {
    this.#refresh();
    return this.#bytes;
  }

  get view(): DataView {
    this.#refresh();
    return this.#view;
  }

  /**
   * Checks that `length` bytes at `ptr` lie in memory and that `ptr` is a multiple of `align`. "If a misaligned
   * pointer is passed to a function, the function shall trap. If an out-of-bounds pointer is passed to a
   * function and the function needs to dereference it, the function shall trap" (witx, Pointers).
   */
  check(ptr: number, length: number, align = 1): number {
    const at = ptr >>> 0;
    if (at + length > this.bytes.length) {
      throw guestFault(`A system call was given ${length} bytes at address ${at}, outside the program’s memory`);
    }
    if (at % align !== 0)
      throw guestFault(`A system call was given address ${at}, which is not a multiple of ${align}`);
    return at;
  }

  /** Called after each write of the host into the program's memory. */
  wrote(_at: number, _length: number): void {
    return;
  }

  /** A view of a detached buffer has no bytes; to ask the memory for its buffer costs more than a small call. */
  #refresh(): void {
    if (this.#bytes.length !== 0 && !this.#isShared) return;
    const buffer = this.#memory?.buffer;
    if (buffer === undefined) throw guestFault('A system call was made before the program had a memory');
    if (buffer === this.#bytes.buffer) return;
    this.#bytes = new Uint8Array(buffer);
    this.#view = new DataView(buffer);
  }
}
