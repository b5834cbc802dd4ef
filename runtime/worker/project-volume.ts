import { DirectoryInode, FileInode, SymlinkInode, type Inode } from '../vfs/inode.ts';
import { toNs, Volume } from '../vfs/volume.ts';
import type { FileEntry } from '../protocol/project.ts';
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

  constructor(now: () => number, stored: readonly StoredNode[], changed: (inode: Inode) => void) {
    this.volume = new Volume({
      now,
      maxBytes: MAX_BYTES,
      changed: (inode) => {
        if (this.#isLoading) return;
        this.#dirty.set(inode.ino, inode as Inode);
        changed(inode as Inode);
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

  /** Paths of those of `inodes` that are files with a name. */
  pathsOf(inodes: ReadonlySet<Inode>): readonly string[] {
    return [...walk(this.root, '')].flatMap(([path, inode]) =>
      inode.kind === 'regular_file' && inodes.has(inode) ? [path] : [],
    );
  }

  #load(stored: readonly StoredNode[]): void {
    const byIno = new Map(stored.map((node) => [node.ino, node]));
    const made = new Map<number, Inode>([[ROOT_INO, this.root]]);
    const fill = (directory: DirectoryInode): void => {
      const node = byIno.get(directory.ino);
      if (node?.kind !== 'folder') return;
      for (const [name, ino] of node.entries) {
        const child = byIno.get(ino);
        if (!child) continue;
        const inode = made.get(ino) ?? fromStored(this.volume, child);
        const isNew = !made.has(ino);
        made.set(ino, inode);
        directory.link(name, inode);
        if (isNew && inode.kind === 'directory') fill(inode);
      }
      restoreTimes(directory, node);
    };
    fill(this.root);
    for (const [ino, inode] of made) {
      const node = byIno.get(ino);
      if (node) restoreTimes(inode, node);
    }
  }
}

function* walk(directory: DirectoryInode, prefix: string): Generator<readonly [string, Inode]> {
  const sorted = [...directory.entries].sort(([a, { inode: x }], [b, { inode: y }]) => {
    if ((x.kind === 'directory') !== (y.kind === 'directory')) return x.kind === 'directory' ? -1 : 1;
    return a.localeCompare(b);
  });
  for (const [name, { inode }] of sorted) {
    yield [prefix + name, inode];
    if (inode.kind === 'directory') yield* walk(inode, `${prefix}${name}/`);
  }
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
