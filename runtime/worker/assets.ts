import { parseManifest, describeManifestError, type Asset, type Manifest } from '../toolchain/manifest.ts';

/** A download that did not end well. The message says what happened, why, and what to do. */
export class AssetError extends Error {
  override readonly name = 'AssetError';
}

const CACHE = 'preopen-toolchain';
const WASM_TYPE = 'application/wasm';

/** Who waits for a download. */
export interface Watch {
  /** Told how many bytes have come. */
  readonly progress: (bytes: number) => void;
  /** All bytes are there and are the right ones; what follows is the engine's work. */
  readonly arrived?: () => void;
  readonly signal?: AbortSignal;
}

export interface Loaded<T> {
  readonly value: T;
  readonly isFromCache: boolean;
}

/** Fetches what the toolchain is made of, checks every byte against the manifest, and keeps it for the next visit. */
export class Assets {
  readonly #base: string;
  /** Files that came damaged: asked for again, they must not come out of the browser's own cache. */
  readonly #damaged = new Set<string>();

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
    if (!parsed.ok) throw new AssetError(describeManifestError(parsed.error));
    return parsed.value;
  }

  /** The bytes returned are the manifest's, or it throws. */
  async load(asset: Asset, watch: Watch): Promise<Loaded<Uint8Array<ArrayBuffer>>> {
    const kept = await this.#kept(asset);
    if (kept) {
      watch.progress(asset.bytes);
      return { value: new Uint8Array(await kept.arrayBuffer()), isFromCache: true };
    }
    const { body } = await this.#fetchAsset(asset, watch);
    const bytes = await this.#read(body, asset, watch.progress);
    await this.#verify(asset, bytes);
    void this.#keep(asset, bytes);
    return { value: bytes, isFromCache: false };
  }

  /** As `load`, for a module, which the engine compiles while it arrives. */
  async loadModule(asset: Asset, watch: Watch): Promise<Loaded<WebAssembly.Module>> {
    const kept = await this.#kept(asset);
    if (kept) {
      watch.progress(asset.bytes);
      return { value: await WebAssembly.compileStreaming(kept), isFromCache: true };
    }
    const { body } = await this.#fetchAsset(asset, watch);
    const { stream, feed, close } = hose();
    const compiled = WebAssembly.compileStreaming(new Response(stream, { headers: { 'content-type': WASM_TYPE } }));
    // Whatever is wrong with the module shows in its digest, and is said in words there.
    compiled.catch(() => undefined);
    const bytes = await this.#read(body, asset, watch.progress, feed).finally(close);
    await this.#verify(asset, bytes);
    watch.arrived?.();
    const module = await compiled;
    void this.#keep(asset, bytes);
    return { value: module, isFromCache: false };
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
    if (hex(await crypto.subtle.digest('SHA-256', bytes)) === asset.sha256) return;
    this.#damaged.add(asset.file);
    throw new AssetError(
      `${asset.file} arrived damaged: its SHA-256 is not the one in the manifest. Nothing of it was used. Try again`,
    );
  }

  #fetchAsset({ file }: Asset, { signal }: Watch): Promise<Response> {
    return this.#fetch(file, { signal: signal ?? null, cache: this.#damaged.has(file) ? 'reload' : 'default' });
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

  /** What an earlier visit verified and kept; undefined where there is none, or storage is blocked. */
  async #kept(asset: Asset): Promise<Response | undefined> {
    try {
      const cache = await caches.open(CACHE);
      const response = await cache.match(this.#base + asset.file);
      return response?.headers.get('content-length') === String(asset.bytes) ? response : undefined;
    } catch {
      return undefined;
    }
  }

  async #keep(asset: Asset, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    try {
      const cache = await caches.open(CACHE);
      const headers = {
        'content-type': asset.file.endsWith('.wasm') ? WASM_TYPE : 'application/octet-stream',
        'content-length': String(bytes.length),
      };
      await cache.put(this.#base + asset.file, new Response(bytes, { headers }));
    } catch {
      // Blocked or full storage costs the next visit a download, and this one nothing.
    }
  }

  /** Forgets what older versions left behind. */
  async forgetAllBut(manifest: Manifest): Promise<void> {
    try {
      const wanted = new Set(Object.values(manifest.assets).map((asset) => this.#base + asset.file));
      const cache = await caches.open(CACHE);
      for (const request of await cache.keys()) if (!wanted.has(request.url)) await cache.delete(request);
    } catch {
      // As above.
    }
  }
}

/**
 * A stream that is fed by hand, and ends early where its source fails: Firefox reports the failure of a stream that it
 * compiles from as an error that nobody could catch.
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

function hex(digest: ArrayBuffer): string {
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
