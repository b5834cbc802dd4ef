import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { DirectoryInode, FileInode, SymlinkInode, type Inode } from '../vfs/inode.ts';

/** Copies a folder of this computer into `target`. Nothing outside it is followed: links are copied as links. */
export function copyIn(folder: string, target: DirectoryInode): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const from = path.join(folder, entry.name);
    const { volume } = target;
    if (entry.isDirectory()) {
      const made = new DirectoryInode(volume);
      target.link(entry.name, made);
      copyIn(from, made);
    } else if (entry.isSymbolicLink()) target.link(entry.name, new SymlinkInode(volume, readlinkSync(from)));
    else if (entry.isFile()) target.link(entry.name, new FileInode(volume, new Uint8Array(readFileSync(from))));
  }
}

/** Makes `folder` the same as `source`: new and changed files are written, and what is gone is removed. */
export function copyOut(source: DirectoryInode, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder))
    if (!source.lookup(name)) rmSync(path.join(folder, name), { recursive: true });
  for (const [name, { inode }] of source.entries) {
    const to = path.join(folder, name);
    makeWay(to, inode.kind);
    if (inode.kind === 'directory') copyOut(inode, to);
    else if (inode.kind === 'regular_file') writeFileSync(to, inode.contents);
    else if (inode.kind === 'symbolic_link') symlinkSync(inode.target, to);
  }
}

/**
 * Removes what lies at `to` unless it is of the same kind: above all a link, which writing would follow to wherever
 * it leads, out of the folder that was granted.
 */
function makeWay(to: string, kind: Inode['kind']): void {
  const there = lstatSync(to, { throwIfNoEntry: false });
  const isSame = (kind === 'directory' && there?.isDirectory()) || (kind === 'regular_file' && there?.isFile());
  if (there && !isSame) rmSync(to, { recursive: true });
}
