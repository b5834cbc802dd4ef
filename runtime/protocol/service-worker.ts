/** Page → service worker. */
export type ToServiceWorker =
  /** The page says which kernel it is and hands over a port to it. */
  | { readonly type: 'call-relay'; readonly id: string; readonly port: MessagePort }
  /** Take over at once: the page can do little without this worker, or has seen it ready and still waiting. */
  | { readonly type: 'hurry' }
  /** All files of the site are to be kept in this browser; through `port` comes a `KeptSite` when that is done. */
  | { readonly type: 'keep'; readonly port: MessagePort };

/** Service worker → page. The browser ended the worker and started it again: whose kernel this is, connects anew. */
export interface FromServiceWorker {
  readonly type: 'reconnect';
  readonly id: string;
}

/** What the service worker has kept of the site. */
export interface KeptSite {
  /** Which build the worker is of; a page that stayed open is of an older one. */
  readonly build: string;
  /** The page and every file of it, so that it opens without the network. */
  readonly isComplete: boolean;
}

/** The name of the cache with one build of the site, and of the lock that its pages hold. Several sites may share an origin. */
export function siteCacheName(base: string, build: string): string {
  return `${siteCachePrefix(base)}${build}`;
}

export function siteCachePrefix(base: string): string {
  return `preopen-site ${base} `;
}
