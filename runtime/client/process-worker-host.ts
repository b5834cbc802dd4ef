import type { Disposable } from '../base/disposable.ts';
import { assertNever } from '../base/assert-never.ts';
import type { FromPage, Introduction, ToPage } from '../protocol/process-worker-messages.ts';
import { port } from '../protocol/port.ts';

/** Starts and ends process workers as the kernel at the other end of `kernel` asks. Disposing ends them all. */
export function serveProcessWorkers(kernel: MessagePort): Disposable {
  const workers = new Map<number, Worker>();
  const asked = port<FromPage, ToPage>(kernel);
  asked.listen((message) => {
    switch (message.type) {
      case 'start': {
        const worker = new Worker(new URL('../worker/process/process.worker.ts', import.meta.url), {
          type: 'module',
          name: 'process',
        });
        worker.addEventListener('error', (event) => {
          // Said once, by the kernel, where every other fault is said too.
          event.preventDefault();
          asked.post({ type: 'failed', id: message.id, message: event.message || 'it could not be started' });
        });
        worker.addEventListener('messageerror', () =>
          asked.post({ type: 'failed', id: message.id, message: 'a message to it could not be read' }),
        );
        port<Introduction, never>(worker).post({ kernel: message.port }, [message.port]);
        workers.set(message.id, worker);
        return;
      }
      case 'end':
        workers.get(message.id)?.terminate();
        workers.delete(message.id);
        return;
      default:
        return assertNever(message, 'message about process workers');
    }
  });
  kernel.start();
  return {
    dispose: () => {
      for (const worker of workers.values()) worker.terminate();
      kernel.close();
    },
  };
}
