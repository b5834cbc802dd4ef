import type { HeapBlock, HeapBlocks } from '../heap-blocks.ts';
import type { BytesPlace } from '../../stops/memory-picture.ts';
import type { ProgramMemory } from '../program-memory.ts';

/** More words than these are not looked through at a stop. */
const MOST_WORDS = 1 << 20;
const MOST_BLOCKS = 20_000;
/** Global variables lie right before the heap, those of libc among them. */
const GLOBAL_BYTES = 1 << 18;

/**
 * Blocks in use to which nothing leads: no word of the stack, of the program's own globals, or of another block in use that is led to, is
 * an address in them. Nor are they libc's, which keeps the beginning of each of its own in a variable. `stackEnd`: below it there are only calls that have returned. Undefined: it cannot be said.
 */
export function lostBlocks(
  memory: ProgramMemory,
  heap: Pick<HeapBlocks, 'at' | 'live' | 'first'>,
  stackEnd: number,
  globals: readonly BytesPlace[],
): ReadonlySet<HeapBlock> | undefined {
  const { stackTop } = memory.layout;
  const { live, first } = heap;
  if (stackTop === 0 || stackEnd === 0 || live.size === 0 || live.size > MOST_BLOCKS) return undefined;
  let bytes = stackTop - stackEnd;
  for (const block of [...live, ...globals]) bytes += block.bytes;
  if (bytes / 4 > MOST_WORDS) return undefined;
  const found = new Set<HeapBlock>();
  const waiting: HeapBlock[] = [];
  const look = (from: number, to: number): void => {
    for (let at = (from + 3) & ~3; at + 4 <= to; at += 4) {
      const word = memory.word(at);
      if (word === undefined || word < first || !memory.isWritten(at, 4)) continue;
      const block = heap.at(word);
      if (!block || block.freedAt !== undefined || found.has(block)) continue;
      found.add(block);
      waiting.push(block);
    }
  };
  look(stackEnd, stackTop);
  for (const { address, bytes: length } of globals) look(address, address + length);
  // The allocator's variables lead into blocks, too, but not to where one begins.
  for (let at = Math.max(stackTop, first - GLOBAL_BYTES) & ~3; at + 4 <= first; at += 4) {
    const block = heap.at(memory.word(at) ?? 0);
    if (!block || block.address !== memory.word(at) || block.freedAt !== undefined || found.has(block)) continue;
    found.add(block);
    waiting.push(block);
  }
  for (let block = waiting.pop(); block; block = waiting.pop()) look(block.address, block.address + block.bytes);
  return new Set([...live].filter((block) => !found.has(block)));
}
