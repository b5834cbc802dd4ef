import { Frame } from '../abi/frame.ts';
import { faultText } from '../base/fault-text.ts';
import { serve } from '../kernel/dispatch/dispatch.ts';
import type { Process, Served } from '../kernel/process/process.ts';
import { WireFailure, type BlockingWire } from './wire.ts';

/**
 * Waits in the guest's own thread until something may have changed: input was fetched, or `untilNs` of the
 * monotonic clock has come. Returns false when nothing ever will: the guest would wait for good.
 */
export type Idle = (untilNs: number | undefined) => boolean;

/** A guest that waits for something that cannot happen on this wire. */
export class WouldWaitForever extends Error {
  override readonly name = 'WouldWaitForever';
}

/** A function call in the guest's thread: for Node, unit tests and the command line. */
export class DirectWire implements BlockingWire {
  readonly frame: Frame;
  readonly #process: Process;
  readonly #idle: Idle;

  constructor(process: Process, idle: Idle, frame: Frame = Frame.allocate()) {
    this.#process = process;
    this.#idle = idle;
    this.frame = frame;
  }

  call(): void {
    while (this.#serve() === 'waiting') {
      const { wakeAtNs } = this.#process;
      const mayGoOn = this.#idle(wakeAtNs);
      this.#process.unpark();
      if (!mayGoOn) throw new WouldWaitForever('The program waits for something that cannot happen');
    }
  }
  /** In a guest's thread an exception passes through the guest: it says whose it is. */
  #serve(): Served {
    try {
      return serve(this.#process, this.frame);
    } catch (error) {
      throw new WireFailure(faultText(error), { cause: error });
    }
  }
}
