import { DirectoryInode, FileInode, SymlinkInode, type DirectoryEntry, type Inode } from '../../vfs/inode.ts';
import { toNs, Volume } from '../../vfs/volume.ts';
import type { FileEntry } from '../../protocol/project.ts';
import type { StoredNode } from './project-store.ts';

/** Bytes that one project's files may take together. */
const MAX_BYTES = 512 << 20;
const ROOT_INO = 1;

/** The files of one project, with the list of what has changed since it was last asked. */
export class ProjectVolume {
  readonly volume: Volume;
  readonly root: DirectoryInode;
  readonly #dirty = new Map<number, Inode>();
  #isLoading = true;

  constructor(
    now: () => number,
    stored: readonly StoredNode[],
    changed: (inode: Inode) => void,
    named: (entry: DirectoryEntry) => void = () => undefined,
  ) {
    this.volume = new Volume({
      now,
      maxBytes: MAX_BYTES,
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

  /** What a save has to write; from here on it counts as written. `putBack` makes it dirty again when the save failed. */
  takeChanges(): {
    readonly put: readonly StoredNode[];
    readonly remove: readonly number[];
    readonly changed: readonly Inode[];
    putBack(): void;
  } {
    const changed = [...this.#dirty.values()];
    this.#dirty.clear();
    const isAlive = (inode: Inode): boolean => inode === this.root || inode.nlink > 0;
    return {
      put: changed.filter(isAlive).flatMap(toStored),
      remove: changed.filter((inode) => !isAlive(inode)).map((inode) => inode.ino),
      changed,
      putBack: () => {
        for (const inode of changed) this.#dirty.set(inode.ino, inode);
      },
    };
  }

  /** Everything, as after an import: the whole project is to be written. */
  touchAll(): void {
    for (const [, inode] of walk(this.root, '')) this.#dirty.set(inode.ino, inode);
    this.#dirty.set(this.root.ino, this.root);
  }

  entries(): readonly FileEntry[] {
    return [...walk(this.root, '')].map(([path, inode]) => ({
      path,
      kind: kindOf(inode),
      size: inode.kind === 'regular_file' ? inode.size : 0,
    }));
  }

  #load(stored: readonly StoredNode[]): void {
    const byIno = new Map(stored.map((node) => [node.ino, node]));
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
        if (linked.ok && isNew && inode.kind === 'directory') folders.push(inode);
      }
    }
    for (const [ino, inode] of made) {
      const node = byIno.get(ino);
      if (node) restoreTimes(inode, node);
    }
  }
}

/** Everything below `top`: each folder before what is in it, folders first at each level, by name. */
function* walk(top: DirectoryInode, prefix: string): Generator<readonly [string, Inode]> {
  /** Still to come, the next one last. */
  const ahead = below(top, prefix);
  for (let at = ahead.pop(); at; at = ahead.pop()) {
    yield at;
    const [path, inode] = at;
    if (inode.kind === 'directory') for (const inner of below(inode, `${path}/`)) ahead.push(inner);
  }
}

function below(directory: DirectoryInode, prefix: string): (readonly [string, Inode])[] {
  return [...directory.entries.values()]
    .sort((a, b) => {
      if ((a.inode.kind === 'directory') !== (b.inode.kind === 'directory'))
        return a.inode.kind === 'directory' ? 1 : -1;
      return b.name.localeCompare(a.name);
    })
    .map(({ name, inode }) => [prefix + name, inode] as const);
}

function kindOf(inode: Inode): FileEntry['kind'] {
  if (inode.kind === 'directory') return 'folder';
  return inode.kind === 'symbolic_link' ? 'link' : 'file';
}

function toStored(inode: Inode): readonly StoredNode[] {
  const common = { ino: inode.ino, atim: toNs(inode.atim), mtim: toNs(inode.mtim), ctim: toNs(inode.ctim) };
  switch (inode.kind) {
    case 'regular_file':
      // A copy: storing a view would store the whole buffer behind it.
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
