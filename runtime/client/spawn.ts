import { KernelClient } from './kernel-client.ts';

/** Starts the machine. The app never names a worker file; only this module knows where they are. */
export function spawnKernel(): KernelClient {
  const worker = new Worker(new URL('../worker/kernel.worker.ts', import.meta.url), { type: 'module', name: 'kernel' });
  return new KernelClient(worker);
}
