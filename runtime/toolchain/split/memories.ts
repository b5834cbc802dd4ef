import { readMemoryLimits } from './memory-limits.ts';

/**
 * Memory that one instance after the other has. What an instance leaves behind is freed when the engine comes to collect it,
 * which in a worker that mostly waits is late: twenty and more memories of the compiler used to lie about. And memory that
 * was used is mapped in already.
 */
export class Memories {
  #free: WebAssembly.Memory | undefined;

  /** As new, for an instance of `first`, the first part of a split module. */
  take(first: WebAssembly.Module): WebAssembly.Memory {
    const limits = readMemoryLimits(first);
    const memory = this.#free;
    this.#free = undefined;
    // What has grown is not like new, and its size is better given back.
    if (memory?.buffer.byteLength !== limits.initial * WASM_PAGE) return new WebAssembly.Memory(limits);
    new Uint8Array(memory.buffer).fill(0);
    return memory;
  }

  /** Its instance does not run any more. */
  giveBack(memory: WebAssembly.Memory): void {
    this.#free = memory;
  }
}

const WASM_PAGE = 65_536;
