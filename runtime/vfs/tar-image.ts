import { DirectoryInode, FileInode, SymlinkInode } from './inode.ts';
import type { Volume } from './volume.ts';

const BLOCK = 512;
const decoder = new TextDecoder();

/** Mounts an uncompressed ustar image into `root` without copying: files borrow their bytes from `image`. */
export function mountTar(volume: Volume, root: DirectoryInode, image: Uint8Array): void {
  const wasReadOnly = volume.isReadOnly;
  volume.isReadOnly = false;
  for (let at = 0; at + BLOCK <= image.length;) {
    const header = image.subarray(at, at + BLOCK);
    const name = field(header, 0, 100);
    if (name === '') break;
    const prefix = field(header, 345, 155);
    const size = parseInt(field(header, 124, 12), 8) || 0;
    const type = String.fromCharCode(header[156] ?? 0);
    const path = prefix === '' ? name : `${prefix}/${name}`;
    place(volume, root, path, type, field(header, 157, 100), image.subarray(at + BLOCK, at + BLOCK + size));
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  volume.isReadOnly = wasReadOnly;
}

function place(
  volume: Volume,
  root: DirectoryInode,
  path: string,
  type: string,
  target: string,
  bytes: Uint8Array,
): void {
  const components = path.split('/').filter((component) => component !== '' && component !== '.');
  const name = components.pop();
  if (name === undefined) return;
  let directory = root;
  for (const component of components) directory = child(volume, directory, component);
  if (type === '5') child(volume, directory, name);
  else if (type === '2') directory.link(name, new SymlinkInode(volume, target));
  else if (type === '0' || type === '\0') directory.link(name, new FileInode(volume, bytes));
  else throw new Error(`The image holds ${path}, of a kind that images do not have: ${type}`);
}

function child(volume: Volume, parent: DirectoryInode, name: string): DirectoryInode {
  const found = parent.lookup(name);
  if (found?.kind === 'directory') return found;
  const made = new DirectoryInode(volume);
  parent.link(name, made);
  return made;
}

function field(header: Uint8Array, at: number, length: number): string {
  const end = header.indexOf(0, at);
  return decoder.decode(header.subarray(at, end === -1 ? at + length : Math.min(end, at + length)));
}
