import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fdstat, filestat, prestat } from '../abi/layout.ts';
import type { RightName } from '../abi/rights.ts';
import { bootGuest, type OpenOptions } from '../testing/guest-fixture.ts';
import { policy, readOnly, readWrite } from '../policy/policy.ts';
import { tar } from '../vfs/testing/tar-fixture.ts';
import { blockingWithSysroot, LocalSysroot } from './local-sysroot.ts';

const USR = 3;
const PROJECT = 4;
const SYSROOT = readOnly('/usr', '/usr');

/** What a compiler asks for of what it only reads. */
const READ: readonly RightName[] = [...SYSROOT.base, 'fd_read', 'fd_seek'];

const IMAGE = tar(
  { name: 'include/', type: '5' },
  { name: 'include/stdio.h', contents: 'int puts(const char *);\n' },
  { name: 'include/bits/types.h', contents: 'typedef int t;\n' },
  { name: 'lib/libc.a', contents: 'x'.repeat(3000) },
  { name: 'headers', type: '2', target: 'include' },
  { name: 'out', type: '2', target: '../etc' },
);

/** A guest that is granted the image and a project; `hasSysroot`: it has the image in its own thread, too. */
function boot(hasSysroot: boolean) {
  let sysroot: LocalSysroot | undefined;
  const guest = bootGuest({
    policy: policy(SYSROOT, readWrite('/project', '/')),
    tree: { 'main.c': 'int main;\n' },
    image: IMAGE,
    capacity: 1024,
    ...(hasSysroot && {
      wire: (direct, kernel, usr) => {
        sysroot = new LocalSysroot(kernel.host, { preopen: SYSROOT, dev: usr.dev, atNs: usr.now() });
        sysroot.add(IMAGE);
        sysroot.begin();
        return blockingWithSysroot(sysroot, direct);
      },
    }),
  });
  const { sys, alloc, rooms, iovecs, text, u32, u64, peek } = guest;
  /** What is open, in order: `fd` counts these. Who uses a number that was closed finds there what has got it since. */
  const opened: number[] = [USR, PROJECT];
  const fd = (nth: number): number => opened[nth % opened.length] ?? 0;
  const out = alloc(64);
  const told = (errno: string, result: () => unknown): unknown => (errno === 'success' ? result() : errno);
  const statOf = (): string => {
    const { dev, ...rest } = filestat.read(guest.view(), out);
    return [Number(dev) === guest.usr.dev ? 'usr' : 'other', ...Object.values(rest)].join();
  };
  const open = (at: number, path: string, how: OpenOptions): string => {
    const got = guest.open(path, { dir: fd(at), ...how });
    if (typeof got === 'string') return got;
    opened.push(got);
    return 'opened';
  };
  const calls = {
    open: (at: number, path: string) => open(at, path, { rights: READ, inheriting: READ }),
    create: (at: number, path: string) => open(at, path, { oflags: ['creat'], rights: READ, inheriting: READ }),
    everything: (at: number, path: string) => open(at, path, {}),
    stat: (at: number, path: string) => told(sys.path_filestat_get(fd(at), 1, ...text(path), out), statOf),
    fstat: (at: number) => told(sys.fd_filestat_get(fd(at), out), statOf),
    tell: (at: number) => told(sys.fd_tell(fd(at), out), () => u64(out)),
    truncate: (at: number) => sys.fd_filestat_set_size(fd(at), 1n),
    setTimes: (at: number) => sys.fd_filestat_set_times(fd(at), 1n, 1n, 5),
    readlink: (at: number, path: string) => {
      const room = alloc(64);
      return told(sys.path_readlink(fd(at), ...text(path), room, 64, out), () => peek(room, u32(out)).join());
    },
    fdstat: (at: number) =>
      told(sys.fd_fdstat_get(fd(at), out), () => Object.values(fdstat.read(guest.view(), out)).join()),
    prestat: (at: number) =>
      told(sys.fd_prestat_get(fd(at), out), () => Object.values(prestat.read(guest.view(), out)).join()),
    read: (at: number) => {
      const room = rooms(2000, 10);
      return told(sys.fd_read(fd(at), ...room.iovs, out), () => `${u32(out)} ${room.text().replaceAll('\0', '')}`);
    },
    pread: (at: number) => {
      const room = rooms(7);
      return told(sys.fd_pread(fd(at), ...room.iovs, 3n, out), () => `${u32(out)} ${room.text().replaceAll('\0', '')}`);
    },
    seek: (at: number) => told(sys.fd_seek(fd(at), 5n, 0, out), () => u64(out)),
    readdir: (at: number) => {
      const room = alloc(512);
      return told(sys.fd_readdir(fd(at), room, 512, 0n, out), () => peek(room, u32(out)).join());
    },
    write: (at: number) => told(sys.fd_write(fd(at), ...iovecs([text('hello')]), out), () => u32(out)),
    close: (at: number) => {
      const errno = sys.fd_close(fd(at));
      opened.splice(at % opened.length, 1);
      return errno;
    },
    mkdir: (at: number, path: string) => sys.path_create_directory(fd(at), ...text(path)),
    unlink: (at: number, path: string) => sys.path_unlink_file(fd(at), ...text(path)),
  };
  return { ...guest, calls, opened, sysroot };
}

const PATHS = [
  'include',
  'include/stdio.h',
  'headers/bits/types.h',
  'lib/libc.a',
  'nope',
  'out/passwd',
  '../x',
  'main.c',
  'new',
];
const anyCall = fc.tuple(
  fc.constantFrom(...(Object.keys(boot(false).calls) as (keyof ReturnType<typeof boot>['calls'])[])),
  fc.nat(6),
  fc.constantFrom(...PATHS),
);

describe('a local sysroot', () => {
  it('answers as the kernel would', () => {
    fc.assert(
      fc.property(fc.array(anyCall, { maxLength: 30 }), (script) => {
        const [local, far] = [boot(true), boot(false)];
        for (const [call, at, path] of script)
          expect([call, local.calls[call](at, path)]).toEqual([call, far.calls[call](at, path)]);
      }),
    );
  });

  it('is read without the kernel, which answers everything else', () => {
    const { calls, process, opened, sys, alloc } = boot(true);
    expect([calls.open(0, 'include/stdio.h'), calls.read(2), calls.close(2)]).toEqual([
      'opened',
      '24 int puts(const char *);\n|',
      'success',
    ]);
    expect(sys.random_get(alloc(4), 4)).toBe('success');
    expect(process.calls).toBe(0);
    expect([calls.open(1, 'main.c'), opened[2], process.calls]).toEqual(['opened', 5, 1]);
    expect(calls.read(2)).toBe('10 int main;\n|');
    expect(process.calls).toBeGreaterThan(1);
  });

  it('takes nothing from other volumes, and gives nothing to them', () => {
    const { sys, text } = boot(true);
    const far = bootGuest({ policy: policy(SYSROOT, readWrite('/project', '/')), image: IMAGE });
    for (const guest of [{ sys, text }, far]) {
      const name = guest.text('main.c');
      expect(guest.sys.path_rename(PROJECT, ...name, USR, ...name)).toBe('notcapable');
      expect(guest.sys.path_link(USR, 0, ...guest.text('lib/libc.a'), PROJECT, ...name)).toBe('notcapable');
    }
    expect(sys.fd_renumber(PROJECT, USR)).toBe('badf');
  });

  it('is opened anew by every process', () => {
    const { calls, sysroot, opened } = boot(true);
    calls.open(0, 'include/stdio.h');
    sysroot?.begin();
    expect([calls.read(2), calls.open(0, 'lib'), opened[2] === opened[3]]).toEqual(['badf', 'opened', true]);
  });
});
