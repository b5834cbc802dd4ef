import type { WireBoot } from '../../runtime/protocol/kernel.ts';

/** The best wire of all, where that can be told without finding anything out. `?wire=` asks for a lesser one. */
export function knownWire(): WireBoot | undefined {
  return crossOriginIsolated && !new URLSearchParams(location.search).has('wire') ? { kind: 'shared' } : undefined;
}
