import { Packer } from '../../links/packer.ts';
import type { ToPacker } from '../../links/packing-protocol.ts';
import type { ProjectSettings } from '../../protocol/project.ts';

/** A packing worker in this thread: the same code, messages that are cloned or moved, answers that come later. */
export class LocalPackingWorker extends EventTarget {
  readonly #packer = new Packer((value) => value as ProjectSettings | undefined);
  isTerminated = false;

  postMessage(message: ToPacker, transfer: Transferable[]): void {
    const received = structuredClone(message, { transfer });
    setTimeout(() => {
      if (this.isTerminated) return;
      void this.#packer.receive(received).then((done) => {
        if (done && !this.isTerminated)
          this.dispatchEvent(new MessageEvent('message', { data: structuredClone(done) }));
      });
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
