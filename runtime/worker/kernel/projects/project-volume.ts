import {
  DirectoryInode,
  FileInode,
  MAX_NAMES,
  SymlinkInode,
  type DirectoryEntry,
  type Inode,
} from '../../../vfs/inode.ts';
import { toNs, Volume } from '../../../vfs/volume.ts';
import { foldersFirst, walkFolder } from '../../../vfs/walk-folder.ts';
import type { FileEntry } from '../../../protocol/project.ts';
import { ROOT_INO } from './check-tree.ts';
import { entryOf } from './entry-of.ts';
import type { StoredNode } from './stored-records.ts';

/** Bytes that one project's files may take together. */
const MAX_BYTES = 512 << 20;

/** A part of what has changed. */
export interface Changes {
  readonly put: readonly StoredNode[];
  readonly remove: readonly number[];
  readonly inodes: readonly Inode[];
}

/** The files of one project, with the list of what has changed since it was last asked. */
export class ProjectVolume {
  readonly volume: Volume;
  readonly root: DirectoryInode;
  readonly #dirty = new Map<number, Inode>();
  #isLoading = true;

  constructor(
    now: () => number,
    stored: ReadonlyMap<number, StoredNode>,
    changed: (inode: Inode) => void,
    named: (entry: DirectoryEntry) => void = () => undefined,
  ) {
    this.volume = new Volume({
      now,
      maxBytes: MAX_BYTES,
      maxNames: MAX_NAMES,
      changed: (inode) => {
        if (this.#isLoading) return;
        this.#dirty.set(inode.ino, inode as Inode);
        changed(inode as Inode);
      },
      named: (entry) => {
        if (!this.#isLoading) named(entry as DirectoryEntry);
      },
    });
    this.root = new DirectoryInode(this.volume, ROOT_INO);
    this.#load(stored);
    this.#isLoading = false;
  }

  get isDirty(): boolean {
    return this.#dirty.size > 0;
  }

  get dirtyCount(): number {
    return this.#dirty.size;
  }

  /**
   * The next part of what a save has to write: no more than `maxNodes`, and as many bytes as come to `maxBytes` with the
   * last of them. From here on it counts as written; `putBack` makes it dirty again when the save failed.
   */
  take(maxNodes: number, maxBytes: number): Changes {
    const put: StoredNode[] = [];
    const remove: number[] = [];
    const inodes: Inode[] = [];
    let bytes = 0;
    for (const inode of this.#dirty.values()) {
      if (inodes.length >= maxNodes || bytes >= maxBytes) break;
      inodes.push(inode);
      if (inode === this.root || inode.nlink > 0) put.push(...toStored(inode));
      else remove.push(inode.ino);
      bytes += sizeToStore(inode);
    }
    for (const { ino } of inodes) this.#dirty.delete(ino);
    return { put, remove, inodes };
  }

  putBack(inodes: readonly Inode[]): void {
    for (const inode of inodes) this.#dirty.set(inode.ino, inode);
  }

  /** Everything as it would be stored. */
  *stored(): Generator<StoredNode> {
    yield* toStored(this.root);
    const seen = new Set<Inode>();
    for (const [, inode] of walkFolder(this.root, foldersFirst)) {
      if (seen.has(inode)) continue;
      seen.add(inode);
      yield* toStored(inode);
    }
  }

  /** Everything, as after an import: the whole project is to be written. */
  touchAll(): void {
    for (const [, inode] of walkFolder(this.root, foldersFirst)) this.#dirty.set(inode.ino, inode);
    this.#dirty.set(this.root.ino, this.root);
  }

  entries(): readonly FileEntry[] {
    return [...walkFolder(this.root, foldersFirst)].map(([path, inode]) => ({ path, ...entryOf(inode) }));
  }

  /** The bytes of every file, by path. */
  contents(): ReadonlyMap<string, Uint8Array> {
    return new Map(
      [...walkFolder(this.root, foldersFirst)].flatMap(([path, inode]) =>
        inode.kind === 'regular_file' ? [[path, inode.contents.slice()] as const] : [],
      ),
    );
  }

  /** Paths of the files that are not as they were in `before`, as far as times and sizes tell, and of what is gone. */
  differences(before: ProjectVolume): { readonly changed: readonly string[]; readonly removed: readonly string[] } {
    const gone = new Map(walkFolder(before.root));
    const changed: string[] = [];
    for (const [path, inode] of walkFolder(this.root, foldersFirst)) {
      const there = gone.get(path);
      gone.delete(path);
      if (inode.kind !== 'regular_file') continue;
      const isSame =
        there?.kind === 'regular_file' && there.size === inode.size && toNs(there.mtim) === toNs(inode.mtim);
      if (!isSame) changed.push(path);
    }
    return { changed, removed: [...gone.keys()] };
  }

  #load(byIno: ReadonlyMap<number, StoredNode>): void {
    const made = new Map<number, Inode>([[ROOT_INO, this.root]]);
    const folders = [this.root];
    // Grows while it is gone through.
    for (const directory of folders) {
      const node = byIno.get(directory.ino);
      if (node?.kind !== 'folder') continue;
      for (const [name, ino] of node.entries) {
        const child = byIno.get(ino);
        if (!child) continue;
        const inode = made.get(ino) ?? fromStored(this.volume, child);
        const isNew = !made.has(ino);
        made.set(ino, inode);
        const linked = directory.link(name, inode);
        // The tree was checked, by the same limits.
        if (!linked.ok) throw new Error(`A checked tree holds “${name}”, which its folder does not take`);
        if (isNew && inode.kind === 'directory') folders.push(inode);
      }
    }
    for (const [ino, inode] of made) {
      const node = byIno.get(ino);
      if (node) restoreTimes(inode, node);
    }
  }
}

/** About how many bytes it takes up in storage. */
function sizeToStore(inode: Inode): number {
  return inode.kind === 'directory' ? inode.size * 32 : inode.size;
}

function toStored(inode: Inode): readonly StoredNode[] {
  const common = { ino: inode.ino, atim: toNs(inode.atim), mtim: toNs(inode.mtim), ctim: toNs(inode.ctim) };
  switch (inode.kind) {
    case 'regular_file':
      // A copy: storing a view would store the whole buffer below it.
      return [{ ...common, kind: 'file', bytes: inode.contents.slice() }];
    case 'directory':
      return [
        {
          ...common,
          kind: 'folder',
          entries: [...inode.entries].map(([name, entry]) => [name, entry.inode.ino] as const),
        },
      ];
    case 'symbolic_link':
      return [{ ...common, kind: 'link', target: inode.target }];
    default:
      return [];
  }
}

function fromStored(volume: Volume, node: StoredNode): Inode {
  switch (node.kind) {
    case 'file':
      return new FileInode(volume, node.bytes, node.ino);
    case 'folder':
      return new DirectoryInode(volume, node.ino);
    case 'link':
      return new SymlinkInode(volume, node.target, node.ino);
  }
}

function restoreTimes(inode: Inode, node: StoredNode): void {
  inode.atim = node.atim;
  inode.mtim = node.mtim;
  inode.ctim = node.ctim;
}
