import { describe, expect, it } from 'vitest';
import { DirectoryInode, FileInode, SymlinkInode } from '../../../vfs/inode.ts';
import { ProjectVolume } from './project-volume.ts';
import type { StoredNode } from './stored-records.ts';

function boot(stored: readonly StoredNode[] = []) {
  const project = new ProjectVolume(
    () => 1000,
    new Map(stored.map((node) => [node.ino, node])),
    () => undefined,
  );
  const disk = new Map(stored.map((node) => [node.ino, node]));
  const save = (): void => {
    const { put, remove } = project.take(Infinity, Infinity);
    for (const node of put) disk.set(node.ino, node);
    for (const ino of remove) disk.delete(ino);
  };
  return {
    root: project.root,
    volume: project.volume,
    project,
    save,
    /** What a later visit finds. */
    reload: () =>
      boot([...disk.values()])
        .project.entries()
        .map(({ path, kind, size }) => `${kind} ${path} ${size}`),
    disk,
  };
}

describe('ProjectVolume', () => {
  it('stores what was only made, and never written to', () => {
    const { root, volume, save, reload } = boot();
    root.link('empty', new FileInode(volume));
    root.link('full', new FileInode(volume, new Uint8Array(3)));
    root.link('folder', new DirectoryInode(volume));
    root.link('link', new SymlinkInode(volume, 'full'));
    save();
    expect(reload()).toEqual(['folder folder 0', 'file empty 0', 'file full 3', 'link link 0']);
  });

  it('forgets what was removed, and keeps what still has another name', () => {
    const { root, volume, save, reload, disk } = boot();
    const file = new FileInode(volume, new Uint8Array(3));
    root.link('a', file);
    root.link('b', file);
    root.link('c', new FileInode(volume));
    save();
    root.unlink('a');
    root.unlink('c');
    save();
    expect(reload()).toEqual(['file b 3']);
    expect(disk.size).toBe(2);
  });

  it('has nothing to store right after loading', () => {
    const { root, volume, save, disk } = boot();
    root.link('a', new FileInode(volume));
    save();
    const again = boot([...disk.values()]);
    expect(again.project.isDirty).toBe(false);
  });
});
