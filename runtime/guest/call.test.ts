import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dirent } from '../abi/layout.ts';
import { ALL_RIGHTS } from '../abi/rights.ts';
import { isHandle, SYSCALL_NAMES, SYSCALLS, type Syscall, type SyscallName } from '../abi/syscalls.ts';
import { bootGuest, DIR, type GuestOptions } from '../testing/guest-fixture.ts';
import { NullDevice } from '../kernel/devices/devices.ts';
import { Pipe } from '../kernel/devices/pipe.ts';
import { StreamInode } from '../vfs/inode.ts';
import { bytesOf, textOf } from '../vfs/testing/tree-fixture.ts';
import { marshallingOf } from './call.ts';
import { PREVIEW1 } from './dialect.ts';
import { GuestFault } from './guest-memory.ts';

function boot(contents = '', options: GuestOptions = {}) {
  const guest = bootGuest({ tree: { file: contents }, ...options });
  return { ...guest, file: guest.hold(guest.at('file'), ALL_RIGHTS), count: guest.alloc(8) };
}

const pattern = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 7 + 1) & 0xff);

describe('arity', () => {
  /** Core-wasm parameters of some functions, counted by hand in witx's C header. */
  it.each([
    ['args_get', 2],
    ['args_sizes_get', 2],
    ['clock_res_get', 2],
    ['clock_time_get', 3],
    ['fd_advise', 4],
    ['fd_close', 1],
    ['fd_fdstat_get', 2],
    ['fd_pread', 5],
    ['fd_prestat_dir_name', 3],
    ['fd_read', 4],
    ['fd_readdir', 5],
    ['fd_seek', 4],
    ['path_link', 7],
    ['path_open', 9],
    ['path_filestat_set_times', 7],
    ['path_readlink', 6],
    ['path_rename', 6],
    ['path_symlink', 5],
    ['poll_oneoff', 4],
    ['proc_exit', 1],
    ['random_get', 2],
    ['sched_yield', 0],
    ['sock_recv', 6],
    ['sock_send', 5],
  ] as const)('%s takes %i', (name, arity) => {
    expect(marshallingOf(SYSCALLS[name], PREVIEW1).arity).toBe(arity);
  });
});

describe('long transfers', () => {
  it('list a folder of any size, whatever a frame holds', () => {
    const names = Array.from({ length: 60 }, (_, i) => `file-${i}-${'n'.repeat(i)}`);
    const tree = { dir: Object.fromEntries(names.map((name) => [name, ''])) };
    for (const capacity of [310, 333, 512, 4096]) {
      const { sys, open, alloc, u32, view, peek } = bootGuest({ tree, capacity });
      const dir = open('dir');
      if (typeof dir !== 'number') throw new Error(`The folder does not open: ${dir}`);
      const [buffer, size, used] = [alloc(8192), 8192, alloc(4)];
      expect(sys.fd_readdir(dir, buffer, size, 0n, used)).toBe('success');
      const listed: string[] = [];
      for (let at = buffer; at < buffer + u32(used);) {
        const { d_namlen } = dirent.read(view(), at);
        listed.push(textOf(peek(at + dirent.size, d_namlen)));
        at += dirent.size + d_namlen;
      }
      expect(listed).toEqual(['.', '..', ...names]);
    }
  });

  it.each([4096, 1 << 20, (1 << 20) + 1, 3 << 20])(
    'list a folder with more than a MiB of names, each once, through a buffer of %i bytes',
    (size) => {
      const names = Array.from({ length: 6000 }, (_, i) => `${'n'.repeat(200)}-${i}`);
      const tree = { dir: Object.fromEntries(names.map((name) => [name, ''])) };
      const { sys, open, alloc, u32, view, peek } = bootGuest({ tree, pages: 128 });
      const dir = open('dir') as number;
      const [buffer, used] = [alloc(size), alloc(4)];
      const listed: string[] = [];
      let [cookie, isEnd] = [0n, false];
      while (!isEnd) {
        expect(sys.fd_readdir(dir, buffer, size, cookie, used)).toBe('success');
        const end = buffer + u32(used);
        // What libc goes by: a buffer that is not full was the last one.
        isEnd = u32(used) < size;
        for (let at = buffer; at + dirent.size <= end;) {
          const { d_namlen, d_next } = dirent.read(view(), at);
          const next = at + dirent.size + d_namlen;
          if (next > end) break;
          listed.push(textOf(peek(at + dirent.size, d_namlen)));
          cookie = d_next;
          at = next;
        }
      }
      expect(listed).toEqual(['.', '..', ...names]);
    },
  );

  it('fill the buffer of a listing to the last byte where more would come', () => {
    const tree = { dir: Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`entry-number-${i}`, ''])) };
    const { sys, open, alloc, u32 } = bootGuest({ tree, capacity: 400 });
    const dir = open('dir') as number;
    for (const size of [391, 392, 393, 1000, 1176]) {
      const used = alloc(4);
      expect(sys.fd_readdir(dir, alloc(size), size, 0n, used)).toBe('success');
      expect(u32(used)).toBe(size);
    }
  });

  it.each([4097, 5000, 2 ** 20 + 1])(
    'say that a path of %i bytes is too long, also where it is cut within a character',
    (length) => {
      const { sys, bytes } = bootGuest({ capacity: 1 << 16 });
      const path = bytesOf(`a${'é'.repeat(length / 2)}`);
      expect(sys.path_create_directory(DIR, ...bytes(path))).toBe('nametoolong');
      expect(sys.path_rename(DIR, ...bytes(bytesOf('x')), DIR, ...bytes(path))).toBe('nametoolong');
      expect(sys.path_symlink(...bytes(path), DIR, ...bytes(path))).toBe('nametoolong');
    },
  );

  const lengths = fc.array(fc.nat(150), { maxLength: 8 });

  it('gather any iovecs in order, whatever a frame holds', () => {
    fc.assert(
      fc.property(lengths, fc.integer({ min: 8, max: 300 }), (sizes, capacity) => {
        const { sys, file, iovecs, bytes, count, u32, at } = boot('', { capacity });
        const parts = sizes.map((size, i) => pattern(size).map((byte) => byte ^ i));
        expect(sys.fd_write(file, ...iovecs(parts.map((part) => bytes(part))), count)).toBe('success');
        const whole = Uint8Array.from(parts.flatMap((part) => [...part]));
        const inode = at('file');
        expect(u32(count)).toBe(whole.length);
        expect(inode.kind === 'regular_file' && inode.contents).toEqual(whole);
      }),
    );
  });

  it('scatter what a file holds into any iovecs, whatever a frame holds, and nothing beyond', () => {
    fc.assert(
      fc.property(
        lengths,
        fc.nat(500),
        fc.nat(100),
        fc.integer({ min: 8, max: 300 }),
        (sizes, size, offset, capacity) => {
          const contents = pattern(size).map((byte) => byte & 0x7f);
          const { sys, file, iovecs, alloc, count, u32, peek } = boot(textOf(contents), { capacity });
          const parts = sizes.map((length): [number, number] => [alloc(length, 1), length]);
          const wanted = sizes.reduce((a, b) => a + b, 0);
          expect(sys.fd_pread(file, ...iovecs(parts), BigInt(offset), count)).toBe('success');
          const expected = contents.slice(offset, offset + wanted);
          expect(u32(count)).toBe(expected.length);
          const placed = Uint8Array.from(parts.flatMap(([at, length]) => [...peek(at, length)]));
          expect(placed).toEqual(Uint8Array.from({ length: wanted }, (_, i) => expected[i] ?? 0));
        },
      ),
    );
  });

  it('write at an offset continue where the frame before ended', () => {
    const { sys, file, iovecs, bytes, count, contentsOf } = boot('', { capacity: 16 });
    sys.fd_pwrite(
      file,
      ...iovecs([bytes(bytesOf('0123456789')), bytes(bytesOf('abcdefghijklmnopqrstuvwxyz'))]),
      2n,
      count,
    );
    expect(contentsOf('file')).toBe('\0\x000123456789abcdefghijklmnopqrstuvwxyz');
  });

  it('append, frame after frame', () => {
    const { sys, hold, at, iovecs, text, count, contentsOf } = boot('start ', { capacity: 8 });
    const fd = hold(at('file'), ALL_RIGHTS, ALL_RIGHTS, 1);
    sys.fd_write(fd, ...iovecs([text('a rather long line')]), count);
    expect(contentsOf('file')).toBe('start a rather long line');
  });

  it('more than a real frame goes through, both ways', () => {
    const { sys, file, iovecs, alloc, bytes, count, u32, u64, peek } = boot();
    const whole = pattern(3_500_000);
    sys.fd_write(file, ...iovecs([bytes(whole.subarray(0, 1_500_000)), bytes(whole.subarray(1_500_000))]), count);
    expect(u32(count)).toBe(whole.length);
    sys.fd_seek(file, 0n, 0, count);
    expect(u64(count)).toBe(0n);
    const at = alloc(4_000_000);
    sys.fd_read(
      file,
      ...iovecs([
        [at, 2_000_000],
        [at + 2_000_000, 2_000_000],
      ]),
      count,
    );
    expect(u32(count)).toBe(whole.length);
    expect(Buffer.compare(peek(at, whole.length), whole)).toBe(0);
  });

  it('that fail half-way say how much was done; the next call says why', () => {
    const { sys, file, iovecs, text, count, u32, contentsOf } = boot('', { capacity: 8, volume: { maxBytes: 20 } });
    const iovs = iovecs([text('0123456789abcdefghij!!!!')]);
    expect([sys.fd_write(file, ...iovs, count), u32(count)]).toEqual(['success', 16]);
    expect(contentsOf('file')).toBe('0123456789abcdef');
    expect(sys.fd_write(file, ...iovs, count)).toBe('nospc');
  });

  it('a pipe gives what it has, and does not wait for the rest', () => {
    const pipe = new Pipe();
    const { sys, rooms, count, u32 } = boot('', { stdin: pipe, capacity: 8 });
    pipe.push(bytesOf('0123456789'));
    const room = rooms(32);
    expect([sys.fd_read(0, ...room.iovs, count), u32(count), room.text().replaceAll('\0', '')]).toEqual([
      'success',
      8,
      '01234567',
    ]);
  });

  it('a write to a pipe waits until all of it is in', () => {
    const pipe = new Pipe();
    const drained: number[] = [];
    const { sys, iovecs, bytes, count, u32 } = boot('', {
      stdout: pipe,
      idle: () => {
        drained.push(pipe.read({ bytes: new Uint8Array(1 << 20), start: 0, length: 1 << 20 }) as number);
        return true;
      },
    });
    sys.fd_write(1, ...iovecs([bytes(pattern(200_000))]), count);
    expect([u32(count), drained]).toEqual([200_000, [65536, 65536, 65536]]);
  });

  it('iovecs of more than 2 GiB in all move a count that fits a signed size', () => {
    const { sys, iovecs, hold, kernel, count, u32, alloc, memory } = boot('', { pages: 1024 });
    const sink = hold(new StreamInode(kernel.devices, 'character_device', new NullDevice()), ALL_RIGHTS);
    const big = memory.buffer.byteLength;
    alloc(8);
    expect(sys.fd_write(sink, ...iovecs(Array.from({ length: 65 }, () => [0, big] as const)), count)).toBe('success');
    expect(u32(count)).toBe(2 ** 31 - 1);
  });
});

describe('memory', () => {
  it('is looked at anew after it has grown', () => {
    const { sys, memory, alloc, u64 } = boot();
    sys.clock_time_get(0, 0n, alloc(8));
    memory.grow(1);
    const at = memory.buffer.byteLength - 8;
    expect(sys.clock_time_get(1, 0n, at)).toBe('success');
    expect(u64(at)).toBe(5_000_000_000n);
  });

  it('takes addresses above 2 GiB for what they are: unsigned', () => {
    const { sys } = boot();
    expect(() => sys.clock_time_get(0, 0n, -8)).toThrow('address 4294967288, outside the program’s memory');
  });
});

/** Bytes that a result of each type takes, and its alignment. */
const POINTERS: Readonly<Record<string, readonly [number, number]>> = {
  fd: [4, 4],
  size: [4, 4],
  filesize: [8, 8],
  timestamp: [8, 8],
  filestat: [64, 8],
  fdstat: [24, 8],
  prestat: [8, 4],
  roflags: [2, 2],
};

interface PointerCase {
  readonly syscall: SyscallName;
  readonly what: string;
  readonly index: number;
  /** Bytes that `goodArguments` have it lead to. */
  readonly size: number;
  readonly align: number;
}

/** Every pointer of every row, with where it stands among the raw arguments. */
const CASES: readonly PointerCase[] = SYSCALL_NAMES.flatMap((syscall) => {
  const { params, results }: Syscall = SYSCALLS[syscall];
  const cases: PointerCase[] = [];
  let index = 0;
  for (const [name, type] of Object.entries(params)) {
    const add = (what: string, size: number, align: number, offset = 0): void =>
      void cases.push({ syscall, what, index: index + offset, size, align });
    if (isHandle(type)) index += 1;
    else if (type === 'subscriptions') {
      add('the subscriptions', 48, 8);
      add('the events', 32, 8, 1);
      index += 3;
    } else if (type === 'string_list') {
      add('the pointers', 4, 4);
      index += 2;
    } else if (type === 'iovec_array' || type === 'ciovec_array') {
      add(name, 8, 4);
      index += 2;
    } else if (type === 'path' || type === 'buffer') {
      add(name, type === 'path' ? 1 : 64, 1);
      index += 2;
    } else index += 1;
  }
  Object.entries(results).forEach(([name, type], i) => {
    const [size, align] = POINTERS[type]!;
    cases.push({ syscall, what: name, index: index + i, size, align });
  });
  // A call that is refused, as these on sockets are here, never writes its results.
  return syscall.startsWith('sock_') ? cases.filter(({ what }) => what.endsWith('data')) : cases;
});

/** Arguments with which each call succeeds, so that only the pointer under test is wrong. */
function goodArguments(booted: ReturnType<typeof boot>, syscall: SyscallName): (number | bigint)[] {
  const { params, results }: Syscall = SYSCALLS[syscall];
  const { alloc, text, iovecs, rooms, file, sys } = booted;
  const isPath = syscall.startsWith('path_');
  if (syscall === 'path_readlink') sys.path_symlink(...text('target'), DIR, ...text('x'));
  if (
    [
      'path_filestat_get',
      'path_filestat_set_times',
      'path_link',
      'path_open',
      'path_rename',
      'path_unlink_file',
    ].includes(syscall)
  )
    sys.path_open(DIR, 0, ...text('x'), 1, 0n, 0n, 0, alloc(4));
  if (syscall.startsWith('child_')) {
    const { process, kernel } = booted;
    process.starter = {
      make: (_program, parent) => kernel.child(parent, 'child', () => undefined),
      start: () => undefined,
      end: (child) => child.finish({ kind: 'killed' }),
    };
    sys.child_new(...text('x'), alloc(4));
  }
  if (syscall === 'path_remove_directory') sys.path_create_directory(DIR, ...text('x'));
  const raw = Object.entries(params).flatMap(([name, type]): readonly (number | bigint)[] => {
    if (isHandle(type)) return [isPath || syscall.includes('prestat') || syscall === 'fd_readdir' ? DIR : file];
    switch (type) {
      case 'filesize':
      case 'filedelta':
      case 'timestamp':
      case 'dircookie':
      case 'rights':
        return [name === 'len' ? 1n : 0n];
      case 'path':
        return text(name.startsWith('new_') ? 'n' : 'x');
      case 'ciovec_array':
        return iovecs([text('data')]);
      case 'iovec_array':
        return rooms(4).iovs;
      case 'buffer':
        return [alloc(64), 64];
      case 'subscriptions':
        return [alloc(48), alloc(32), 1];
      case 'string_list':
        return [alloc(64), alloc(64)];
      default:
        // The child that is there.
        return [name === 'child' ? 1 : 0];
    }
  });
  return [...raw, ...Object.keys(results).map(() => alloc(64))];
}

describe('a pointer that leads nowhere', () => {
  const bootWithArgs = () => boot('contents', { args: ['prog'], environ: ['A=1'] });

  it.each(CASES)(
    '$syscall: $what outside memory is a fault, never an errno or an error of ours',
    ({ syscall, index }) => {
      for (const bad of [0x7fff_fff8, 0xffff_fff8, -8]) {
        const booted = bootWithArgs();
        const raw = goodArguments(booted, syscall);
        raw[index] = bad;
        expect(() => booted.sys[syscall](...raw)).toThrow(GuestFault);
      }
    },
  );

  it.each(CASES)(
    '$syscall: $what may reach the last byte of memory, and a step further is a fault',
    ({ syscall, index, size, align }) => {
      const callAt = (past: number): (() => unknown) => {
        const booted = bootWithArgs();
        const raw = goodArguments(booted, syscall);
        raw[index] = booted.memory.buffer.byteLength - size + past;
        return () => booted.sys[syscall](...raw);
      };
      expect(callAt(0)).not.toThrow();
      expect(callAt(align)).toThrow(GuestFault);
    },
  );

  it.each(CASES.filter(({ align }) => align > 1))(
    '$syscall: $what off its alignment of $align is a fault',
    ({ syscall, index, align }) => {
      for (let off = 1; off < align; off *= 2) {
        const booted = bootWithArgs();
        const raw = goodArguments(booted, syscall);
        raw[index] = Number(raw[index]) + off;
        expect(() => booted.sys[syscall](...raw)).toThrow(GuestFault);
      }
    },
  );

  it.each(['fd_read', 'fd_write', 'fd_pread', 'fd_pwrite'] as const)(
    '%s: an iovec that leads out of memory is a fault, and nothing was moved',
    (syscall) => {
      const { sys, file, iovecs, rooms, count, contentsOf, memory } = boot('contents');
      const end = memory.buffer.byteLength;
      for (const bad of [
        [end, 1],
        [end - 4, 5],
        [0xffff_ffff, 0xffff_ffff],
        [0, 0xffff_ffff],
      ] as const) {
        const iovs = iovecs([[rooms(1).iovs[0], 4], bad]);
        const offset = syscall.startsWith('fd_p') ? [0n] : [];
        expect(() => sys[syscall](file, ...iovs, ...offset, count)).toThrow(GuestFault);
      }
      expect(contentsOf('file')).toBe('contents');
    },
  );

  it('counts that no memory holds are a fault', () => {
    const { sys, file, iovecs, alloc, text, count } = boot();
    const [iovs] = iovecs([text('x')]);
    expect(() => sys.fd_write(file, iovs, 0x2000_0001, count)).toThrow(GuestFault);
    expect(() => sys.fd_write(file, iovs, -1, count)).toThrow(GuestFault);
    expect(() => sys.poll_oneoff(alloc(48), alloc(32), -1, count)).toThrow(GuestFault);
    expect(() => sys.random_get(alloc(8), -1)).toThrow(GuestFault);
    expect(() => sys.path_create_directory(DIR, text('x')[0], -1)).toThrow(GuestFault);
    expect(() => sys.fd_readdir(DIR, alloc(8), -1, 0n, count)).toThrow(GuestFault);
  });

  it('says what was wrong, in the program’s words', () => {
    const { sys, alloc } = boot();
    expect(() => sys.clock_time_get(0, 0n, 0x7fff_fff8)).toThrow(
      'A system call was given 8 bytes at address 2147483640, outside the program’s memory',
    );
    expect(() => sys.clock_time_get(0, 0n, alloc(8) + 4)).toThrow(
      /^A system call was given address \d+, which is not a multiple of 8$/,
    );
  });
});

it('a path longer than a frame is refused, never taken for what fits of it', () => {
  const { sys, text, project } = boot('', { capacity: 8192 });
  const [long, short] = [text('d'.repeat(9000)), text('new')];
  const calls = [
    sys.path_create_directory(DIR, ...long),
    sys.path_rename(DIR, ...long, DIR, ...short),
    sys.path_rename(DIR, ...text('file'), DIR, ...long),
    sys.path_link(DIR, 0, ...long, DIR, ...short),
    sys.path_symlink(...long, DIR, ...short),
  ];
  expect(calls).toEqual(calls.map(() => 'nametoolong'));
  expect([...project.entries.keys()]).toEqual(['file']);
});
