import type { PingKind } from './api.ts';
import type { PingStart } from './ping-protocol.ts';

/** Lets two workers call each other, and answers the caller's ns a round trip, batch by batch. */
export function pingPong(kind: PingKind, calls: number, batches: number): Promise<readonly number[]> {
  const [caller, answerer] = [newWorker(), newWorker()];
  const shape = { calls, batches };
  if (kind === 'message') {
    const { port1, port2 } = new MessageChannel();
    send(answerer, { ...shape, kind, isCaller: false, port: port1 }, [port1]);
    send(caller, { ...shape, kind, isCaller: true, port: port2 }, [port2]);
  } else {
    const memory = new SharedArrayBuffer(4);
    send(answerer, { ...shape, kind, isCaller: false, memory });
    send(caller, { ...shape, kind, isCaller: true, memory });
  }
  return new Promise((resolve) => {
    caller.onmessage = ({ data }: MessageEvent<readonly number[]>) => {
      caller.terminate();
      answerer.terminate();
      resolve(data);
    };
  });
}

function newWorker(): Worker {
  return new Worker(new URL('./ping.worker.ts', import.meta.url), { type: 'module' });
}

function send(worker: Worker, start: PingStart, transfer: Transferable[] = []): void {
  worker.postMessage(start, transfer);
}
