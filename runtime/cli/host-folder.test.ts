import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileInode } from '../vfs/inode.ts';
import { bootVolume, bytesOf } from '../vfs/testing/tree-fixture.ts';
import { copyIn, copyOut } from './host-folder.ts';

let base: string;
beforeEach(() => {
  base = mkdtempSync(path.join(tmpdir(), 'preopen-'));
  for (const folder of ['granted', 'granted/sub', 'outside']) mkdirSync(path.join(base, folder));
  writeFileSync(path.join(base, 'granted/a.txt'), 'a');
  writeFileSync(path.join(base, 'granted/sub/b.txt'), 'b');
  writeFileSync(path.join(base, 'outside/secret'), 'secret');
  symlinkSync('../outside/secret', path.join(base, 'granted/link'));
  symlinkSync('../outside', path.join(base, 'granted/folder'));
});
afterEach(() => rmSync(base, { recursive: true }));

function copied() {
  const volume = bootVolume();
  copyIn(path.join(base, 'granted'), volume.root);
  return { ...volume, writeBack: () => copyOut(volume.root, path.join(base, 'granted')) };
}

const text = (file: string): string => readFileSync(path.join(base, file), 'utf8');

describe('a granted folder', () => {
  it('comes in with its links as links', () => {
    expect([...copied().root.entries].map(([name, { inode }]) => `${name} ${inode.kind}`).sort()).toEqual([
      'a.txt regular_file',
      'folder symbolic_link',
      'link symbolic_link',
      'sub directory',
    ]);
  });

  it('is written back as the program left it', () => {
    const { root, at, writeBack } = copied();
    const [a, sub] = [at('a.txt'), at('sub')];
    if (a.kind === 'regular_file') a.replace(bytesOf('changed'));
    if (sub.kind === 'directory') sub.unlink('b.txt');
    root.link('new.txt', new FileInode(root.volume, bytesOf('new')));
    root.unlink('folder');
    writeBack();
    expect([
      text('granted/a.txt'),
      text('granted/new.txt'),
      readdirSync(path.join(base, 'granted/sub')),
      readdirSync(path.join(base, 'granted')).sort(),
    ]).toEqual(['changed', 'new', [], ['a.txt', 'link', 'new.txt', 'sub']]);
    expect(readlinkSync(path.join(base, 'granted/link'))).toBe('../outside/secret');
  });

  it('is never a way out: what took a link’s name is written in its place, not through it', () => {
    const { root, at, writeBack } = copied();
    const sub = at('sub');
    root.unlink('link');
    root.link('link', new FileInode(root.volume, bytesOf('mine')));
    root.unlink('folder');
    root.move('sub', root, 'folder');
    writeBack();
    expect([text('outside/secret'), readdirSync(path.join(base, 'outside'))]).toEqual(['secret', ['secret']]);
    expect([text('granted/link'), text('granted/folder/b.txt'), at('folder')]).toEqual(['mine', 'b', sub]);
  });

  it('takes a file where a folder was, and the other way round', () => {
    const { root, at, writeBack } = copied();
    const [a, sub] = [at('a.txt'), at('sub')];
    root.move('a.txt', root, 'x');
    root.move('sub', root, 'a.txt');
    root.move('x', root, 'sub');
    writeBack();
    expect([text('granted/sub'), text('granted/a.txt/b.txt')]).toEqual(['a', 'b']);
    expect([at('sub'), at('a.txt')]).toEqual([a, sub]);
  });
});
