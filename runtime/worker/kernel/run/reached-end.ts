import type { DebugEvent } from '../../../stops/stop.ts';
import type { JobEnd } from '../../../toolchain/tools/machine.ts';

/** The end that a debugged program has come to, until a new future begins. */
export class ReachedEnd {
  #end: JobEnd | undefined;

  get end(): JobEnd | undefined {
    return this.#end;
  }

  /** The debugger cannot take the program: the sentence says why. */
  refused(message: string): void {
    this.#end = { kind: 'not-started', message };
  }

  /** `end`: with a stop at the program's end. */
  heard(event: DebugEvent, end: JobEnd | undefined): void {
    if (event.type !== 'stopped') return;
    if (end) this.#end = end;
    else if (event.stop.isOpen) this.#end = undefined;
  }
}
