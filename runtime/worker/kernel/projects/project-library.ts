import type { ProjectSummary } from '../../../protocol/project.ts';
import { FileError } from '../../../vfs/folder-files.ts';
import { checkTree } from './check-tree.ts';
import { type ProjectStorage, StorageClosed } from './project-storage.ts';
import { isOfNewerVersion, readProject, type StoredNode, type StoredProject } from './stored-records.ts';

/** A project out of storage, sound. */
export interface LoadedProject {
  readonly project: StoredProject;
  /** Undefined: its record is missing. */
  readonly generation: number | undefined;
  /** Keys of records that are no part of the tree as it is now. */
  readonly strangeKeys: readonly unknown[];
  readonly nodes: ReadonlyMap<number, StoredNode>;
  /** What had to be put right, a sentence each. */
  readonly repairs: readonly string[];
}

const NEWER = 'It was stored by a newer version of Preopen than this page. Reload the page; it may be an old copy';
const EMPTY = 'Nothing of its files could be read from this browser’s storage';

/** The projects that are stored. What is wrong with one of them is its trouble alone: it is listed, and says so. */
export class ProjectLibrary {
  readonly #storage: ProjectStorage;
  readonly #summaries = new Map<string, ProjectSummary>();
  /** Why projects could not be opened, as far as that was tried. */
  readonly #troubles = new Map<string, string>();

  constructor(storage: ProjectStorage) {
    this.#storage = storage;
  }

  summaries(): readonly ProjectSummary[] {
    return [...this.#summaries.values()].map((summary) => {
      const trouble = this.#troubles.get(summary.id);
      return trouble === undefined ? summary : { ...summary, trouble };
    });
  }

  /** It is stored, and called so. */
  know(summary: ProjectSummary): void {
    this.#summaries.set(summary.id, summary);
    this.#troubles.delete(summary.id);
  }

  /** Reads the list again; answers why it cannot be read. */
  async read(): Promise<string | undefined> {
    try {
      const store = await this.#storage.get();
      const [stored, ids] = await Promise.all([store.projects(), store.idsOfNodes()]);
      this.#summaries.clear();
      for (const { id, record } of stored) this.#summaries.set(id, readProject(id, record).project.summary);
      // Files whose project has no record any more.
      for (const id of ids) if (!this.#summaries.has(id)) this.#summaries.set(id, readProject(id, {}).project.summary);
      return undefined;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return `This browser does not let the page store anything (${reason}), so files last until it is closed`;
    }
  }

  /** Throws a sentence, and lists the project with it, where it cannot be read. `isOwner`: this tab may change what is stored. */
  async load(id: string, isOwner: boolean): Promise<LoadedProject> {
    const summary = this.#summaries.get(id);
    if (!summary) throw new FileError('That project does not exist any more');
    try {
      const loaded = await this.#load(id, isOwner);
      this.know(loaded.project.summary);
      return loaded;
    } catch (error) {
      const why =
        error instanceof FileError || error instanceof StorageClosed
          ? error.message
          : `This browser could not read it (${error instanceof Error ? error.message : String(error)})`;
      this.#troubles.set(id, why);
      throw new FileError(`“${summary.name}” cannot be opened. ${why}`);
    }
  }

  async delete(id: string): Promise<void> {
    if (this.#summaries.has(id)) await this.#delete(id);
    this.#summaries.delete(id);
    this.#troubles.delete(id);
  }

  /** Those of its files that can be read, in a volume. */
  async salvage<V>(id: string, make: (nodes: ReadonlyMap<number, StoredNode>) => V): Promise<V> {
    try {
      const { nodes } = await (await this.#storage.get()).salvage(id);
      return make(checkTree(nodes)?.nodes ?? new Map<number, StoredNode>());
    } catch (error) {
      throw new FileError(`Its files cannot be read now. ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  async #load(id: string, isOwner: boolean): Promise<LoadedProject> {
    const store = await this.#storage.get();
    const raw = await store.load(id);
    if (raw.record === undefined && raw.nodes.length === 0) throw new FileError('It was deleted in another tab');
    if (isOfNewerVersion(raw.record)) throw new FileError(NEWER);
    const { project, repairs } = readProject(id, raw.record ?? {});
    const tree = checkTree(raw.nodes);
    if (!tree) throw new FileError(EMPTY);
    const allRepairs = [...(raw.record === undefined ? ['Its record was missing'] : repairs), ...tree.repairs];
    // Storage that can be read and not written still shows its projects: what is left over there waits for the next opening.
    if (isOwner) await store.dropStaged(id).catch(() => undefined);
    return {
      project,
      generation: raw.record === undefined ? undefined : project.generation,
      nodes: tree.nodes,
      strangeKeys: raw.nodes.map(({ key }) => key).filter((key) => !tree.nodes.has(key as number)),
      repairs: allRepairs.map(sentence),
    };
  }

  async #delete(id: string): Promise<void> {
    try {
      await (await this.#storage.get()).delete(id);
    } catch (error) {
      throw new FileError(`It could not be deleted. ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

function sentence(clause: string): string {
  return clause.charAt(0).toUpperCase() + clause.slice(1);
}
