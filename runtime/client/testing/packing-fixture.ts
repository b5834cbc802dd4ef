import { Packer } from '../../links/packer.ts';
import type { ToPacker } from '../../links/packing-protocol.ts';

/** A packing worker in this thread: the same code, messages that are cloned or moved, answers that come later. */
export class LocalPackingWorker extends EventTarget {
  readonly #packer = new Packer();
  isTerminated = false;

  postMessage(message: ToPacker, transfer: Transferable[]): void {
    const received = structuredClone(message, { transfer });
    setTimeout(() => {
      const done = this.isTerminated ? undefined : this.#packer.receive(received);
      if (done) this.dispatchEvent(new MessageEvent('message', { data: structuredClone(done) }));
    });
  }

  terminate(): void {
    this.isTerminated = true;
  }
}

export function startLocalPacking(): Worker {
  // Nothing else of a worker is used.
  return new LocalPackingWorker() as unknown as Worker;
}
