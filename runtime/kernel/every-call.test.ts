import { describe, expect, it } from 'vitest';
import type { ErrnoName } from '../abi/errno.ts';
import { ALL_RIGHTS, NO_RIGHTS, rights, without, type RightName } from '../abi/rights.ts';
import { isHandle, SYSCALL_NAMES, SYSCALLS, type Handle, type Syscall, type SyscallName } from '../abi/syscalls.ts';
import { bootGuest } from '../cli/guest-fixture.ts';

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
const WITH_RIGHTS = HANDLES.filter(({ type }) => type.handle.length > 0 && type.of !== 'socket');
const EACH_RIGHT = WITH_RIGHTS.flatMap((one) => one.type.handle.map((right) => ({ ...one, right })));

/** Makes the call with every other descriptor as good as it can be. */
function callWith({ syscall, param }: Case, choose: (booted: Booted) => number): ErrnoName {
  const booted = bootGuest();
  const row: Syscall = SYSCALLS[syscall];
  const good = Object.entries(row.params)
    .filter(([, type]) => isHandle(type))
    .map(([name]) => [name, booted.hold(booted.project, ALL_RIGHTS)] as const);
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
    expect(callWith(one, (booted) => booted.hold(booted.project, NO_RIGHTS, ALL_RIGHTS))).toBe('notcapable');
  });

  it.each(EACH_RIGHT)('$syscall needs $right on $param', ({ right, ...one }) => {
    const instead: readonly RightName[] = [...(one.type.or ?? []), ...(one.type.asTell ?? [])];
    expect(
      callWith(one, (booted) =>
        booted.hold(booted.project, without(ALL_RIGHTS, rights(right, ...instead)), ALL_RIGHTS),
      ),
    ).toBe('notcapable');
  });

  it.each(WITH_RIGHTS)('$syscall refuses no $param that holds exactly the rights of its row', (one) => {
    expect(callWith(one, (booted) => booted.hold(booted.project, rights(...one.type.handle), ALL_RIGHTS))).not.toBe(
      'notcapable',
    );
  });

  it.each(WITH_RIGHTS)(
    'a modern $syscall asks only for what tells reading from writing',
    ({ syscall, type, param }) => {
      const booted = bootGuest({ policy: { personality: 'modern' } });
      const enforced = [
        'fd_read',
        'fd_write',
        'path_create_directory',
        'path_create_file',
        'path_unlink_file',
        'path_remove_directory',
        'path_rename_source',
        'path_rename_target',
        'path_link_target',
        'path_symlink',
        'path_filestat_set_size',
        'path_filestat_set_times',
        'fd_allocate',
        'fd_filestat_set_size',
        'fd_filestat_set_times',
      ];
      const names = Object.entries((SYSCALLS[syscall] as Syscall).params)
        .filter(([, one]) => isHandle(one))
        .map(([name]) => name);
      const fds = Object.fromEntries(
        names.map((name) => [name, booted.hold(booted.project, name === param ? NO_RIGHTS : ALL_RIGHTS, ALL_RIGHTS)]),
      );
      const refused = booted.sys[syscall](...argumentsOf(SYSCALLS[syscall], booted, fds)) === 'notcapable';
      expect(refused).toBe(type.handle.some((right) => enforced.includes(right)));
    },
  );

  it.each(HANDLES.filter(({ type }) => type.of === 'socket'))('$syscall says of a file that it is no socket', (one) => {
    expect(callWith(one, (booted) => booted.hold(booted.project, NO_RIGHTS))).toBe('notsock');
  });
});
