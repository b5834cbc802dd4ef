import { MARKS_DISTANCE, MARKED_PROGRAM } from '../abi/marked-program.ts';
import { GuestMemory } from './guest-memory.ts';

/** The memory of a program that is looked through for values that were never set: what the host writes into it is set. */
export class MarkedMemory extends GuestMemory {
  override wrote(at: number, length: number): void {
    if (at >= MARKED_PROGRAM) this.bytes.fill(0, at - MARKS_DISTANCE, at - MARKS_DISTANCE + length);
  }
}
