import type { ProgramMemory } from '../program-memory.ts';

/** A number that two memories of the same contents have in common; what the debugger keeps in them does not count. */
export function memoryHash(memory: ProgramMemory): number {
  const { records, pages } = memory.layout;
  const words = new Int32Array(memory.bytes.buffer);
  const [from, to] = [records >> 2, (records + pages * 65536) >> 2];
  let hash = 0x811c9dc5;
  for (let i = 0; i < words.length; i++) {
    if (i === from) i = to;
    const word = words[i] ?? 0;
    // Most of a memory is empty.
    if (word !== 0) hash = Math.imul(Math.imul(hash ^ word, 0x01000193) ^ i, 0x01000193);
  }
  return hash >>> 0;
}
