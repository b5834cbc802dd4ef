import { MAX_PATH_BYTES } from '../abi/path-limit.ts';
import { errnoText } from '../abi/errno.ts';
import { errnoOf, type Failure } from '../abi/failure.ts';
import type { Result } from '../base/result.ts';
import { DirectoryInode, FileInode, MAX_DEPTH, MAX_NAME_BYTES, nameBytes, type Inode } from './inode.ts';
import { rename } from './rename.ts';
import { resolve, type Resolved } from './resolve.ts';

/** A file operation that cannot be done; the message is a sentence for the user. */
export class FileError extends Error {
  override readonly name = 'FileError';
}

/** Where a path leads as far as folders are there: what is `missing` is yet to be made in `directory`, one in the other. */
interface Place {
  readonly directory: DirectoryInode;
  readonly missing: readonly string[];
  readonly name: string;
}

/** The file operations of the folder's owner: an editor on a project, the packer on its scratch space. Each either does all of it or throws a sentence. */
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
    this.#root.volume.makeRoom(bytes.length);
    const { directory, missing, name } = this.#place(path, 'save');
    const inode = missing.length === 0 ? directory.lookup(name) : undefined;
    if (inode?.kind === 'regular_file') return check(inode.replace(bytes), 'save', path);
    if (inode?.kind === 'directory') throw new FileError(`${path} cannot be saved: there is a folder of that name`);
    if (inode) throw new FileError(`${path} cannot be saved: it is not a file`);
    this.#create(path, 'save', () => this.#newFile(path, bytes, 'save'));
  }

  createFile(path: string, bytes: Uint8Array): void {
    this.#root.volume.makeRoom(bytes.length);
    this.#create(path, 'create', () => this.#newFile(path, bytes, 'create'));
  }

  createFolder(path: string): void {
    this.#create(path, 'create', () => new DirectoryInode(this.#root.volume));
  }

  rename(from: string, to: string): void {
    const source = this.#resolve(from, 'rename');
    if (!source.inode) throw new FileError(`${from} cannot be renamed: ${errnoText('noent')}`);
    const { directory, missing, name } = this.#place(to, 'create');
    const target = missing.length === 0 ? directory.lookup(name) : undefined;
    if (target && target !== source.inode)
      throw new FileError(`${from} cannot be renamed: there is already something called ${to}`);
    if (source.inode.kind === 'directory' && source.inode.contains(directory))
      throw new FileError(`${from} cannot be renamed: ${to} lies in it`);
    makeFolders(directory, missing, 'rename', from);
    check(rename(source, this.#resolve(to, 'rename')), 'rename', from);
  }

  remove(path: string): void {
    const at = this.#resolve(path, 'delete');
    if (!at.inode || !at.parent) throw new FileError(`${path} cannot be deleted: ${errnoText('noent')}`);
    empty(at.inode);
    check(at.parent.unlink(at.name), 'delete', path);
  }

  #create(path: string, doing: string, make: () => Inode): void {
    const { directory, missing, name } = this.#place(path, doing);
    if (missing.length === 0 && directory.lookup(name))
      throw new FileError(`${path} cannot be created: there is already something of that name`);
    const inode = make();
    check(makeFolders(directory, missing, doing, path).link(name, inode), doing, path);
  }

  #newFile(path: string, bytes: Uint8Array, doing: string): FileInode {
    const file = new FileInode(this.#root.volume);
    check(file.replace(bytes), doing, path);
    return file;
  }

  /** The deepest folder of `path` that is there, and what is not: nothing is changed yet. */
  #place(path: string, doing: string): Place {
    const names = path.split('/').filter((name) => name !== '');
    for (const name of names) {
      if (name === '.' || name === '..')
        throw new FileError(`${path} cannot be ${past(doing)}: nothing can be called ${name}`);
      if (name.includes('\0')) throw failure({ kind: 'errno', errno: 'inval' }, doing, path);
      if (nameBytes(name) > MAX_NAME_BYTES) throw failure({ kind: 'errno', errno: 'nametoolong' }, doing, path);
    }
    if (names.length > MAX_DEPTH || nameBytes(names.join('/')) > MAX_PATH_BYTES)
      throw failure({ kind: 'errno', errno: 'nametoolong' }, doing, path);
    const name = names.pop();
    if (name === undefined) throw failure({ kind: 'errno', errno: 'noent' }, doing, path);
    let directory = this.#root;
    for (const [i, folder] of names.entries()) {
      const found = directory.lookup(folder);
      if (!found) return { directory, missing: names.slice(i), name };
      if (found.kind !== 'directory')
        throw new FileError(`${path} cannot be ${past(doing)}: ${folder} is not a folder`);
      directory = found;
    }
    return { directory, missing: [], name };
  }

  #existing(path: string, doing: string): Inode {
    const { inode } = this.#resolve(path, doing);
    if (!inode) throw new FileError(`${path} cannot be ${past(doing)}: ${errnoText('noent')}`);
    return inode;
  }

  #resolve(path: string, doing: string): Resolved {
    const at = resolve(this.#root, path, 'keep');
    if (!at.ok) throw failure(at.error, doing, path);
    return at.value;
  }
}

/** Makes `names` below one another; returns the last of them. */
function makeFolders(directory: DirectoryInode, names: readonly string[], doing: string, path: string): DirectoryInode {
  return names.reduce((parent, name) => {
    const made = new DirectoryInode(parent.volume);
    check(parent.link(name, made), doing, path);
    return made;
  }, directory);
}

/** Removes everything below, what lies deepest first. */
function empty(inode: Inode): void {
  if (inode.kind !== 'directory') return;
  const found = [inode];
  // Grows while it is gone through: every folder stands after the one that it lies in.
  for (const folder of found)
    for (const entry of folder.entries.values()) if (entry.inode.kind === 'directory') found.push(entry.inode);
  for (const folder of found.reverse()) for (const name of [...folder.entries.keys()]) folder.unlink(name);
}

function check(done: Result<unknown, Failure>, doing: string, path: string): void {
  if (!done.ok) throw failure(done.error, doing, path);
}

function failure(error: Failure, doing: string, path: string): FileError {
  return new FileError(`${path} cannot be ${past(doing)}: ${errnoText(errnoOf(error))}`);
}

const PAST: Readonly<Record<string, string>> = {
  save: 'saved',
  create: 'created',
  rename: 'renamed',
  delete: 'deleted',
};

function past(doing: string): string {
  return PAST[doing] ?? doing;
}
