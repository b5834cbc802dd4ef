import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb';
import type { RawNode } from './check-tree.ts';
import {
  generationOf,
  readBuilds,
  readProject,
  type StoredBuild,
  type StoredNode,
  type StoredProject,
} from './stored-records.ts';

/** What one save writes: all of it, or none. */
export interface Save {
  readonly id: string;
  /** The generation that it changes; undefined: the project is not stored yet. */
  readonly base: number | undefined;
  readonly project: StoredProject;
  readonly put: readonly StoredNode[];
  readonly remove: readonly number[];
}

/** A project as it lies in storage. Nothing about it has been checked. */
export interface RawProject {
  readonly record: unknown;
  readonly nodes: readonly RawNode[];
}

/** A node that was staged to be put, or to be removed. */
interface Staged {
  readonly node: StoredNode | undefined;
}

interface Schema extends DBSchema {
  projects: { key: string; value: unknown };
  /** Keyed by [project id, inode number]. */
  nodes: { key: [string, number]; value: unknown };
  /** Keyed by [project id, name]. Nothing is lost with them. */
  builds: { key: [string, string]; value: unknown };
  /** Parts of a large save that has not been committed, or not been moved to `nodes`: [project id, name of the save, inode number]. */
  staged: { key: [string, string, number]; value: Staged };
}

type Store = keyof Pick<Schema, 'projects' | 'nodes' | 'builds' | 'staged'>;
type Writing = IDBPTransaction<Schema, Store[], 'readwrite'>;

const NAME = 'preopen';
const VERSION = 3;
/** Staged records that are moved in one transaction. */
const MOVED_AT_ONCE = 1000;

/** What is stored has moved on since what is to be saved was read: another tab wrote it, or deleted it. */
export class StaleSave extends Error {
  override readonly name = 'StaleSave';
  readonly isDeleted: boolean;

  constructor(isDeleted: boolean) {
    super(isDeleted ? 'it was deleted in another tab' : 'it was changed in another tab');
    this.isDeleted = isDeleted;
  }
}

/** Projects in IndexedDB. Every method rejects when storage fails. Values that it gives out have been checked, or are `unknown`. */
export class ProjectStore {
  readonly #db: IDBPDatabase<Schema>;

  private constructor(db: IDBPDatabase<Schema>) {
    this.#db = db;
  }

  /** `lost`: called when the connection is gone, and another has to be opened. */
  static async open(lost: () => void): Promise<ProjectStore> {
    const db = await openDB<Schema>(NAME, VERSION, {
      upgrade(upgrading, from) {
        if (from < 1) {
          upgrading.createObjectStore('projects');
          upgrading.createObjectStore('nodes');
        }
        if (from < 2) upgrading.createObjectStore('builds');
        upgrading.createObjectStore('staged');
      },
      // Another tab runs a newer version: it must not wait for this one.
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase).close();
        lost();
      },
      terminated: lost,
    });
    return new ProjectStore(db);
  }

  close(): void {
    this.#db.close();
  }

  async projects(): Promise<readonly { readonly id: string; readonly record: unknown }[]> {
    const transaction = this.#db.transaction('projects');
    const [keys, records] = await Promise.all([
      watched(transaction.store.getAllKeys()),
      watched(transaction.store.getAll()),
    ]);
    return keys.map((id, i) => ({ id, record: records[i] }));
  }

  async project(id: string): Promise<unknown> {
    return this.#db.get('projects', id);
  }

  /** The ids under which there are files, with a record or without. */
  async idsOfNodes(): Promise<readonly string[]> {
    const ids: string[] = [];
    let cursor = await this.#db.transaction('nodes').store.openKeyCursor();
    while (cursor) {
      const [id] = cursor.key;
      ids.push(id);
      // On to the next project, past all keys of this one.
      cursor = await cursor.continue([id, []] as unknown as [string, number]);
    }
    return ids;
  }

  /** All that lies there under this id, which may be nothing. */
  async load(id: string): Promise<RawProject> {
    const transaction = this.#db.transaction(['projects', 'nodes', 'staged']);
    const nodes = transaction.objectStore('nodes');
    const [record, keys, values] = await Promise.all([
      watched(transaction.objectStore('projects').get(id)),
      watched(nodes.getAllKeys(rangeOf(id))),
      watched(nodes.getAll(rangeOf(id))),
    ]);
    const found = new Map<unknown, unknown>(keys.map((key, i) => [key[1], values[i]]));
    const staged = record === undefined ? undefined : readProject(id, record).project.staged;
    if (staged !== undefined) {
      const waiting = transaction.objectStore('staged');
      const range = rangeOf(id, staged);
      const [stagedKeys, stagedValues] = await Promise.all([
        watched(waiting.getAllKeys(range)),
        watched(waiting.getAll(range)),
      ]);
      for (const [i, [, , ino]] of stagedKeys.entries()) {
        const node = stagedValues[i]?.node;
        if (node) found.set(ino, node);
        else found.delete(ino);
      }
    }
    return { record, nodes: [...found].map(([key, value]) => ({ key, value })) };
  }

  /** As `load`, record by record: what cannot be read is left out. */
  async salvage(id: string): Promise<RawProject> {
    const record = await this.project(id).catch(() => undefined);
    const nodes: RawNode[] = [];
    for (const key of await this.#db.getAllKeys('nodes', rangeOf(id))) {
      const value = await this.#db.get('nodes', key).catch(() => undefined);
      if (value !== undefined) nodes.push({ key: key[1], value });
    }
    return { record, nodes };
  }

  /** One transaction: a crash leaves the project as it was before or as it is after. Rejects with a `StaleSave` where the base has moved on. */
  async save(save: Save): Promise<void> {
    try {
      await this.#write(save);
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'QuotaExceededError')) throw error;
      // What can be built again makes room for what cannot.
      await this.deleteBuilds();
      await this.#write(save);
    }
  }

  #write({ id, base, project, put, remove }: Save): Promise<void> {
    const { staged } = project;
    return this.#change(['projects', 'nodes', 'staged'], async (transaction) => {
      const projects = transaction.objectStore('projects');
      mustBeAt(await projects.get(id), base);
      await Promise.all([
        watched(projects.put(project, id)),
        ...(staged === undefined
          ? putNodes(transaction, id, put, remove)
          : putStaged(transaction, id, staged, put, remove)),
      ]);
    });
  }

  /** Puts a part of a large save aside. It counts from when a project's record names it. */
  stage(id: string, name: string, put: readonly StoredNode[], remove: readonly number[]): Promise<void> {
    return this.#change(['staged'], async (transaction) => {
      await Promise.all(putStaged(transaction, id, name, put, remove));
    });
  }

  /** Moves committed parts to their places, some in each transaction: whenever this ends early, `load` still finds all of them. */
  async moveStaged(id: string, name: string, generation: number): Promise<void> {
    for (;;) {
      const isDone = await this.#change(['projects', 'nodes', 'staged'], async (transaction) => {
        const projects = transaction.objectStore('projects');
        const nodes = transaction.objectStore('nodes');
        const staged = transaction.objectStore('staged');
        const record = await projects.get(id);
        mustBeAt(record, generation);
        const range = rangeOf(id, name);
        const [keys, values] = await Promise.all([
          watched(staged.getAllKeys(range, MOVED_AT_ONCE)),
          watched(staged.getAll(range, MOVED_AT_ONCE)),
        ]);
        const isLast = keys.length < MOVED_AT_ONCE;
        await Promise.all([
          ...keys.map((key, i) => {
            const node = values[i]?.node;
            return watched<unknown>(node ? nodes.put(node, [id, key[2]]) : nodes.delete([id, key[2]]));
          }),
          ...keys.map((key) => watched(staged.delete(key))),
          ...(isLast ? [projects.put({ ...readProject(id, record).project, staged: undefined }, id)] : []),
        ]);
        return isLast;
      });
      if (isDone) return;
    }
  }

  /** Forgets parts of saves that were never committed. */
  async dropStaged(id: string): Promise<void> {
    await this.#change(['projects', 'staged'], async (transaction) => {
      const record = await transaction.objectStore('projects').get(id);
      if (record !== undefined && readProject(id, record).project.staged !== undefined) return;
      await transaction.objectStore('staged').delete(rangeOf(id));
    });
  }

  /** Removes node records by what stands after the project's id in their keys. */
  async dropNodes(id: string, keys: readonly unknown[]): Promise<void> {
    await this.#change(['nodes'], async (transaction) => {
      const nodes = transaction.objectStore('nodes');
      await Promise.all(keys.map((key) => watched(nodes.delete([id, key as number]))));
    });
  }

  async delete(id: string): Promise<void> {
    await this.#change(['projects', 'nodes', 'builds', 'staged'], async (transaction) => {
      await Promise.all([
        watched(transaction.objectStore('projects').delete(id)),
        watched(transaction.objectStore('nodes').delete(rangeOf(id))),
        watched(transaction.objectStore('builds').delete(rangeOf(id))),
        watched(transaction.objectStore('staged').delete(rangeOf(id))),
      ]);
    });
  }

  async builds(id: string): Promise<readonly StoredBuild[]> {
    return readBuilds(await this.#db.getAll('builds', rangeOf(id)));
  }

  /** Undefined removes what is stored under that name. */
  async saveBuilds(id: string, changes: ReadonlyMap<string, StoredBuild | undefined>): Promise<void> {
    await this.#change(['builds'], async (transaction) => {
      const builds = transaction.objectStore('builds');
      await Promise.all(
        [...changes].map(([name, build]) => (build ? builds.put(build, [id, name]) : builds.delete([id, name]))),
      );
    });
  }

  /** Of all projects: the space is needed. */
  async deleteBuilds(): Promise<void> {
    await this.#db.clear('builds');
  }

  /** Ends the transaction where `work` fails, and is done when it is: nothing of it is left then. */
  async #change<T>(stores: Store[], work: (transaction: Writing) => Promise<T>): Promise<T> {
    const transaction = this.#db.transaction(stores, 'readwrite');
    let done: T;
    try {
      done = await work(transaction);
    } catch (error) {
      // It may have been ended already, by what went wrong.
      try {
        transaction.abort();
      } catch {
        // It was.
      }
      // What ended it says more than that it was ended.
      await transaction.done.catch(() => undefined);
      throw error;
    }
    await transaction.done;
    return done;
  }
}

function putNodes(
  transaction: Writing,
  id: string,
  put: readonly StoredNode[],
  remove: readonly number[],
): readonly Promise<unknown>[] {
  const nodes = transaction.objectStore('nodes');
  return [
    ...put.map((node) => watched(nodes.put(node, [id, node.ino]))),
    ...remove.map((ino) => watched(nodes.delete([id, ino]))),
  ];
}

function putStaged(
  transaction: Writing,
  id: string,
  name: string,
  put: readonly StoredNode[],
  remove: readonly number[],
): readonly Promise<unknown>[] {
  const staged = transaction.objectStore('staged');
  return [
    ...put.map((node) => watched(staged.put({ node }, [id, name, node.ino]))),
    ...remove.map((ino) => watched(staged.put({ node: undefined }, [id, name, ino]))),
  ];
}

/** One of several that are waited for together: where another of them fails at once, nothing waits for this one. */
function watched<T>(asked: Promise<T>): Promise<T> {
  asked.catch(() => undefined);
  return asked;
}

function mustBeAt(record: unknown, base: number | undefined): void {
  if (record === undefined ? base !== undefined : generationOf(record) !== base)
    throw new StaleSave(record === undefined);
}

/** All keys that begin with `id`, or with it and `name`. */
function rangeOf(...start: readonly [id: string, name?: string]): IDBKeyRange {
  return IDBKeyRange.bound([...start], [...start, []]);
}
