import { describe, expect, it } from 'vitest';
import { DirectoryInode, SymlinkInode } from './inode.ts';
import { lookupAbsolute, resolve, type Resolved } from './resolve.ts';
import { bootVolume, link } from './testing/tree-fixture.ts';

function boot() {
  const volume = bootVolume({
    outside: { secret: 'x' },
    start: {
      file: 'f',
      dir: { inner: 'i', deep: { bottom: 'b', up: link('../..'), toFile: link('../../file') } },
      toFile: link('file'),
      toDir: link('dir'),
      toDeep: link('dir/deep'),
      slashed: link('dir/'),
      toHere: link('.'),
      dangling: link('nowhere'),
      danglingDeep: link('nowhere/else'),
      out: link('../outside/secret'),
      outAndBack: link('../start/file'),
      absolute: link('/start/file'),
      loop: link('loop'),
      ping: link('pong'),
      pong: link('ping'),
      grüße: 'g',
    },
  });
  const start = volume.at('start');
  if (start.kind !== 'directory') throw new Error('The fixture has no start');
  return { ...volume, start };
}

type Booted = ReturnType<typeof boot>;

/** What a test says of a result: an errno, `escaped`, or what was found and under which name. */
function say(found: ReturnType<typeof resolve>): string {
  if (!found.ok) return found.error.kind === 'errno' ? found.error.errno : found.error.kind;
  const { inode, name } = found.value;
  return `${inode ? inode.kind : 'missing'}${name === undefined ? '' : ` ${name}`}`;
}

const FILE = 'regular_file';

describe('resolve', () => {
  it.each([
    ['.', 'directory'],
    ['./.', 'directory'],
    ['file', `${FILE} file`],
    ['./file', `${FILE} file`],
    ['dir', 'directory dir'],
    ['dir/', 'directory dir'],
    ['dir//inner', `${FILE} inner`],
    ['dir/./inner', `${FILE} inner`],
    ['dir/..', 'directory'],
    ['dir/../file', `${FILE} file`],
    ['dir/deep/../../file', `${FILE} file`],
    ['grüße', `${FILE} grüße`],
    // Going up leads to where one came from, not to what the text says.
    ['toDeep/..', 'directory'],
    ['toDeep/../inner', `${FILE} inner`],
    ['toDeep/../file', 'missing file'],
    ['dir/deep/up/file', `${FILE} file`],
    ['dir/deep/toFile', `${FILE} file`],
    ['toHere/toHere/file', `${FILE} file`],
    ['toFile', `${FILE} file`],
    ['toDir/inner', `${FILE} inner`],
    ['toDir/', 'directory dir'],
    ['slashed', 'directory dir'],
    ['toHere', 'directory'],
    // Missing.
    ['new', 'missing new'],
    ['new/', 'missing new'],
    ['dir/new', 'missing new'],
    ['new/file', 'noent'],
    ['new/..', 'noent'],
    ['new/.', 'noent'],
    ['', 'noent'],
    ['dangling', 'missing nowhere'],
    ['dangling/x', 'noent'],
    ['danglingDeep', 'noent'],
    // Not a directory.
    ['file/', 'notdir'],
    ['file/.', 'notdir'],
    ['file/..', 'notdir'],
    ['file/x', 'notdir'],
    ['toFile/', 'notdir'],
    ['toFile/x', 'notdir'],
    // Out.
    ['..', 'escaped'],
    ['../start', 'escaped'],
    ['../start/file', 'escaped'],
    ['./..', 'escaped'],
    ['dir/../..', 'escaped'],
    ['dir/deep/up/..', 'escaped'],
    ['toDeep/../../..', 'escaped'],
    ['/', 'escaped'],
    ['/start/file', 'escaped'],
    ['out', 'escaped'],
    ['outAndBack', 'escaped'],
    ['absolute', 'escaped'],
    ['absolute/x', 'escaped'],
    // Loops.
    ['loop', 'loop'],
    ['ping', 'loop'],
    ['ping/x', 'loop'],
    // Malformed.
    ['fi\0le', 'inval'],
    ['\0', 'inval'],
  ])('follows %j to %s', (path, expected) => {
    expect(say(resolve(boot().start, path, 'follow'))).toBe(expected);
  });

  it.each([
    { what: 'a name of 255 bytes', path: 'n'.repeat(255), expected: `missing ${'n'.repeat(255)}` },
    { what: 'a name of 256 bytes', path: 'n'.repeat(256), expected: 'nametoolong' },
    { what: 'a name of 128 characters in 256 bytes', path: 'ü'.repeat(128), expected: 'nametoolong' },
    { what: 'a folder’s name of 256 bytes', path: `${'n'.repeat(256)}/x`, expected: 'nametoolong' },
    { what: 'a path of 4096 bytes', path: './'.repeat(2048), expected: 'directory' },
    { what: 'a path of 4097 bytes', path: `${'./'.repeat(2048)}.`, expected: 'nametoolong' },
    { what: 'a path of 2732 characters in 4098 bytes', path: 'ü/'.repeat(1366), expected: 'nametoolong' },
  ])('counts bytes, not characters: $what', ({ path, expected }) => {
    expect(say(resolve(boot().start, path, 'follow'))).toBe(expected);
  });

  it.each([
    ['toFile', 'symbolic_link toFile'],
    ['dangling', 'symbolic_link dangling'],
    ['loop', 'symbolic_link loop'],
    ['out', 'symbolic_link out'],
    ['absolute', 'symbolic_link absolute'],
    ['toHere/loop', 'symbolic_link loop'],
    ['toDir/', 'directory dir'],
    ['toFile/', 'notdir'],
    ['out/', 'escaped'],
    ['loop/', 'loop'],
  ])('without following the last link, %j is %s', (path, expected) => {
    expect(say(resolve(boot().start, path, 'keep'))).toBe(expected);
  });

  it.each([
    ['file', false],
    ['dir/', true],
    ['slashed', true],
    ['new/', true],
    ['toDir', false],
  ])('%j: must be a directory? %s', (path, expected) => {
    const found = resolve(boot().start, path, 'follow');
    expect(found.ok && found.value.mustBeDirectory).toBe(expected);
  });

  it.each([
    { links: 40, expected: `${FILE} end` },
    { links: 41, expected: 'loop' },
  ])('passes through a chain of $links links: $expected', ({ links, expected }) => {
    const { start, volume } = boot();
    start.link('end', start.lookup('file')!);
    for (let i = 0; i < links; i++) start.link(`link${i}`, new SymlinkInode(volume, i === 0 ? 'end' : `link${i - 1}`));
    expect(say(resolve(start, `link${links - 1}`, 'follow'))).toBe(expected);
  });

  it('names the whole path in a refusal, so that the trace can show it', () => {
    expect(resolve(boot().start, 'dir/../../outside/secret', 'follow')).toEqual({
      ok: false,
      error: { kind: 'escaped', path: 'dir/../../outside/secret' },
    });
  });

  it('says the same of an escape whether or not there is something outside', () => {
    const { start } = boot();
    expect(say(resolve(start, '../outside/secret', 'follow'))).toBe(
      say(resolve(start, '../outside/nothing', 'follow')),
    );
  });

  it('gives the directory that holds the name, for making and removing', () => {
    const { start, at } = boot();
    const found = resolve(start, 'toDeep/new', 'follow');
    expect((found as { value: Resolved }).value.parent).toBe(at('start/dir/deep'));
  });

  it('finds nothing in a directory that was removed, and nothing above it', () => {
    const { start, at } = boot();
    const removed = new DirectoryInode(start.volume);
    start.link('gone', removed);
    start.unlink('gone');
    expect(['.', '..', 'x'].map((path) => say(resolve(removed, path, 'follow')))).toEqual([
      'directory',
      'escaped',
      'missing x',
    ]);
    expect(at('start')).toBe(start);
  });
});

describe('lookupAbsolute', () => {
  const find = ({ root }: Booted, path: string) => say(lookupAbsolute(root, path));

  it.each([
    ['/', 'directory'],
    ['/start/file', `${FILE} file`],
    ['//start//toFile', `${FILE} file`],
    ['/nothing', 'missing nothing'],
    ['/..', 'escaped'],
  ])('%s → %s', (path, expected) => {
    expect(find(boot(), path)).toBe(expected);
  });
});
