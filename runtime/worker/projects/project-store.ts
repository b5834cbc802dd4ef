import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { KeptObject, KeptProgram } from '../../toolchain/build-store.ts';
import type { ProjectSettings, ProjectSummary } from '../../protocol/project.ts';

/** One inode as it is kept. Directories hold names and inode numbers, so a rename is one record, or two. */
export type StoredNode = {
  readonly ino: number;
  readonly atim: bigint;
  readonly mtim: bigint;
  readonly ctim: bigint;
} & (
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  | { readonly kind: 'folder'; readonly entries: readonly (readonly [name: string, ino: number])[] }
  | { readonly kind: 'link'; readonly target: string }
);

export interface StoredProject {
  readonly summary: ProjectSummary;
  readonly settings: ProjectSettings;
}

/** What one save writes: all of it, or none. */
export interface Save {
  readonly project: StoredProject;
  readonly put: readonly StoredNode[];
  readonly remove: readonly number[];
}

/** Something that was built of a project, by the toolchain that is named. */
export type StoredBuild = { readonly toolchain: string } & (
  { readonly kind: 'object'; readonly made: KeptObject } | { readonly kind: 'program'; readonly made: KeptProgram }
);

interface Schema extends DBSchema {
  projects: { key: string; value: StoredProject };
  /** Keyed by [project id, inode number]. */
  nodes: { key: [string, number]; value: StoredNode };
  /** Keyed by [project id, name]. Nothing is lost with them. */
  builds: { key: [string, string]; value: StoredBuild };
}

const NAME = 'preopen';
const VERSION = 2;

/** Projects in IndexedDB. Every method rejects when storage fails; the caller goes on in memory and says so. */
export class ProjectStore {
  readonly #db: IDBPDatabase<Schema>;

  private constructor(db: IDBPDatabase<Schema>) {
    this.#db = db;
  }

  static async open(lost: () => void): Promise<ProjectStore> {
    const db = await openDB<Schema>(NAME, VERSION, {
      upgrade(upgrading, from) {
        if (from < 1) {
          upgrading.createObjectStore('projects');
          upgrading.createObjectStore('nodes');
        }
        upgrading.createObjectStore('builds');
      },
      // Another tab runs a newer version: it must not wait for this one.
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
      terminated: lost,
    });
    return new ProjectStore(db);
  }

  projects(): Promise<readonly StoredProject[]> {
    return this.#db.getAll('projects');
  }

  nodes(id: string): Promise<readonly StoredNode[]> {
    return this.#db.getAll('nodes', rangeOf(id));
  }

  async save(save: Save): Promise<void> {
    try {
      await this.#write(save);
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'QuotaExceededError')) throw error;
      // What can be built again makes room for what cannot.
      await this.forgetBuilds();
      await this.#write(save);
    }
  }

  /** One transaction: a crash leaves the project as it was before or as it is after. */
  async #write({ project, put, remove }: Save): Promise<void> {
    const { id } = project.summary;
    const transaction = this.#db.transaction(['projects', 'nodes'], 'readwrite');
    const nodes = transaction.objectStore('nodes');
    await Promise.all([
      transaction.objectStore('projects').put(project, id),
      ...put.map((node) => nodes.put(node, [id, node.ino])),
      ...remove.map((ino) => nodes.delete([id, ino])),
      transaction.done,
    ]);
  }

  async delete(id: string): Promise<void> {
    const transaction = this.#db.transaction(['projects', 'nodes', 'builds'], 'readwrite');
    await Promise.all([
      transaction.objectStore('projects').delete(id),
      transaction.objectStore('nodes').delete(rangeOf(id)),
      transaction.objectStore('builds').delete(rangeOf(id)),
      transaction.done,
    ]);
  }

  builds(id: string): Promise<readonly StoredBuild[]> {
    return this.#db.getAll('builds', rangeOf(id));
  }

  /** Undefined removes what is stored under that name. */
  async saveBuilds(id: string, changes: ReadonlyMap<string, StoredBuild | undefined>): Promise<void> {
    const transaction = this.#db.transaction('builds', 'readwrite');
    await Promise.all([
      ...[...changes].map(([name, build]) =>
        build ? transaction.store.put(build, [id, name]) : transaction.store.delete([id, name]),
      ),
      transaction.done,
    ]);
  }

  /** Of all projects: the space is needed. */
  async forgetBuilds(): Promise<void> {
    await this.#db.clear('builds');
  }
}

/** All keys that begin with `id`. */
function rangeOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id], [id, []]);
}
