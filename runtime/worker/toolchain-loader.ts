import type { ToolchainState } from '../protocol/kernel.ts';
import { Builder } from '../toolchain/build.ts';
import { SYSROOT_MOUNT } from '../toolchain/layout.ts';
import type { Manifest } from '../toolchain/manifest.ts';
import { Tools } from '../toolchain/tools.ts';
import type { DirectoryInode } from '../vfs/inode.ts';
import { mountTar } from '../vfs/tar-image.ts';
import { Volume } from '../vfs/volume.ts';
import { AssetError, type Assets } from './assets.ts';
import type { BrowserMachine } from './browser-machine.ts';

/** The toolchain once it is there. */
export interface Toolchain {
  readonly tools: Tools;
  readonly builder: Builder;
}

/** Brings the toolchain into the machine: all of it or nothing, again after a failure. */
export class ToolchainLoader {
  readonly #machine: BrowserMachine;
  readonly #assets: Assets;
  readonly #tell: (state: ToolchainState) => void;
  #loading: Promise<Toolchain> | undefined;
  #manifest: Manifest | undefined;
  #sysroot: DirectoryInode | undefined;
  #cxx: Promise<void> | undefined;

  constructor(machine: BrowserMachine, assets: Assets, tell: (state: ToolchainState) => void) {
    this.#machine = machine;
    this.#assets = assets;
    this.#tell = tell;
  }

  /** Resolves with the toolchain; rejects with an `AssetError` when it could not be had this time. */
  get(): Promise<Toolchain> {
    this.#loading ??= this.#load().catch((error: unknown) => {
      this.#loading = undefined;
      const message = error instanceof Error ? error.message : String(error);
      this.#tell({ phase: 'failed', message });
      throw error instanceof AssetError ? error : new AssetError(`The toolchain could not be started: ${message}`);
    });
    return this.#loading;
  }

  /** C++ headers and libraries, fetched when the first C++ file needs them. */
  readonly needCxx = (): Promise<void> => {
    this.#cxx ??= this.#loadCxx().catch((error: unknown) => {
      this.#cxx = undefined;
      throw error;
    });
    return this.#cxx;
  };

  async #load(): Promise<Toolchain> {
    this.#tell({ phase: 'loading', loadedBytes: 0, totalBytes: 0 });
    const manifest = await this.#assets.manifest();
    const { coreHot, sysrootC } = manifest.assets;
    const loaded = { core: 0, sysroot: 0 };
    const tell = throttled(() => {
      this.#tell({
        phase: 'loading',
        loadedBytes: loaded.core + loaded.sysroot,
        totalBytes: coreHot.bytes + sysrootC.bytes,
      });
    });
    const [coreBytes, image] = await Promise.all([
      this.#assets.load(coreHot, (bytes) => {
        loaded.core = bytes;
        tell();
      }),
      this.#assets.load(sysrootC, (bytes) => {
        loaded.sysroot = bytes;
        tell();
      }),
    ]);
    this.#tell({ phase: 'preparing' });
    const module = await WebAssembly.compile(coreBytes.bytes);

    const volume = new Volume({ now: () => this.#machine.kernel.host.wallNs(), isReadOnly: true });
    this.#sysroot = this.#machine.kernel.mount(SYSROOT_MOUNT, volume);
    mountTar(volume, this.#sysroot, image.bytes);
    this.#manifest = manifest;
    this.#machine.completeWith(module, () => this.#loadCold(manifest));
    this.#machine.keepWarm(module);
    const tools = new Tools(this.#machine, module);
    const builder = new Builder(tools);
    void this.#assets.forgetAllBut(manifest);
    this.#tell({
      phase: 'ready',
      version: manifest.clang,
      bytes: coreHot.bytes + sysrootC.bytes,
      fromCache: coreBytes.isFromCache && image.isFromCache,
    });
    return { tools, builder };
  }

  /** The half of the compiler that everyday C does without. */
  async #loadCold(manifest: Manifest): Promise<WebAssembly.Module> {
    const { coreCold } = manifest.assets;
    const tell = throttled((bytes: number) =>
      this.#tell({ phase: 'loading', loadedBytes: bytes, totalBytes: coreCold.bytes }),
    );
    const { bytes, isFromCache } = await this.#assets.load(coreCold, tell);
    this.#tell({ phase: 'preparing' });
    const module = await WebAssembly.compile(bytes);
    this.#tell({ phase: 'ready', version: manifest.clang, bytes: coreCold.bytes, fromCache: isFromCache });
    return module;
  }

  async #loadCxx(): Promise<void> {
    if (!this.#manifest || !this.#sysroot) throw new Error('C++ was asked for before the toolchain was there');
    const asset = this.#manifest.assets.sysrootCxx;
    const tell = throttled((bytes: number) =>
      this.#tell({ phase: 'loading', loadedBytes: bytes, totalBytes: asset.bytes }),
    );
    const image = await this.#assets.load(asset, tell);
    mountTar(this.#sysroot.volume, this.#sysroot, image.bytes);
    this.#tell({ phase: 'ready', version: this.#manifest.clang, bytes: asset.bytes, fromCache: image.isFromCache });
  }
}

/** Progress is for eyes: twenty times a second is enough. */
function throttled<T extends unknown[]>(tell: (...args: T) => void): (...args: T) => void {
  let last = 0;
  return (...args) => {
    const now = performance.now();
    if (now - last < 50) return;
    last = now;
    tell(...args);
  };
}
