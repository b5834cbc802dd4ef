import { describe, expect, it } from 'vitest';
import { mountTar } from './tar-image.ts';
import { tar, type Entry } from './testing/tar-fixture.ts';
import { bootVolume, textOf } from './testing/tree-fixture.ts';

function mount(...entries: readonly Entry[]) {
  const booted = bootVolume({}, { isReadOnly: true });
  const image = tar(...entries);
  mountTar(booted.volume, booted.root, image);
  const read = (path: string): string => {
    const inode = booted.at(path);
    return inode.kind === 'regular_file' ? textOf(inode.contents) : inode.kind;
  };
  return { ...booted, image, read };
}

describe('mountTar', () => {
  it('makes files with their contents, folders named and implied, and links', () => {
    const long = 'x'.repeat(513);
    const { read, at } = mount(
      { name: './include/', type: '5' },
      { name: './include/stdio.h', contents: 'int puts();' },
      { name: 'lib/deep/libc.a', contents: long },
      { name: 'empty' },
      { name: 'grüße.h', contents: 'ü' },
      { name: 'last', prefix: 'a/long/prefix', contents: 'p' },
      { name: 'link', type: '2', target: 'empty' },
    );
    expect(
      ['include', 'include/stdio.h', 'lib/deep/libc.a', 'empty', 'grüße.h', 'a/long/prefix/last'].map(read),
    ).toEqual(['directory', 'int puts();', long, '', 'ü', 'p']);
    expect(at('link')).toMatchObject({ kind: 'symbolic_link', target: 'empty' });
  });

  it('reads names that fill their fields to the last byte', () => {
    const name = 'n'.repeat(100);
    const prefix = 'p'.repeat(155);
    expect(mount({ name, prefix, contents: 'full' }).read(`${prefix}/${name}`)).toBe('full');
  });

  it('copies nothing: files share the image’s memory', () => {
    const { at, image } = mount({ name: 'a', contents: 'abc' });
    const file = at('a');
    expect(file.kind === 'regular_file' && file.contents.buffer).toBe(image.buffer);
  });

  it('leaves the volume as read-only as it was, and a second image adds to the first', () => {
    const { volume, root, read } = mount({ name: 'include/a.h', contents: 'a' });
    mountTar(volume, root, tar({ name: 'include/b.h', contents: 'b' }));
    expect([read('include/a.h'), read('include/b.h'), volume.isReadOnly]).toEqual(['a', 'b', true]);
  });

  it('refuses a kind of entry that images do not have', () => {
    expect(() => mount({ name: 'device', type: '3' })).toThrow(
      'The image holds device, of a kind that images do not have: 3',
    );
  });
});
