import { describe, expect, it } from 'vitest';
import { flag, type FlagName } from '../../abi/flags.ts';
import { fdstat, filestat } from '../../abi/layout.ts';
import { ALL_RIGHTS, NO_RIGHTS, rights, without, type RightName } from '../../abi/rights.ts';
import { bootGuest, DIR, limits, READ_WRITE, type GuestOptions } from '../../testing/guest-fixture.ts';
import { readOnly } from '../../policy/policy.ts';
import { link } from '../../vfs/testing/tree-fixture.ts';

const TREE = {
  'hello.txt': 'hello',
  dir: { inner: 'i', sub: {} },
  empty: {},
  toFile: link('hello.txt'),
  toDir: link('dir'),
  dangling: link('made'),
  loop: link('loop'),
  out: link('../../etc'),
};
const NEW_256 = 'n'.repeat(256);

function boot(options: GuestOptions = {}) {
  const guest = bootGuest({ tree: TREE, ...options });
  const { sys, text, alloc, view, u32, peek, volume } = guest;
  return {
    ...guest,
    mkdir: (path: string) => sys.path_create_directory(DIR, ...text(path)),
    unlink: (path: string) => sys.path_unlink_file(DIR, ...text(path)),
    rmdir: (path: string) => sys.path_remove_directory(DIR, ...text(path)),
    rename: (from: string, to: string) => sys.path_rename(DIR, ...text(from), DIR, ...text(to)),
    symlink: (target: string, path: string) => sys.path_symlink(...text(target), DIR, ...text(path)),
    hardlink: (from: string, to: string, follow = false) =>
      sys.path_link(DIR, follow ? 1 : 0, ...text(from), DIR, ...text(to)),
    readlink: (path: string, room = 100) => {
      const [at, used] = [alloc(room), alloc(4)];
      const errno = sys.path_readlink(DIR, ...text(path), at, room, used);
      return errno === 'success' ? new TextDecoder().decode(peek(at, u32(used))) : errno;
    },
    stat: (path: string, follow = true) => {
      const out = alloc(filestat.size);
      const errno = sys.path_filestat_get(DIR, follow ? 1 : 0, ...text(path), out);
      return errno === 'success' ? filestat.read(view(), out) : errno;
    },
    rightsOf: (fd: number) => {
      const out = alloc(fdstat.size);
      sys.fd_fdstat_get(fd, out);
      return fdstat.read(view(), out);
    },
    /** Nothing changes from here on. */
    freeze: () => (volume.isReadOnly = true),
  };
}

describe('path_open', () => {
  it.each([
    { path: 'hello.txt', expected: 'opened' },
    { path: './dir/inner', expected: 'opened' },
    { path: 'dir', expected: 'opened' },
    { path: 'dir/', expected: 'opened' },
    { path: '.', expected: 'opened' },
    { path: 'toFile', expected: 'opened' },
    { path: 'toDir/inner', expected: 'opened' },
    { path: 'toFile', follow: false, expected: 'loop' },
    { path: 'nothing', expected: 'noent' },
    { path: 'nothing/x', expected: 'noent' },
    { path: 'dangling', expected: 'noent' },
    { path: '', expected: 'noent' },
    { path: 'hello.txt/', expected: 'notdir' },
    { path: 'hello.txt/x', expected: 'notdir' },
    { path: 'hello.txt', oflags: ['directory'], expected: 'notdir' },
    { path: 'dir', oflags: ['directory'], expected: 'opened' },
    { path: '..', expected: 'notcapable' },
    { path: '../hello.txt', expected: 'notcapable' },
    { path: '/hello.txt', expected: 'notcapable' },
    { path: 'out', expected: 'notcapable' },
    { path: 'dir/../../project/hello.txt', expected: 'notcapable' },
    { path: 'loop', expected: 'loop' },
    { path: 'a\0b', expected: 'inval' },
    { path: NEW_256, expected: 'nametoolong' },
    { path: './'.repeat(3000), expected: 'nametoolong' },
    { path: 'new', oflags: ['creat'], expected: 'opened' },
    { path: 'dir/new', oflags: ['creat', 'excl'], expected: 'opened' },
    { path: 'dangling', oflags: ['creat'], expected: 'opened' },
    { path: 'new/', oflags: ['creat'], expected: 'isdir' },
    { path: 'new/x', oflags: ['creat'], expected: 'noent' },
    { path: NEW_256, oflags: ['creat'], expected: 'nametoolong' },
    { path: 'hello.txt', oflags: ['creat'], expected: 'opened' },
    { path: 'hello.txt', oflags: ['creat', 'excl'], expected: 'exist' },
    { path: 'toFile', oflags: ['creat', 'excl'], expected: 'exist' },
    { path: 'dangling', oflags: ['creat', 'excl'], expected: 'exist' },
    { path: 'dir', oflags: ['creat'], expected: 'isdir' },
    { path: 'dir', oflags: ['trunc'], expected: 'isdir' },
    { path: 'new', oflags: ['creat', 'directory'], expected: 'inval' },
  ] as const)('$path with $oflags → $expected', ({ path, expected, ...how }) => {
    const opened = boot().open(path, how);
    expect(typeof opened === 'number' ? 'opened' : opened).toBe(expected);
  });

  it('a directory cannot be opened to write', () => {
    expect(boot().open('dir', { rights: ['fd_write'] })).toBe('isdir');
  });

  it.each([
    ['hello.txt', ['trunc'], READ_WRITE, 'rofs'],
    ['hello.txt', [], READ_WRITE, 'rofs'],
    ['new', ['creat'], ['fd_read'], 'rofs'],
    ['hello.txt', ['creat'], ['fd_read'], 4],
  ] as const)('on a read-only volume, %s with %j: %s', (path, oflags, names, expected) => {
    const { open, freeze } = boot();
    freeze();
    expect(open(path, { oflags, rights: names })).toBe(expected);
  });

  it('refuses flags that witx does not have', () => {
    const { sys, text, alloc } = boot();
    expect(sys.path_open(DIR, 1, ...text('hello.txt'), 16, 0n, 0n, 0, alloc(4))).toBe('inval');
    expect(sys.path_open(DIR, 1, ...text('hello.txt'), 0, 0n, 0n, 32, alloc(4))).toBe('inval');
  });

  it('truncates, and a file that others have open with it', () => {
    const { open, contentsOf } = boot();
    open('hello.txt');
    open('hello.txt', { oflags: ['trunc'] });
    expect(contentsOf('hello.txt')).toBe('');
  });

  it.each([
    ['path_create_file', ['creat'], 'new'],
    ['path_filestat_set_size', ['trunc'], 'hello.txt'],
  ] as const)('needs %s to open with %j', (right, oflags, path) => {
    const { hold, project, open, contentsOf } = boot();
    const dir = hold(project, without(ALL_RIGHTS, rights(right)), ALL_RIGHTS);
    expect(open(path, { dir, oflags })).toBe('notcapable');
    expect(open('hello.txt', { dir })).toBeTypeOf('number');
    expect(contentsOf('hello.txt')).toBe('hello');
  });

  it('hands out the rights that were asked for and apply, and no others', () => {
    const { open, rightsOf } = boot();
    const asked: readonly RightName[] = ['fd_read', 'fd_seek', 'path_open', 'fd_readdir'];
    const [file, dir] = ['hello.txt', 'dir'].map((path) =>
      rightsOf(open(path, { rights: asked, inheriting: ['fd_read'] }) as number),
    );
    expect([file!.fs_rights_base, file!.fs_rights_inheriting]).toEqual([
      BigInt(rights('fd_read', 'fd_seek')),
      BigInt(rights('fd_read')),
    ]);
    expect([dir!.fs_rights_base, dir!.fs_rights_inheriting]).toEqual([
      BigInt(rights('path_open', 'fd_readdir')),
      BigInt(rights('fd_read')),
    ]);
  });

  it.each([
    { base: ['fd_read'], inheriting: [], expected: 'opened' },
    { base: ['fd_read', 'fd_write'], inheriting: [], expected: 'notcapable' },
    { base: ['fd_read'], inheriting: ['fd_write'], expected: 'notcapable' },
    { base: ['fd_read'], inheriting: ['fd_read'], expected: 'opened' },
  ] as const)(
    'opens with no more than the directory lets its children inherit: $base, $inheriting → $expected',
    ({ base, inheriting, expected }) => {
      const { hold, project, open } = boot();
      const dir = hold(project, ALL_RIGHTS, rights('fd_read', 'fd_seek'));
      const opened = open('hello.txt', { dir, rights: base, inheriting });
      expect(typeof opened === 'number' ? 'opened' : opened).toBe(expected);
    },
  );

  it('rights only shrink from directory to directory to file', () => {
    const { hold, project, open, rightsOf } = boot();
    const top = hold(project, ALL_RIGHTS, rights('path_open', 'fd_read'));
    const dir = open('dir', { dir: top, rights: ['path_open'], inheriting: ['fd_read'] }) as number;
    const file = open('inner', { dir, rights: ['fd_read'], inheriting: [] }) as number;
    expect(rightsOf(file).fs_rights_base).toBe(BigInt(rights('fd_read')));
    expect(open('sub', { dir, rights: ['path_open'], inheriting: [] })).toBe('notcapable');
  });

  it('beneath an opened directory, that directory is the top', () => {
    const { open } = boot();
    const dir = open('dir') as number;
    expect([open('inner', { dir }), open('../hello.txt', { dir }), open('..', { dir })]).toEqual([
      dir + 1,
      'notcapable',
      'notcapable',
    ]);
  });

  it('creates, truncates and makes nothing when there is no number left', () => {
    const { open, contentsOf, project } = boot({ policy: limits(0) });
    expect([open('new', { oflags: ['creat'] }), open('hello.txt', { oflags: ['trunc'] })]).toEqual(['mfile', 'mfile']);
    expect([contentsOf('hello.txt'), project.lookup('new')]).toEqual(['hello', undefined]);
  });

  it('creates nothing when the rights are refused', () => {
    const { hold, project, open } = boot();
    const dir = hold(project, ALL_RIGHTS, NO_RIGHTS);
    expect(open('new', { dir, oflags: ['creat'], rights: ['fd_write'], inheriting: [] })).toBe('notcapable');
    expect(project.lookup('new')).toBeUndefined();
  });

  it('opens to append', () => {
    const { open, sys, iovecs, text, alloc, contentsOf } = boot();
    const fd = open('hello.txt', { rights: ['fd_write'], fdflags: ['append'] }) as number;
    sys.fd_write(fd, ...iovecs([text('!')]), alloc(4));
    expect(contentsOf('hello.txt')).toBe('hello!');
  });

  it('is notdir on a file', () => {
    const { hold, at, open } = boot();
    expect(open('x', { dir: hold(at('hello.txt'), ALL_RIGHTS) })).toBe('notdir');
  });

  it.each([
    { path: [0xff], expected: 'ilseq' },
    { path: [0xc3], expected: 'ilseq' },
    { path: [0xed, 0xa0, 0x80], expected: 'ilseq' },
    { path: [0xc0, 0xaf], expected: 'ilseq' },
    { path: [0xef, 0xbb, 0xbf], expected: 'noent' },
  ] as const)('a path of the bytes $path is $expected', ({ path, expected }) => {
    const { sys, bytes, alloc } = boot();
    expect(sys.path_open(DIR, 0, ...bytes(Uint8Array.from(path)), 0, 0n, 0n, 0, alloc(4))).toBe(expected);
  });
});

describe('a read-only preopen', () => {
  const options: GuestOptions = { policy: { preopens: [readOnly('/project', '/')] } };

  it('lets files be read and listed, and refuses every change', () => {
    const { open, mkdir, unlink, rmdir, rename, symlink, hardlink, sys, text, stat, readlink } = boot(options);
    expect(open('hello.txt', { rights: ['fd_read', 'fd_seek'], inheriting: [] })).toBeTypeOf('number');
    expect([typeof stat('hello.txt'), readlink('toFile')]).toEqual(['object', 'hello.txt']);
    const changes = [
      open('hello.txt', { rights: ['fd_write'], inheriting: [] }),
      open('new', { oflags: ['creat'], rights: ['fd_read'], inheriting: [] }),
      open('hello.txt', { oflags: ['trunc'], rights: ['fd_read'], inheriting: [] }),
      mkdir('new'),
      unlink('hello.txt'),
      rmdir('empty'),
      rename('hello.txt', 'x'),
      symlink('x', 'y'),
      hardlink('hello.txt', 'x'),
      sys.path_filestat_set_times(DIR, 0, ...text('hello.txt'), 0n, 0n, 1),
    ];
    expect(changes).toEqual(changes.map(() => 'notcapable'));
  });
});

describe('path_create_directory', () => {
  it.each([
    ['new', 'success'],
    ['new/', 'success'],
    ['dir/new', 'success'],
    ['dir', 'exist'],
    ['hello.txt', 'exist'],
    ['dangling', 'exist'],
    ['.', 'exist'],
    ['dir/..', 'exist'],
    ['', 'noent'],
    ['new/deeper', 'noent'],
    ['hello.txt/x', 'notdir'],
    ['../new', 'notcapable'],
    ['/new', 'notcapable'],
    [NEW_256, 'nametoolong'],
  ])('%s: %s', (path, expected) => {
    expect(boot().mkdir(path)).toBe(expected);
  });

  it('on a read-only volume: rofs', () => {
    const { mkdir, freeze } = boot();
    freeze();
    expect(mkdir('new')).toBe('rofs');
  });
});

describe('path_unlink_file', () => {
  it.each([
    ['hello.txt', 'success'],
    ['dangling', 'success'],
    ['loop', 'success'],
    ['toDir', 'success'],
    ['dir', 'isdir'],
    ['.', 'isdir'],
    ['hello.txt/', 'notdir'],
    ['nothing', 'noent'],
    ['', 'noent'],
    ['out/passwd', 'notcapable'],
    ['..', 'notcapable'],
  ])('%s: %s', (path, expected) => {
    expect(boot().unlink(path)).toBe(expected);
  });

  it('takes the link, not what it points to', () => {
    const { unlink, contentsOf, readlink } = boot();
    unlink('toFile');
    expect([contentsOf('hello.txt'), readlink('toFile')]).toEqual(['hello', 'noent']);
  });

  it('on a read-only volume: rofs', () => {
    const { unlink, freeze } = boot();
    freeze();
    expect(unlink('hello.txt')).toBe('rofs');
  });
});

describe('path_remove_directory', () => {
  it.each([
    ['empty', 'success'],
    ['empty/', 'success'],
    ['dir/sub', 'success'],
    ['dir', 'notempty'],
    ['hello.txt', 'notdir'],
    ['toDir', 'notdir'],
    ['.', 'inval'],
    ['dir/..', 'inval'],
    ['nothing', 'noent'],
    ['..', 'notcapable'],
  ])('%s: %s', (path, expected) => {
    expect(boot().rmdir(path)).toBe(expected);
  });
});

describe('path_rename', () => {
  it.each([
    ['hello.txt', 'new', 'success'],
    ['hello.txt', 'dir/new', 'success'],
    ['hello.txt', 'dir/inner', 'success'],
    ['dir', 'empty', 'success'],
    ['toFile', 'hello.txt', 'success'],
    ['hello.txt', 'hello.txt', 'success'],
    ['nothing', 'new', 'noent'],
    ['hello.txt', 'nothing/new', 'noent'],
    ['hello.txt', 'dir', 'isdir'],
    ['hello.txt', 'new/', 'notdir'],
    ['hello.txt/', 'new', 'notdir'],
    ['dir', 'hello.txt', 'notdir'],
    ['empty', 'dir', 'notempty'],
    ['dir', 'dir/sub/x', 'inval'],
    ['.', 'new', 'busy'],
    ['hello.txt', '.', 'busy'],
    ['hello.txt', NEW_256, 'nametoolong'],
    ['../hello.txt', 'new', 'notcapable'],
    ['hello.txt', '../new', 'notcapable'],
    ['hello.txt', '/new', 'notcapable'],
  ])('%s to %s: %s', (from, to, expected) => {
    expect(boot().rename(from, to)).toBe(expected);
  });

  it('works between two descriptors of one volume, and is xdev between volumes', () => {
    const { sys, text, open, at, hold, kernel, volume, contentsOf } = boot();
    const dir = open('dir') as number;
    expect(sys.path_rename(DIR, ...text('hello.txt'), dir, ...text('moved'))).toBe('success');
    expect([contentsOf('dir/moved'), at('dir/moved').volume]).toEqual(['hello', volume]);
    const elsewhere = hold(kernel.root, ALL_RIGHTS);
    expect(sys.path_rename(dir, ...text('moved'), elsewhere, ...text('moved'))).toBe('xdev');
    expect(sys.path_link(dir, 0, ...text('moved'), elsewhere, ...text('moved'))).toBe('xdev');
    expect(sys.path_rename(elsewhere, ...text('project'), elsewhere, ...text('renamed'))).toBe('busy');
    expect(sys.path_remove_directory(elsewhere, ...text('project'))).toBe('busy');
  });
});

describe('path_link', () => {
  it.each([
    ['hello.txt', 'new', 'success'],
    ['loop', 'new', 'success'],
    ['dir', 'new', 'perm'],
    ['nothing', 'new', 'noent'],
    ['hello.txt', 'dir', 'exist'],
    ['hello.txt', 'dangling', 'exist'],
    ['hello.txt', 'new/', 'noent'],
    ['hello.txt', 'nothing/new', 'noent'],
    ['hello.txt', '.', 'exist'],
    ['hello.txt', '../new', 'notcapable'],
    ['out/x', 'new', 'notcapable'],
    ['hello.txt', NEW_256, 'nametoolong'],
  ])('%s as %s: %s', (from, to, expected) => {
    expect(boot().hardlink(from, to)).toBe(expected);
  });

  it('gives one file a second name, which keeps it when the first goes', () => {
    const { hardlink, unlink, contentsOf, stat } = boot();
    hardlink('hello.txt', 'second');
    expect(stat('second')).toMatchObject({ nlink: 2n });
    unlink('hello.txt');
    expect([contentsOf('second'), stat('second')]).toMatchObject(['hello', { nlink: 1n, size: 5n }]);
  });

  it('follows the link only when asked to', () => {
    const { hardlink, at } = boot();
    hardlink('toFile', 'same');
    hardlink('toFile', 'target', true);
    expect([at('same'), at('target')]).toEqual([at('toFile'), at('hello.txt')]);
  });
});

describe('path_symlink and path_readlink', () => {
  it.each([
    ['hello.txt', 'new', 'success'],
    ['../../anything', 'new', 'success'],
    ['x', 'dir/new', 'success'],
    ['x', 'hello.txt', 'exist'],
    ['x', 'dangling', 'exist'],
    ['x', '.', 'exist'],
    ['x', 'new/', 'noent'],
    ['', 'new', 'noent'],
    ['x', '', 'noent'],
    ['a\0b', 'new', 'inval'],
    ['x'.repeat(4097), 'new', 'nametoolong'],
    ['x', NEW_256, 'nametoolong'],
    ['x', '../new', 'notcapable'],
    ['/etc', 'new', 'notcapable'],
  ])('path_symlink to %s at %s: %s', (target, path, expected) => {
    expect(boot().symlink(target, path)).toBe(expected);
  });

  it.each([
    ['toFile', 100, 'hello.txt'],
    ['toFile', 9, 'hello.txt'],
    ['toFile', 5, 'hello'],
    ['toFile', 0, ''],
    ['loop', 100, 'loop'],
    ['hello.txt', 100, 'inval'],
    ['dir', 100, 'inval'],
    ['.', 100, 'inval'],
    ['nothing', 100, 'noent'],
    ['..', 100, 'notcapable'],
  ])('path_readlink of %s into %i bytes: %s', (path, room, expected) => {
    expect(boot().readlink(path, room)).toBe(expected);
  });
});

describe('path_filestat_get and path_filestat_set_times', () => {
  it.each([
    ['hello.txt', true, { filetype: 4, size: 5n }],
    ['dir', true, { filetype: 3 }],
    ['.', true, { filetype: 3 }],
    ['toFile', true, { filetype: 4, size: 5n }],
    ['toFile', false, { filetype: 7, size: 9n }],
    ['dangling', true, 'noent'],
    ['dangling', false, { filetype: 7 }],
    ['loop', true, 'loop'],
    ['out', true, 'notcapable'],
    ['nothing', true, 'noent'],
    ['hello.txt/', true, 'notdir'],
  ] as const)('the attributes of %s, following: %s', (path, follow, expected) => {
    const seen = boot().stat(path, follow);
    if (typeof expected === 'string') expect(seen).toBe(expected);
    else expect(seen).toMatchObject(expected);
  });

  it.each([
    ['toFile', true, 7n, 'hello.txt'],
    ['toFile', false, 7n, 'toFile'],
  ] as const)('sets the times of what %s leads to, following: %s', (path, follow, atim, changed) => {
    const { sys, text, stat } = boot();
    const bit = (name: FlagName<'fstflags'>): number => flag('fstflags', name);
    expect(sys.path_filestat_set_times(DIR, follow ? 1 : 0, ...text(path), atim, 8n, bit('atim') | bit('mtim'))).toBe(
      'success',
    );
    expect(stat(changed, false)).toMatchObject({ atim: 7n, mtim: 8n });
  });

  it('keeps a time to the nanosecond, up to the last there is', () => {
    const { sys, text, stat } = boot();
    for (const time of [1_234_567_890_123_456_789n, 2n ** 64n - 1n]) {
      sys.path_filestat_set_times(DIR, 0, ...text('hello.txt'), time, 0n, 1);
      expect(stat('hello.txt')).toMatchObject({ atim: time });
    }
  });

  it.each([
    ['nothing', 0, 'noent'],
    ['hello.txt', 3, 'inval'],
    ['..', 0, 'notcapable'],
  ] as const)('path_filestat_set_times of %s with %i: %s', (path, flags, expected) => {
    const { sys, text } = boot();
    expect(sys.path_filestat_set_times(DIR, 0, ...text(path), 0n, 0n, flags)).toBe(expected);
  });
});

it('every path call on a descriptor that is a file is notdir', () => {
  const { sys, hold, at, text, alloc } = boot();
  const fd = hold(at('hello.txt'), ALL_RIGHTS);
  const x = text('x');
  const calls = [
    sys.path_create_directory(fd, ...x),
    sys.path_filestat_get(fd, 0, ...x, alloc(64)),
    sys.path_filestat_set_times(fd, 0, ...x, 0n, 0n, 0),
    sys.path_link(fd, 0, ...x, DIR, ...x),
    sys.path_link(DIR, 0, ...text('hello.txt'), fd, ...x),
    sys.path_readlink(fd, ...x, alloc(8), 8, alloc(4)),
    sys.path_remove_directory(fd, ...x),
    sys.path_rename(fd, ...x, DIR, ...x),
    sys.path_symlink(...x, fd, ...x),
    sys.path_unlink_file(fd, ...x),
  ];
  expect(calls).toEqual(calls.map(() => 'notdir'));
});
