import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { readTar, writeTar, type TarEntry } from './tar.ts';

function file(path: string, text = path): TarEntry {
  return { kind: 'file', path, bytes: new TextEncoder().encode(text) };
}

describe('writeTar and readTar', () => {
  it('give back files, directories and symlinks', () => {
    const entries: TarEntry[] = [
      { kind: 'directory', path: 'include' },
      file('include/empty.h', ''),
      file('include/stdio.h', 'int puts(const char *);\n'.repeat(50)),
      { kind: 'symlink', path: 'include/strings.h', target: 'string.h' },
    ];
    expect(readTar(writeTar(entries))).toEqual(entries);
  });

  it('add the directories that files need, before the files', () => {
    expect(readTar(writeTar([file('a/b/c.h')])).map((entry) => entry.path)).toEqual(['a', 'a/b', 'a/b/c.h']);
  });

  it('give the same bytes whatever the order of the entries', () => {
    const entries = [file('b.h'), file('a/z.h'), file('a-b.h'), file('a/a.h')];
    expect(writeTar(entries)).toEqual(writeTar(entries.toReversed()));
  });

  it('start file contents on 512-byte boundaries, and read them without copying', () => {
    const image = writeTar([file('a', 'x'.repeat(700)), file('b')]);
    for (const entry of readTar(image)) {
      if (entry.kind !== 'file') continue;
      expect(entry.bytes.buffer).toBe(image.buffer);
      expect(entry.bytes.byteOffset % 512).toBe(0);
    }
  });

  it('split a path of more than 100 bytes over the prefix field', () => {
    const long = `${'directory/'.repeat(12)}header.h`;
    expect(readTar(writeTar([file(long)])).at(-1)).toEqual(file(long));
  });

  it.each(['/etc/passwd', 'a/../b', './a', 'a//b', ''])('refuse the path "%s"', (path) => {
    expect(() => writeTar([file(path)])).toThrow('not a plain relative path');
  });

  it('refuse a path twice, and a file where a directory has to be', () => {
    expect(() => writeTar([file('a'), file('a')])).toThrow('twice');
    expect(() => writeTar([file('a'), file('a/b')])).toThrow('a is a file');
  });

  it('refuse an image with a damaged header, a missing end or an unknown entry type', () => {
    const image = writeTar([file('a', 'x'.repeat(700))]);
    const damaged = image.slice();
    damaged[0] = 0x62;
    expect(() => readTar(damaged)).toThrow('checksum');
    expect(() => readTar(image.subarray(0, 1024))).toThrow('cut off');
    expect(() => readTar(image.subarray(0, image.length - 1024))).toThrow('closing zero blocks');
  });

  it('agree with tar(1)', () => {
    const listed = execFileSync('tar', ['tf', '-'], { input: writeTar([file('a/b.h'), file('c.h')]) }).toString();
    expect(
      listed
        .trim()
        .split('\n')
        .map((line) => line.replace(/\/$/, '')),
    ).toEqual(['a', 'a/b.h', 'c.h']);
  });
});
