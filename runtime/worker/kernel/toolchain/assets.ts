import { hex } from '../../../base/hex.ts';
import { megabytes } from '../../../base/megabytes.ts';
import type { KeptToolchain } from '../../../protocol/kernel.ts';
import { parseManifest, type Asset, type Manifest } from '../../../toolchain/manifest.ts';
import { BUILD_HEADER, DIGEST_HEADER, TOOLCHAIN_CACHE } from '../../../protocol/kept.ts';

/** A download that did not end well. The message says what happened, why, and what to do. */
export class AssetError extends Error {
  override readonly name = 'AssetError';
}

const WASM_TYPE = 'application/wasm';

/** Who waits for a download. */
export interface Watch {
  /** Called with how many bytes have come. */
  readonly progress: (bytes: number) => void;
  /** All bytes are there and are the right ones; what follows is the engine's work. */
  readonly arrived?: () => void;
  readonly signal?: AbortSignal;
}

export interface Loaded<T> {
  readonly value: T;
  readonly isFromCache: boolean;
}

/** A file that is fetched ahead of need. */
interface Bringing {
  readonly done: Promise<void>;
  progress: (bytes: number) => void;
}

/** Fetches what the toolchain is made of, checks every byte against the manifest, and keeps it for the next visit. */
export class Assets {
  readonly #base: string;
  /** Files that did not come well: asked for again, they must not come out of the browser's own cache. */
  readonly #damaged = new Set<string>();
  /** What this visit asked for, by file: settled once it is there. */
  readonly #asked = new Map<string, Promise<unknown>>();
  readonly #bringing = new Map<string, Bringing>();
  /** What was downloaded, by file: settled once it is kept, or cannot be. */
  readonly #keeping = new Map<string, Promise<void>>();
  /** Begin to keep what has come since the last time that was due. */
  readonly #due: (() => void)[] = [];
  /** Addresses of modules that were compiled from something else than an answer of the service worker. */
  readonly uncachedModules = new Set<string>();
  /** The service worker answers what this worker fetches. */
  #isServed = false;
  #hasGzipCopies = false;
  /** The host compresses what it sends, as far as is known. */
  #isCompressing = true;

  /** `base`: the absolute URL of the toolchain folder, with a slash at its end. */
  constructor(base: string) {
    this.#base = base;
  }

  async manifest(): Promise<Manifest> {
    const response = await this.#fetch('manifest.json', { cache: 'no-cache' });
    let parsed: ReturnType<typeof parseManifest>;
    try {
      parsed = parseManifest(await response.json());
    } catch {
      throw new AssetError('The toolchain’s manifest is damaged: it is not JSON. Try again, or reload the page');
    }
    if (!parsed.ok) throw new AssetError(parsed.error);
    this.#isServed = response.headers.has(BUILD_HEADER);
    this.#hasGzipCopies = parsed.value.gzip === true;
    this.#isCompressing = this.#isServed || response.headers.has('content-encoding');
    return parsed.value;
  }

  /** The bytes returned are the manifest's, or it throws. */
  load(asset: Asset, watch: Watch): Promise<Loaded<Uint8Array<ArrayBuffer>>> {
    return this.#tracked(asset, async () => {
      const kept = await this.#kept(asset, watch);
      if (kept) return { value: new Uint8Array(await kept.arrayBuffer()), isFromCache: true };
      return { value: await this.#download(asset, watch), isFromCache: false };
    });
  }

  /** As `load`, for a module, which the engine compiles while it arrives. */
  loadModule(asset: Asset, watch: Watch): Promise<Loaded<WebAssembly.Module>> {
    return this.#tracked(asset, async () => {
      const kept = await this.#kept(asset, watch);
      const isUncached = (): void => void this.uncachedModules.add(this.#base + asset.file);
      if (kept) {
        if (!this.#isServed) isUncached();
        try {
          return { value: await WebAssembly.compileStreaming(kept), isFromCache: true };
        } catch {
          // The browser has lost some of it; it was a module when it was kept.
        }
      }
      const { stream, feed, close } = hose();
      const compiled = WebAssembly.compileStreaming(new Response(stream, { headers: { 'content-type': WASM_TYPE } }));
      // The digest finds what is wrong with the module, and says so in words.
      compiled.catch(() => undefined);
      await this.#download(asset, watch, feed).finally(close);
      // Not before the service worker can answer it.
      void this.#keeping.get(asset.file)?.then(isUncached);
      watch.arrived?.();
      return { value: await compiled, isFromCache: false };
    });
  }

  /**
   * Has this browser keep what has come: in idle time, since copying it into storage keeps the
   * processor, here and in the browser's own processes.
   */
  keepArrived(): void {
    for (const keep of this.#due.splice(0)) keep();
  }

  /** Downloads what is not kept yet, for later. */
  async bring(asset: Asset): Promise<void> {
    await this.#asked.get(asset.file)?.catch(() => undefined);
    if (await this.isKept(asset)) return;
    const watch: Watch = { progress: (bytes) => this.#bringing.get(asset.file)?.progress(bytes) };
    const done = this.#download(asset, watch).then(() => {
      this.keepArrived();
      return this.#keeping.get(asset.file);
    });
    this.#bringing.set(asset.file, { done, progress: () => undefined });
    await done.finally(() => this.#bringing.delete(asset.file));
  }

  /**
   * How much of `all` the next visit will find in this browser, once what is on its way has come and `keepArrived` was
   * called.
   */
  async keeps(all: readonly Asset[]): Promise<KeptToolchain['kept']> {
    let kept: KeptToolchain['kept'] = 'all';
    for (const asset of all) {
      const wasLoaded = await this.#asked.get(asset.file)?.then(
        () => true,
        () => false,
      );
      if (await this.isKept(asset)) continue;
      // It was to be kept, and could not be: storage is blocked or full.
      if (wasLoaded === true) return 'none';
      kept = 'some';
    }
    return kept;
  }

  /** Whether it lies in this browser, checked. What has come in this visit does once `keepArrived` was called. */
  async isKept(asset: Asset): Promise<boolean> {
    try {
      await this.#keeping.get(asset.file);
      return isOf(await caches.match(this.#base + asset.file, { cacheName: TOOLCHAIN_CACHE }), asset);
    } catch {
      return false;
    }
  }

  async #tracked<T>(asset: Asset, load: () => Promise<T>): Promise<T> {
    const loading = load();
    this.#asked.set(asset.file, loading);
    return loading;
  }

  async #download(asset: Asset, watch: Watch, feed?: (chunk: Uint8Array) => void): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = await this.#read(await this.#open(asset, watch), asset, watch.progress, feed);
    await this.#verify(asset, bytes);
    const isDue = new Promise<void>((resolve) => this.#due.push(resolve));
    this.#keeping.set(
      asset.file,
      isDue.then(() => this.#keep(asset, bytes)),
    );
    return bytes;
  }

  async #read(
    body: ReadableStream<Uint8Array> | null,
    asset: Asset,
    progress: (bytes: number) => void,
    feed: (chunk: Uint8Array) => void = () => undefined,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = new Uint8Array(asset.bytes);
    let at = 0;
    const reader = body?.getReader();
    try {
      for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
        if (at + next.value.length > bytes.length) {
          throw new AssetError(`${asset.file} is longer than the manifest says. Nothing of it was used. Try again`);
        }
        bytes.set(next.value, at);
        feed(next.value);
        at += next.value.length;
        progress(at);
      }
    } catch (error) {
      if (error instanceof AssetError) throw error;
      this.#damaged.add(asset.file);
      throw new AssetError(
        `The download of ${asset.file} was cut off after ${megabytes(at)} of ${megabytes(bytes.length)} MB. Try again`,
      );
    }
    if (at < bytes.length) {
      throw new AssetError(
        `The download of ${asset.file} ended after ${megabytes(at)} of ${megabytes(bytes.length)} MB. Try again`,
      );
    }
    return bytes;
  }

  async #verify(asset: Asset, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    if (!('subtle' in crypto)) {
      throw new AssetError(
        `${asset.file} was not used, because a browser checks what it fetches only over HTTPS. Open this page by an address that begins with https:`,
      );
    }
    if (hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))) === asset.sha256) return;
    this.#damaged.add(asset.file);
    throw new AssetError(
      `${asset.file} arrived damaged: its SHA-256 is not the one in the manifest. Nothing of it was used. Try again`,
    );
  }

  /** The bytes of a file as they arrive; of its copy that is compressed, where the host does not do that by itself. */
  async #open({ file }: Asset, { signal }: Watch): Promise<ReadableStream<Uint8Array> | null> {
    const init: RequestInit = { signal: signal ?? null, cache: this.#damaged.has(file) ? 'reload' : 'default' };
    if (this.#hasGzipCopies && !this.#isCompressing) {
      const unpacked = await this.#openGzip(file, init);
      if (unpacked) return unpacked;
    }
    const response = await this.#fetch(file, init);
    if (!this.#hasGzipCopies || !this.#isCompressing || response.headers.has('content-encoding')) return response.body;
    const unpacked = await this.#openGzip(file, init);
    if (!unpacked) return response.body;
    response.body?.cancel().catch(() => undefined);
    return unpacked;
  }

  async #openGzip(file: string, init: RequestInit): Promise<ReadableStream<Uint8Array> | undefined> {
    let response: Response;
    try {
      response = await this.#fetch(`${file}.gz`, init);
    } catch (error) {
      if (init.signal?.aborted === true) throw error;
      return undefined;
    }
    const { body, headers } = response;
    // Some hosts take the copy for a file that they have compressed, and the browser has unpacked it already.
    if (headers.has('content-encoding')) return body ?? undefined;
    // Some hosts answer with their page for a file that is missing.
    if (!body || headers.get('content-type')?.startsWith('text/html') === true) return undefined;
    return body.pipeThrough(new DecompressionStream('gzip'));
  }

  async #fetch(file: string, init: RequestInit): Promise<Response> {
    let response: Response;
    try {
      response = await fetch(this.#base + file, init);
    } catch {
      throw new AssetError(
        `${file} could not be downloaded: the connection failed. Check that you are online and try again`,
      );
    }
    if (!response.ok)
      throw new AssetError(`${file} could not be downloaded: the server answered ${response.status}. Try again later`);
    return response;
  }

  /** What was verified and kept before; undefined where there is none, or storage is blocked. */
  async #kept(asset: Asset, { progress }: Watch): Promise<Response | undefined> {
    // It came in this visit, and something else did not.
    if (this.#keeping.has(asset.file)) this.keepArrived();
    await this.#keeping.get(asset.file);
    const bringing = this.#bringing.get(asset.file);
    if (bringing) {
      bringing.progress = progress;
      await bringing.done.catch(() => undefined);
    }
    const url = this.#base + asset.file;
    try {
      let response = await caches.match(url, { cacheName: TOOLCHAIN_CACHE });
      if (!isOf(response, asset)) return undefined;
      if (this.#isServed) {
        // The same from the service worker: it comes with an address, under which the engine keeps what it compiled.
        const answer = await fetch(url);
        if (isOf(answer, asset)) response = answer;
      }
      progress(asset.bytes);
      return response;
    } catch {
      return undefined;
    }
  }

  async #keep(asset: Asset, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    try {
      const cache = await caches.open(TOOLCHAIN_CACHE);
      const headers = {
        'content-type': asset.file.endsWith('.wasm') ? WASM_TYPE : 'application/octet-stream',
        'content-length': String(bytes.length),
        [DIGEST_HEADER]: asset.sha256,
      };
      await cache.put(this.#base + asset.file, new Response(bytes, { headers }));
    } catch {
      // Blocked or full storage costs the next visit a download, and this one nothing.
    }
  }
}

/** Whether it is what was kept of `asset`: nothing is before its digest was found to be right. */
function isOf(response: Response | undefined, asset: Asset): response is Response {
  return response?.headers.get(DIGEST_HEADER) === asset.sha256;
}

/**
 * A stream that is fed by hand, and ends early where its source fails: Firefox reports the failure of a stream that it
 * compiles from as an error that cannot be caught.
 */
function hose(): {
  readonly stream: ReadableStream<Uint8Array>;
  readonly feed: (chunk: Uint8Array) => void;
  readonly close: () => void;
} {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>(
    undefined,
    undefined,
    // What waits for the compiler has been downloaded anyway.
    new CountQueuingStrategy({ highWaterMark: Number.POSITIVE_INFINITY }),
  );
  const writer = writable.getWriter();
  const ignored = (): void => undefined;
  return {
    stream: readable,
    // The compiler may have given up on it.
    feed: (chunk) => void writer.write(chunk).catch(ignored),
    close: () => void writer.close().catch(ignored),
  };
}
