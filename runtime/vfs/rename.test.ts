import { describe, expect, it } from 'vitest';
import { rename } from './rename.ts';
import { resolve, type Resolved } from './resolve.ts';
import { DirectoryInode } from './inode.ts';
import { bootVolume, link } from './testing/tree-fixture.ts';

function boot() {
  const volume = bootVolume({
    file: 'f',
    other: 'o',
    link: link('file'),
    dir: { inner: 'i', sub: {} },
    empty: {},
    full: { x: 'x' },
  });
  volume.root.link('hard', volume.at('file'));
  volume.root.mount('mounted', new DirectoryInode(bootVolume({ y: 'y' }).volume));
  const place = (path: string): Resolved => {
    const found = resolve(volume.root, path, 'keep');
    if (!found.ok) throw new Error(`The fixture cannot resolve ${path}`);
    return found.value;
  };
  return { ...volume, move: (from: string, to: string) => rename(place(from), place(to)) };
}

describe('rename', () => {
  it.each([
    ['file', 'new', 'moved'],
    ['file', 'dir/new', 'moved'],
    ['file', 'other', 'moved'],
    ['file', 'link', 'moved'],
    ['link', 'file', 'moved'],
    ['dir', 'new', 'moved'],
    ['dir/', 'new', 'moved'],
    ['dir', 'new/', 'moved'],
    ['dir', 'empty', 'moved'],
    ['dir/sub', 'empty/sub', 'moved'],
    ['file', 'file', 'nothing'],
    ['file', 'hard', 'nothing'],
    ['dir', 'dir', 'nothing'],
    ['nothing', 'new', 'noent'],
    ['nothing', 'nothing', 'noent'],
    ['file', 'dir', 'isdir'],
    ['file', 'new/', 'notdir'],
    ['dir', 'file', 'notdir'],
    ['dir', 'link', 'notdir'],
    ['dir', 'full', 'notempty'],
    ['dir/sub', 'dir', 'notempty'],
    ['dir', 'dir/sub', 'inval'],
    ['dir', 'dir/sub/new', 'inval'],
    ['dir', 'dir/new', 'inval'],
    ['.', 'new', 'busy'],
    ['dir', '.', 'busy'],
    ['dir/..', 'new', 'busy'],
    ['mounted', 'new', 'busy'],
    ['empty', 'mounted', 'busy'],
    ['file', 'mounted/new', 'xdev'],
  ])('%s → %s: %s', (from, to, expected) => {
    const { move, root } = boot();
    const before = resolve(root, from, 'keep');
    const moved = move(from, to);
    if (expected !== 'moved' && expected !== 'nothing') {
      expect(moved).toEqual({ ok: false, error: { kind: 'errno', errno: expected } });
      return;
    }
    expect(moved.ok).toBe(true);
    const after = resolve(root, to, 'keep');
    expect(after.ok && after.value.inode).toBe(before.ok && before.value.inode);
    const gone = resolve(root, from, 'keep');
    expect(gone.ok && gone.value.inode === undefined).toBe(expected === 'moved');
  });

  it('takes the replaced file’s name away, and its bytes when it was the last', () => {
    const { move, at, volume } = boot();
    const other = at('other');
    const used = volume.usedBytes;
    move('file', 'other');
    expect([other.nlink, at('other').nlink, volume.usedBytes]).toEqual([0, 2, used - 1]);
  });

  it('gives a moved directory its new parent', () => {
    const { move, at } = boot();
    move('dir/sub', 'empty/sub');
    expect((at('empty/sub') as DirectoryInode).parent).toBe(at('empty'));
  });

  it('over a read-only volume is rofs', () => {
    const { move, volume } = boot();
    volume.isReadOnly = true;
    expect([move('file', 'new'), move('file', 'other')]).toEqual(
      new Array(2).fill({ ok: false, error: { kind: 'errno', errno: 'rofs' } }),
    );
  });
});
