import type { KeptToolchain, ToolchainState } from '../../../protocol/kernel.ts';
import { Builder } from '../../../toolchain/build/build.ts';
import type { BuildStore } from '../../../toolchain/build/build-store.ts';
import { SYSROOT, SYSROOT_MOUNT } from '../../../toolchain/layout.ts';
import type { Asset, Manifest } from '../../../toolchain/manifest.ts';
import type { KnownPlans } from '../../../toolchain/driver/plans.ts';
import { Tools } from '../../../toolchain/tools/tools.ts';
import type { DirectoryInode } from '../../../vfs/inode.ts';
import { mountTar } from '../../../vfs/tar-image.ts';
import { Volume } from '../../../vfs/volume.ts';
import { AssetError, type Assets, type Loaded, type Watch } from './assets.ts';
import type { BrowserMachine } from '../machine/browser-machine.ts';
import type { Attention } from '../attention/attention.ts';

/** The part of the core that everyday C needs besides the first one. */
const USUAL = 1;

/** The toolchain once it is there. */
export interface Toolchain {
  readonly tools: Tools;
  readonly builder: Builder;
}

/** Brings the toolchain into the machine: all of it or nothing, again after a failure. */
export class ToolchainLoader {
  readonly #machine: BrowserMachine;
  readonly #attention: Attention;
  readonly #assets: Assets;
  /** Of what the toolchain that is named builds. */
  readonly #storeOf: (toolchain: string) => BuildStore;
  readonly #isBuilt: (toolchain: string) => Promise<boolean>;
  readonly #tell: (state: ToolchainState) => void;
  #loading: Promise<Toolchain> | undefined;
  #manifest: Manifest | undefined;
  #sysroot: DirectoryInode | undefined;
  #cxx: Promise<void> | undefined;
  #fetchUsual: () => void = () => undefined;
  /** How much of it is there, and whether all of that was kept from an earlier visit. */
  #there = { bytes: 0, fromCache: true };

  /** `isBuilt`: whether what this visit finds open was made into a program by the toolchain that is named. */
  constructor(
    machine: BrowserMachine,
    attention: Attention,
    assets: Assets,
    storeOf: (toolchain: string) => BuildStore,
    isBuilt: (toolchain: string) => Promise<boolean>,
    tell: (state: ToolchainState) => void,
  ) {
    this.#machine = machine;
    this.#attention = attention;
    attention.whenIdle('keepDownloads', () => this.#assets.keepArrived());
    attention.whenIdle('fetchUsualPart', () => this.#fetchUsual());
    this.#assets = assets;
    this.#storeOf = storeOf;
    this.#isBuilt = isBuilt;
    this.#tell = tell;
  }

  /** Resolves with the toolchain; rejects with an `AssetError` when it could not be had this time. */
  async get(): Promise<Toolchain> {
    const toolchain = await this.getEarly();
    await toolchain.tools.ready();
    return toolchain;
  }

  /** As `get`, but does not wait for the core: what was built before can be had without. A tool that runs waits for the core, and gets the error. */
  getEarly(): Promise<Toolchain> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  /** As `needCxx` for a build ahead: nothing is downloaded for it. */
  readonly needCxxWithoutDownload = async (): Promise<void> => {
    const asset = this.#manifest?.assets.sysrootCxx;
    if (this.#cxx || (asset && (await this.#assets.isKept(asset)))) return this.needCxx();
    throw new AssetError('C++ is not in this browser yet');
  };

  /** C++ headers and libraries, fetched when the first C++ file needs them. */
  readonly needCxx = (): Promise<void> => {
    this.#cxx ??= this.#loadCxx().catch((error: unknown) => {
      this.#cxx = undefined;
      throw error;
    });
    return this.#cxx;
  };

  /** What makes components of programs, fetched when the first one is made. Rejects with an `AssetError`. */
  async adapters(): Promise<Uint8Array> {
    await this.getEarly();
    const { adapters } = (this.#manifest ?? (await this.#assets.manifest())).assets;
    if (!adapters)
      throw new AssetError(
        'No component can be made here: this site’s toolchain was prepared without the preview1 adapter',
      );
    const { value } = await this.#assets.load(adapters, { progress: () => undefined });
    this.#hasArrived();
    return value;
  }

  /**
   * How much of the toolchain the next visit will find in this browser; with `isWhole`, after all that is missing was
   * downloaded, unless the visitor counts bytes.
   */
  async keep(isWhole: boolean): Promise<KeptToolchain> {
    if (!this.#manifest) return { kept: 'none', uncached: [] };
    const all = Object.values(this.#manifest.assets);
    this.#hasArrived();
    try {
      if (isWhole && !isSavingData()) for (const asset of all) await this.#assets.bring(asset);
    } catch {
      // The connection is gone, which matters only when a part is needed.
    }
    return { kept: await this.#assets.keeps(all), uncached: [...this.#assets.uncachedModules] };
  }

  async #load(): Promise<Toolchain> {
    const abort = new AbortController();
    const failed = (error: unknown): never => {
      const message = error instanceof Error ? error.message : String(error);
      if (!abort.signal.aborted) {
        // What still arrives is of no use, and must not be reported over the failure.
        abort.abort();
        this.#loading = undefined;
        // What still rests is let go, and the next load does not rest.
        this.#want();
        // The machine is idle now. What did come need not come again.
        this.#assets.keepArrived();
        this.#tell({ phase: 'failed', message });
      }
      throw error instanceof AssetError ? error : new AssetError(`The toolchain could not be started: ${message}`);
    };
    try {
      return await this.#loadAll(abort.signal, failed);
    } catch (error) {
      return failed(error);
    }
  }

  /** `failed`: makes what is thrown of the error, when the core cannot be had. */
  async #loadAll(signal: AbortSignal, failed: (error: unknown) => never): Promise<Toolchain> {
    this.#tell({ phase: 'loading', loadedBytes: 0, totalBytes: 0 });
    const manifest = await this.#assets.manifest();
    const { coreFirst, sysrootC, plans } = manifest.assets;
    const totalBytes = coreFirst.bytes + sysrootC.bytes;
    const loaded = { core: 0, sysroot: 0 };
    const report = throttled(() => {
      const loadedBytes = loaded.core + loaded.sysroot;
      if (!signal.aborted && loadedBytes < totalBytes) this.#tell({ phase: 'loading', loadedBytes, totalBytes });
    });
    const loadingPlans = this.#assets.load(plans, { signal, progress: () => undefined });
    const complete = async (): Promise<WebAssembly.Module> => {
      const hasRested = await this.#whenWanted(manifest, signal);
      signal.throwIfAborted();
      if (hasRested) this.#tell({ phase: 'preparing' });
      const loadingCore = this.#assets.loadModule(coreFirst, {
        signal,
        progress: (bytes) => {
          loaded.core = bytes;
          if (bytes === coreFirst.bytes && !signal.aborted) this.#machine.expectStart();
          report();
        },
        arrived: () => {
          if (!signal.aborted) this.#tell({ phase: 'preparing' });
        },
      });
      const loadingSysroot = this.#loadSysroot(sysrootC, signal, (bytes) => {
        loaded.sysroot = bytes;
        report();
      });
      const [core, ...files] = await Promise.all([loadingCore, loadingSysroot, loadingPlans]);
      this.#manifest = manifest;
      this.#completeCore(core.value, manifest);
      this.#machine.keepWarm(core.value);
      this.#there = { bytes: totalBytes, fromCache: [core, ...files].every(({ isFromCache }) => isFromCache) };
      this.#tell({ phase: 'ready', version: manifest.clang, ...this.#there });
      this.#hasArrived();
      return core.value;
    };
    const core = complete().catch(failed);
    // A tool that runs gets the error.
    core.catch(() => undefined);
    const known = await loadingPlans;
    // Ours, and verified.
    const knownPlans = JSON.parse(new TextDecoder().decode(known.value)) as KnownPlans;
    const tools = new Tools(this.#machine, { there: core, wanted: () => this.#want() });
    return { tools, builder: new Builder(tools, knownPlans, this.#storeOf(idOf(manifest))) };
  }

  /**
   * Resolves when core and sysroot are to be loaded. To compile the core takes the processor from the page and from a
   * program that was built before: where it lies in this browser and there is such a program, that is when somebody wants
   * it, or nobody anything. Answers whether they have rested until then.
   */
  async #whenWanted(manifest: Manifest, signal: AbortSignal): Promise<boolean> {
    const canRest = this.#attention.mayWait('startCompiler') && (await this.#canRest(manifest));
    if (!canRest || !this.#attention.mayWait('startCompiler') || signal.aborted) return false;
    this.#tell({ phase: 'kept', version: manifest.clang });
    this.#machine.expectStart();
    await new Promise<void>((resolve) => {
      this.#attention.whenIdle('startCompiler', resolve);
      this.#attention.due('startCompiler');
    });
    return true;
  }

  async #canRest(manifest: Manifest): Promise<boolean> {
    for (const asset of [manifest.assets.coreFirst, manifest.assets.sysrootC])
      if (!(await this.#assets.isKept(asset))) return false;
    return this.#isBuilt(idOf(manifest));
  }

  async #loadSysroot(
    asset: Asset,
    signal: AbortSignal,
    progress: (bytes: number) => void,
  ): Promise<{ readonly isFromCache: boolean }> {
    const image = await this.#assets.load(asset, { signal, progress });
    if (signal.aborted) return image;
    const { kernel } = this.#machine;
    const atNs = kernel.host.wallNs();
    const volume = new Volume({ now: () => atNs, isReadOnly: true });
    this.#sysroot = kernel.mount(SYSROOT_MOUNT, volume);
    this.#addToSysroot(this.#sysroot, image.value);
    return image;
  }

  #addToSysroot(sysroot: DirectoryInode, image: Uint8Array): void {
    const { volume } = sysroot;
    mountTar(volume, sysroot, image);
    this.#machine.addSysroot({ preopen: SYSROOT, dev: volume.dev, atNs: volume.now() }, image);
  }

  /** Something has come that is to be kept, and the compiler may need another part; neither is urgent. */
  #hasArrived(): void {
    this.#attention.due('keepDownloads');
    this.#attention.due('fetchUsualPart');
  }

  /** A tool will have to run: the compiler starts now. */
  #want(): void {
    this.#attention.hurry('startCompiler');
  }

  #completeCore(core: WebAssembly.Module, manifest: Manifest): void {
    const { coreUsual, coreRare } = manifest.assets;
    const more = [coreUsual, coreRare];
    let isUsualWaitedFor = false;
    this.#machine.completeWith(core, {
      count: more.length,
      load: async (part) => {
        const asset = more[part - 1];
        if (!asset) throw new Error(`The compiler has no part ${part}`);
        return this.#loadMore(
          manifest,
          asset,
          (watch) => this.#assets.loadModule(asset, watch),
          () => part !== USUAL || isUsualWaitedFor,
        );
      },
      needed: (part) => void (isUsualWaitedFor ||= part === USUAL),
    });
    this.#fetchUsual = () => {
      this.#fetchUsual = () => undefined;
      // Who counts bytes gets it when it is called for. A failure then is said; this one is not.
      if (!isSavingData()) this.#machine.bring(core, USUAL).catch(() => undefined);
    };
  }

  async #loadCxx(): Promise<void> {
    if (!this.#manifest || !this.#sysroot) throw new Error('C++ was asked for before the toolchain was there');
    const asset = this.#manifest.assets.sysrootCxx;
    const image = await this.#loadMore(this.#manifest, asset, (watch) => this.#assets.load(asset, watch));
    this.#addToSysroot(this.#sysroot, image);
  }

  /**
   * Fetches what the compiler could do without until now; whether that works or not, the compiler is ready afterwards.
   * The page is told while somebody waits for it.
   */
  async #loadMore<T>(
    manifest: Manifest,
    asset: Asset,
    load: (watch: Watch) => Promise<Loaded<T>>,
    isWaitedFor: () => boolean = () => true,
  ): Promise<T> {
    let loadedBytes: number | undefined;
    const report = throttled(() => {
      if (loadedBytes !== undefined && isWaitedFor())
        this.#tell({ phase: 'loading', loadedBytes, totalBytes: asset.bytes });
    });
    try {
      const loaded = await load({
        progress: (bytes) => {
          loadedBytes = bytes;
          report();
        },
        arrived: () => {
          loadedBytes = undefined;
          if (isWaitedFor()) this.#tell({ phase: 'preparing' });
        },
      });
      const { bytes, fromCache } = this.#there;
      this.#there = { bytes: bytes + asset.bytes, fromCache: fromCache && loaded.isFromCache };
      return loaded.value;
    } finally {
      loadedBytes = undefined;
      this.#hasArrived();
      if (isWaitedFor()) this.#tell({ phase: 'ready', version: manifest.clang, ...this.#there });
    }
  }
}

/** Other bytes of anything, another toolchain. */
function idOf({ assets }: Manifest): string {
  return Object.values(assets)
    .map(({ sha256 }) => sha256)
    .join(' ');
}

function isSavingData(): boolean {
  return (navigator as { readonly connection?: { readonly saveData?: boolean } }).connection?.saveData === true;
}

/** Progress is for eyes: twenty times a second is enough, and the last word counts. */
function throttled(report: () => void): () => void {
  let due: ReturnType<typeof setTimeout> | undefined;
  return () => {
    due ??= setTimeout(() => {
      due = undefined;
      report();
    }, 50);
  };
}
