/** Where the service worker takes over, below the page's base. */
export const CALLS = '__preopen/';

/** A browser may keep a service worker waiting for good; the page goes on without it after this long. */
const PATIENCE_MS = 5000;

/** A connection between a kernel and the service worker, through which blocking calls go. */
export interface Bridge {
  /** What the service worker answers for this kernel. */
  readonly url: string;
  readonly port: MessagePort;
}

/**
 * Registers the service worker and connects a kernel to it; undefined where the browser has none, refuses it or
 * keeps it waiting.
 * `restarted` is given a new port whenever the browser has ended the worker and started it again.
 */
export async function openBridge(base: string, restarted: (port: MessagePort) => void): Promise<Bridge | undefined> {
  if (!('serviceWorker' in navigator)) return undefined;
  try {
    await Promise.race([registered(base), outOfPatience()]);
  } catch {
    return undefined;
  }
  const id = crypto.randomUUID();
  const connect = (): MessagePort => {
    const { port1, port2 } = new MessageChannel();
    navigator.serviceWorker.controller?.postMessage({ type: 'bridge', id, port: port2 }, [port2]);
    return port1;
  };
  navigator.serviceWorker.addEventListener(
    'message',
    ({ data }: MessageEvent<{ readonly type: string; readonly id: string }>) => {
      if (data.type === 'reconnect' && data.id === id) restarted(connect());
    },
  );
  return { url: new URL(`${CALLS}${id}/`, base).href, port: connect() };
}

async function registered(base: string): Promise<void> {
  await navigator.serviceWorker.register(new URL('sw.js', base));
  await navigator.serviceWorker.ready;
  await controlled();
}

function outOfPatience(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`The service worker did not take over within ${PATIENCE_MS} ms`)), PATIENCE_MS);
  });
}

/** The page's requests, and those of workers started from now on, go through the service worker. */
function controlled(): Promise<void> {
  if (navigator.serviceWorker.controller) return Promise.resolve();
  return new Promise((resolve) =>
    navigator.serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true }),
  );
}
