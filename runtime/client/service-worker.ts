import type { ToServiceWorker } from '../protocol/service-worker.ts';

/** A browser may keep a service worker waiting for good; the page goes on without it after this long. */
const PATIENCE_MS = 5000;

/** Has the service worker take over this page at once; rejects where there is none, it is refused or kept waiting. */
export function takenOver(base: string): Promise<ServiceWorker> {
  return Promise.race([controlling(base), outOfPatience()]);
}

async function controlling(base: string): Promise<ServiceWorker> {
  const { installing } = await registered(base);
  const hurry: ToServiceWorker = { type: 'hurry' };
  installing?.postMessage(hurry);
  await navigator.serviceWorker.ready;
  return controller();
}

export function registered(base: string): Promise<ServiceWorkerRegistration> {
  return navigator.serviceWorker.register(new URL('sw.js', base));
}

/** The page's requests, and those of workers started from now on, go through the service worker. */
function controller(): Promise<ServiceWorker> {
  const container = navigator.serviceWorker;
  if (container.controller) return Promise.resolve(container.controller);
  return new Promise((resolve) =>
    container.addEventListener('controllerchange', () => container.controller && resolve(container.controller)),
  );
}

function outOfPatience(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`The service worker did not take over within ${PATIENCE_MS} ms`)), PATIENCE_MS);
  });
}
