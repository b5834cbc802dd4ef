import { describe, expect, it } from 'vitest';
import type { ErrnoName } from '../../abi/errno.ts';
import { ENUMS, FLAGS } from '../../abi/flags.ts';
import { ALL_RIGHTS, NO_RIGHTS, rights, without, type RightName } from '../../abi/rights.ts';
import { isHandle, SYSCALL_NAMES, SYSCALLS, type Handle, type Syscall, type SyscallName } from '../../abi/syscalls.ts';
import { bootGuest } from '../../testing/guest-fixture.ts';
import { StreamInode, type Inode } from '../../vfs/inode.ts';
import { Socket } from '../devices/network.ts';
import { Pipe } from '../devices/pipe.ts';

type Booted = ReturnType<typeof bootGuest>;

/** Arguments for any row, from the row alone: harmless ones, with `fds` in the places of its descriptors. */
function argumentsOf(
  { params, results }: Syscall,
  { alloc, text, iovecs, rooms }: Booted,
  fds: Readonly<Record<string, number>>,
): (number | bigint)[] {
  const raw = Object.entries(params).flatMap(([name, type]): readonly (number | bigint)[] => {
    if (isHandle(type)) return [fds[name] ?? 0];
    switch (type) {
      case 'filesize':
      case 'filedelta':
      case 'timestamp':
      case 'dircookie':
      case 'rights':
        return [0n];
      case 'path':
        return text('x');
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
        return [0];
    }
  });
  return [...raw, ...Object.keys(results).map(() => alloc(64))];
}

interface Case {
  readonly syscall: SyscallName;
  readonly param: string;
  readonly type: Handle;
}

const HANDLES: readonly Case[] = SYSCALL_NAMES.flatMap((syscall) =>
  Object.entries((SYSCALLS[syscall] as Syscall).params).flatMap(([param, type]) =>
    isHandle(type) ? [{ syscall, param, type }] : [],
  ),
);
const WITH_RIGHTS = HANDLES.filter(({ type }) => type.handle.length > 0 && !isForSockets(type));
const EACH_RIGHT = WITH_RIGHTS.flatMap((one) => one.type.handle.map((right) => ({ ...one, right })));

function isForSockets({ not }: Handle): boolean {
  return not?.regular_file === 'notsock';
}

/** Something that the call is for. */
function fitFor({ not = {} }: Handle, booted: Booted): Inode {
  return not.directory === undefined ? booted.project : booted.at('x');
}

/** Makes the call with every other descriptor as good as it can be. */
function callWith({ syscall, param }: Case, choose: (booted: Booted) => number): ErrnoName {
  const booted = bootGuest({ tree: { x: 'text' } });
  const row: Syscall = SYSCALLS[syscall];
  const good = Object.entries(row.params)
    .filter(([, type]) => isHandle(type))
    .map(([name, type]) => [name, booted.hold(fitFor(type as Handle, booted), ALL_RIGHTS)] as const);
  const fds = { ...Object.fromEntries(good), [param]: choose(booted) };
  return booted.sys[syscall](...argumentsOf(row, booted, fds));
}

describe('every call on a descriptor', () => {
  it.each(HANDLES)('$syscall returns badf for a $param that is not open', (one) => {
    expect(callWith(one, () => 99)).toBe('badf');
  });

  it.each(HANDLES)('$syscall returns badf for a $param of -1', (one) => {
    expect(callWith(one, () => -1)).toBe('badf');
  });

  it.each(WITH_RIGHTS)('$syscall returns notcapable for a $param without rights', (one) => {
    expect(callWith(one, (booted) => booted.hold(fitFor(one.type, booted), NO_RIGHTS, ALL_RIGHTS))).toBe('notcapable');
  });

  it.each(EACH_RIGHT)('$syscall needs $right on $param', ({ right, ...one }) => {
    const instead: readonly RightName[] = [...(one.type.or ?? []), ...(one.type.asTell ?? [])];
    expect(
      callWith(one, (booted) =>
        booted.hold(fitFor(one.type, booted), without(ALL_RIGHTS, rights(right, ...instead)), ALL_RIGHTS),
      ),
    ).toBe('notcapable');
  });

  it.each(WITH_RIGHTS)('$syscall refuses no $param that holds exactly the rights of its row', (one) => {
    expect(
      callWith(one, (booted) => booted.hold(fitFor(one.type, booted), rights(...one.type.handle), ALL_RIGHTS)),
    ).not.toBe('notcapable');
  });

  it.each(WITH_RIGHTS)(
    'a modern $syscall asks only for what tells reading from writing',
    ({ syscall, type, param }) => {
      const booted = bootGuest({ tree: { x: 'text' }, policy: { personality: 'modern' } });
      const enforced = [
        'fd_read',
        'fd_write',
        'path_create_directory',
        'path_create_file',
        'path_unlink_file',
        'path_remove_directory',
        'path_rename_source',
        'path_rename_target',
        'path_link_source',
        'path_link_target',
        'path_symlink',
        'path_filestat_set_size',
        'path_filestat_set_times',
        'fd_allocate',
        'fd_filestat_set_size',
        'fd_filestat_set_times',
      ];
      const names = Object.entries((SYSCALLS[syscall] as Syscall).params)
        .filter((entry): entry is [string, Handle] => isHandle(entry[1]))
        .map(([name, one]) => [name, fitFor(one, booted)] as const);
      const fds = Object.fromEntries(
        names.map(([name, inode]) => [name, booted.hold(inode, name === param ? NO_RIGHTS : ALL_RIGHTS, ALL_RIGHTS)]),
      );
      const refused = booted.sys[syscall](...argumentsOf(SYSCALLS[syscall], booted, fds)) === 'notcapable';
      expect(refused).toBe(type.handle.some((right) => enforced.includes(right)));
    },
  );

  it.each(
    HANDLES.flatMap((one) =>
      Object.entries(one.type.not ?? {}).map(([kind, errno]) => ({ ...one, kind, errno })),
    ).filter(({ kind }) => kind === 'regular_file' || kind === 'directory' || kind === 'unknown'),
  )('$syscall says $errno of a $param that is a $kind, whatever rights it holds or lacks', (one) => {
    const { kind, errno } = one;
    for (const held of [ALL_RIGHTS, NO_RIGHTS]) {
      const said = callWith(one, (booted) => {
        const pipe = new StreamInode(booted.kernel.devices, 'unknown', new Pipe());
        return booted.hold(kind === 'directory' ? booted.project : kind === 'unknown' ? pipe : booted.at('x'), held);
      });
      expect(said).toBe(errno);
    }
  });

  it.each(HANDLES.filter(({ type }) => isForSockets(type)))('$syscall says of a file that it is no socket', (one) => {
    expect(callWith(one, (booted) => booted.hold(booted.project, NO_RIGHTS))).toBe('notsock');
  });
});

/** Parameters of witx types that are not all of their bits: flags, and numbers of kinds. */
const NARROW = SYSCALL_NAMES.flatMap((syscall) =>
  Object.entries((SYSCALLS[syscall] as Syscall).params).flatMap(([param, type]) =>
    typeof type === 'string' && (type in FLAGS || type in ENUMS) ? [{ syscall, param }] : [],
  ),
);

describe.each(NARROW)('$syscall', ({ syscall, param }) => {
  it.each([1 << 7, 0xffff_ffff, -1])(`refuses a ${param} of %i, which witx does not have`, (value) => {
    const booted = bootGuest({ tree: { x: '' } });
    const row: Syscall = SYSCALLS[syscall];
    const fds = Object.fromEntries(
      Object.entries(row.params).flatMap(([name, type]) =>
        isHandle(type)
          ? [[name, booted.hold(isForSockets(type) ? aSocket(booted) : fitFor(type, booted), ALL_RIGHTS)]]
          : [],
      ),
    );
    const raw = argumentsOf(row, booted, fds);
    raw[rawIndexOf(row, param)] = value;
    expect(row.errors).toContain('inval');
    expect(booted.sys[syscall](...raw)).toBe('inval');
  });
});

function aSocket({ kernel }: Booted): Inode {
  return new StreamInode(kernel.devices, 'socket_stream', Socket.pair()[0]);
}

/** Which core-wasm argument `param` is: some parameters are two or three of them. */
function rawIndexOf({ params }: Syscall, param: string): number {
  const WIDE: Readonly<Record<string, number>> = {
    path: 2,
    ciovec_array: 2,
    iovec_array: 2,
    buffer: 2,
    string_list: 2,
    subscriptions: 3,
  };
  const before = Object.entries(params).slice(0, Object.keys(params).indexOf(param));
  return before.reduce((sum, [, type]) => sum + (typeof type === 'string' ? (WIDE[type] ?? 1) : 1), 0);
}
