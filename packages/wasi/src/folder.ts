import type { RightName } from '../../../runtime/abi/rights.ts';
import { readOnly, readWrite, type Preopen } from '../../../runtime/policy/policy.ts';
import { FileError, FolderFiles } from '../../../runtime/vfs/folder-files.ts';
import { DirectoryInode, SymlinkInode } from '../../../runtime/vfs/inode.ts';
import { lookupAbsolute } from '../../../runtime/vfs/resolve.ts';
import { Volume } from '../../../runtime/vfs/volume.ts';
import { walkFolder } from '../../../runtime/vfs/walk-folder.ts';

/** Files by name; text is encoded as UTF-8, an object is a folder. */
export interface Tree {
  readonly [name: string]: string | Uint8Array | Tree;
}

/** A folder and what a program may do in it. */
export interface Grant {
  readonly folder: Folder;
  /** Rights on the folder itself (`fdstat`'s `fs_rights_base`). */
  readonly base: readonly RightName[];
  /** The most that what is opened beneath it can hold (`fs_rights_inheriting`). */
  readonly inheriting: readonly RightName[];
}

export interface FolderOptions {
  /** Bytes that the files may take together; beyond it a write is `ENOSPC`. Default: no limit. */
  readonly maxBytes?: number;
}

/**
 * A folder in memory. It can be granted to any number of programs, one after another or at once, and keeps what they
 * write. Paths are relative and separated by `/`. Methods that cannot do what was asked throw an `Error` whose message
 * is a sentence.
 */
export class Folder {
  /** @internal */
  readonly root: DirectoryInode;
  readonly #files: FolderFiles;

  constructor(tree: Tree = {}, { maxBytes }: FolderOptions = {}) {
    const now = (): number => (performance.timeOrigin + performance.now()) * 1e6;
    this.root = new DirectoryInode(new Volume({ now, ...(maxBytes !== undefined && { maxBytes }) }));
    this.#files = new FolderFiles(this.root);
    this.#fill(tree, '');
  }

  /** Every file and folder, a folder before what is in it; folders end with `/`. */
  *paths(): Generator<string> {
    for (const [path, { kind }] of walkFolder(this.root)) yield kind === 'directory' ? `${path}/` : path;
  }

  has(path: string): boolean {
    try {
      this.#files.read(path);
      return true;
    } catch {
      return false;
    }
  }

  read(path: string): Uint8Array {
    return this.#files.read(path);
  }

  readText(path: string): string {
    return new TextDecoder().decode(this.read(path));
  }

  /** Makes the folders that it lies in where they are not there yet. */
  write(path: string, contents: string | Uint8Array): void {
    this.#files.write(path, bytesOf(contents));
  }

  makeFolder(path: string): void {
    this.#files.createFolder(path);
  }

  /** Makes a symbolic link in a folder that is there. Programs resolve it, and never out of what they were granted. */
  makeLink(path: string, target: string): void {
    const parent = path.includes('/') ? lookupAbsolute(this.root, path.slice(0, path.lastIndexOf('/'))) : undefined;
    const folder = parent?.ok === true ? parent.value.inode : this.root;
    const name = path.slice(path.lastIndexOf('/') + 1);
    const isMade =
      parent?.ok !== false &&
      folder?.kind === 'directory' &&
      folder.link(name, new SymlinkInode(folder.volume, target)).ok;
    if (!isMade) throw new FileError(`${path} cannot be created`);
  }

  /** A folder goes with all that is in it. */
  remove(path: string): void {
    this.#files.remove(path);
  }

  /** As it is granted when a bare folder is. */
  readWrite(): Grant {
    return this.#granted(readWrite('/', '/'));
  }

  /** It can be read and listed, and nothing in it changed. */
  readOnly(): Grant {
    return this.#granted(readOnly('/', '/'));
  }

  /** Just these rights. */
  withRights(base: readonly RightName[], inheriting: readonly RightName[] = base): Grant {
    return { folder: this, base, inheriting };
  }

  #granted({ base, inheriting }: Preopen): Grant {
    return { folder: this, base, inheriting };
  }

  #fill(tree: Tree, at: string): void {
    for (const [name, contents] of Object.entries(tree)) {
      if (typeof contents === 'string' || contents instanceof Uint8Array) this.write(at + name, contents);
      else {
        this.makeFolder(at + name);
        this.#fill(contents, `${at}${name}/`);
      }
    }
  }
}

export function bytesOf(contents: string | Uint8Array): Uint8Array {
  return typeof contents === 'string' ? new TextEncoder().encode(contents) : contents;
}
