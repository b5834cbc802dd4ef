import { hex } from '../../../runtime/base/hex.ts';
import type { FolderChange } from '../../../runtime/protocol/project.ts';
import { isNamed, type DiskFolder, type OnDisk, type Stamp } from './disk-folder.ts';
import { Intake, leftOutReason } from './folder-limits.ts';

/** The project's side, as far as it is needed here. */
export interface ProjectFiles {
  /** Undefined: it is gone by now. Rejects where that cannot be known: what cannot be read counts as there. */
  readonly read: (path: string) => Promise<Uint8Array | undefined>;
  /** Puts these files into the project; `undefined` removes one. */
  readonly put: (path: string, bytes: Uint8Array | undefined) => Promise<void>;
  readonly kindOf: (path: string) => 'file' | 'folder' | 'link' | undefined;
  readonly paths: () => Iterable<string>;
}

/** The disk's side, likewise. */
export type Disk = Pick<DiskFolder, 'mode' | 'entries' | 'look' | 'write' | 'makeFolder' | 'remove'>;

/** What both sides were when they were last the same. */
interface Known {
  readonly stamp: Stamp;
  readonly digest: string;
}

/**
 * Keeps a project and a folder of the disk the same. A change on one side goes to the other; a file that was changed on both is
 * left as it is on both, and is a conflict. In a folder that may only be read nothing is written.
 */
export class FolderSync {
  readonly conflicts = new Set<string>();
  /** Why a path is on one side only, as a sentence. */
  readonly leftOut = new Map<string, string>();
  readonly #disk: Disk;
  readonly #project: ProjectFiles;
  readonly #known = new Map<string, Known>();
  /** Paths that may have changed in the project since it was last compared. */
  readonly #changed = new Set<string>();
  /** Paths that the kernel says are gone. Only what it says so of is removed on the disk: a list may be incomplete. */
  readonly #removed = new Set<string>();

  constructor(disk: Disk, project: ProjectFiles) {
    this.#disk = disk;
    this.#project = project;
  }

  /** Both sides have these bytes. */
  async agree(path: string, stamp: Stamp, bytes: Uint8Array): Promise<void> {
    this.#known.set(path, { stamp, digest: await digestOf(bytes) });
    this.conflicts.delete(path);
    this.leftOut.delete(path);
  }

  /** The kernel says what has changed in the project. */
  noteChanges(changes: readonly FolderChange[]): void {
    for (const { folder, removed, put } of changes) {
      const prefix = folder === '' ? '' : `${folder}/`;
      for (const name of removed) this.#removed.add(prefix + name);
      for (const { name } of put) this.#changed.add(prefix + name);
    }
  }

  /** Everything may have been changed while the project was not open. */
  noteAll(): void {
    for (const path of this.#project.paths()) this.#changed.add(path);
  }

  get isPending(): boolean {
    return this.#changed.size + this.#removed.size > 0;
  }

  /** Writes what has changed in the project to the disk. Throws what the browser threw; what is left is tried next time. */
  async toDisk(): Promise<void> {
    await drain(this.#changed, (path) => this.#onePathToDisk(path));
    await drain(this.#removed, async (path) => {
      if (this.#disk.mode === 'readwrite' && this.#project.kindOf(path) === undefined) await this.#removalToDisk(path);
    });
  }

  /** Takes what has changed on the disk into the project; all of it, or nothing where that is more than may come in. */
  async fromDisk(): Promise<void> {
    const seen = new Set<string>();
    const changed: (Extract<OnDisk, { readonly kind: 'file' }> & { readonly path: string })[] = [];
    const intake = new Intake();
    for await (const entry of this.#disk.entries((name) => this.skips(name))) {
      if (entry.kind === 'folder') {
        if (this.#project.kindOf(entry.path) !== 'folder') intake.add(0);
        continue;
      }
      seen.add(entry.path);
      const known = this.#known.get(entry.path);
      if (known && isSame(known.stamp, entry.stamp)) continue;
      intake.add(entry.stamp.size);
      changed.push(entry);
    }
    for (const entry of changed) {
      const known = this.#known.get(entry.path);
      const bytes = new Uint8Array(await entry.file.arrayBuffer());
      const digest = await digestOf(bytes);
      if (known?.digest === digest || (await this.#projectDigest(entry.path)) === digest)
        await this.agree(entry.path, entry.stamp, bytes);
      else if (await this.#isUntouched(entry.path)) {
        await this.#project.put(entry.path, bytes);
        await this.agree(entry.path, entry.stamp, bytes);
      } else this.conflicts.add(entry.path);
    }
    for (const path of [...this.#known.keys()].filter((one) => !seen.has(one))) {
      if (!(await this.#isUntouched(path))) {
        this.conflicts.add(path);
        continue;
      }
      if (this.#project.kindOf(path) === 'file') await this.#project.put(path, undefined);
      this.#known.delete(path);
    }
  }

  /** Whether what has this name stays on the side where it is; the first time, that is said. */
  skips(name: string): boolean {
    const reason = leftOutReason(name);
    if (reason !== undefined) this.leftOut.set(reason, reason);
    return reason !== undefined;
  }

  /** Whether the disk has at these paths what it had when the two were last the same. Costs a look for each of them. */
  async isAsKnown(paths: Iterable<string>): Promise<boolean> {
    for (const path of paths) {
      if (path.split('/').some((name) => leftOutReason(name) !== undefined)) continue;
      if (!this.#isAsKnown(path, await this.#disk.look(path))) return false;
    }
    return true;
  }

  /** The person has chosen which side counts, for every conflict. */
  async settle(side: 'project' | 'disk'): Promise<void> {
    for (const path of this.conflicts) {
      const disk = await this.#disk.look(path);
      if (side === 'project') await this.#force(path);
      else if (disk?.kind === 'file') {
        const bytes = new Uint8Array(await disk.file.arrayBuffer());
        await this.#project.put(path, bytes);
        await this.agree(path, disk.stamp, bytes);
      } else {
        if (this.#project.kindOf(path) === 'file') await this.#project.put(path, undefined);
        this.#known.delete(path);
      }
      this.conflicts.delete(path);
      this.#changed.delete(path);
    }
  }

  #isAsKnown(path: string, disk: OnDisk | undefined): boolean {
    const known = this.#known.get(path);
    // What was written from here into a folder is said of each file.
    if (disk?.kind === 'folder') return this.#project.kindOf(path) === 'folder';
    if (disk) return known !== undefined && isSame(disk.stamp, known.stamp);
    return known === undefined && ![...this.#known.keys()].some((one) => one.startsWith(`${path}/`));
  }

  async #force(path: string): Promise<void> {
    // What the disk has may be the only copy: a link, which it cannot hold, takes nothing from it.
    if (this.#project.kindOf(path) === 'link') return;
    const bytes = await this.#project.read(path);
    if (bytes) {
      await this.agree(path, await this.#disk.write(path, bytes), bytes);
    } else if (this.#project.kindOf(path) === undefined) {
      await this.#disk.remove(path);
      this.#known.delete(path);
    }
  }

  async #onePathToDisk(path: string): Promise<void> {
    if (this.#disk.mode === 'read' || this.conflicts.has(path)) return;
    if (path.split('/').some((name) => this.skips(name))) return;
    switch (this.#project.kindOf(path)) {
      case 'file':
        return this.#fileToDisk(path);
      case 'folder':
        return this.#tryPath(path, () => this.#disk.makeFolder(path));
      case 'link':
        this.leftOut.set(path, `“${path}” is a symbolic link, which the browser cannot make on disk.`);
        return;
      case undefined:
        // It is gone again, or not listed yet.
        return;
    }
  }

  async #fileToDisk(path: string): Promise<void> {
    const bytes = await this.#project.read(path);
    if (!bytes) return;
    const digest = await digestOf(bytes);
    const known = this.#known.get(path);
    if (known?.digest === digest) return;
    const disk = await this.#disk.look(path);
    if (!(await this.#mayReplace(disk, known))) {
      if (disk?.kind === 'file' && (await digestOf(await bytesOf(disk.file))) === digest)
        this.#known.set(path, { stamp: disk.stamp, digest });
      else this.conflicts.add(path);
      return;
    }
    await this.#tryPath(path, async () => {
      this.#known.set(path, { stamp: await this.#disk.write(path, bytes), digest });
    });
  }

  async #removalToDisk(path: string): Promise<void> {
    const isBelow = (one: string): boolean => one === path || one.startsWith(`${path}/`);
    const below = [...this.#known.keys()].filter((one) => isBelow(one) && this.#project.kindOf(one) === undefined);
    for (const file of below) {
      const known = this.#known.get(file);
      const disk = await this.#disk.look(file);
      if (disk && !(await this.#mayReplace(disk, known))) {
        this.conflicts.add(file);
        continue;
      }
      await this.#disk.remove(file);
      this.#known.delete(file);
    }
    if (!below.includes(path) && (await this.#disk.look(path))?.kind === 'folder') await this.#disk.remove(path);
  }

  /** Whether the disk has what it had when the two were last the same. */
  async #mayReplace(disk: OnDisk | undefined, known: Known | undefined): Promise<boolean> {
    if (!disk) return known === undefined;
    if (disk.kind === 'folder' || !known) return false;
    // A file that was only touched has another time and the same bytes.
    return isSame(disk.stamp, known.stamp) || (await digestOf(await bytesOf(disk.file))) === known.digest;
  }

  async #isUntouched(path: string): Promise<boolean> {
    return (await this.#projectDigest(path)) === this.#known.get(path)?.digest;
  }

  async #projectDigest(path: string): Promise<string | undefined> {
    const bytes = this.#project.kindOf(path) === 'link' ? undefined : await this.#project.read(path);
    return bytes && digestOf(bytes);
  }

  /** A name that the disk does not take is said, and the others go on. */
  async #tryPath(path: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.leftOut.delete(path);
    } catch (error) {
      if (!(error instanceof TypeError) && !isNamed(error, 'TypeMismatchError')) throw error;
      this.leftOut.set(path, `“${path}” is not a name that this disk takes.`);
    }
  }
}

/** Does `work` for each path, those that come meanwhile included. One that fails is there again for the next time. */
async function drain(paths: Set<string>, work: (path: string) => Promise<void>): Promise<void> {
  for (const path of paths) {
    // Before the work: a change that comes during it is another one.
    paths.delete(path);
    try {
      await work(path);
    } catch (error) {
      paths.add(path);
      throw error;
    }
  }
}

async function bytesOf(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}

async function digestOf(bytes: Uint8Array): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)));
}

function isSame(a: Stamp, b: Stamp): boolean {
  return a.size === b.size && a.modifiedMs === b.modifiedMs;
}
