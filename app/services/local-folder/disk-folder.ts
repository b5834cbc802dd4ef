import type { Disposable } from '../../../runtime/base/disposable.ts';
import { parentOf, fileName } from '../../state/paths.ts';

/** The properties of a file on disk that change when its contents do. */
export interface Stamp {
  readonly size: number;
  readonly modifiedMs: number;
}

/** What is at a path on disk. */
export type OnDisk =
  { readonly kind: 'file'; readonly stamp: Stamp; readonly file: File } | { readonly kind: 'folder' };

/** The parts of the File System Access API that TypeScript's library does not know. */
export type PermissionMode = 'read' | 'readwrite';
interface Permissions {
  readonly requestPermission?: (options: { readonly mode: PermissionMode }) => Promise<PermissionState>;
}

/** What a browser says of a change beneath a folder that it observes. */
interface ChangeRecord {
  readonly type: string;
  readonly relativePathComponents: readonly string[];
  /** Of what was moved. */
  readonly relativePathMovedFrom?: readonly string[] | null;
}
/** Is called for changes beneath a folder, made by this page or by other programs. */
export interface ChangeListener {
  /** Something may have changed at `path`; undefined: anywhere. */
  readonly changed: (path: string | undefined) => void;
  /** The browser says nothing more. */
  readonly lost: () => void;
}
interface Observer {
  observe(root: FileSystemDirectoryHandle, options: { readonly recursive: boolean }): Promise<void>;
  disconnect(): void;
}
type ObserverClass = new (changed: (records: readonly ChangeRecord[]) => void) => Observer;

/** Files that are asked for at a time: each question goes to another process of the browser and back. */
const AT_ONCE = 64;

/** A folder of the person's disk, by the handle that they gave. Nothing outside of it has a name here. */
export class DiskFolder {
  readonly mode: PermissionMode;
  readonly #root: FileSystemDirectoryHandle & Permissions;

  constructor(root: FileSystemDirectoryHandle, mode: PermissionMode) {
    this.#root = root;
    this.mode = mode;
  }

  get name(): string {
    return this.#root.name;
  }

  /** Every file and folder that is not skipped, however deep, each folder before what is in it. */
  async *entries(skips: (name: string) => boolean): AsyncGenerator<{ readonly path: string } & OnDisk, void> {
    const ahead: (readonly [string, FileSystemDirectoryHandle])[] = [['', this.#root]];
    for (let next = ahead.pop(); next; next = ahead.pop()) {
      const [prefix, folder] = next;
      const asked: Promise<({ readonly path: string } & OnDisk) | undefined>[] = [];
      for await (const handle of folder.values()) {
        const path = prefix + handle.name;
        if (skips(handle.name)) continue;
        if (isFolder(handle)) {
          ahead.push([`${path}/`, handle]);
          yield { path, kind: 'folder' };
        } else if (isFile(handle)) asked.push(ifThere(path, handle));
        if (asked.length >= AT_ONCE) yield* found(await Promise.all(asked.splice(0)));
      }
      yield* found(await Promise.all(asked));
    }
  }

  /** Undefined: this browser does not say what changes. */
  async watch({ changed, lost }: ChangeListener): Promise<Disposable | undefined> {
    const { FileSystemObserver } = globalThis as { readonly FileSystemObserver?: ObserverClass };
    if (!FileSystemObserver) return undefined;
    const observer = new FileSystemObserver((records) => {
      for (const { type, relativePathComponents: at, relativePathMovedFrom: from } of records) {
        if (type === 'errored') lost();
        else changed(type === 'unknown' ? undefined : at.join('/'));
        if (from) changed(from.join('/'));
      }
    });
    try {
      await observer.observe(this.#root, { recursive: true });
    } catch {
      return undefined;
    }
    return { dispose: () => observer.disconnect() };
  }

  /** Undefined: there is nothing. */
  async look(path: string): Promise<OnDisk | undefined> {
    try {
      const folder = await this.#folder(parentOf(path), false);
      try {
        return await onDisk(await folder.getFileHandle(fileName(path)));
      } catch (error) {
        if (isNamed(error, 'TypeMismatchError')) return { kind: 'folder' };
        throw error;
      }
    } catch (error) {
      // Also where a file stands in a folder's place: nothing can be beneath it.
      if (!isNamed(error, 'NotFoundError', 'TypeMismatchError')) throw error;
      await this.#isThere();
      return undefined;
    }
  }

  /** Whole, or not at all: the browser puts a finished copy in the file's place. */
  async write(path: string, bytes: Uint8Array): Promise<Stamp> {
    const folder = await this.#folder(parentOf(path), true);
    const handle = await folder.getFileHandle(fileName(path), { create: true });
    const writable = await handle.createWritable();
    try {
      // What the kernel sends is a copy of its own, never shared memory.
      await writable.write(bytes as Uint8Array<ArrayBuffer>);
    } catch (error) {
      await writable.abort().catch(() => undefined);
      throw error;
    }
    await writable.close();
    return (await onDisk(handle)).stamp;
  }

  async makeFolder(path: string): Promise<void> {
    await this.#folder(path, true);
  }

  /** A file, or a folder with nothing in it; a folder with something in it stays. */
  async remove(path: string): Promise<void> {
    try {
      await (await this.#folder(parentOf(path), false)).removeEntry(fileName(path));
    } catch (error) {
      if (!isNamed(error, 'NotFoundError', 'InvalidModificationError')) throw error;
    }
  }

  /** Asks the person again; needs a press of theirs. */
  async ask(): Promise<boolean> {
    return (await this.#root.requestPermission?.({ mode: this.mode })) !== 'denied';
  }

  /** Throws where the folder itself is gone, which is not the same as a file that is not in it. */
  async #isThere(): Promise<void> {
    await this.#root.values().next();
  }

  async #folder(path: string, create: boolean): Promise<FileSystemDirectoryHandle> {
    let at: FileSystemDirectoryHandle = this.#root;
    for (const name of path === '' ? [] : path.split('/')) at = await at.getDirectoryHandle(name, { create });
    return at;
  }
}

async function onDisk(handle: FileSystemFileHandle): Promise<Extract<OnDisk, { readonly kind: 'file' }>> {
  const file = await handle.getFile();
  return { kind: 'file', file, stamp: { size: file.size, modifiedMs: file.lastModified } };
}

/** Undefined: it is gone since it was listed. */
async function ifThere(
  path: string,
  handle: FileSystemFileHandle,
): Promise<({ readonly path: string } & OnDisk) | undefined> {
  try {
    return { path, ...(await onDisk(handle)) };
  } catch (error) {
    if (isNamed(error, 'NotFoundError')) return undefined;
    throw error;
  }
}

function found<Item>(items: readonly (Item | undefined)[]): readonly Item[] {
  return items.filter((item) => item !== undefined);
}

function isFolder(handle: FileSystemHandle): handle is FileSystemDirectoryHandle {
  return handle.kind === 'directory';
}

function isFile(handle: FileSystemHandle): handle is FileSystemFileHandle {
  return handle.kind === 'file';
}

export function isNamed(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof DOMException && names.includes(error.name);
}
