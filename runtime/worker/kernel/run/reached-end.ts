import type { DebugEvent } from '../../../stops/stop.ts';
import type { JobEnd } from '../../../toolchain/tools/machine.ts';

/** The end that a debugged program has come to, until a new future begins before it. */
export class ReachedEnd {
  #end: JobEnd | undefined;
  /** The position that the run had come to then. */
  #at = 0;

  get end(): JobEnd | undefined {
    return this.#end;
  }

  /** `end`: with a stop at the program's end. */
  heard(event: DebugEvent, end: JobEnd | undefined): void {
    if (event.type !== 'stopped') return;
    const { reason, furthest } = event.stop;
    if (end) {
      this.#end = end;
      this.#at = furthest;
      // A new future that begins at the end itself takes the end from that stop.
    } else if (reason === 'ended' || furthest < this.#at) this.#end = undefined;
  }
}
