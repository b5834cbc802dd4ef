import type { FromPage, ToPage } from '../../../protocol/process-worker-messages.ts';
import { port, type Port } from '../../../protocol/port.ts';
import type { FromProcess, ToProcess } from '../../shared/process-protocol.ts';

/** A process worker as the kernel has it. */
export interface HiredWorker {
  readonly port: Port<ToProcess, FromProcess>;
  /** It gets no more messages, and ends. */
  end(): void;
}

/** The page's process workers, at the kernel's end. */
export class ProcessWorkers {
  readonly #page: Port<ToPage, FromPage>;
  readonly #failed = new Map<number, (message: string) => void>();
  #nextId = 1;

  constructor(page: MessagePort) {
    this.#page = port<ToPage, FromPage>(page);
    this.#page.listen(({ id, message }) => {
      const failed = this.#failed.get(id);
      this.#failed.delete(id);
      failed?.(message);
      // Our own code failed in there: the run must not look as if the program had done it.
      throw new Error(`A process worker failed: ${message}`);
    });
    page.start();
  }

  /** `failed` is called when the worker broke down or could not even start; what it ran has ended then. */
  start(failed: (message: string) => void): HiredWorker {
    const id = this.#nextId++;
    this.#failed.set(id, failed);
    const { port1: ours, port2: theirs } = new MessageChannel();
    this.#page.post({ type: 'start', id, port: theirs }, [theirs]);
    const worker = port<ToProcess, FromProcess>(ours);
    ours.start();
    return {
      port: worker,
      end: () => {
        this.#failed.delete(id);
        ours.close();
        this.#page.post({ type: 'end', id });
      },
    };
  }
}
