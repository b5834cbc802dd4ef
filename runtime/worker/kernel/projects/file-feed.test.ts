import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { span } from '../../../abi/types.ts';
import type { Host } from '../../../kernel/host.ts';
import { MOST_LISTED, type FileEntry, type FolderChange } from '../../../protocol/project.ts';
import { DirectoryInode, FileInode, SymlinkInode, type DirectoryEntry, type Inode } from '../../../vfs/inode.ts';
import { rename } from '../../../vfs/rename.ts';
import { resolve } from '../../../vfs/resolve.ts';
import { bootVolume, bytesOf, type Tree } from '../../../vfs/testing/tree-fixture.ts';
import { FileFeed } from './file-feed.ts';

/** What a page makes of the changes, in the simplest way. */
class Page {
  readonly known = new Map<string, string>();

  take(changes: readonly FolderChange[]): void {
    for (const { folder, removed, put } of changes) {
      const prefix = folder === '' ? '' : `${folder}/`;
      for (const name of removed) this.#forget(prefix + name);
      for (const { name, kind, size } of put) {
        this.#forget(prefix + name);
        this.known.set(prefix + name, `${kind} ${size}`);
      }
    }
    // What lies in a folder that is not known is of no use yet.
  }

  first(entries: readonly FileEntry[]): void {
    for (const { path, kind, size } of entries) this.known.set(path, `${kind} ${size}`);
  }

  #forget(path: string): void {
    for (const other of [...this.known.keys()])
      if (other === path || other.startsWith(`${path}/`)) this.known.delete(other);
  }
}

function boot(tree: Tree = {}) {
  let isPageWriting = false;
  let isReady = false;
  const booted = bootVolume(tree, {
    changed: (inode) => {
      if (isReady) feed.written(inode as Inode, isPageWriting);
    },
    named: (entry) => {
      if (isReady) feed.named(entry as DirectoryEntry, isPageWriting);
    },
  });
  const { root } = booted;
  const due: { readonly ms: number; readonly task: () => void }[] = [];
  const host: Pick<Host, 'timer'> = {
    timer: (ms, task) => {
      due.push({ ms, task });
      return { dispose: () => undefined };
    },
  };
  const page = new Page();
  const pieces: (readonly FolderChange[])[] = [];
  const changed: string[] = [];
  const feed: FileFeed = new FileFeed(host as Host, root, {
    files: (changes) => {
      pieces.push(changes);
      page.take(changes);
    },
    changed: (paths) => changed.push(...paths),
  });
  isReady = true;
  page.first(feed.first());
  const step = (): boolean => {
    const next = due.splice(0);
    for (const { task } of next) task();
    return next.length > 0;
  };
  const place = (path: string) => {
    const at = resolve(root, path, 'keep');
    if (!at.ok) throw new Error(`The fixture cannot resolve ${path}`);
    return at.value;
  };
  return {
    ...booted,
    feed,
    page,
    pieces,
    changed,
    due,
    step,
    place,
    /** Until there is nothing left to tell. */
    settle: (): void => {
      while (step()) feed.taken();
    },
    move: (from: string, to: string) => rename(place(from), place(to)),
    asPage: (work: () => void): void => {
      isPageWriting = true;
      work();
      isPageWriting = false;
    },
    /** What there is. */
    truth: (): Map<string, string> => {
      const all = new Map<string, string>();
      const ahead: [string, DirectoryInode][] = [['', root]];
      for (const [prefix, directory] of ahead) {
        for (const [name, { inode }] of directory.entries) {
          const kind = { directory: 'folder', symbolic_link: 'link' }[inode.kind as string] ?? 'file';
          all.set(prefix + name, `${kind} ${inode.kind === 'regular_file' ? inode.size : 0}`);
          if (inode.kind === 'directory') ahead.push([`${prefix}${name}/`, inode]);
        }
      }
      return all;
    },
  };
}

const sizeOf = (changes: readonly FolderChange[]): number =>
  changes.reduce((sum, { removed, put }) => sum + removed.length + put.length, 0);

describe('FileFeed', () => {
  it('tells everything at first, in pieces where there is much', () => {
    const tree = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`f${i}`, '']));
    const { page, pieces, settle, truth } = boot({ deep: { deeper: tree }, 'main.c': 'int' });
    expect(page.known.size).toBe(MOST_LISTED);
    settle();
    expect(page.known).toEqual(truth());
    expect(pieces.map(sizeOf)).toEqual([1000, 1000, 3]);
  });

  it('tells what has changed and nothing else, once for however many changes', () => {
    const { root, volume, pieces, settle, at } = boot({ a: 'a', b: 'b', c: 'c' });
    for (let round = 0; round < 100; round++) {
      root.link('new', new FileInode(volume));
      if (round < 99) root.unlink('new');
      (at('a') as FileInode).write(round, span(bytesOf('x')));
    }
    root.unlink('b');
    settle();
    expect(pieces).toEqual([
      [
        {
          folder: '',
          removed: ['b'],
          put: [
            { name: 'new', kind: 'file', size: 0 },
            { name: 'a', kind: 'file', size: 100 },
          ],
        },
      ],
    ]);
  });

  it('waits until the page has taken in a piece, however much is made meanwhile', () => {
    const { root, volume, pieces, step, feed, page, settle, truth } = boot();
    for (let i = 0; i < 5000; i++) {
      root.link(`f${i}`, new FileInode(volume));
      if (i % 100 === 0) step();
    }
    expect(pieces.length).toBe(1);
    feed.taken();
    step();
    expect(pieces.map(sizeOf)).toEqual([1, 1000]);
    feed.taken();
    settle();
    expect(page.known).toEqual(truth());
    expect(Math.max(...pieces.map(sizeOf))).toBe(1000);
  });

  it('limits the text of a piece too', () => {
    const { root, volume, pieces, settle, page, truth } = boot();
    for (let i = 0; i < 3000; i++) root.link(`${i}${'n'.repeat(250)}`, new FileInode(volume));
    settle();
    expect(page.known).toEqual(truth());
    expect(Math.max(...pieces.map((piece) => JSON.stringify(piece).length))).toBeLessThan(600_000);
  });

  it('says what programs have written, and not what the page has', () => {
    const { at, settle, changed, asPage } = boot({ a: '', d: { b: '' } });
    asPage(() => (at('a') as FileInode).replace(bytesOf('page')));
    settle();
    expect(changed).toEqual([]);
    (at('d/b') as FileInode).replace(bytesOf('program'));
    settle();
    expect(changed).toEqual(['d/b']);
  });

  it('tells at once what the page itself did', () => {
    const { root, volume, due, asPage } = boot();
    asPage(() => root.link('x', new FileInode(volume)));
    expect(due.map(({ ms }) => ms)).toEqual([0]);
  });

  it('tells every name of a file that has several, in pieces where there are many', () => {
    const { root, volume, at, settle, page, truth, pieces } = boot({ a: 'a' });
    for (let i = 0; i < 3000; i++) root.link(`l${i}`, at('a'));
    settle();
    pieces.length = 0;
    (at('a') as FileInode).write(0, span(bytesOf('longer')));
    settle();
    expect(page.known).toEqual(truth());
    expect(Math.max(...pieces.map(sizeOf))).toBe(1000);
    expect(volume.usedBytes).toBe(6);
  });

  it('moves a folder with what is in it', () => {
    const { move, settle, page, truth } = boot({ a: { b: { c: 'c' }, d: 'd' }, e: {} });
    move('a', 'e/a');
    settle();
    expect(page.known).toEqual(truth());
    expect([...page.known.keys()]).toContain('e/a/b/c');
  });

  it('leaves the page, after any changes, with what there is', () => {
    const name = fc.constantFrom('a', 'b', 'c');
    const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('/'));
    const step = fc.oneof(
      fc.record({ do: fc.constantFrom('file', 'folder', 'symlink', 'remove', 'write'), path }),
      fc.record({ do: fc.constantFrom('move', 'link'), path, to: path }),
      fc.record({ do: fc.constantFrom('tell', 'settle'), path }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { root, volume, step: tell, feed, settle, page, truth } = boot({ a: { b: { c: 'c' } } });
        for (const one of steps) {
          const found = resolve(root, one.path, 'keep');
          const to = 'to' in one ? resolve(root, one.to, 'keep') : undefined;
          if (one.do === 'settle') {
            settle();
            continue;
          }
          if (one.do === 'tell') {
            tell();
            feed.taken();
            continue;
          }
          if (!found.ok || !found.value.parent) continue;
          const { parent, name: last, inode } = found.value;
          if (one.do === 'file' && !inode) parent.link(last, new FileInode(volume));
          if (one.do === 'folder' && !inode) parent.link(last, new DirectoryInode(volume));
          if (one.do === 'symlink' && !inode) parent.link(last, new SymlinkInode(volume, 'x'));
          if (one.do === 'remove' && inode && !(inode.kind === 'directory' && inode.size > 0)) parent.unlink(last);
          if (one.do === 'write' && inode?.kind === 'regular_file') inode.write(inode.size, span(bytesOf('x')));
          if (one.do === 'move' && to?.ok) rename(found.value, to.value);
          if (one.do === 'link' && inode && inode.kind !== 'directory' && to?.ok && to.value.parent)
            to.value.parent.link(to.value.name, inode);
        }
        feed.taken();
        settle();
        expect(page.known).toEqual(truth());
      }),
      { numRuns: 400 },
    );
  });
});
