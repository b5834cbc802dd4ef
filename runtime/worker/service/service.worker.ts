import { siteCacheName, type KeptSite, type ToServiceWorker } from '../../protocol/service-worker.ts';
import { CallRelay } from './call-relay.ts';
import { SiteCache, type Route, type SiteFiles } from './site-cache.ts';

/**
 * The site's service worker. It keeps the site, so that it opens without the network; isolates the page where the host
 * does not; and answers the blocking system calls of guests where neither shared memory nor suspension is to be had.
 * All of it is one file, because service workers of modules are not everywhere.
 */
declare const self: ServiceWorkerGlobalScope;
/** Written here when the site is built: `scripts/lib/seal.mjs`. */
declare const __SITE_FILES__: SiteFiles | undefined;

/** What another page still uses after this long is left for the next visit to forget. */
const PATIENCE_MS = 10_000;

/** A site that was built without is not kept. */
const files: SiteFiles =
  typeof __SITE_FILES__ === 'undefined' ? { build: '', hashed: [], named: {}, policy: '' } : __SITE_FILES__;
const base = self.registration.scope;
const relay = new CallRelay(self.clients);
const site = new SiteCache({ caches: self.caches, fetch: (request, init) => fetch(request, init) }, base, files);

let hurry: () => void = () => undefined;
const hurried = new Promise<void>((resolve) => (hurry = resolve));

self.addEventListener('install', (event) => event.waitUntil(install(event)));
// Not waited for: Firefox asks the workers of the page, too, of which one that waits in a system call does not answer; and
// until this worker is active, it answers nothing that the page fetches.
self.addEventListener('activate', () => void self.clients.claim());

self.addEventListener('message', (event) => {
  // Only our own pages can send here, and this is all they send.
  const message = event.data as ToServiceWorker;
  switch (message.type) {
    case 'call-relay':
      relay.connect(message.id, message.port);
      return;
    case 'hurry':
      hurry();
      event.waitUntil(self.skipWaiting());
      return;
    case 'keep':
      event.waitUntil(keep(message.port));
      return;
  }
});

self.addEventListener('fetch', (event) => {
  const answer = relay.answer(event.request) ?? site.answer(event.request);
  if (answer) event.respondWith(answer);
});

async function install(event: ExtendableEvent): Promise<void> {
  // Whether all could be kept or not: what is missing is tried again at the next visit.
  await Promise.race([tried(site.complete()), hurried]);
  // Where the browser can, it takes from the cache without waking this worker, and asks no network beside it.
  const { addRoutes } = event as ExtendableEvent & { addRoutes?: (routes: readonly Route[]) => Promise<void> };
  if (addRoutes && (await site.isComplete())) await tried(addRoutes.call(event, site.routes()));
  await self.skipWaiting();
}

async function keep(asker: MessagePort): Promise<void> {
  await tried(site.complete());
  const kept: KeptSite = { build: files.build, isComplete: await site.isComplete() };
  asker.postMessage(kept);
  await tried(tidy());
}

/**
 * Every page holds the lock of its build from when it has loaded; while one of ours does not, nothing is forgotten. Nor is it
 * while the next build is about to take over: no page uses what is kept of that yet.
 */
async function tidy(): Promise<void> {
  if (self.registration.installing ?? self.registration.waiting) return;
  const prefix = siteCacheName(base, '');
  const held = ((await navigator.locks.query()).held ?? []).filter(({ name }) => name?.startsWith(prefix));
  const pages = await self.clients.matchAll({ type: 'window' });
  if (pages.length > new Set(held.map(({ clientId }) => clientId)).size) return;
  await site.tidy(isLetGo);
}

/** A page that was just left may hold it a little longer. */
async function isLetGo(name: string): Promise<boolean> {
  try {
    return await navigator.locks.request(name, { signal: AbortSignal.timeout(PATIENCE_MS) }, () => true);
  } catch {
    return false;
  }
}

async function tried(work: Promise<unknown>): Promise<void> {
  await work.catch(() => undefined);
}
