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

/** Small blocks are found by the pages that they lie in, each of which has room for few; large ones by larger pages. */
const PAGE_SHIFT = 8;
const LARGE_PAGE_SHIFT = 16;
const LARGE_BYTES = 4096;

/** What the program has allocated, and what it has given back. */
export class HeapBlocks {
  readonly #pages = new Map<number, OwnBlock[]>();
  readonly #largePages = new Map<number, OwnBlock[]>();
  #first = Infinity;
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

  /** The lowest address that was ever given out; Infinity: none was. */
  get first(): number {
    return this.#first;
  }

  /** The block that an address lies in; an empty block has an address, too. */
  at(address: number): HeapBlock | undefined {
    return this.#at(address);
  }

  #at(address: number): OwnBlock | undefined {
    const small = found(this.#pages.get(address >>> PAGE_SHIFT), address);
    const large = found(this.#largePages.get(address >>> LARGE_PAGE_SHIFT), address);
    // A large block takes the place of small ones that were freed, which are still known.
    return !small || (large && small.freedAt !== undefined) ? (large ?? small) : small;
  }

  /**
   * The block in use at whose end, or so few bytes past it or before its start, an address stands that lies in none. Before
   * the first block lie the program's globals.
   */
  near(address: number, most: number): { readonly block: HeapBlock; readonly past: number } | undefined {
    for (let by = 0; by <= most; by++) {
      const below = this.#at(address - by - 1);
      if (below && below.freedAt === undefined) return { block: below, past: by };
      const above = this.#at(address + by);
      if (above && above.freedAt === undefined && above.address !== this.#first) return { block: above, past: -by };
    }
    return undefined;
  }

  #allocated(result: number, size: number, position: number): void {
    const [address, bytes] = [result >>> 0, size >>> 0];
    if (address === 0) return;
    this.#first = Math.min(this.#first, address);
    const block: OwnBlock = { address, bytes, allocatedAt: position, freedAt: undefined };
    this.#live.add(block);
    this.#dropOverlapped(this.#largePages, LARGE_PAGE_SHIFT, block);
    const isLarge = bytes >= LARGE_BYTES;
    if (!isLarge) this.#dropOverlapped(this.#pages, PAGE_SHIFT, block);
    add(isLarge ? this.#largePages : this.#pages, isLarge ? LARGE_PAGE_SHIFT : PAGE_SHIFT, block);
  }

  /** Blocks that a new one takes the place of are no more. */
  #dropOverlapped(pages: Map<number, OwnBlock[]>, shift: number, block: OwnBlock): void {
    const end = endOf(block);
    const last = (end - 1) >>> shift;
    for (let number = block.address >>> shift; number <= last; number++) {
      const page = pages.get(number);
      if (!page) continue;
      for (let i = page.length - 1; i >= 0; i--) {
        const other = page[i];
        if (other && other.address < end && endOf(other) > block.address) this.#drop(pages, shift, other);
      }
    }
  }

  #drop(pages: Map<number, OwnBlock[]>, shift: number, block: OwnBlock): void {
    this.#live.delete(block);
    const last = (endOf(block) - 1) >>> shift;
    for (let number = block.address >>> shift; number <= last; number++) {
      const page = pages.get(number);
      const at = page?.indexOf(block) ?? -1;
      if (page && at !== -1) page.splice(at, 1);
    }
  }

  #freed(address: number, position: number): void {
    const block = this.#at(address >>> 0);
    if (block?.address !== address >>> 0) return;
    block.freedAt ??= position;
    this.#live.delete(block);
  }
}

function found(page: readonly OwnBlock[] | undefined, address: number): OwnBlock | undefined {
  if (page) for (const block of page) if (address >= block.address && address < endOf(block)) return block;
  return undefined;
}

function add(pages: Map<number, OwnBlock[]>, shift: number, block: OwnBlock): void {
  const last = (endOf(block) - 1) >>> shift;
  for (let number = block.address >>> shift; number <= last; number++) {
    const page = pages.get(number);
    if (page) page.push(block);
    else pages.set(number, [block]);
  }
}

/** An empty block has an address, too. */
function endOf({ address, bytes }: HeapBlock): number {
  return address + Math.max(1, bytes);
}
