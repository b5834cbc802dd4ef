import { readMemoryLimits } from './memory-limits.ts';

/**
 * Memory that one instance after the other has. What an instance leaves behind is freed when the engine comes to collect it,
 * which in a worker that mostly waits is late: seventeen memories of the compiler were seen at once. And memory that was used is
 * mapped in already.
 */
export class Memories {
  #free: WebAssembly.Memory | undefined;
  /** What one is like as new. */
  #firstBytes = 0;

  /** As new, for an instance of `first`, the first part of a split module. */
  take(first: WebAssembly.Module): WebAssembly.Memory {
    const limits = readMemoryLimits(first);
    this.#firstBytes = limits.initial * WASM_PAGE;
    const memory = this.#free;
    this.#free = undefined;
    if (!memory || !this.#isOfFirstSize(memory)) return new WebAssembly.Memory(limits);
    new Uint8Array(memory.buffer).fill(0);
    return memory;
  }

  /** Its instance does not run any more. What has grown is not like new, and its size is better left to the engine. */
  giveBack(memory: WebAssembly.Memory): void {
    if (this.#isOfFirstSize(memory)) this.#free = memory;
  }

  #isOfFirstSize(memory: WebAssembly.Memory): boolean {
    return memory.buffer.byteLength === this.#firstBytes;
  }
}

const WASM_PAGE = 65_536;
