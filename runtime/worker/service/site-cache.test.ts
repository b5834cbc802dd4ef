import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { DIGEST_HEADER, TOOLCHAIN_CACHE } from '../../protocol/kept.ts';
import { SiteCache, type SiteFiles } from './site-cache.ts';

const BASE = 'https://example.org/preopen/';

/** As much of a browser's caches as is asked of them. */
class FakeCache {
  readonly #kept = new Map<string, Response>();
  put(url: string, response: Response): Promise<void> {
    this.#kept.set(url, response);
    return Promise.resolve();
  }
  match(url: string): Promise<Response | undefined> {
    return Promise.resolve(this.#kept.get(url)?.clone());
  }
  delete(url: string): Promise<boolean> {
    return Promise.resolve(this.#kept.delete(url));
  }
  keys(): Promise<readonly { readonly url: string }[]> {
    return Promise.resolve([...this.#kept.keys()].map((url) => ({ url })));
  }
}

class FakeCaches {
  readonly #caches = new Map<string, FakeCache>();
  open(name: string): Promise<FakeCache> {
    const cache = this.#caches.get(name) ?? new FakeCache();
    this.#caches.set(name, cache);
    return Promise.resolve(cache);
  }
  match(url: string, { cacheName }: { readonly cacheName: string }): Promise<Response | undefined> {
    return this.#caches.get(cacheName)?.match(url) ?? Promise.resolve(undefined);
  }
  keys(): Promise<string[]> {
    return Promise.resolve([...this.#caches.keys()]);
  }
  delete(name: string): Promise<boolean> {
    return Promise.resolve(this.#caches.delete(name));
  }
}

/** A host with one build on it, and a browser that visits. */
function boot() {
  const caches = new FakeCaches();
  const host = new Map<string, string>();
  const asked: string[] = [];
  const sent: Record<string, string> = {};
  const fetched = (input: Request | string): Promise<Response> => {
    const url = typeof input === 'string' ? input : input.url;
    asked.push(url.slice(BASE.length));
    const body = host.get(url.slice(BASE.length));
    if (body === undefined) return Promise.resolve(new Response('', { status: 404 }));
    const type = body.startsWith('<') ? 'text/html' : 'text/javascript';
    const headers = { 'content-type': type, 'content-encoding': 'br', ...sent };
    return Promise.resolve(new Response(body, { headers }));
  };
  const deploy = (build: string, script: string, core: string): SiteCache => {
    const manifest = JSON.stringify({ assets: { core: { file: core } } });
    for (const [path, body] of [
      ['', `<meta name="preopen-build" content="${build}">`],
      ['assets/shared-1.js', 'shared'],
      [script, build],
      ['toolchain/manifest.json', manifest],
    ] as const)
      host.set(path, body);
    const digest = createHash('sha256').update(manifest).digest('hex').slice(0, 16);
    const files: SiteFiles = {
      build,
      hashed: ['assets/shared-1.js', script],
      named: { 'toolchain/manifest.json': digest },
      policy: "default-src 'none'",
    };
    return new SiteCache({ caches: caches as unknown as CacheStorage, fetch: fetched as typeof fetch }, BASE, files);
  };
  const keepCore = async (file: string): Promise<void> => {
    const cache = await caches.open(TOOLCHAIN_CACHE);
    await cache.put(`${BASE}toolchain/${file}`, new Response('core', { headers: { [DIGEST_HEADER]: '00' } }));
  };
  return { host, asked, sent, deploy, keepCore };
}

/** Node cannot make a request that navigates. */
function get(path: string, mode: RequestMode = 'cors', cache: RequestCache = 'default'): Request {
  return { url: BASE + path, method: 'GET', mode, cache } as Request;
}

async function text(answer: Promise<Response> | undefined): Promise<string | undefined> {
  return answer && (await answer).text();
}

it('answers from what it keeps, isolated, without asking again', async () => {
  const { asked, deploy, host } = boot();
  const site = deploy('one', 'assets/one.js', 'core-1.wasm');
  await site.complete();
  host.clear();
  asked.length = 0;
  const page = await site.answer(get('?example=sorting', 'navigate'));
  expect(await page?.text()).toContain('one');
  expect(page?.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
  expect(page?.headers.has('content-encoding')).toBe(false);
  expect(await text(site.answer(get('assets/one.js')))).toBe('one');
  expect(asked).toEqual([]);
});

it('isolates a page of the host as long as it keeps none', async () => {
  const { deploy } = boot();
  const page = await deploy('one', 'assets/one.js', 'core-1.wasm').answer(get('', 'navigate'));
  expect(page?.headers.get('cross-origin-opener-policy')).toBe('same-origin');
});

it.each([
  ['none of the host', undefined, "default-src 'none'"],
  ['that of the host', "default-src 'self'", "default-src 'self'"],
  // Of the page without a query, which is kept; the same is shown in frames with `?embed`.
  ['that of the host, but for frames', "default-src 'self'; frame-ancestors 'self'", "default-src 'self'"],
  ['none but for frames', "frame-ancestors 'none'", "default-src 'none'"],
])('gives everything a policy: %s', async (_what, theirs, ours) => {
  const { deploy, sent } = boot();
  if (theirs !== undefined) sent['content-security-policy'] = theirs;
  const site = deploy('one', 'assets/one.js', 'core-1.wasm');
  await site.complete();
  for (const request of [get('?embed', 'navigate'), get('assets/one.js')])
    expect((await site.answer(request))?.headers.get('content-security-policy')).toBe(ours);
});

it.each([
  ['a request of another origin', { url: 'https://example.com/assets/one.js', method: 'GET' } as Request],
  ['a request that changes something', { url: `${BASE}assets/one.js`, method: 'POST' } as Request],
  ['a file that is wanted anew', get('toolchain/core-1.wasm', 'cors', 'reload')],
  ['a file of another build', get('other.txt')],
])('leaves %s alone', (_what, request) => {
  expect(boot().deploy('one', 'assets/one.js', 'core-1.wasm').answer(request)).toBeUndefined();
});

it('shows the old build until the new one is complete, and takes from it what is the same', async () => {
  const { deploy, host, asked } = boot();
  await deploy('one', 'assets/one.js', 'core-1.wasm').complete();
  const site = deploy('two', 'assets/two.js', 'core-2.wasm');
  host.delete('assets/two.js');
  await expect(site.complete()).rejects.toThrow('assets/two.js');
  expect(await text(site.answer(get('', 'navigate')))).toContain('one');

  host.set('assets/two.js', 'two');
  asked.length = 0;
  await site.complete();
  expect(asked).not.toContain('assets/shared-1.js');
  expect(await text(site.answer(get('', 'navigate')))).toContain('two');
  // For the page that is still open.
  expect(await text(site.answer(get('assets/one.js')))).toBe('one');
});

it.each([
  ['page', ''],
  ['manifest', 'toolchain/manifest.json'],
])('is not complete with the %s of another build', async (_what, path) => {
  const { deploy, host } = boot();
  const site = deploy('two', 'assets/two.js', 'core-2.wasm');
  host.set(path, path === '' ? '<meta name="preopen-build" content="one">' : '{}');
  await expect(site.complete()).rejects.toThrow('another build');
  expect(await site.isComplete()).toBe(false);
});

it('is not complete where a host answers with its page for what is missing', async () => {
  const { deploy, host } = boot();
  const site = deploy('one', 'assets/one.js', 'core-1.wasm');
  host.set('assets/one.js', '<!doctype html>');
  await expect(site.complete()).rejects.toThrow('assets/one.js');
});

it('forgets a build that no page uses, and its toolchain, and nothing before it is complete itself', async () => {
  const { deploy, keepCore } = boot();
  const first = deploy('one', 'assets/one.js', 'core-1.wasm');
  await first.complete();
  await keepCore('core-1.wasm');
  await keepCore('core-2.wasm');
  const site = deploy('two', 'assets/two.js', 'core-2.wasm');
  await site.tidy(() => Promise.resolve(true));
  expect(await first.isComplete()).toBe(true);

  await site.complete();
  await site.tidy(() => Promise.resolve(false));
  expect(await text(site.answer(get('toolchain/core-1.wasm')))).toBe('core');
  await site.tidy(() => Promise.resolve(true));
  expect(await first.isComplete()).toBe(false);
  expect(await text(site.answer(get('toolchain/core-1.wasm')))).toBe('');
  expect(await text(site.answer(get('toolchain/core-2.wasm')))).toBe('core');
});
