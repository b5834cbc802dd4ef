import { HEAP } from './instrument/layout.ts';
import type { ProgramMemory } from './program-memory.ts';

/** A piece of memory that the program has asked for. */
export interface HeapBlock {
  readonly address: number;
  readonly bytes: number;
  /** The position at which it was allocated. */
  readonly allocatedAt: number;
  /** The position at which it was freed; undefined: it is in use. */
  readonly freedAt: number | undefined;
}

/** What the program has allocated, and what it has given back. */
export class HeapBlocks {
  readonly #blocks = new Map<number, HeapBlock>();
  /** By address, made again after a change. */
  #sorted: readonly HeapBlock[] | undefined;
  #freedCount = 0;

  /** What the heap hook was called with. */
  note(kind: number, first: number, second: number, result: number, position: number, memory: ProgramMemory): void {
    switch (kind) {
      case HEAP.malloc:
        return this.#allocated(result, first, position);
      case HEAP.calloc:
        return this.#allocated(result, Math.imul(first, second), position);
      case HEAP.aligned_alloc:
        return this.#allocated(result, second, position);
      case HEAP.realloc:
        // A failed one leaves the block as it was.
        if (result === 0) return;
        this.#freed(first, position);
        return this.#allocated(result, second, position);
      case HEAP.free:
        return this.#freed(first, position);
      case HEAP.posix_memalign: {
        const address = result === 0 ? memory.word(first >>> 0) : undefined;
        if (address !== undefined) this.#allocated(address, 0, position);
        return;
      }
    }
  }

  get all(): readonly HeapBlock[] {
    return (this.#sorted ??= [...this.#blocks.values()].sort((a, b) => a.address - b.address));
  }

  /** The block that an address lies in, or at the end of which it stands. */
  at(address: number): HeapBlock | undefined {
    const blocks = this.all;
    let [low, high] = [0, blocks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((blocks[middle]?.address ?? 0) <= address) low = middle + 1;
      else high = middle;
    }
    const block = blocks[low - 1];
    return block && address < block.address + Math.max(1, block.bytes) ? block : undefined;
  }

  #allocated(result: number, bytes: number, position: number): void {
    const address = result >>> 0;
    if (address === 0) return;
    this.#dropInside(address, bytes >>> 0);
    this.#blocks.set(address, { address, bytes: bytes >>> 0, allocatedAt: position, freedAt: undefined });
    this.#sorted = undefined;
  }

  /** Freed blocks that the new one takes the place of are no more. */
  #dropInside(address: number, bytes: number): void {
    if (this.#freedCount === 0) return;
    for (const block of this.all) {
      if (block.address >= address + bytes) break;
      if (block.freedAt !== undefined && block.address + block.bytes > address) {
        this.#blocks.delete(block.address);
        this.#freedCount--;
      }
    }
  }

  #freed(address: number, position: number): void {
    const block = this.#blocks.get(address >>> 0);
    if (!block || block.freedAt !== undefined) return;
    this.#blocks.set(block.address, { ...block, freedAt: position });
    this.#freedCount++;
    this.#sorted = undefined;
  }
}
