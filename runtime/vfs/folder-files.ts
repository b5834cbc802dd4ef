import { errnoText } from '../abi/errno.ts';
import { errnoOf, type Failure } from '../abi/failure.ts';
import type { Result } from '../base/result.ts';
import { DirectoryInode, FileInode, type Inode } from './inode.ts';
import { rename } from './rename.ts';
import { resolve, type Resolved } from './resolve.ts';

/** A file operation that cannot be done; the message is a sentence for the user. */
export class FileError extends Error {
  override readonly name = 'FileError';
}

/** The file operations of somebody who owns the folder: an editor on a project, the packer on its scratch space. Each either does all of it or throws a sentence. */
export class FolderFiles {
  readonly #root: DirectoryInode;

  constructor(root: DirectoryInode) {
    this.#root = root;
  }

  read(path: string): Uint8Array {
    const inode = this.#existing(path, 'read');
    if (inode.kind !== 'regular_file') throw new FileError(`${path} cannot be read: it is not a file`);
    return inode.contents.slice();
  }

  write(path: string, bytes: Uint8Array): void {
    this.#makeParents(path);
    const at = this.#resolve(path, 'save');
    if (at.inode?.kind === 'regular_file') return check(at.inode.replace(bytes), 'save', path);
    if (at.inode) throw new FileError(`${path} cannot be saved: there is a folder of that name`);
    this.#link(path, (directory) => new FileInode(directory.volume, bytes));
  }

  createFile(path: string, bytes: Uint8Array): void {
    this.#link(path, (directory) => new FileInode(directory.volume, bytes));
  }

  createFolder(path: string): void {
    this.#link(path, (directory) => new DirectoryInode(directory.volume));
  }

  rename(from: string, to: string): void {
    const source = this.#resolve(from, 'rename');
    this.#makeParents(to);
    const target = this.#resolve(to, 'rename');
    if (target.inode && target.inode !== source.inode) throw new FileError(`${from} cannot be renamed: there is already something called ${to}`);
    check(rename(source, target), 'rename', from);
  }

  remove(path: string): void {
    const at = this.#resolve(path, 'delete');
    if (!at.inode || !at.parent) throw new FileError(`${path} cannot be deleted: ${errnoText('noent')}`);
    empty(at.inode);
    check(at.parent.unlink(at.name), 'delete', path);
  }

  #link(path: string, make: (directory: DirectoryInode) => Inode): void {
    this.#makeParents(path);
    const at = this.#resolve(path, 'create');
    if (at.inode || !at.parent) throw new FileError(`${path} cannot be created: there is already something of that name`);
    check(at.parent.link(at.name, make(at.parent)), 'create', path);
  }

  #makeParents(path: string): void {
    let directory = this.#root;
    for (const name of path.split('/').slice(0, -1)) {
      if (name === '') continue;
      const found = directory.lookup(name);
      if (found && found.kind !== 'directory') throw new FileError(`${path} cannot be created: ${name} is not a folder`);
      const next = found ?? new DirectoryInode(directory.volume);
      if (!found) check(directory.link(name, next), 'create', path);
      directory = next;
    }
  }

  #existing(path: string, doing: string): Inode {
    const { inode } = this.#resolve(path, doing);
    if (!inode) throw new FileError(`${path} cannot be ${doing}: ${errnoText('noent')}`);
    return inode;
  }

  #resolve(path: string, doing: string): Resolved {
    const at = resolve(this.#root, path, false);
    if (!at.ok) throw failure(at.error, doing, path);
    return at.value;
  }
}

function empty(inode: Inode): void {
  if (inode.kind !== 'directory') return;
  for (const [name, entry] of [...inode.entries]) {
    empty(entry.inode);
    inode.unlink(name);
  }
}

function check(done: Result<unknown, Failure>, doing: string, path: string): void {
  if (!done.ok) throw failure(done.error, doing, path);
}

function failure(error: Failure, doing: string, path: string): FileError {
  const past: Readonly<Record<string, string>> = { save: 'saved', create: 'created', rename: 'renamed', delete: 'deleted', read: 'read' };
  return new FileError(`${path} cannot be ${past[doing] ?? doing}: ${errnoText(errnoOf(error))}`);
}
