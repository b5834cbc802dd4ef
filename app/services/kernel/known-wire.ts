import type { WireBoot } from '../../../runtime/protocol/kernel.ts';

/** The parts of a page that say whether it can share memory with its workers. */
export type WirePage = Pick<typeof globalThis, 'crossOriginIsolated' | 'location'>;

/** The best wire of all, where that is known without a trial. `?wire=` asks for a lesser one. */
export function knownWire(page: WirePage = globalThis): WireBoot | undefined {
  // Isolation promises shared memory, and WebKitGTK as distributions ship it keeps the promise only where it is configured to.
  const canShare = page.crossOriginIsolated && 'SharedArrayBuffer' in page;
  return canShare && !new URLSearchParams(page.location.search).has('wire') ? { kind: 'shared' } : undefined;
}
