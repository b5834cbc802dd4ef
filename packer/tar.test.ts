import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { DirectoryInode } from '../runtime/vfs/inode.ts';
import { mountTar } from '../runtime/vfs/tar-image.ts';
import { Volume } from '../runtime/vfs/volume.ts';
import { readTar, writeTar, type TarEntry } from './tar.ts';

function file(path: string, text = path): TarEntry {
  return { kind: 'file', path, bytes: new TextEncoder().encode(text) };
}

describe('writeTar and readTar', () => {
  it('give back files, directories and symlinks', async () => {
    const entries: TarEntry[] = [
      { kind: 'directory', path: 'include' },
      file('include/empty.h', ''),
      file('include/stdio.h', 'int puts(const char *);\n'.repeat(50)),
      { kind: 'symlink', path: 'include/strings.h', target: 'string.h' },
    ];
    expect(await readTar(await writeTar(entries))).toEqual(entries);
  });

  it('add the directories that files need, before the files', async () => {
    const read = await readTar(await writeTar([file('a/b/c.h')]));
    expect(read.map((entry) => entry.path)).toEqual(['a', 'a/b', 'a/b/c.h']);
  });

  it('give the same bytes whatever the order of the entries', async () => {
    const entries = [file('b.h'), file('a/z.h'), file('a-b.h'), file('a/a.h')];
    expect(await writeTar(entries)).toEqual(await writeTar(entries.toReversed()));
  });

  it('start file contents on 512-byte boundaries, where the machine borrows them', async () => {
    const image = await writeTar([file('a', 'x'.repeat(700)), file('b')]);
    const volume = new Volume({ now: () => 0 });
    const root = new DirectoryInode(volume);
    mountTar(volume, root, image);
    for (const name of ['a', 'b']) {
      const inode = root.lookup(name);
      if (inode?.kind !== 'regular_file') throw new Error(`${name} is not there`);
      expect(inode.contents.buffer).toBe(image.buffer);
      expect(inode.contents.byteOffset % 512).toBe(0);
    }
  });

  it('split a path of more than 100 bytes over the prefix field', async () => {
    const long = `${'directory/'.repeat(12)}header.h`;
    expect((await readTar(await writeTar([file(long)]))).at(-1)).toEqual(file(long));
  });

  it.each(['/etc/passwd', 'a/../b', './a', 'a//b', ''])('refuse the path "%s"', async (path) => {
    await expect(writeTar([file(path)])).rejects.toThrow('not a plain relative path');
  });

  it('refuse a path twice, and a file where a directory has to be', async () => {
    await expect(writeTar([file('a'), file('a')])).rejects.toThrow('twice');
    await expect(writeTar([file('a'), file('a/b')])).rejects.toThrow('a is a file');
  });

  it('refuse an image with a damaged header, or one that is cut off', async () => {
    const image = await writeTar([file('a', 'x'.repeat(700))]);
    const damaged = image.slice();
    damaged[0] = 0x62;
    await expect(readTar(damaged)).rejects.toThrow('Invalid tar header');
    await expect(readTar(image.subarray(0, 1024))).rejects.toThrow('Unexpected end');
  });

  it('agree with tar(1)', async () => {
    const image = await writeTar([file('a/b.h'), file('c.h')]);
    const listed = execFileSync('tar', ['tf', '-'], { input: image }).toString();
    expect(
      listed
        .trim()
        .split('\n')
        .map((line) => line.replace(/\/$/, '')),
    ).toEqual(['a', 'a/b.h', 'c.h']);
  });
});
