import { KernelClient } from './kernel-client.ts';
import { serveProcessWorkers } from './process-worker-host.ts';

/** Starts the machine. The app never names a worker file; only this module knows where they are. */
export function spawnKernel(isInView: () => boolean): KernelClient {
  const worker = new Worker(new URL('../worker/kernel/kernel.worker.ts', import.meta.url), {
    type: 'module',
    name: 'kernel',
  });
  const { port1, port2 } = new MessageChannel();
  const processes = serveProcessWorkers(port1);
  const client = new KernelClient(worker, isInView, () => {
    worker.terminate();
    processes.dispose();
  });
  client.post({ type: 'process-workers', port: port2 }, [port2]);
  return client;
}
