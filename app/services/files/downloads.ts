import { PackingClient, type ZipEntry } from '../../../runtime/client/packing-client.ts';
import { PROJECT_FILE } from '../../../runtime/links/linked-project.ts';
import { err, ok, type Result } from '../../../runtime/base/result.ts';
import type { BuiltComponent, InProject } from '../../../runtime/protocol/kernel.ts';
import { entriesOf, folderAt, hasPath, type TreeFolder } from '../../state/file-tree.ts';
import { fileName, parentOf } from '../../state/paths.ts';
import { inOpenProject, selectProjectName, selectSettings } from '../../state/project-slice.ts';
import type { AppStore } from '../../state/store.ts';
import type { Documents } from '../documents/documents.ts';
import { reasonText, type Kernel } from '../kernel/kernel.ts';

/** Gives the browser a file to keep. */
export type SaveFile = (name: string, bytes: Uint8Array, type: string) => void;

interface Parts {
  readonly kernel: Kernel;
  readonly store: AppStore;
  readonly documents: Documents;
  readonly save?: SaveFile;
  readonly packing?: PackingClient;
}

/** The file name of the program that was built here. */
export const PROGRAM_NAME = 'main.wasm';
/** The same as a component. */
export const COMPONENT_NAME = 'main.component.wasm';

const WASM = 'application/wasm';

/** Takes files out of the project, onto the visitor's computer. */
export class Downloads {
  readonly #kernel: Kernel;
  readonly #store: AppStore;
  readonly #documents: Documents;
  readonly #save: SaveFile;
  readonly #packing: PackingClient;

  constructor({ kernel, store, documents, save = saveByLink, packing = new PackingClient() }: Parts) {
    this.#kernel = kernel;
    this.#store = store;
    this.#documents = documents;
    this.#save = save;
    this.#packing = packing;
  }

  /** One file, as the kernel has it. */
  async file(path: string): Promise<void> {
    await this.#tell(`${fileName(path)} was not downloaded`, async () => {
      const within = inOpenProject(this.#store.getState());
      await this.#documents.flush();
      const bytes = await this.#kernel.request('readFile', { ...within, path });
      this.#save(fileName(path), bytes, path.endsWith('.wasm') ? WASM : 'application/octet-stream');
    });
  }

  /** Bytes of the program that was built last in this project, or why it is no module; undefined: none was, on this visit. */
  async programSize(): Promise<Result<number, string> | undefined> {
    const built = await this.#program();
    return built?.ok ? ok(built.value.length) : built;
  }

  async program(): Promise<void> {
    await this.#tell('The program was not downloaded', async () => {
      const program = await this.#program();
      if (!program) throw new Error('Nothing was built yet.');
      if (!program.ok) throw new Error(`${program.error}.`);
      this.#save(PROGRAM_NAME, program.value, WASM);
    });
  }

  /** The program that was built last in this project, as a component; undefined: none was, on this visit. */
  async component(): Promise<BuiltComponent | undefined> {
    const within = this.#withinBuilt();
    try {
      return within && (await this.#kernel.request('builtComponent', within));
    } catch (reason) {
      return err(reasonText(reason));
    }
  }

  saveComponent(bytes: Uint8Array): void {
    this.#save(COMPONENT_NAME, bytes, WASM);
  }

  /** Everything in the project, folders included, with its settings: opened as a project, the zip makes the same one. */
  async project(): Promise<void> {
    await this.#tell('The project was not downloaded', async () => {
      const within = inOpenProject(this.#store.getState());
      await this.#documents.flush();
      const state = this.#store.getState();
      const zip = await this.#packing.zip(this.#entries(within, state.files));
      this.#save(`${selectProjectName(state) ?? 'project'}.zip`, zip, 'application/zip');
    });
  }

  /** A folder of the project, as a zip with the folder in it. */
  async folder(folder: string): Promise<void> {
    await this.#tell(`${fileName(folder)} was not downloaded`, async () => {
      const within = inOpenProject(this.#store.getState());
      await this.#documents.flush();
      const above = parentOf(folder);
      const zip = await this.#packing.zip(this.#entriesIn(within, folder, above === '' ? 0 : above.length + 1));
      this.#save(`${fileName(folder)}.zip`, zip, 'application/zip');
    });
  }

  async *#entriesIn(within: InProject, folder: string, cut: number): AsyncGenerator<ZipEntry> {
    const tree = folderAt(this.#store.getState().files, folder);
    if (!tree) throw new Error('It does not exist any more.');
    for (const { path, kind } of entriesOf(tree)) {
      const whole = `${folder}/${path}`;
      if (kind === 'folder') yield [`${whole.slice(cut)}/`, new Uint8Array()];
      if (kind === 'file') yield [whole.slice(cut), await this.#kernel.request('readFile', { ...within, path: whole })];
    }
  }

  async *#entries(within: ReturnType<typeof inOpenProject>, files: TreeFolder): AsyncGenerator<ZipEntry> {
    for (const { path, kind } of entriesOf(files)) {
      if (kind === 'folder') yield [`${path}/`, new Uint8Array()];
      if (kind === 'file') yield [path, await this.#kernel.request('readFile', { ...within, path })];
    }
    const state = this.#store.getState();
    const settings = selectSettings(state);
    if (settings === undefined || hasPath(files, PROJECT_FILE)) return;
    const { breakpoints } = state;
    const about = { v: 1, name: selectProjectName(state), settings, ...(breakpoints.length > 0 && { breakpoints }) };
    yield [PROJECT_FILE, new TextEncoder().encode(`${JSON.stringify(about, undefined, 2)}\n`)];
  }

  async #program(): Promise<Result<Uint8Array, string> | undefined> {
    const within = this.#withinBuilt();
    return within && this.#kernel.request('builtProgram', within);
  }

  /** Undefined: the kernel keeps the last program, of whichever project it was, and it was not of this one. */
  #withinBuilt(): InProject | undefined {
    const state = this.#store.getState();
    const within = inOpenProject(state);
    return within.projectId === state.builtProject ? within : undefined;
  }

  async #tell(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (reason) {
      this.#store.getState().noticeChanged(`${what}. ${reasonText(reason)}`);
    }
  }
}

/** Long enough for the slowest browser to have taken the bytes. */
const KEPT_MS = 60_000;

export function saveByLink(name: string, bytes: Uint8Array, type: string): void {
  // What the kernel sends is a copy of its own, never shared memory.
  const url = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
