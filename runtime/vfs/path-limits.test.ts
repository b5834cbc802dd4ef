import { MAX_PATH_BYTES } from '../abi/path-limit.ts';
import { describe, expect, it } from 'vitest';
import { ALL_RIGHTS } from '../abi/rights.ts';
import { bootGuest, DIR } from '../testing/guest-fixture.ts';
import { FileError, FolderFiles } from './folder-files.ts';
import { DirectoryInode, FileInode, MAX_DEPTH, MAX_NAME_BYTES } from './inode.ts';
import { rename } from './rename.ts';
import { resolve, type Resolved } from './resolve.ts';
import { bootVolume } from './testing/tree-fixture.ts';

const DONE = { ok: true, value: undefined };
const TOO_LONG = { ok: false, error: { kind: 'errno', errno: 'nametoolong' } };
const LONG = 'n'.repeat(MAX_NAME_BYTES);
/** Names of the longest kind that a path has room for. */
const MOST_LONG = Math.floor((MAX_PATH_BYTES + 1) / (MAX_NAME_BYTES + 1));

function boot() {
  const booted = bootVolume();
  const { volume, root } = booted;
  const place = (from: DirectoryInode, name: string): Resolved => {
    const found = resolve(from, name, 'keep');
    if (!found.ok) throw new Error(`The fixture cannot resolve ${name}`);
    return found.value;
  };
  return {
    ...booted,
    /** Folders inside each other, made step by step as `mkdirat` does; the deepest one. */
    chain: (count: number, name: string, from: DirectoryInode = root): DirectoryInode => {
      let at = from;
      for (let i = 0; i < count; i++) {
        const made = new DirectoryInode(volume);
        expect(at.link(name, made)).toEqual(DONE);
        at = made;
      }
      return at;
    },
    move: (from: DirectoryInode, name: string, to: DirectoryInode, newName: string) =>
      rename(place(from, name), place(to, newName)),
  };
}

describe('a tree', () => {
  it('is no deeper than paths may be long in names, for folders and for files', () => {
    const { chain, volume } = boot();
    const last = chain(MAX_DEPTH - 1, 'd');
    expect(last.link('file', new FileInode(volume))).toEqual(DONE);
    const deepest = chain(1, 'd', last);
    expect(deepest.link('d', new DirectoryInode(volume))).toEqual(TOO_LONG);
    expect(deepest.link('file', new FileInode(volume))).toEqual(TOO_LONG);
    expect(deepest.entries.size).toBe(0);
  });

  it('has no path of more bytes than a program may give', () => {
    const { chain, volume } = boot();
    const last = chain(MOST_LONG, LONG);
    expect(last.link('x', new FileInode(volume))).toEqual(TOO_LONG);
    const rest = MAX_PATH_BYTES - (MOST_LONG - 1) * (MAX_NAME_BYTES + 1);
    expect(last.parent?.link('x'.repeat(Math.min(rest, MAX_NAME_BYTES)), new FileInode(volume))).toEqual(DONE);
  });

  it('refuses to move a deep tree to where its deepest paths would be too long, and changes nothing', () => {
    const { chain, move, root } = boot();
    chain(300, 'a');
    const b = chain(300, 'b');
    expect(move(root, 'a', b, 'a')).toEqual(TOO_LONG);
    expect([root.lookup('a') !== undefined, b.entries.size]).toEqual([true, 0]);
  });

  it('refuses before what would be replaced is gone', () => {
    const { chain, move, root } = boot();
    chain(300, 'a');
    const b = chain(300, 'b');
    chain(1, 'target', b);
    expect(move(root, 'a', b, 'target')).toEqual(TOO_LONG);
    expect(b.lookup('target')).toBeDefined();
  });

  it('may be moved again once what was too deep in it is removed', () => {
    const { chain, move, root } = boot();
    const deep = chain(300, 'a');
    const b = chain(300, 'b');
    const middle = root.lookup('a') as DirectoryInode;
    expect(move(root, 'a', b, 'a')).toEqual(TOO_LONG);
    for (let at: DirectoryInode | undefined = deep.parent; at && at !== root; at = at.parent) at.unlink('a');
    expect(middle.entries.size).toBe(0);
    expect(move(root, 'a', b, 'a')).toEqual(DONE);
    expect(b.lookup('a')).toBe(middle);
  });

  it('counts what was moved into it', () => {
    const { chain, move, root } = boot();
    chain(200, 'a');
    const b = chain(200, 'b');
    expect(move(root, 'a', b, 'a')).toEqual(DONE);
    const c = chain(113, 'c');
    expect(move(root, 'b', c, 'b')).toEqual(TOO_LONG);
    expect(move(root, 'b', c.parent as DirectoryInode, 'b')).toEqual(DONE);
  });
});

describe('a volume', () => {
  it('holds no more names than it may, and as many again as were removed', () => {
    const { root, volume } = bootVolume({ a: '', d: { b: '' } }, { maxNames: 5 });
    const file = new FileInode(volume);
    expect([root.link('c', file), root.link('e', file)]).toEqual([DONE, DONE]);
    expect(root.link('f', file)).toEqual({ ok: false, error: { kind: 'errno', errno: 'nospc' } });
    expect(root.move('a', root, 'f')).toEqual(DONE);
    root.unlink('c');
    expect(root.link('g', file)).toEqual(DONE);
    expect(root.link('h', file)).toMatchObject({ ok: false });
  });
});

describe('a program', () => {
  it('that makes folders in folders step by step meets nametoolong', () => {
    const { sys, text, hold, at, project } = bootGuest({ tree: {} });
    let fd = DIR as number;
    let path = '';
    const answers: string[] = [];
    for (let i = 0; i < MAX_DEPTH + 1; i++) {
      answers.push(sys.path_create_directory(fd, ...text('d')));
      if (answers.at(-1) !== 'success') break;
      path += path === '' ? 'd' : '/d';
      fd = hold(at(path), ALL_RIGHTS);
    }
    expect(answers).toEqual([...new Array<string>(MAX_DEPTH).fill('success'), 'nametoolong']);
    expect(sys.path_open(fd, 0, ...text('f'), 1, 0n, 0n, 0, 0)).toBe('nametoolong');
    expect(sys.path_symlink(...text('x'), fd, ...text('f'))).toBe('nametoolong');
    expect(sys.path_create_directory(DIR, ...text('e'))).toBe('success');
    expect(sys.path_rename(DIR, ...text('e'), fd, ...text('e'))).toBe('nametoolong');
    expect(project.entries.size).toBe(2);
  });
});

describe('FolderFiles', () => {
  const deep = (count: number): string => new Array(count).fill('d').join('/');

  it('says that a path is too long, and makes none of its folders', () => {
    const { root } = boot();
    const files = new FolderFiles(root);
    expect(() => files.createFolder(deep(MAX_DEPTH + 1))).toThrow(FileError);
    expect(() => files.write(new Array(MOST_LONG + 1).fill(LONG).join('/'), new Uint8Array())).toThrow(/too long/);
    expect(root.entries.size).toBe(0);
  });

  it('removes the deepest tree there can be, with what lies in it', () => {
    const { root, volume } = boot();
    const files = new FolderFiles(root);
    files.write(`${deep(MAX_DEPTH - 1)}/file`, new Uint8Array(7));
    files.write('d/d/other', new Uint8Array(5));
    files.remove('d');
    expect([root.entries.size, volume.usedBytes]).toEqual([0, 0]);
  });
});

describe('the entries of a directory', () => {
  it('are found by their sequence, in order, whatever was removed and made again', () => {
    const { root, volume } = boot();
    const sequences = new Map<string, number>();
    for (let i = 0; i < 500; i++) root.link(`f${i}`, new FileInode(volume));
    for (const { name, sequence } of root.entriesFrom(0)) sequences.set(name, sequence);
    for (let i = 0; i < 500; i++) if (i % 7 !== 0) root.unlink(`f${i}`);
    root.link('f1', new FileInode(volume));
    const left = Array.from({ length: 72 }, (_, i) => `f${i * 7}`);
    expect([...root.entriesFrom(0)].map(({ name }) => name)).toEqual([...left, 'f1']);
    for (const name of ['f7', 'f8', 'f300', 'f497']) {
      const from = sequences.get(name) ?? -1;
      const expected = left.filter((other) => (sequences.get(other) ?? 0) >= from);
      expect([...root.entriesFrom(from)].map((entry) => entry.name)).toEqual([...expected, 'f1']);
    }
    expect([...root.entriesFrom(1e9)]).toEqual([]);
  });

  it('go on from where a listing was, while those that were listed are removed', () => {
    const { root, volume } = boot();
    for (let i = 0; i < 1000; i++) root.link(`f${i}`, new FileInode(volume));
    const seen: string[] = [];
    for (let from = 0; ;) {
      const next = [...root.entriesFrom(from)].slice(0, 10);
      if (next.length === 0) break;
      for (const { name, sequence } of next) {
        seen.push(name);
        root.unlink(name);
        from = sequence + 1;
      }
    }
    expect(seen).toEqual(Array.from({ length: 1000 }, (_, i) => `f${i}`));
    expect(root.entries.size).toBe(0);
  });
});

describe('the names of an inode', () => {
  it('are all known, and where each is', () => {
    const { root, volume, chain } = boot();
    const file = new FileInode(volume);
    const folder = chain(1, 'd');
    const names = () => [...file.places].map(({ name, parent }) => `${parent === root ? '' : 'd/'}${name}`);
    expect([file.place, names()]).toEqual([undefined, []]);
    root.link('a', file);
    expect(names()).toEqual(['a']);
    folder.link('b', file);
    folder.link('c', file);
    expect(names()).toEqual(['a', 'd/b', 'd/c']);
    root.unlink('a');
    expect([file.place?.name, names()]).toEqual(['b', ['d/b', 'd/c']]);
    root.unlink('a');
    folder.move('c', root, 'c');
    folder.unlink('b');
    expect(names()).toEqual(['c']);
    root.unlink('c');
    expect([file.place, names()]).toEqual([undefined, []]);
  });
});
