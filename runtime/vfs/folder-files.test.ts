import { describe, expect, it } from 'vitest';
import { FileError, FolderFiles } from './folder-files.ts';
import type { Inode } from './inode.ts';
import { bootVolume, bytesOf, link, textOf } from './testing/tree-fixture.ts';

const LONG = 'n'.repeat(256);

function boot(options: Parameters<typeof bootVolume>[1] = {}) {
  const volume = bootVolume({ 'main.c': 'int main;', src: { 'a.c': 'a' }, link: link('main.c') }, options);
  return { ...volume, files: new FolderFiles(volume.root) };
}

/** All names below, to see that nothing changed. */
function names(inode: Inode, prefix = ''): readonly string[] {
  if (inode.kind !== 'directory') return [prefix];
  return [`${prefix}/`, ...[...inode.entries].flatMap(([name, entry]) => names(entry.inode, `${prefix}/${name}`))];
}

describe('FolderFiles', () => {
  it.each([
    [
      'saves a new file, making its folders',
      (files: FolderFiles) => files.write('x/y/new.c', bytesOf('1')),
      'x/y/new.c',
      '1',
    ],
    ['saves over a file', (files: FolderFiles) => files.write('src/a.c', bytesOf('2')), 'src/a.c', '2'],
    ['creates a file', (files: FolderFiles) => files.createFile('b.c', bytesOf('3')), 'b.c', '3'],
    [
      'renames a file, making folders for it',
      (files: FolderFiles) => files.rename('main.c', 'x/m.c'),
      'x/m.c',
      'int main;',
    ],
    ['renames a folder with what is in it', (files: FolderFiles) => files.rename('src', 'lib'), 'lib/a.c', 'a'],
    ['renames to the same name', (files: FolderFiles) => files.rename('main.c', 'main.c'), 'main.c', 'int main;'],
  ] as const)('%s', (_, act, path, contents) => {
    const { files } = boot();
    act(files);
    expect(textOf(files.read(path))).toBe(contents);
  });

  it('keeps the inode when it saves over a file, so that an open descriptor sees the new contents', () => {
    const { files, at } = boot();
    const before = at('main.c');
    files.write('main.c', bytesOf('new'));
    expect(at('main.c')).toBe(before);
  });

  it('removes a folder with everything in it, and gives the bytes back', () => {
    const { files, root, volume } = boot();
    files.createFolder('src/deep/deeper');
    const before = volume.usedBytes;
    files.remove('src');
    expect([root.lookup('src'), volume.usedBytes]).toEqual([undefined, before - 1]);
  });

  it.each([
    [(files: FolderFiles) => files.read('nothing'), 'nothing cannot be read: No such file or directory'],
    [(files: FolderFiles) => files.read('src'), 'src cannot be read: it is not a file'],
    [(files: FolderFiles) => files.read('../x'), '../x cannot be read: Capabilities insufficient'],
    [(files: FolderFiles) => files.write('src', bytesOf('')), 'src cannot be saved: there is a folder of that name'],
    [(files: FolderFiles) => files.write('link', bytesOf('')), 'link cannot be saved: it is not a file'],
    [(files: FolderFiles) => files.write('main.c/x', bytesOf('')), 'main.c/x cannot be saved: main.c is not a folder'],
    [
      (files: FolderFiles) => files.write('new/x', new Uint8Array(100)),
      'new/x cannot be saved: No space left on device',
    ],
    [
      (files: FolderFiles) => files.createFile('main.c', bytesOf('')),
      'main.c cannot be created: there is already something of that name',
    ],
    [
      (files: FolderFiles) => files.createFile('new/../x', bytesOf('')),
      'new/../x cannot be created: nothing can be called ..',
    ],
    [(files: FolderFiles) => files.createFile('../x', bytesOf('')), '../x cannot be created: nothing can be called ..'],
    [
      (files: FolderFiles) => files.createFile(`new/${LONG}`, bytesOf('')),
      `new/${LONG} cannot be created: File name too long`,
    ],
    [(files: FolderFiles) => files.createFile('new/a\0b', bytesOf('')), 'new/a\0b cannot be created: Invalid argument'],
    [(files: FolderFiles) => files.createFile('', bytesOf('')), ' cannot be created: No such file or directory'],
    [
      (files: FolderFiles) => files.createFolder('src'),
      'src cannot be created: there is already something of that name',
    ],
    [(files: FolderFiles) => files.rename('nothing', 'new/x'), 'nothing cannot be renamed: No such file or directory'],
    [
      (files: FolderFiles) => files.rename('main.c', 'src/a.c'),
      'main.c cannot be renamed: there is already something called src/a.c',
    ],
    [(files: FolderFiles) => files.rename('src', 'src/deep/er'), 'src cannot be renamed: src/deep/er lies in it'],
    [(files: FolderFiles) => files.remove('nothing'), 'nothing cannot be deleted: No such file or directory'],
    [(files: FolderFiles) => files.remove('.'), '. cannot be deleted: No such file or directory'],
  ] as const)('does nothing and says why: row %#', (act, sentence) => {
    const { files, root, volume } = boot({ maxBytes: 50 });
    const before = [names(root), volume.usedBytes];
    expect(() => act(files)).toThrow(new FileError(sentence));
    expect([names(root), volume.usedBytes]).toEqual(before);
  });
});
