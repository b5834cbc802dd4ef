import { DirectoryInode, FileInode, SymlinkInode, type Inode } from '../inode.ts';
import { Volume, type VolumeOptions } from '../volume.ts';

/** A tree in short: text is a file, `link(…)` a symbolic link, an object a directory. */
export type Tree = { readonly [name: string]: string | Link | Tree };

export interface Link {
  readonly link: string;
}

export function link(target: string): Link {
  return { link: target };
}

export function isLink(entry: Tree[string]): entry is Link {
  return typeof entry === 'object' && typeof entry['link'] === 'string';
}

/** A volume for tests with a clock that only moves when a test says so, and `tree` in its root. */
export function bootVolume(tree: Tree = {}, options: Omit<VolumeOptions, 'now'> = {}) {
  const clock = { now: 1000 };
  const changed: number[] = [];
  const volume = new Volume({
    now: () => clock.now,
    changed: ({ ino }) => changed.push(ino),
    ...options,
    isReadOnly: false,
  });
  const root = new DirectoryInode(volume);
  grow(root, tree);
  changed.length = 0;
  volume.isReadOnly = options.isReadOnly ?? false;
  return {
    volume,
    root,
    clock,
    changed,
    /** The inode at a path of plain names. */
    at: (path: string): Inode => {
      let inode: Inode = root;
      for (const name of path.split('/')) {
        const found: Inode | undefined = inode.kind === 'directory' ? inode.lookup(name) : undefined;
        if (!found) throw new Error(`The fixture has no ${path}`);
        inode = found;
      }
      return inode;
    },
  };
}

/** Fills `directory` with what `tree` says. */
export function grow(directory: DirectoryInode, tree: Tree): void {
  const { volume } = directory;
  for (const [name, entry] of Object.entries(tree)) {
    if (typeof entry === 'string') directory.link(name, new FileInode(volume, bytesOf(entry)));
    else if (isLink(entry)) directory.link(name, new SymlinkInode(volume, entry.link));
    else {
      const made = new DirectoryInode(volume);
      directory.link(name, made);
      grow(made, entry);
    }
  }
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
