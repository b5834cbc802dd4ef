import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flag, filetypeCode } from '../../abi/flags.ts';
import { dirent, fdstat, filestat, prestat } from '../../abi/layout.ts';
import { ALL_RIGHTS, NO_RIGHTS, rights, without } from '../../abi/rights.ts';
import { bootGuest, DIR, limits, READ_WRITE, type GuestOptions } from '../../testing/guest-fixture.ts';
import { FileInode, MAX_FILE_BYTES, StreamInode } from '../../vfs/inode.ts';
import { bytesOf, link, textOf, type Tree } from '../../vfs/testing/tree-fixture.ts';
import { NullDevice } from '../devices/devices.ts';
import { Pipe } from '../devices/pipe.ts';

type Booted = ReturnType<typeof bootGuest>;

/** A guest with `file` open to read and write, `dir` open, and a pipe. */
function boot(contents = 'abcdefghij', options: GuestOptions = {}) {
  const guest = bootGuest({ tree: { file: contents, dir: {} }, ...options });
  const pipe = new Pipe();
  const opened = guest.open('file', { rights: READ_WRITE });
  if (typeof opened !== 'number') throw new Error(`The fixture cannot open its file: ${opened}`);
  const held = {
    file: guest.hold(guest.at('file'), ALL_RIGHTS),
    dir: guest.hold(guest.at('dir'), ALL_RIGHTS),
    pipe: guest.hold(new StreamInode(guest.kernel.devices, 'unknown', pipe), ALL_RIGHTS),
    null: guest.hold(new StreamInode(guest.kernel.devices, 'character_device', new NullDevice()), ALL_RIGHTS),
  };
  return { ...guest, opened, held, pipe, ...shortcuts(guest) };
}

function shortcuts({ sys, alloc, rooms, iovecs, text, u32, u64 }: Booted) {
  const count = alloc(8);
  const told = (errno: string, result: () => unknown): unknown => (errno === 'success' ? result() : errno);
  return {
    read: (fd: number, ...lengths: readonly number[]) => {
      const room = rooms(...lengths);
      return told(sys.fd_read(fd, ...room.iovs, count), () => `${u32(count)} ${room.text()}`);
    },
    pread: (fd: number, offset: bigint, ...lengths: readonly number[]) => {
      const room = rooms(...lengths);
      return told(sys.fd_pread(fd, ...room.iovs, offset, count), () => `${u32(count)} ${room.text()}`);
    },
    write: (fd: number, ...parts: readonly string[]) =>
      told(sys.fd_write(fd, ...iovecs(parts.map((part) => text(part))), count), () => u32(count)),
    pwrite: (fd: number, offset: bigint, ...parts: readonly string[]) =>
      told(sys.fd_pwrite(fd, ...iovecs(parts.map((part) => text(part))), offset, count), () => u32(count)),
    seek: (fd: number, offset: bigint, whence: number) =>
      told(sys.fd_seek(fd, offset, whence, count), () => u64(count)),
    tell: (fd: number) => told(sys.fd_tell(fd, count), () => u64(count)),
  };
}

const SET = 0;
const CUR = 1;
const END = 2;

describe('fd_read and fd_write', () => {
  it('move the descriptor’s own offset, through several iovecs', () => {
    const { read, write, opened, contentsOf } = boot();
    expect(read(opened, 2, 0, 3)).toBe('5 ab||cde');
    expect(write(opened, 'X', '', 'YZ')).toBe(3);
    expect(read(opened, 9)).toBe('2 ij\0\0\0\0\0\0\0');
    expect(read(opened, 9)).toBe('0 \0\0\0\0\0\0\0\0\0');
    expect(contentsOf('file')).toBe('abcdeXYZij');
  });

  it.each([
    ['read', 'dir', 'isdir'],
    ['write', 'dir', 'isdir'],
    ['read', 'null', '0 \0\0'],
    ['write', 'null', 2],
  ] as const)('%s on %s: %s', (call, target, expected) => {
    const { read, write, held } = boot();
    expect(call === 'read' ? read(held[target], 2) : write(held[target], 'xx')).toBe(expected);
  });

  it('append goes to the end, wherever others have moved it', () => {
    const { hold, at, write, held, contentsOf, seek, tell } = boot('ab');
    const appending = hold(at('file'), ALL_RIGHTS, NO_RIGHTS, flag('fdflags', 'append'));
    seek(appending, 0n, SET);
    write(held.file, 'ABC');
    write(appending, 'x');
    expect([contentsOf('file'), tell(appending)]).toEqual(['ABCx', 4n]);
  });

  it('nothing written far out leaves a file as it is', () => {
    const { seek, write, held, contentsOf } = boot('ab');
    seek(held.file, 100n, SET);
    expect([write(held.file), write(held.file, ''), contentsOf('file')]).toEqual([0, 0, 'ab']);
  });

  it('two descriptors of one file have offsets of their own', () => {
    const { read, held, opened } = boot();
    expect([read(opened, 3), read(held.file, 3), read(opened, 3)]).toEqual(['3 abc', '3 abc', '3 def']);
  });

  it.each([
    ['nospc', { volume: { maxBytes: 12 } }],
    ['rofs', { volume: { isReadOnly: true } }],
  ] as const)('writing is %s when the volume says so', (errno, options) => {
    const guest = bootGuest({ tree: { file: 'abcdefghij' }, ...options });
    const { write, pwrite } = shortcuts(guest);
    const fd = guest.hold(guest.at('file'), ALL_RIGHTS);
    expect([
      write(fd, 'abcdefghijklm'),
      pwrite(fd, 5n, 'abcdefgh'),
      guest.sys.fd_allocate(fd, 0n, 20n),
      guest.sys.fd_filestat_set_size(fd, 20n),
    ]).toEqual(new Array(4).fill(errno));
    expect(guest.contentsOf('file')).toBe('abcdefghij');
  });

  it('an empty pipe: again when nonblocking, end of file when its last writer is gone', () => {
    const { sys, held, pipe, read } = boot();
    sys.fd_fdstat_set_flags(held.pipe, flag('fdflags', 'nonblock'));
    expect(read(held.pipe, 4)).toBe('again');
    pipe.push(bytesOf('ab'));
    expect(read(held.pipe, 4)).toBe('2 ab\0\0');
    pipe.end();
    expect(read(held.pipe, 4)).toBe('0 \0\0\0\0');
  });

  it('writing to a pipe that ended is pipe, and to a full one again when nonblocking', () => {
    const { sys, held, pipe, write } = boot();
    sys.fd_fdstat_set_flags(held.pipe, flag('fdflags', 'nonblock'));
    expect([write(held.pipe, 'x'.repeat(70_000)), write(held.pipe, 'x')]).toEqual([65536, 'again']);
    pipe.end();
    expect(write(held.pipe, 'x')).toBe('pipe');
  });

  it('a read waits until something comes', () => {
    const pipe = new Pipe();
    let waits = 0;
    const idle = (): boolean => {
      if (++waits === 3) pipe.push(bytesOf('at last'));
      return true;
    };
    const { read } = boot('', { stdin: pipe, idle });
    expect([read(0, 16), waits]).toEqual(['7 at last\0\0\0\0\0\0\0\0\0', 3]);
  });
});

describe('fd_pread and fd_pwrite', () => {
  it.each([
    [0n, '4 abcd'],
    [8n, '2 ij\0\0'],
    [10n, '0 \0\0\0\0'],
    [2n ** 63n - 1n, '0 \0\0\0\0'],
    [2n ** 63n, 'inval'],
    [-1n, 'inval'],
  ])('reads at %i without moving', (offset, expected) => {
    const { pread, tell, opened } = boot();
    expect([pread(opened, offset, 4), tell(opened)]).toEqual([expected, 0n]);
  });

  it.each([
    [0n, 2, 'XYcdefghij'],
    [12n, 2, 'abcdefghij\0\0XY'],
    [BigInt(MAX_FILE_BYTES), 'fbig', 'abcdefghij'],
    [2n ** 63n - 1n, 'fbig', 'abcdefghij'],
    [2n ** 63n, 'inval', 'abcdefghij'],
    [-1n, 'inval', 'abcdefghij'],
  ])('writes at %i: %s', (offset, expected, contents) => {
    const { pwrite, opened, tell, contentsOf } = boot();
    expect([pwrite(opened, offset, 'X', 'Y'), contentsOf('file'), tell(opened)]).toEqual([expected, contents, 0n]);
  });

  it.each([
    [2n ** 41n, 0],
    [2n ** 63n - 1n, 0],
    [2n ** 63n, 'inval'],
  ])('nothing can be written at %i: %s', (offset, expected) => {
    const { pwrite, opened, contentsOf } = boot();
    expect([pwrite(opened, offset), contentsOf('file')]).toEqual([expected, 'abcdefghij']);
  });

  it.each([
    ['dir', 'isdir'],
    ['pipe', 'spipe'],
  ] as const)('on %s: %s', (target, expected) => {
    const { pread, pwrite, held } = boot();
    expect([pread(held[target], 0n, 1), pwrite(held[target], 0n, 'x')]).toEqual([expected, expected]);
  });
});

describe('fd_seek and fd_tell', () => {
  it.each([
    [SET, 4n, 4n],
    [SET, 1000n, 1000n],
    [SET, -1n, 'inval'],
    [CUR, 2n, 5n],
    [CUR, -3n, 0n],
    [CUR, -4n, 'inval'],
    [END, 0n, 10n],
    [END, -10n, 0n],
    [END, -11n, 'inval'],
    [SET, 2n ** 53n - 1n, 2n ** 53n - 1n],
    [SET, 2n ** 53n, 'inval'],
    [SET, 2n ** 63n - 1n, 'inval'],
    [CUR, 2n ** 53n - 4n, 2n ** 53n - 1n],
    [CUR, 2n ** 53n - 3n, 'inval'],
    [END, 2n ** 63n - 1n, 'inval'],
    [CUR, -(2n ** 63n), 'inval'],
    [3, 0n, 'inval'],
    [-1, 0n, 'inval'],
  ])('whence %i by %i from 3 of 10: %s', (whence, offset, expected) => {
    const { seek, tell, opened } = boot();
    seek(opened, 3n, SET);
    expect([seek(opened, offset, whence), tell(opened)]).toEqual([
      expected,
      typeof expected === 'bigint' ? expected : 3n,
    ]);
  });

  it.each([
    ['dir', 'badf'],
    ['pipe', 'spipe'],
    ['null', 'spipe'],
  ] as const)('on %s: %s', (target, expected) => {
    const { seek, tell, held } = boot();
    expect([seek(held[target], 0n, SET), tell(held[target])]).toEqual([expected, expected]);
  });

  it.each([
    ['fd_tell', CUR, 0n, 0n],
    ['fd_tell', CUR, 1n, 'notcapable'],
    ['fd_tell', SET, 0n, 'notcapable'],
    ['fd_seek', CUR, 1n, 1n],
  ] as const)('%s alone lets a seek with whence %i by %i: %s', (right, whence, offset, expected) => {
    const { hold, at, seek, tell } = boot();
    const fd = hold(at('file'), rights(right));
    expect(seek(fd, offset, whence)).toBe(expected);
    expect(tell(fd)).not.toBe('notcapable');
  });
});

describe('size and attributes', () => {
  it.each([
    ['file', 0n, 'success', 0],
    ['file', 15n, 'success', 15],
    ['file', BigInt(MAX_FILE_BYTES) + 1n, 'fbig', 10],
    ['file', 2n ** 63n - 1n, 'fbig', 10],
    ['file', 2n ** 63n, 'inval', 10],
    ['dir', 0n, 'isdir', 10],
    ['pipe', 0n, 'inval', 10],
  ] as const)('fd_filestat_set_size on %s to %i: %s', (target, size, expected, left) => {
    const { sys, held, at } = boot();
    expect([sys.fd_filestat_set_size(held[target], size), at('file').size]).toEqual([expected, left]);
  });

  it.each([
    ['file', 0n, 4n, 'success', 10],
    ['file', 8n, 4n, 'success', 12],
    ['file', 0n, 0n, 'inval', 10],
    ['file', 2n ** 31n, 1n, 'fbig', 10],
    ['file', 2n ** 63n - 1n, 2n ** 63n - 1n, 'fbig', 10],
    ['file', 2n ** 63n, 1n, 'inval', 10],
    ['file', 0n, 2n ** 63n, 'inval', 10],
    ['dir', 0n, 1n, 'badf', 10],
    ['pipe', 0n, 1n, 'spipe', 10],
  ] as const)('fd_allocate on %s at %i of %i: %s', (target, offset, len, expected, left) => {
    const { sys, held, at } = boot();
    expect([sys.fd_allocate(held[target], offset, len), at('file').size]).toEqual([expected, left]);
  });

  it.each([
    ['file', 0n, 10n, 0, 'success'],
    ['file', 0n, 0n, 5, 'success'],
    ['file', 0n, 0n, 6, 'inval'],
    ['file', 2n ** 63n, 2n ** 63n, 0, 'inval'],
    ['dir', 0n, 0n, 0, 'badf'],
    ['pipe', 0n, 0n, 0, 'spipe'],
  ] as const)('fd_advise on %s at %i of %i with advice %i: %s', (target, offset, len, advice, expected) => {
    const { sys, held } = boot();
    expect(sys.fd_advise(held[target], offset, len, advice)).toBe(expected);
  });

  it('fd_filestat_get tells kind, size, links and times', () => {
    const { sys, alloc, view, held, at, volume } = boot();
    const out = alloc(filestat.size);
    sys.fd_filestat_set_times(held.file, 11n, 22n, flag('fstflags', 'atim') | flag('fstflags', 'mtim'));
    expect(sys.fd_filestat_get(held.file, out)).toBe('success');
    expect(filestat.read(view(), out)).toEqual({
      dev: BigInt(volume.dev),
      ino: BigInt(at('file').ino),
      filetype: 4,
      nlink: 1n,
      size: 10n,
      atim: 11n,
      mtim: 22n,
      ctim: 1_700_000_000_000_000_000n,
    });
  });

  it.each([
    [['atim', 'mtim'], 5n, 6n],
    [['atim'], 5n, 1_700_000_000_000_000_000n],
    [['mtim_now'], 1_700_000_000_000_000_000n, 1_700_000_000_000_000_999n],
    [['atim_now', 'mtim'], 1_700_000_000_000_000_999n, 6n],
    [['atim', 'atim_now'], 'inval', 'inval'],
    [['mtim', 'mtim_now'], 'inval', 'inval'],
  ] as const)('fd_filestat_set_times with %s', (names, atim, mtim) => {
    const { sys, alloc, view, held, time } = boot();
    const out = alloc(filestat.size);
    time.wallNs += 1024;
    const errno = sys.fd_filestat_set_times(
      held.file,
      5n,
      6n,
      names.reduce((bits, name) => bits | flag('fstflags', name), 0),
    );
    sys.fd_filestat_get(held.file, out);
    const seen = filestat.read(view(), out);
    // The clock is a number, which holds an instant of today to 256 ns.
    const near = (a: bigint, b: bigint): boolean => a - b < 256n && b - a < 256n;
    expect(
      atim === 'inval' ? errno === 'inval' : errno === 'success' && near(seen.atim, atim) && near(seen.mtim, mtim),
    ).toBe(true);
  });

  it('fd_filestat_set_times refuses flags that witx does not have', () => {
    const { sys, held } = boot();
    expect(sys.fd_filestat_set_times(held.file, 0n, 0n, 16)).toBe('inval');
  });

  it('fd_fdstat_get tells kind, flags and both sets of rights', () => {
    const { sys, alloc, view, hold, at } = boot();
    const fd = hold(at('file'), rights('fd_read', 'fd_seek'), rights('fd_tell'), flag('fdflags', 'append'));
    const out = alloc(fdstat.size);
    sys.fd_fdstat_get(fd, out);
    expect(fdstat.read(view(), out)).toEqual({
      fs_filetype: filetypeCode('regular_file'),
      fs_flags: 1,
      fs_rights_base: 6n,
      fs_rights_inheriting: 32n,
    });
  });

  it.each([
    [['append'], 'success'],
    [['nonblock', 'append'], 'success'],
    [[], 'success'],
    [['sync'], 'notsup'],
    [['dsync', 'append'], 'notsup'],
  ] as const)('fd_fdstat_set_flags to %s: %s', (names, expected) => {
    const { sys, held } = boot();
    expect(
      sys.fd_fdstat_set_flags(
        held.file,
        names.reduce((bits, name) => bits | flag('fdflags', name), 0),
      ),
    ).toBe(expected);
  });

  it('fd_fdstat_set_flags refuses bits that witx does not have', () => {
    const { sys, held } = boot();
    expect([sys.fd_fdstat_set_flags(held.file, 32), sys.fd_fdstat_set_flags(held.file, 0x10000)]).toEqual([
      'inval',
      'inval',
    ]);
  });

  it('a right that was given up never comes back', () => {
    const { sys, hold, at, read } = boot();
    const fd = hold(at('file'), rights('fd_read', 'fd_seek'), NO_RIGHTS);
    expect(sys.fd_fdstat_set_rights(fd, BigInt(rights('fd_seek')), 0n)).toBe('success');
    expect(read(fd, 1)).toBe('notcapable');
    expect(sys.fd_fdstat_set_rights(fd, BigInt(rights('fd_read', 'fd_seek')), 0n)).toBe('notcapable');
    expect(sys.fd_fdstat_set_rights(fd, BigInt(rights('fd_seek')), 1n)).toBe('notcapable');
    expect(sys.fd_fdstat_set_rights(fd, 0n, 0n)).toBe('success');
  });

  it('fd_sync and fd_datasync have nothing to do', () => {
    const { sys, held } = boot();
    expect([sys.fd_sync(held.file), sys.fd_datasync(held.file)]).toEqual(['success', 'success']);
  });
});

describe('descriptors', () => {
  it('a closed number is badf, and the next to be opened', () => {
    const { sys, opened, open } = boot();
    expect([sys.fd_close(opened), sys.fd_close(opened), open('dir')]).toEqual(['success', 'badf', opened]);
  });

  it('an unlinked file can be read and written until it is closed', () => {
    const { sys, text, opened, write, pread, volume, held } = boot();
    sys.fd_close(held.file);
    expect(sys.path_unlink_file(DIR, ...text('file'))).toBe('success');
    expect([write(opened, 'XY'), pread(opened, 0n, 4), volume.usedBytes]).toEqual([2, '4 XYcd', 10]);
    sys.fd_close(opened);
    expect(volume.usedBytes).toBe(0);
  });

  it('renumber puts one descriptor in the place of another', () => {
    const { sys, opened, held, read } = boot();
    expect(sys.fd_renumber(opened, held.dir)).toBe('success');
    expect([read(held.dir, 3), read(opened, 3)]).toEqual(['3 abc', 'badf']);
    expect(sys.fd_renumber(held.dir, opened)).toBe('badf');
    expect(sys.fd_renumber(held.dir, held.dir)).toBe('success');
  });

  it('holds thousands of descriptors, and no more than its limit', () => {
    const guest = bootGuest({ tree: { file: 'x' }, policy: limits(3000) });
    const opened = Array.from({ length: 3000 }, () => guest.open('file', { rights: ['fd_read'] }));
    expect(opened.at(-1)).toBe(DIR + 3000);
    expect(guest.open('file')).toBe('mfile');
    guest.sys.fd_close(1000);
    expect([guest.open('file'), guest.open('file')]).toEqual([1000, 'mfile']);
  });
});

describe('preopens', () => {
  it.each([
    [DIR, 'success'],
    [0, 'badf'],
  ] as const)('fd_prestat_get of descriptor %i: %s', (fd, expected) => {
    const { sys, alloc, view } = boot();
    const out = alloc(8);
    expect(sys.fd_prestat_get(fd, out)).toBe(expected);
    if (expected === 'success') expect(prestat.read(view(), out)).toEqual({ tag: 0, pr_name_len: 1 });
  });

  it('an opened directory is no preopen', () => {
    const { sys, alloc, open } = boot();
    const dir = open('dir') as number;
    expect([sys.fd_prestat_get(dir, alloc(8)), sys.fd_prestat_dir_name(dir, alloc(8), 8)]).toEqual(['badf', 'badf']);
  });

  it.each([
    [7, 'success'],
    [9, 'success'],
    [6, 'nametoolong'],
    [0, 'nametoolong'],
  ] as const)('fd_prestat_dir_name of 7 bytes into %i: %s, and nothing past the name', (room, expected) => {
    const { sys, alloc, peek } = bootGuest({
      policy: { preopens: [{ folder: '/project', guest: '/grüß', base: [], inheriting: [], ask: false }] },
    });
    const at = alloc(9);
    expect(sys.fd_prestat_dir_name(DIR, at, room)).toBe(expected);
    expect(textOf(peek(at, 9))).toBe(expected === 'success' ? '/grüß\0\0' : '\0'.repeat(9));
  });
});

describe('fd_readdir', () => {
  interface Entry {
    readonly name: string;
    readonly next: bigint;
    readonly ino: bigint;
    readonly type: number;
  }

  /** The whole entries in `bytes`; one that is cut is dropped, as libc does. */
  function parse(bytes: Uint8Array): readonly Entry[] {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const entries: Entry[] = [];
    for (let at = 0; at + dirent.size <= bytes.length;) {
      const { d_next, d_ino, d_namlen, d_type } = dirent.read(view, at);
      const end = at + dirent.size + d_namlen;
      if (end > bytes.length) break;
      entries.push({ name: textOf(bytes.subarray(at + dirent.size, end)), next: d_next, ino: d_ino, type: d_type });
      at = end;
    }
    return entries;
  }

  function bootDirectory(tree: Tree) {
    const guest = bootGuest({ tree });
    const used = guest.alloc(4);
    const page = (
      fd: number,
      size: number,
      cookie: bigint,
    ): { readonly entries: readonly Entry[]; readonly isEnd: boolean } => {
      const at = guest.alloc(size);
      expect(guest.sys.fd_readdir(fd, at, size, cookie, used)).toBe('success');
      const bytes = guest.peek(at, guest.u32(used));
      return { entries: parse(bytes), isEnd: bytes.length < size };
    };
    /** All names, a buffer of `size` at a time; `between` happens after each. */
    const list = (fd: number, size: number, between: () => void = () => undefined): readonly string[] => {
      const names: string[] = [];
      let cookie = 0n;
      for (let pages = 0; pages < 1000; pages++) {
        const { entries, isEnd } = page(fd, size, cookie);
        names.push(...entries.map((entry) => entry.name));
        cookie = entries.at(-1)?.next ?? cookie;
        if (isEnd) return names;
        if (entries.length === 0) throw new Error('The buffer holds not one entry');
        between();
      }
      throw new Error('The directory never ends');
    };
    return { ...guest, page, list };
  }

  const TREE: Tree = { a: '', bb: {}, ccc: link('a'), grüße: '' };
  const NAMES = ['.', '..', 'a', 'bb', 'ccc', 'grüße'];

  it('gives names, inodes and kinds', () => {
    const { page, at, project } = bootDirectory(TREE);
    expect(page(DIR, 4096, 0n).entries.map(({ name, ino, type }) => ({ name, ino: Number(ino), type }))).toEqual([
      { name: '.', ino: project.ino, type: 3 },
      { name: '..', ino: project.ino, type: 3 },
      { name: 'a', ino: at('a').ino, type: 4 },
      { name: 'bb', ino: at('bb').ino, type: 3 },
      { name: 'ccc', ino: at('ccc').ino, type: 7 },
      { name: 'grüße', ino: at('grüße').ino, type: 4 },
    ]);
  });

  it.each([31, 32, 48, 50, 64, 100, 169, 170, 171, 4096])('lists everything once with buffers of %i bytes', (size) => {
    expect(bootDirectory(TREE).list(DIR, size)).toEqual(NAMES);
  });

  it('fills the buffer to the last byte, cutting the last entry, which tells the guest to come back', () => {
    const { sys, alloc, u32 } = bootDirectory(TREE);
    const used = alloc(4);
    const sizes = [0, 1, 23, 24, 25, 30].map((size) => {
      sys.fd_readdir(DIR, alloc(size), size, 0n, used);
      return u32(used);
    });
    expect(sizes).toEqual([0, 1, 23, 24, 25, 30]);
  });

  it.each([6n, 100n, 2n ** 40n, 2n ** 63n, -1n])('a cookie past the end (%i) gives nothing', (cookie) => {
    expect(bootDirectory(TREE).page(DIR, 100, cookie).entries).toEqual([]);
  });

  it('names that stay are listed once while others come and go', () => {
    const names = Array.from({ length: 40 }, (_, i) => `file${i}`);
    fc.assert(
      fc.property(
        fc.array(fc.record({ name: fc.constantFrom(...names), isNew: fc.boolean() }), { maxLength: 60 }),
        fc.integer({ min: 40, max: 200 }),
        (changes, size) => {
          const { list, project } = bootDirectory(Object.fromEntries(names.map((name) => [name, ''])));
          const touched = new Set(changes.map(({ name }) => name));
          const queue = [...changes];
          const seen = list(DIR, size, () => {
            const change = queue.shift();
            if (!change) return;
            project.unlink(change.name);
            if (change.isNew) project.link(change.name, new FileInode(project.volume));
          });
          const steady = names.filter((name) => !touched.has(name));
          expect(seen.filter((name) => steady.includes(name))).toEqual(steady);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('a directory that was removed while open has no names any more', () => {
    const { open, sys, text, list } = bootDirectory({ dir: {} });
    const fd = open('dir') as number;
    expect(sys.path_remove_directory(DIR, ...text('dir'))).toBe('success');
    expect(list(fd, 256)).toEqual(['.', '..']);
  });

  it('is notdir on a file', () => {
    const { sys, alloc, hold, at } = bootDirectory({ a: '' });
    expect(sys.fd_readdir(hold(at('a'), ALL_RIGHTS), alloc(64), 64, 0n, alloc(4))).toBe('notdir');
  });

  it('says where `..` of an opened directory is', () => {
    const { page, open, at } = bootDirectory({ outer: { inner: {} } });
    const [, up] = page(open('outer/inner') as number, 256, 0n).entries;
    expect(up).toMatchObject({ name: '..', ino: BigInt(at('outer').ino) });
  });
});

it('needs both rights to read at an offset, and only reading for reading on', () => {
  const { hold, at, pread, read } = boot();
  const fd = hold(at('file'), without(ALL_RIGHTS, rights('fd_seek')));
  expect([pread(fd, 0n, 1), read(fd, 1)]).toEqual(['notcapable', '1 a']);
});
