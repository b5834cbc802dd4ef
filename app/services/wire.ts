import type { WireBoot } from '../../runtime/protocol/kernel.ts';

/**
 * The best way for programs to wait that this page allows, where `knownWire` knows none. `?wire=` asks for a lesser
 * one, to see how the page does where the better ones are missing. With `mayReload`, a page that only lacks isolation
 * is loaded again to have it.
 */
export async function findWire(
  address: string,
  bridged: (port: MessagePort) => void,
  mayReload = false,
): Promise<WireBoot> {
  const asked = new URL(address).searchParams.get('wire');
  if ('Suspending' in WebAssembly && asked !== 'xhr') return { kind: 'suspending' };
  if (mayReload && asked === null) await (await import('./isolate.ts')).reloadIsolated(window);
  const { openBridge } = await import('../../runtime/client/bridge.ts');
  const bridge = await openBridge(address, bridged);
  return bridge ? { kind: 'xhr', ...bridge } : { kind: 'none' };
}
