/** How the instrumented program and the debugger find what they share. */
export const EXPORTS = {
  /** Counts down with every site that is passed; below zero, the program calls. */
  left: 'preopen.left',
  /** The stack pointer of the program itself. */
  stack: 'preopen.stack',
  /** Where the record of the next frame begins. */
  top: 'preopen.top',
  /** Its entries are what the program calls: `HOOK`. */
  hooks: 'preopen.hooks',
  /** Added to a count that `left` shows, a position: of the site that is passed then. */
  origin: 'preopen.origin',
  /** A program that says what it writes does so for so many bytes from here on. */
  watchFrom: 'preopen.watch.from',
  watchBytes: 'preopen.watch.bytes',
  /** Followed by a number: a bit for each of 32 sites, set where the program is to call. */
  mask: 'preopen.mask.',
} as const;

export const HOOK = { stop: 0, heap: 1, write: 2 } as const;

/** What a call of the heap hook is about. */
export const HEAP = { malloc: 0, calloc: 1, realloc: 2, free: 3, aligned_alloc: 4, posix_memalign: 5 } as const;
export type HeapFunction = keyof typeof HEAP;

export const SITES_PER_MASK = 32;

/** Room for the frames' records, in bytes: deeper recursions run out of the engine's stack first. */
export const RECORD_BYTES = 4 << 20;
export const PAGE_BYTES = 65536;
/** Above the stack that is watched, for the last bytes of a store. */
export const SLACK_BYTES = 64;
/** Of a larger stack it is not known what was set. */
export const MOST_STACK_BYTES = 64 << 20;

/** Where in memory the instrumented program keeps what is not the program's. */
export interface MemoryLayout {
  /** Here the program's own memory ends, when it starts. */
  readonly records: number;
  /** A byte for each of the stack's, from address 0 on: 0 where nothing was written since the frame began. */
  readonly shadow: number;
  /** The stack is below this. 0: it is not watched. */
  readonly stackTop: number;
  readonly pages: number;
}

/**
 * A frame's record: the site; the lower 32 bits of the position at which the call began; those of the site's position, which
 * only a program keeps that says what it writes; then the locals that the function keeps there.
 */
export const RECORD_HEADER = 12;
export const RECORD_BEGAN = 4;
export const RECORD_POSITION = 8;
/** The most bytes that one store writes. */
export const MOST_STORED = 8;

export function recordSize(locals: number): number {
  return RECORD_HEADER + 4 * locals;
}
