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

interface OwnBlock extends HeapBlock {
  freedAt: number | undefined;
}

/** Blocks are found by the pages that they lie in, each of which has room for few. */
const PAGE_BYTES = 4096;

/** What the program has allocated, and what it has given back. */
export class HeapBlocks {
  readonly #pages = new Map<number, Set<OwnBlock>>();
  /** Those in use, in the order in which they were allocated. */
  readonly #live = new Set<OwnBlock>();

  /** What the heap hook was called with. */
  note(
    kind: number,
    first: number,
    second: number,
    result: number,
    position: number,
    memory: Pick<ProgramMemory, 'word'>,
  ): void {
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

  /** Those in use, in the order in which they were allocated. */
  get live(): Iterable<HeapBlock> & { readonly size: number } {
    return this.#live;
  }

  /** The block that an address lies in, or at the end of which it stands. */
  at(address: number): HeapBlock | undefined {
    for (const block of this.#pages.get(Math.floor(address / PAGE_BYTES)) ?? [])
      if (address >= block.address && address < endOf(block)) return block;
    return undefined;
  }

  #allocated(result: number, size: number, position: number): void {
    const [address, bytes] = [result >>> 0, size >>> 0];
    if (address === 0) return;
    const block: OwnBlock = { address, bytes, allocatedAt: position, freedAt: undefined };
    this.#live.add(block);
    for (const number of pagesOf(block)) {
      const page = this.#pages.get(number);
      if (!page) {
        this.#pages.set(number, new Set([block]));
        continue;
      }
      // Blocks that the new one takes the place of are no more.
      for (const other of page) if (other.address < endOf(block) && endOf(other) > address) this.#drop(other);
      page.add(block);
    }
  }

  #drop(block: OwnBlock): void {
    this.#live.delete(block);
    for (const number of pagesOf(block)) this.#pages.get(number)?.delete(block);
  }

  #freed(address: number, position: number): void {
    const at = address >>> 0;
    for (const block of this.#pages.get(Math.floor(at / PAGE_BYTES)) ?? [])
      if (block.address === at) {
        block.freedAt ??= position;
        this.#live.delete(block);
      }
  }
}

/** An empty block has an address, too. */
function endOf({ address, bytes }: HeapBlock): number {
  return address + Math.max(1, bytes);
}

function* pagesOf(block: HeapBlock): Generator<number> {
  const last = Math.floor((endOf(block) - 1) / PAGE_BYTES);
  for (let page = Math.floor(block.address / PAGE_BYTES); page <= last; page++) yield page;
}
