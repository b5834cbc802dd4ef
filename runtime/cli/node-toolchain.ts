import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Builder } from '../toolchain/build/build.ts';
import { COMMAND_LINE_GUIDANCE } from '../toolchain/report/guidance.ts';
import { PROJECT_MOUNT, SYSROOT_MOUNT } from '../toolchain/layout.ts';
import { parseManifest, type Manifest } from '../toolchain/manifest.ts';
import type { KnownPlans } from '../toolchain/driver/plans.ts';
import { linkParts } from '../toolchain/split/link-parts.ts';
import { Tools } from '../toolchain/tools/tools.ts';
import { FolderFiles } from '../vfs/folder-files.ts';
import type { DirectoryInode } from '../vfs/inode.ts';
import { mountTar } from '../vfs/tar-image.ts';
import { Volume } from '../vfs/volume.ts';
import { NodeMachine } from './node-machine.ts';
import type { Idle } from '../wire/direct.ts';

const FOLDER = path.join(
  path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url)))),
  'public',
  'toolchain',
);

/** The prepared toolchain, read from disk once for any number of machines. */
export class NodeToolchain {
  readonly core: WebAssembly.Module;
  /** What the driver answers to usual flags. */
  readonly plans: KnownPlans;
  readonly #sysrootC: Uint8Array;
  readonly #cxxFile: string;
  readonly #adaptersFile: string | undefined;
  readonly #moreFiles: readonly string[];
  readonly #more: (WebAssembly.Module | undefined)[];

  private constructor(manifest: Manifest) {
    this.core = new WebAssembly.Module(read(manifest.assets.coreFirst.file));
    this.#moreFiles = [manifest.assets.coreUsual.file, manifest.assets.coreRare.file];
    this.#more = this.#moreFiles.map(() => undefined);
    this.#sysrootC = read(manifest.assets.sysrootC.file);
    this.plans = JSON.parse(new TextDecoder().decode(read(manifest.assets.plans.file))) as KnownPlans;
    this.#cxxFile = manifest.assets.sysrootCxx.file;
    this.#adaptersFile = manifest.assets.adapters?.file;
  }

  /** Throws a sentence when `npm run prepare-toolchain` has not been run. */
  static load(): NodeToolchain {
    if (!existsSync(path.join(FOLDER, 'manifest.json'))) {
      throw new Error('The toolchain is not prepared yet: run "npm run prepare-toolchain" first');
    }
    const manifest = parseManifest(JSON.parse(new TextDecoder().decode(read('manifest.json'))));
    if (!manifest.ok) throw new Error(manifest.error);
    return new NodeToolchain(manifest.value);
  }

  /** Which parts of the compiler anything has needed yet, besides the first: counted from 1. */
  get partsNeeded(): readonly number[] {
    return this.#more.flatMap((module, i) => (module ? [i + 1] : []));
  }

  /** What `makeComponent` takes. Throws a sentence where the toolchain was prepared without. */
  adapters(): Uint8Array {
    if (this.#adaptersFile === undefined)
      throw new Error(
        'No component can be made, because the toolchain was prepared without the preview1 adapter: run "npm ci" and "npm run prepare-toolchain" first',
      );
    return read(this.#adaptersFile);
  }

  /** A fresh machine with the sysroot, an empty project and an empty /tmp. */
  boot(idle?: Idle): NodeWorkbench {
    const machine = new NodeMachine(idle);
    machine.linkWith(
      this.core,
      linkParts({
        count: this.#more.length,
        get: (part) => (this.#more[part - 1] ??= new WebAssembly.Module(read(this.#moreFiles[part - 1] ?? ''))),
      }),
    );
    const now = (): number => machine.kernel.host.wallNs();
    const usr = new Volume({ now, isReadOnly: true });
    const sysroot = machine.kernel.mount(SYSROOT_MOUNT, usr);
    mountTar(usr, sysroot, this.#sysrootC);
    const project = machine.kernel.mount(PROJECT_MOUNT, new Volume({ now }));
    machine.kernel.mount('tmp', new Volume({ now }));
    const tools = new Tools(machine, this.core);
    let hasCxx = false;
    return {
      machine,
      tools,
      project,
      files: new FolderFiles(project),
      builder: new Builder(tools, this.plans, undefined, COMMAND_LINE_GUIDANCE),
      needCxx: () => {
        if (!hasCxx) mountTar(usr, sysroot, read(this.#cxxFile));
        hasCxx = true;
        return Promise.resolve();
      },
    };
  }
}

export interface NodeWorkbench {
  readonly machine: NodeMachine;
  readonly tools: Tools;
  readonly builder: Builder;
  readonly project: DirectoryInode;
  readonly files: FolderFiles;
  readonly needCxx: () => Promise<void>;
}

function read(file: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(path.join(FOLDER, file)));
}
