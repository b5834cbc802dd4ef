import { describe, expect, it } from 'vitest';
import type { ChangeListener, DiskFolder, OnDisk } from './disk-folder.ts';
import { leftOutReason } from './folder-limits.ts';
import { FolderSync, type Disk, type ProjectFiles } from './folder-sync.ts';
import { FolderWatch } from './folder-watch.ts';

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

  async *entries(skips: (name: string) => boolean): ReturnType<Disk['entries']> {
    for (const path of this.files.keys()) {
      if (path.split('/').some(skips)) continue;
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

  it('leaves alone what is no part of a C program, and names that cannot be shown, on both sides', async () => {
    expect(['.git', 'node_modules', 'src', '.gitignore'].map((name) => leftOutReason(name) !== undefined)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    const { disk, project, sync, onDisk, changed } = await inStep({ 'main.c': 'a' });
    disk.put('evil\u202ec.txt', 'theirs');
    await sync.fromDisk();
    expect([...project.keys()]).toEqual(['main.c']);
    await changed('bell\u0007', 'made by a program');
    expect(Object.keys(onDisk())).toEqual(['main.c', 'evil\u202ec.txt']);
    // What was not written is not missed on the disk.
    await sync.fromDisk();
    expect([...project.keys()]).toEqual(['main.c', 'bell\u0007']);
    expect([...sync.leftOut.values()]).toEqual([
      '“evil\ufffdc.txt” is left out: its name cannot be shown.',
      '“bell\ufffd” is left out: its name cannot be shown.',
    ]);
  });

  it.each([
    ['files', 10_001, 1, /more than 10,000 files/],
    ['bytes', 2, 200 << 20, /more than 256 MB/],
  ] as const)(
    'takes in nothing where too many %s have come to the folder, and says so',
    async (_, count, size, why) => {
      const { disk, project, sync } = await inStep({ 'main.c': 'a' });
      const file = new File(['x'], 'x');
      const entries = disk.entries.bind(disk);
      disk.entries = async function* (skips) {
        yield* entries(skips);
        for (let n = 0; n < count; n++) yield { path: `f${n}`, kind: 'file', file, stamp: { size, modifiedMs: 1 } };
      };
      await expect(sync.fromDisk()).rejects.toThrow(why);
      expect([...project.keys()]).toEqual(['main.c']);
    },
  );

  it('does not count what both sides have', async () => {
    const { disk, project, sync } = await inStep({ 'main.c': 'a' });
    disk.put('more.c', 'm');
    const entries = disk.entries.bind(disk);
    disk.entries = async function* (skips) {
      for (let n = 0; n < 10_001; n++) yield* entries((name) => skips(name) || name === 'more.c');
      yield* entries(skips);
    };
    await sync.fromDisk();
    expect(project.has('more.c')).toBe(true);
  });
});

describe('FolderWatch', () => {
  async function watching(texts: Readonly<Record<string, string>>) {
    const step = await inStep(texts);
    let say: ChangeListener = { changed: () => undefined, lost: () => undefined };
    let heard = 0;
    const disk: Pick<DiskFolder, 'watch'> = {
      watch: (listener) => {
        say = listener;
        return Promise.resolve({ dispose: () => undefined });
      },
    };
    const watch = new FolderWatch(disk, () => heard++);
    await Promise.resolve();
    watch.forget();
    return {
      ...step,
      watch,
      said: (path: string | undefined) => say.changed(path),
      lost: () => say.lost(),
      heard: () => heard,
    };
  }

  it('asks for no look while nothing changes, or only what was written from here', async () => {
    const { sync, watch, said, changed, heard } = await watching({ 'main.c': 'a' });
    expect(await watch.mayHaveChanged(sync)).toBe(false);
    await changed('main.c', 'b');
    await changed('data/new.txt', 'n');
    said('main.c');
    said('data/new.txt');
    said('gone-again.tmp');
    expect(heard()).toBe(3);
    expect(await watch.mayHaveChanged(sync)).toBe(false);
  });

  it.each([
    ['another program changes a file', 'main.c', 1],
    ['the browser does not say where', undefined, 1],
    ['much has changed', 'main.c', 200],
  ])('asks for one where %s, until there was one', async (_, path, times) => {
    const { disk, sync, watch, said } = await watching({ 'main.c': 'a' });
    disk.put('main.c', 'theirs');
    for (let n = 0; n < times; n++) said(times === 1 ? path : `f${n}`);
    expect(await watch.mayHaveChanged(sync)).toBe(true);
    watch.forget();
    await sync.fromDisk();
    expect(await watch.mayHaveChanged(sync)).toBe(false);
  });

  it('always asks for one where the browser cannot watch', async () => {
    const { sync } = await inStep({ 'main.c': 'a' });
    const never = new FolderWatch({ watch: () => Promise.resolve(undefined) }, () => undefined);
    never.forget();
    expect(await never.mayHaveChanged(sync)).toBe(true);
    const { watch, lost } = await watching({ 'main.c': 'a' });
    expect(await watch.mayHaveChanged(sync)).toBe(false);
    lost();
    watch.forget();
    expect(await watch.mayHaveChanged(sync)).toBe(true);
  });

  it('asks for one where a folder is gone, with what was in it', async () => {
    const { disk, sync, watch, said } = await watching({ 'data/x.txt': 'x' });
    disk.files.delete('data/x.txt');
    said('data');
    expect(await watch.mayHaveChanged(sync)).toBe(true);
  });
});
