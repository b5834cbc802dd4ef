import type { CallRelay } from '../../../runtime/client/call-relay.ts';
import type { WireBoot } from '../../../runtime/protocol/kernel.ts';

/** The parts of a page that say which wires it can have. Each piece may be missing by itself. */
export interface WireGround {
  readonly crossOriginIsolated: boolean;
  readonly location: Pick<Location, 'search'>;
  readonly WebAssembly?: object;
}

/** What a page may have to do to get a wire. */
export interface WireMeans {
  /** Loads the page again so that it is isolated; resolves only where that cannot help. */
  readonly reloadIsolated: () => Promise<void>;
  /** Connects the kernel to the service worker; undefined where there is none. */
  readonly openCallRelay: () => Promise<CallRelay | undefined>;
}

/** `reconnected` gets the kernel's port whenever the browser has restarted the service worker. */
export function findWire(reconnected: (port: MessagePort) => void, mayReload = false): Promise<WireBoot> {
  return chooseWire(globalThis, {
    reloadIsolated: async () => {
      if (mayReload) await (await import('./isolate.ts')).reloadIsolated(window);
    },
    openCallRelay: async () =>
      (await import('../../../runtime/client/call-relay.ts')).openCallRelay(location.href, reconnected),
  });
}

/**
 * The best wire that this page allows where `knownWire` knows none, chosen by what the browser has and not by what it
 * should have. `?wire=` asks for a lesser one, to see how the page does where the better ones are missing.
 */
export async function chooseWire(page: WireGround, means: WireMeans): Promise<WireBoot> {
  const { WebAssembly } = page;
  const asked = new URLSearchParams(page.location.search).get('wire');
  if (!WebAssembly) return { kind: 'none' };
  if (asked !== 'xhr' && 'Suspending' in WebAssembly && 'promising' in WebAssembly) return { kind: 'suspending' };
  // A page that is isolated already gets no shared memory by being loaded again.
  if (asked === null && !page.crossOriginIsolated) await means.reloadIsolated();
  const relay = await means.openCallRelay();
  return relay ? { kind: 'xhr', ...relay } : { kind: 'none' };
}
