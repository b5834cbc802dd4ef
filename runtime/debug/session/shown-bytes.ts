import type { BytesPlace, ShownBytes } from '../../stops/memory-picture.ts';
import type { ProgramMemory } from '../program-memory.ts';

/** More are not looked over. */
const MOST_BYTES = 1024;

/** The bytes of an object; those that are not set, or lie outside memory, are undefined. */
export function shownBytes(memory: ProgramMemory, { address, bytes }: BytesPlace): ShownBytes {
  const values = Array.from({ length: Math.min(bytes, MOST_BYTES) }, (_, i) =>
    memory.holds(address + i, 1) && memory.isWritten(address + i, 1) ? memory.view.getUint8(address + i) : undefined,
  );
  return { address, bytes, values };
}
