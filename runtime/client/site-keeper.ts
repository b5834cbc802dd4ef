import { DIGEST_HEADER } from '../protocol/kept.ts';
import { siteCacheName, type KeptSite, type ToServiceWorker } from '../protocol/service-worker.ts';
import { registered } from './service-worker.ts';

/** Between two reminders to a service worker that could have taken over. */
const REMINDER_MS = 1000;

/**
 * Has the service worker keep the files of the site. Undefined where service workers are blocked or missing. Takes as
 * long as the network does.
 */
export async function keepSite(base: string): Promise<KeptSite | undefined> {
  try {
    await registered(base);
    const { active } = await navigator.serviceWorker.ready;
    const { port1, port2 } = new MessageChannel();
    const kept = new Promise<KeptSite>((resolve) => {
      port1.onmessage = ({ data }: MessageEvent<KeptSite>) => resolve(data);
    });
    const message: ToServiceWorker = { type: 'keep', port: port2 };
    active?.postMessage(message, [port2]);
    return await kept;
  } catch {
    return undefined;
  }
}

/**
 * Has the engine keep the code of modules that were compiled on this page without an answer to a fetch: from now on it
 * knows where they come from. What it has compiled already it does not compile again.
 */
export async function keepCode(modules: readonly string[]): Promise<void> {
  // Engines other than Chromium's keep no code, and would compile all of it again.
  if (!('userAgentData' in navigator) || navigator.serviceWorker.controller === null) return;
  try {
    for (const url of modules) {
      const response = await fetch(url);
      if (response.headers.has(DIGEST_HEADER)) await WebAssembly.compileStreaming(response);
      else await response.body?.cancel();
    }
  } catch {
    // The next visit compiles them.
  }
}

/** From when this resolves, what is kept of `build` is not forgotten while this page is open. */
export function holdSite(base: string, build: string): Promise<void> {
  if (!('locks' in navigator)) return Promise.resolve();
  return new Promise((resolve) => {
    // The lock goes with the page. Without locks there is no promise, and nothing is forgotten either.
    navigator.locks
      .request(siteCacheName(base, build), { mode: 'shared' }, () => {
        resolve();
        return new Promise(() => undefined);
      })
      .catch(() => resolve());
  });
}

/** Calls `changed` whenever a service worker takes over from another, and sees to it that one that is ready does. */
export function onTakeover(changed: () => void): void {
  let isFirst = navigator.serviceWorker.controller === null;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (!isFirst) changed();
    isFirst = false;
  });
  void navigator.serviceWorker.ready.then((registration) => {
    remind(registration.waiting ?? registration.installing);
    registration.addEventListener('updatefound', () => remind(registration.installing));
  });
}

/**
 * A service worker that is ready asks to take over by itself. Chromium may leave it waiting for minutes all the same, where
 * the one before was busy at that moment, and looks again when it is asked again.
 */
function remind(next: ServiceWorker | null): void {
  const message: ToServiceWorker = { type: 'hurry' };
  const again = (): void => {
    if (next?.state !== 'installed') return;
    next.postMessage(message);
    setTimeout(again, REMINDER_MS);
  };
  next?.addEventListener('statechange', () => setTimeout(again, REMINDER_MS));
  again();
}
