import { hex } from '../../base/hex.ts';
import { siteCacheName, siteCachePrefix } from '../../protocol/service-worker.ts';
import { BUILD_HEADER, TOOLCHAIN_CACHE } from '../../protocol/kept.ts';

/** What a build consists of, as `scripts/lib/seal.mjs` writes it into the service worker. Paths are relative to the site. */
export interface SiteFiles {
  readonly build: string;
  /** Files whose names change with what is in them. */
  readonly hashed: readonly string[];
  /** The others, each with the start of its SHA-256 in hex. The page itself is none of them: it says which build it is of. */
  readonly named: Readonly<Record<string, string>>;
  /** The Content-Security-Policy, for workers above all: they have no page to say it, and a host may not. */
  readonly policy: string;
}

/** Requests that the browser may answer by itself: the service worker's static routing. */
export interface Route {
  readonly condition: { readonly requestMethod: 'GET'; readonly urlPattern: { pathname: string; search: string } };
  readonly source: 'cache' | { readonly cacheName: string };
}

/** What the cache needs of the browser. */
export interface SiteHost {
  readonly caches: CacheStorage;
  readonly fetch: typeof fetch;
}

/** The page is isolated by the worker where the host does not send these: without, there is no shared memory. */
const ISOLATION = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'cross-origin',
};
const POLICY = 'content-security-policy';
/** Kept with the page, it would hold for `?embed`, too, which every site may frame. The page itself refuses the others. */
const FRAMING = /;?\s*frame-ancestors[^;,]*/gi;
/** What was true of the body as it was sent, and is not of the one that is kept. */
const OF_THE_TRANSFER = ['content-encoding', 'content-length', 'transfer-encoding', 'vary'];
/** So that keeping the site leaves room for what the visitor does. */
const AT_ONCE = 4;

/** The files of the site, kept by build. A build whose page is kept is complete: the page comes last. */
export class SiteCache {
  readonly #host: SiteHost;
  /** Absolute, with a slash at its end; the address of the page, too. */
  readonly #base: string;
  readonly #files: SiteFiles;
  readonly #name: string;
  #filling: Promise<void> | undefined;

  constructor(host: SiteHost, base: string, files: SiteFiles) {
    this.#host = host;
    this.#base = base;
    this.#files = files;
    this.#name = siteCacheName(base, files.build);
  }

  /** Keeps all that is missing; rejects when something could not be had. */
  complete(): Promise<void> {
    this.#filling ??= this.#fill().finally(() => (this.#filling = undefined));
    return this.#filling;
  }

  async isComplete(): Promise<boolean> {
    return this.#isWhole(this.#name);
  }

  /** The answer to a request for a file of the site; undefined where it is none of the worker's business. */
  answer(request: Request): Promise<Response> | undefined {
    const path = this.#path(request);
    if (path === undefined) return undefined;
    if (request.mode === 'navigate') return path === '' ? this.#page(request) : this.#isolated(request);
    if (['reload', 'no-store'].includes(request.cache)) return undefined;
    if (path.startsWith('assets/') || path in this.#files.named) return this.#file(request);
    return path.startsWith('toolchain/') ? this.#toolchainFile(request) : undefined;
  }

  /** What needs no thought once this build is complete: its page, and files whose names say what is in them. */
  routes(): readonly Route[] {
    const folder = new URL(this.#base).pathname.replace(/[^\w/.-]/g, '\\$&');
    const get = (pathname: string) => ({ requestMethod: 'GET', urlPattern: { pathname, search: '' } }) as const;
    return [
      { condition: get(folder), source: { cacheName: this.#name } },
      { condition: get(`${folder}assets/*`), source: 'cache' },
    ];
  }

  /** Forgets the builds that `isLetGo` says no page uses, and what no remaining build needs of the toolchain. */
  async tidy(isLetGo: (name: string) => Promise<boolean>): Promise<void> {
    if (!(await this.isComplete())) return;
    for (const name of await this.#builds()) {
      if (name !== this.#name && (await isLetGo(name))) await this.#host.caches.delete(name);
    }
    const wanted = new Set<string>();
    for (const name of await this.#builds()) {
      const cache = await this.#host.caches.open(name);
      const manifest = await cache.match(`${this.#base}toolchain/manifest.json`);
      // Ours, and whole.
      const { assets } = ((await manifest?.json()) ?? { assets: {} }) as { assets: Record<string, { file: string }> };
      for (const { file } of Object.values(assets)) wanted.add(`${this.#base}toolchain/${file}`);
    }
    const toolchain = await this.#host.caches.open(TOOLCHAIN_CACHE);
    for (const { url } of await toolchain.keys()) {
      if (url.startsWith(this.#base) && !wanted.has(url)) await toolchain.delete(url);
    }
  }

  /** Below the base, without query; undefined for another origin or folder, and for requests that are not GET. */
  #path({ method, url }: Request): string | undefined {
    const plain = url.replace(/[?#].*$/, '');
    if (method !== 'GET' || !plain.startsWith(this.#base)) return undefined;
    const path = plain.slice(this.#base.length);
    return path === 'index.html' ? '' : path;
  }

  /** The page of this build; until all of that is kept, of an older one. */
  async #page(request: Request): Promise<Response> {
    for (const name of [this.#name, ...(await this.#builds()).reverse()]) {
      const page = await this.#in(name, this.#base);
      if (page) return page;
    }
    return this.#isolated(request);
  }

  async #isolated(request: Request): Promise<Response> {
    const response = await this.#host.fetch(request);
    // A redirection is passed on: it was asked for as one, and what it leads to comes by here again.
    return response.type === 'opaqueredirect' ? response : this.#isolating(response);
  }

  async #file(request: Request): Promise<Response> {
    const url = request.url.replace(/[?#].*$/, '');
    return (await this.#kept(url)) ?? this.#isolating(await this.#host.fetch(request));
  }

  async #toolchainFile(request: Request): Promise<Response> {
    return (await this.#in(TOOLCHAIN_CACHE, request.url)) ?? this.#host.fetch(request);
  }

  /** From this build, or from one that a page still uses. */
  async #kept(url: string): Promise<Response | undefined> {
    for (const name of [this.#name, ...(await this.#builds()).reverse()]) {
      const found = await this.#in(name, url);
      if (found) return found;
    }
    return undefined;
  }

  async #fill(): Promise<void> {
    if (await this.isComplete()) return;
    if (this.#files.build === '') throw new Error('This site is not to be kept');
    const cache = await this.#host.caches.open(this.#name);
    await inTurns([...this.#files.hashed], async (path) => {
      const url = this.#base + path;
      // Of an older build, what has the same name is the same.
      if (!(await cache.match(url))) await cache.put(url, (await this.#kept(url)) ?? (await this.#fetched(path)));
    });
    await inTurns(Object.entries(this.#files.named), async ([path, digest]) => {
      const response = await this.#fetched(path, 'no-cache');
      const bytes = await response.clone().arrayBuffer();
      if (!hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))).startsWith(digest))
        throw anotherBuild(path);
      await cache.put(this.#base + path, response);
    });
    const page = await this.#fetched('', 'no-cache');
    if (!(await page.clone().text()).includes(`content="${this.#files.build}"`)) throw anotherBuild('the page');
    await cache.put(this.#base, page);
  }

  async #fetched(path: string, cache: RequestCache = 'default'): Promise<Response> {
    const response = await this.#host.fetch(this.#base + path, { cache });
    const isPage = response.headers.get('content-type')?.startsWith('text/html') === true;
    // Some hosts answer with their page for a file that is missing.
    if (!response.ok || isPage !== (path === '')) throw new Error(`${path} could not be had: ${response.status}`);
    return this.#isolating(response, { [BUILD_HEADER]: this.#files.build });
  }

  /** The response as it is to arrive in an isolated page. */
  #isolating(response: Response, more: Readonly<Record<string, string>> = {}): Response {
    const headers = new Headers(response.headers);
    for (const name of OF_THE_TRANSFER) headers.delete(name);
    for (const [name, value] of Object.entries(ISOLATION)) if (!headers.has(name)) headers.set(name, value);
    headers.set(POLICY, headers.get(POLICY)?.replace(FRAMING, '') || this.#files.policy);
    for (const [name, value] of Object.entries(more)) headers.set(name, value);
    return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
  }

  #in(cacheName: string, url: string): Promise<Response | undefined> {
    return this.#host.caches.match(url, { cacheName, ignoreVary: true });
  }

  async #isWhole(name: string): Promise<boolean> {
    return (await this.#in(name, this.#base)) !== undefined;
  }

  /** Names of the caches of this site, the oldest first. */
  async #builds(): Promise<string[]> {
    return (await this.#host.caches.keys()).filter((name) => name.startsWith(siteCachePrefix(this.#base)));
  }
}

/** The host has another build by now, or still: the two are not mixed. */
function anotherBuild(what: string): Error {
  return new Error(`${what} is of another build`);
}

async function inTurns<T>(all: T[], work: (one: T) => Promise<void>): Promise<void> {
  const worker = async (): Promise<void> => {
    for (let next = all.shift(); next !== undefined; next = all.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
