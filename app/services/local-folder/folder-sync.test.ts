import { describe, expect, it } from 'vitest';
import type { OnDisk } from './disk-folder.ts';
import { FolderSync, isSkipped, type Disk, type ProjectFiles } from './folder-sync.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** A disk in memory. Its clock goes on by one with every write. */
class FakeDisk implements Disk {
  mode: Disk['mode'] = 'readwrite';
  readonly files = new Map<string, { text: string; modifiedMs: number }>();
  readonly folders = new Set<string>();
  writes = 0;
  /** Thrown by the next write. */
  fails: Error | undefined;
  #now = 0;

  put(path: string, text: string): void {
    this.files.set(path, { text, modifiedMs: ++this.#now });
  }

  look: Disk['look'] = (path) =>
    Promise.resolve(this.#at(path) ?? (this.folders.has(path) ? { kind: 'folder' } : undefined));

  async *entries(): ReturnType<Disk['entries']> {
    for (const path of this.files.keys()) {
      const entry = await Promise.resolve(this.#at(path));
      if (entry) yield { path, ...entry };
    }
  }

  write: Disk['write'] = (path, bytes) => {
    if (this.fails) return Promise.reject(this.fails);
    this.writes += 1;
    this.put(path, decode(bytes));
    return Promise.resolve(this.#at(path)!.stamp);
  };

  makeFolder: Disk['makeFolder'] = (path) => {
    this.folders.add(path);
    return Promise.resolve();
  };

  remove: Disk['remove'] = (path) => {
    if (!this.files.delete(path)) this.folders.delete(path);
    return Promise.resolve();
  };

  #at(path: string): Extract<OnDisk, { readonly kind: 'file' }> | undefined {
    const found = this.files.get(path);
    if (!found) return undefined;
    const { text, modifiedMs } = found;
    return { kind: 'file', stamp: { size: text.length, modifiedMs }, file: new File([text], path) };
  }
}

async function inStep(texts: Readonly<Record<string, string>>) {
  const disk = new FakeDisk();
  const project = new Map(Object.entries(texts));
  const links = new Set<string>();
  const files: { -readonly [K in keyof ProjectFiles]: ProjectFiles[K] } = {
    read: (path) => Promise.resolve(project.has(path) ? encode(project.get(path) ?? '') : undefined),
    put: (path, bytes) => {
      if (bytes) project.set(path, decode(bytes));
      else project.delete(path);
      return Promise.resolve();
    },
    kindOf: (path) =>
      links.has(path) ? 'link' : project.has(path) ? 'file' : disk.folders.has(path) ? 'folder' : undefined,
    paths: () => project.keys(),
  };
  const sync = new FolderSync(disk, files);
  for (const [path, text] of project) {
    disk.put(path, text);
    const found = await disk.look(path);
    if (found?.kind === 'file') await sync.agree(path, found.stamp, encode(text));
  }
  const onDisk = (): Readonly<Record<string, string>> =>
    Object.fromEntries([...disk.files].map(([path, { text }]) => [path, text]));
  const changed = async (path: string, text: string | undefined): Promise<void> => {
    if (text === undefined) project.delete(path);
    else project.set(path, text);
    const name = path.slice(path.lastIndexOf('/') + 1);
    const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    const entry = { name, kind: 'file', size: text?.length ?? 0 } as const;
    sync.noteChanges([{ folder, removed: text === undefined ? [name] : [], put: text === undefined ? [] : [entry] }]);
    await sync.toDisk();
  };
  return { disk, project, links, files, sync, onDisk, changed };
}

describe('FolderSync', () => {
  it('writes what changes in the project, and nothing that did not', async () => {
    const { disk, sync, onDisk, changed } = await inStep({ 'main.c': 'a', 'data/x.txt': 'x' });
    sync.noteAll();
    await sync.toDisk();
    expect(disk.writes).toBe(0);
    await changed('main.c', 'b');
    await changed('data/new.txt', 'n');
    await changed('data/x.txt', undefined);
    expect(onDisk()).toEqual({ 'main.c': 'b', 'data/new.txt': 'n' });
    expect(disk.writes).toBe(2);
  });

  it('writes what changes while it writes', async () => {
    const { disk, project, sync, onDisk, changed } = await inStep({ 'main.c': 'a' });
    const { write } = disk;
    let isFirst = true;
    disk.write = async (path, bytes) => {
      if (isFirst) {
        isFirst = false;
        project.set('main.c', 'c');
        sync.noteChanges([{ folder: '', removed: [], put: [{ name: 'main.c', kind: 'file', size: 1 }] }]);
      }
      return write(path, bytes);
    };
    await changed('main.c', 'b');
    expect(onDisk()).toEqual({ 'main.c': 'c' });
    expect(sync.isPending).toBe(false);
  });

  it('takes nothing from the disk for a file that cannot be read, and tries it again', async () => {
    const { disk, sync, files, onDisk, project } = await inStep({ 'main.c': 'a' });
    disk.put('main.c', 'theirs');
    project.set('main.c', 'mine');
    await sync.fromDisk();
    expect([...sync.conflicts]).toEqual(['main.c']);
    const { read } = files;
    files.read = () => Promise.reject(new Error('The machine has stopped'));
    await expect(sync.settle('project')).rejects.toThrow('stopped');
    expect(onDisk()).toEqual({ 'main.c': 'theirs' });
    files.read = read;
    await sync.settle('project');
    expect(onDisk()).toEqual({ 'main.c': 'mine' });
  });

  it('takes in what changes on the disk', async () => {
    const { disk, project, sync } = await inStep({ 'main.c': 'a', 'gone.c': 'g' });
    disk.put('main.c', 'from elsewhere');
    disk.put('more.c', 'm');
    disk.files.delete('gone.c');
    await sync.fromDisk();
    expect(Object.fromEntries(project)).toEqual({ 'main.c': 'from elsewhere', 'more.c': 'm' });
    expect([...sync.conflicts]).toEqual([]);
  });

  it.each(['project', 'disk'] as const)(
    'overwrites neither side of a conflict before the person chooses: %s',
    async (side) => {
      const { disk, project, sync, onDisk, changed } = await inStep({ 'main.c': 'a', 'b.c': 'b' });
      disk.put('main.c', 'theirs');
      await changed('main.c', 'mine');
      // One side changed it, the other deleted it.
      disk.files.delete('b.c');
      await changed('b.c', 'mine');
      await sync.fromDisk();
      expect([...sync.conflicts].toSorted()).toEqual(['b.c', 'main.c']);
      expect(onDisk()).toEqual({ 'main.c': 'theirs' });
      expect(project.get('main.c')).toBe('mine');
      await sync.settle(side);
      const same = side === 'project' ? { 'main.c': 'mine', 'b.c': 'mine' } : { 'main.c': 'theirs' };
      expect(onDisk()).toEqual(same);
      expect(Object.fromEntries(project)).toEqual(same);
      expect(sync.conflicts.size).toBe(0);
    },
  );

  it('does not overwrite a file that was on the disk before the project had one of that name', async () => {
    const { disk, sync, onDisk, changed } = await inStep({ 'main.c': 'a' });
    disk.put('notes.txt', 'theirs');
    await changed('notes.txt', 'mine');
    expect(onDisk()['notes.txt']).toBe('theirs');
    expect([...sync.conflicts]).toEqual(['notes.txt']);
  });

  it('removes nothing on the disk that the project has not listed yet', async () => {
    const { project, sync, onDisk } = await inStep({ 'main.c': 'a', 'late.c': 'b' });
    project.delete('late.c');
    sync.noteAll();
    await sync.toDisk();
    expect(onDisk()).toEqual({ 'main.c': 'a', 'late.c': 'b' });
  });

  it('sees no conflict in a file that was only touched, or made the same on both sides', async () => {
    const { disk, sync, onDisk, changed } = await inStep({ 'main.c': 'a', 'b.c': 'b' });
    disk.put('main.c', 'a');
    await changed('main.c', 'mine');
    disk.put('b.c', 'same');
    await changed('b.c', 'same');
    expect(sync.conflicts.size).toBe(0);
    expect(onDisk()).toEqual({ 'main.c': 'mine', 'b.c': 'same' });
  });

  it('writes nothing where it may only read', async () => {
    const { disk, project, sync, onDisk, changed } = await inStep({ 'main.c': 'a', 'b.c': 'b' });
    disk.mode = 'read';
    await changed('main.c', 'mine');
    await changed('b.c', undefined);
    expect(onDisk()).toEqual({ 'main.c': 'a', 'b.c': 'b' });
    disk.put('new.c', 'n');
    await sync.fromDisk();
    expect(project.get('new.c')).toBe('n');
  });

  it('keeps what was not written for the next time, and goes on after a name that the disk does not take', async () => {
    const { disk, links, sync, onDisk, changed } = await inStep({ 'main.c': 'a' });
    disk.fails = new DOMException('no', 'NotAllowedError');
    await expect(changed('main.c', 'mine')).rejects.toThrow('no');
    expect(sync.isPending).toBe(true);
    disk.fails = new TypeError('Name is not allowed');
    await sync.toDisk();
    expect([...sync.leftOut.values()]).toEqual(['“main.c” is not a name that this disk takes.']);
    disk.fails = undefined;
    links.add('way');
    await changed('way', '');
    await changed('main.c', 'mine');
    expect(onDisk()).toEqual({ 'main.c': 'mine' });
    expect([...sync.leftOut.values()]).toEqual(['“way” is a symbolic link, which the browser cannot make on disk.']);
  });

  it('leaves alone what is no part of a C program', () => {
    expect(['.git', 'node_modules', 'src', '.gitignore'].map(isSkipped)).toEqual([true, true, false, false]);
  });
});
