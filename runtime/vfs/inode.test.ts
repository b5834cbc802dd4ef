import { describe, expect, it } from 'vitest';
import { span } from '../abi/types.ts';
import { DirectoryInode, FileInode, linksOf, MAX_FILE_BYTES, SymlinkInode } from './inode.ts';
import { bootVolume, bytesOf, link, textOf } from './testing/tree-fixture.ts';

function boot(contents = '', options: Parameters<typeof bootVolume>[1] = {}) {
  const booted = bootVolume({ file: contents }, options);
  const file = booted.at('file');
  if (file.kind !== 'regular_file') throw new Error('The fixture has no file');
  return { ...booted, file };
}

const DONE = { ok: true, value: undefined };
const failed = (errno: string) => ({ ok: false, error: { kind: 'errno', errno } });
const write = (file: FileInode, at: number, text: string) => file.write(at, span(bytesOf(text)));

describe('FileInode', () => {
  it.each([
    { offset: 0, length: 3, expected: 'abc' },
    { offset: 3, length: 9, expected: 'def' },
    { offset: 6, length: 4, expected: '' },
    { offset: 100, length: 4, expected: '' },
    { offset: 2 ** 63, length: 4, expected: '' },
  ])('reads $length bytes at $offset: "$expected"', ({ offset, length, expected }) => {
    const target = new Uint8Array(16);
    const count = boot('abcdef').file.read(offset, { bytes: target, start: 2, length });
    expect(textOf(target.subarray(2, 2 + count))).toBe(expected);
  });

  it.each([
    { at: 0, text: 'XY', expected: 'XYcdef' },
    { at: 4, text: 'XYZ', expected: 'abcdXYZ' },
    { at: 6, text: 'X', expected: 'abcdefX' },
    { at: 8, text: 'X', expected: 'abcdef\0\0X' },
  ])('writes "$text" at $at, with zeros where nothing was', ({ at, text, expected }) => {
    const { file } = boot('abcdef');
    expect(write(file, at, text)).toEqual(DONE);
    expect(textOf(file.contents)).toBe(expected);
  });

  it('extends with zeros after being cut, not with what was there before', () => {
    const { file } = boot('abcdef');
    write(file, 6, 'ghi');
    file.resize(2);
    file.resize(6);
    expect(textOf(file.contents)).toBe('ab\0\0\0\0');
    file.resize(1);
    write(file, 3, 'z');
    expect(textOf(file.contents)).toBe('a\0\0z');
  });

  it('leaves the bytes it was made of as they were', () => {
    const image = bytesOf('abcdef');
    const { volume } = boot();
    const changes = [
      (file: FileInode) => write(file, 1, 'X'),
      (file: FileInode) => file.resize(2),
      (file: FileInode) => write(file, 6, 'X'),
    ];
    for (const change of changes) change(new FileInode(volume, image));
    expect(textOf(image)).toBe('abcdef');
  });

  it.each([
    ['write', (file: FileInode) => write(file, MAX_FILE_BYTES, 'x')],
    ['write far beyond', (file: FileInode) => write(file, 2 ** 63, 'x')],
    ['resize', (file: FileInode) => file.resize(MAX_FILE_BYTES + 1)],
    ['resize far beyond', (file: FileInode) => file.resize(2 ** 64)],
  ] as const)('refuses to %s past the largest file: fbig, and nothing changed', (_, act) => {
    const { file, volume } = boot('abc');
    expect(act(file)).toEqual(failed('fbig'));
    expect([textOf(file.contents), volume.usedBytes]).toEqual(['abc', 3]);
  });

  it.each([
    ['write over', (file: FileInode) => write(file, 0, 'x')],
    ['append', (file: FileInode) => write(file, 3, 'x')],
    ['resize', (file: FileInode) => file.resize(1)],
    ['replace', (file: FileInode) => file.replace(bytesOf('new'))],
    ['set times of', (file: FileInode) => file.setTimes(1n, 1n)],
  ] as const)('refuses to %s a file of a read-only volume: rofs', (_, act) => {
    const { file } = boot('abc', { isReadOnly: true });
    expect(act(file)).toEqual(failed('rofs'));
    expect(textOf(file.contents)).toBe('abc');
  });

  it.each([
    ['write', (file: FileInode) => write(file, 5, '678901')],
    ['resize', (file: FileInode) => file.resize(11)],
    ['replace', (file: FileInode) => file.replace(new Uint8Array(11))],
  ] as const)('refuses to %s past what the volume holds: nospc, and nothing changed', (_, act) => {
    const { file, volume } = boot('abcde', { maxBytes: 10 });
    expect(act(file)).toEqual(failed('nospc'));
    expect([textOf(file.contents), volume.usedBytes]).toEqual(['abcde', 5]);
    expect(file.resize(10)).toEqual(DONE);
  });

  it('counts what it takes up, as it grows, shrinks and is replaced', () => {
    const { file, volume } = boot('abcde');
    const used = [
      () => write(file, 5, 'fgh'),
      () => file.resize(2),
      () => file.replace(bytesOf('1234')),
      () => file.resize(100),
    ].map((act) => {
      act();
      return volume.usedBytes;
    });
    expect(used).toEqual([8, 2, 4, 100]);
  });

  it('moves mtim and ctim when contents change, and ctim when times are set', () => {
    const { file, clock } = boot('abc');
    clock.now = 2000;
    write(file, 0, 'x');
    clock.now = 3000;
    file.setTimes(5n, undefined);
    expect([file.atim, file.mtim, file.ctim]).toEqual([5n, 2000, 3000]);
  });

  it('appends a byte at a time in linear time', () => {
    const { file } = boot();
    for (let i = 0; i < 200_000; i++) file.write(i, { bytes: bytesOf('x'), start: 0, length: 1 });
    expect(file.size).toBe(200_000);
  });
});

describe('names and descriptors', () => {
  it('a file lives until its last name and its last descriptor are gone, then gives its bytes back', () => {
    const { file, root, volume } = boot('abcde');
    root.link('second', file);
    expect(file.nlink).toBe(2);
    file.hold();
    root.unlink('file');
    root.unlink('second');
    expect([file.nlink, textOf(file.contents), volume.usedBytes]).toEqual([0, 'abcde', 5]);
    expect(write(file, 5, 'fg')).toEqual(DONE);
    expect(volume.usedBytes).toBe(7);
    file.release();
    expect(volume.usedBytes).toBe(0);
  });

  it('a file without a descriptor gives its bytes back with its last name', () => {
    const { root, volume } = boot('abcde');
    root.unlink('file');
    expect(volume.usedBytes).toBe(0);
  });

  it('content that is there already counts, though it is over the limit, and is counted off again', () => {
    const { volume } = boot('abcde', { maxBytes: 3 });
    expect(volume.usedBytes).toBe(5);
    const more = new FileInode(volume, bytesOf('fgh'));
    more.discardIfUnreachable();
    expect(volume.usedBytes).toBe(5);
  });

  it.each([
    { name: 'file', errno: 'exist' },
    { name: 'n'.repeat(256), errno: 'nametoolong' },
    { name: 'ü'.repeat(128), errno: 'nametoolong' },
  ])('link refuses a name with $errno', ({ name, errno }) => {
    const { root, volume } = boot();
    expect(root.link(name, new FileInode(volume))).toEqual(failed(errno));
  });

  it('nothing can be linked into a removed directory', () => {
    const { root, volume } = bootVolume({ dir: {} });
    const dir = root.lookup('dir') as DirectoryInode;
    root.unlink('dir');
    expect(dir.link('x', new FileInode(volume))).toEqual(failed('noent'));
    expect([dir.isRemoved, dir.parent]).toEqual([true, undefined]);
  });

  it('unlink of a missing name is noent', () => {
    expect(boot().root.unlink('nothing')).toEqual(failed('noent'));
  });

  it('a read-only directory refuses link, unlink and move', () => {
    const { root, volume } = boot('', { isReadOnly: true });
    expect([root.link('x', new SymlinkInode(volume, 'y')), root.unlink('file'), root.move('file', root, 'x')]).toEqual([
      failed('rofs'),
      failed('rofs'),
      failed('rofs'),
    ]);
  });

  it('says of a new name that the directory and what it names have changed', () => {
    const { root, volume, changed } = boot();
    const made = new DirectoryInode(volume);
    root.link('made', made);
    expect(new Set(changed)).toEqual(new Set([root.ino, made.ino]));
  });

  it('says of a removed name that the directory and what it named have changed', () => {
    const { root, file, changed } = boot();
    root.unlink('file');
    expect(new Set(changed)).toEqual(new Set([root.ino, file.ino]));
  });

  it('contains itself and all below, and nothing beside', () => {
    const { at } = bootVolume({ a: { b: { c: {} } }, d: {} });
    const [a, b, c, d] = ['a', 'a/b', 'a/b/c', 'd'].map((path) => at(path) as DirectoryInode);
    expect([a!.contains(a!), a!.contains(c!), b!.contains(c!), c!.contains(a!), a!.contains(d!)]).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it('gives every inode of a volume its own number, stored ones their old', () => {
    const { volume } = bootVolume();
    const stored = new FileInode(volume, new Uint8Array(), 500);
    expect([stored.ino, new FileInode(volume).ino]).toEqual([500, 501]);
  });

  it('a symbolic link is as long as its target in UTF-8', () => {
    expect(bootVolume({ l: link('grüße') }).at('l').size).toBe(7);
  });
});

describe('linksOf', () => {
  it('counts names: of a file its own, of a directory its dot and the .. of each directory in it', () => {
    const { root, at } = bootVolume({ file: '', dir: { sub: {}, other: {}, inner: '' }, link: link('file') });
    root.link('again', at('file'));
    expect([root, at('file'), at('dir'), at('dir/sub'), at('link')].map(linksOf)).toEqual([3, 2, 4, 2, 1]);
  });

  it('follows directories that move, and knows what was removed', () => {
    const { root, at } = bootVolume({ dir: { sub: {} }, other: {}, file: '' });
    const [dir, other, sub, file] = [at('dir'), at('other'), at('dir/sub'), at('file')];
    if (dir.kind !== 'directory' || other.kind !== 'directory') throw new Error('The fixture has no directories');
    dir.move('sub', other, 'sub');
    root.unlink('file');
    expect([dir, other, sub, file].map(linksOf)).toEqual([2, 3, 2, 0]);
    other.unlink('sub');
    expect([other, sub].map(linksOf)).toEqual([2, 0]);
  });
});
