import type { FromServiceWorker, ToServiceWorker } from '../protocol/service-worker.ts';
import { takenOver } from './service-worker.ts';

/** Where the service worker takes over, below the page's base. */
export const CALLS = '__preopen/';

/** A connection between a kernel and the service worker, through which blocking calls go. */
export interface CallRelay {
  /** What the service worker answers for this kernel. */
  readonly url: string;
  readonly port: MessagePort;
}

/**
 * Registers the service worker and connects a kernel to it; undefined where the browser has none, refuses it or
 * keeps it waiting.
 * `restarted` is given a new port whenever the browser has ended the worker and started it again.
 */
export async function openCallRelay(
  base: string,
  restarted: (port: MessagePort) => void,
): Promise<CallRelay | undefined> {
  if (!('serviceWorker' in navigator)) return undefined;
  try {
    await takenOver(base);
  } catch {
    return undefined;
  }
  const id = crypto.randomUUID();
  const connect = (): MessagePort => {
    const { port1, port2 } = new MessageChannel();
    const message: ToServiceWorker = { type: 'call-relay', id, port: port2 };
    navigator.serviceWorker.controller?.postMessage(message, [port2]);
    return port1;
  };
  navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<FromServiceWorker>) => {
    if (data.id === id) restarted(connect());
  });
  return { url: new URL(`${CALLS}${id}/`, base).href, port: connect() };
}
