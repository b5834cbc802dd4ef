import type { KernelClient } from '../../../runtime/client/kernel-client.ts';
import { spawnKernel } from '../../../runtime/client/spawn.ts';
import { storedJournals } from '../documents/journal-key.ts';
import type { WireBoot } from '../../../runtime/protocol/kernel.ts';

/** Starts the kernel, which fetches the compiler by itself. `isEmbedded`: embedded in another site's page. */
export function beginKernel(wire: WireBoot, isEmbedded: boolean): KernelClient {
  const kernel = spawnKernel(() => document.visibilityState === 'visible');
  const assets = new URL(`${import.meta.env.BASE_URL}toolchain/`, location.href).href;
  const journals = isEmbedded ? new Map<string, string>() : storedJournals();
  kernel.post({ type: 'boot', assets, wire, isEmbedded, journals }, wire.kind === 'xhr' ? [wire.port] : []);
  return kernel;
}
