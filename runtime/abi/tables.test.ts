import { describe, expect, it } from 'vitest';
import { ERRNO_NAMES, errnoCode, errnoName, errnoText } from './errno.ts';
import { ENUMS, filetypeCode, flag, flagNames, FLAGS, type FlagSetName } from './flags.ts';
import {
  ALL_RIGHTS,
  isRightName,
  NO_RIGHTS,
  permits,
  RIGHT_NAMES,
  rightNames,
  rights,
  rightsFromBits,
  without,
} from './rights.ts';
import { isHandle, PREVIEW1_NAMES, SPAWN_NAMES, SYSCALL_NAMES, SYSCALLS, type Syscall } from './syscalls.ts';

/** Every function of wasi_snapshot_preview1, by the file of witx it is in. */
const FUNCTIONS = `
  args_get args_sizes_get environ_get environ_sizes_get clock_res_get clock_time_get
  fd_advise fd_allocate fd_close fd_datasync fd_fdstat_get fd_fdstat_set_flags fd_fdstat_set_rights fd_filestat_get
  fd_filestat_set_size fd_filestat_set_times fd_pread fd_prestat_get fd_prestat_dir_name fd_pwrite fd_read fd_readdir
  fd_renumber fd_seek fd_sync fd_tell fd_write
  path_create_directory path_filestat_get path_filestat_set_times path_link path_open path_readlink path_remove_directory
  path_rename path_symlink path_unlink_file
  poll_oneoff proc_exit proc_raise sched_yield random_get sock_accept sock_recv sock_send sock_shutdown
`
  .trim()
  .split(/\s+/);

describe('the table of system calls', () => {
  it('has the 46 functions of preview1, and after them those of preopen:spawn', () => {
    expect(SYSCALL_NAMES).toEqual([...PREVIEW1_NAMES, ...SPAWN_NAMES]);
    expect(SPAWN_NAMES.every((name) => name.startsWith('child_'))).toBe(true);
    expect(PREVIEW1_NAMES).toHaveLength(46);
    expect([...PREVIEW1_NAMES].sort()).toEqual([...FUNCTIONS].sort());
  });

  const rows: readonly { readonly name: string; readonly row: Syscall }[] = SYSCALL_NAMES.map((name) => ({
    name,
    row: SYSCALLS[name],
  }));

  it.each(rows)('$name names its rights and its conditions rightly, and documents itself', ({ row }) => {
    expect(row.doc).toMatch(/^[A-Z].*\.$/);
    for (const type of Object.values(row.params)) {
      if (!isHandle(type)) continue;
      const conditional = type.when ?? [];
      const named = [
        ...type.handle,
        ...(type.or ?? []),
        ...(type.asTell ?? []),
        ...conditional.map((one) => one.right),
      ];
      expect(named.filter((right) => !isRightName(right))).toEqual([]);
      for (const { param, flag: name } of conditional) {
        expect(row.params[param]).toBe(param);
        expect(FLAGS[param as FlagSetName]).toContain(name);
      }
    }
  });

  it.each(rows)('$name fits a frame: at most nine parameters, and a struct only as the first result', ({ row }) => {
    expect(Object.keys(row.params).length).toBeLessThanOrEqual(9);
    expect(
      Object.values(row.results)
        .slice(1)
        .filter((type) => ['filestat', 'fdstat', 'prestat'].includes(type)),
    ).toEqual([]);
  });
});

describe('errno', () => {
  it.each([
    ['success', 0],
    ['2big', 1],
    ['acces', 2],
    ['badf', 8],
    ['exist', 20],
    ['fault', 21],
    ['fbig', 22],
    ['ilseq', 25],
    ['inval', 28],
    ['io', 29],
    ['isdir', 31],
    ['loop', 32],
    ['mfile', 33],
    ['nametoolong', 37],
    ['noent', 44],
    ['nospc', 51],
    ['nosys', 52],
    ['notdir', 54],
    ['notempty', 55],
    ['notsock', 57],
    ['notsup', 58],
    ['overflow', 61],
    ['perm', 63],
    ['pipe', 64],
    ['rofs', 69],
    ['spipe', 70],
    ['xdev', 75],
    ['notcapable', 76],
  ] as const)('%s is %i', (name, code) => {
    expect(errnoCode(name)).toBe(code);
    expect(errnoName(code)).toBe(name);
  });

  it('has 77 names, each with a text, and no number beyond them', () => {
    expect(ERRNO_NAMES).toHaveLength(77);
    expect(ERRNO_NAMES.filter((name) => !/^[A-Z]/.test(errnoText(name)))).toEqual([]);
    expect(() => errnoName(77)).toThrow('no errno 77');
  });
});

describe('rights', () => {
  it.each([
    ['fd_datasync', 0],
    ['fd_read', 1],
    ['fd_seek', 2],
    ['fd_fdstat_set_flags', 3],
    ['fd_sync', 4],
    ['fd_tell', 5],
    ['fd_write', 6],
    ['fd_advise', 7],
    ['fd_allocate', 8],
    ['path_create_directory', 9],
    ['path_create_file', 10],
    ['path_link_source', 11],
    ['path_link_target', 12],
    ['path_open', 13],
    ['fd_readdir', 14],
    ['path_readlink', 15],
    ['path_rename_source', 16],
    ['path_rename_target', 17],
    ['path_filestat_get', 18],
    ['path_filestat_set_size', 19],
    ['path_filestat_set_times', 20],
    ['fd_filestat_get', 21],
    ['fd_filestat_set_size', 22],
    ['fd_filestat_set_times', 23],
    ['path_symlink', 24],
    ['path_remove_directory', 25],
    ['path_unlink_file', 26],
    ['poll_fd_readwrite', 27],
    ['sock_shutdown', 28],
    ['sock_accept', 29],
  ] as const)('%s is bit %i', (name, bit) => {
    expect(rights(name)).toBe(2 ** bit);
    expect(rightNames(rights(name))).toEqual([name]);
  });

  it('are thirty, and a guest’s other bits mean nothing', () => {
    expect(RIGHT_NAMES).toHaveLength(30);
    expect(ALL_RIGHTS).toBe(2 ** 30 - 1);
    expect(rightsFromBits(0xffff_ffff)).toBe(ALL_RIGHTS);
    expect(rightsFromBits(0xc000_0000)).toBe(NO_RIGHTS);
  });

  it('permits exactly what is a subset', () => {
    const have = rights('fd_read', 'fd_seek');
    expect([
      permits(have, rights('fd_read')),
      permits(have, NO_RIGHTS),
      permits(have, rights('fd_read', 'fd_write')),
    ]).toEqual([true, true, false]);
    expect(rightNames(without(ALL_RIGHTS, have))).not.toContain('fd_read');
  });
});

describe('flags and enums', () => {
  it.each([
    ['lookupflags', 'symlink_follow', 1],
    ['oflags', 'creat', 1],
    ['oflags', 'directory', 2],
    ['oflags', 'excl', 4],
    ['oflags', 'trunc', 8],
    ['fdflags', 'append', 1],
    ['fdflags', 'dsync', 2],
    ['fdflags', 'nonblock', 4],
    ['fdflags', 'rsync', 8],
    ['fdflags', 'sync', 16],
    ['fstflags', 'atim', 1],
    ['fstflags', 'atim_now', 2],
    ['fstflags', 'mtim', 4],
    ['fstflags', 'mtim_now', 8],
    ['riflags', 'recv_peek', 1],
    ['riflags', 'recv_waitall', 2],
    ['sdflags', 'rd', 1],
    ['sdflags', 'wr', 2],
  ] as const)('%s %s is %i', (set, name, bit) => {
    expect(flag(set, name as never)).toBe(bit);
    expect(flagNames(set, bit)).toEqual([name]);
  });

  it.each([
    ['unknown', 0],
    ['character_device', 2],
    ['directory', 3],
    ['regular_file', 4],
    ['socket_stream', 6],
    ['symbolic_link', 7],
  ] as const)('filetype %s is %i', (type, code) => {
    expect(filetypeCode(type)).toBe(code);
  });

  it.each([
    ['clockid', 'monotonic', 1],
    ['clockid', 'thread_cputime_id', 3],
    ['whence', 'set', 0],
    ['whence', 'cur', 1],
    ['whence', 'end', 2],
    ['advice', 'noreuse', 5],
    ['eventtype', 'fd_write', 2],
    ['signal', 'hup', 1],
    ['signal', 'abrt', 6],
    ['signal', 'kill', 9],
    ['signal', 'segv', 11],
    ['signal', 'sys', 30],
  ] as const)('%s %s is %i', (type, name, value) => {
    expect((ENUMS[type] as readonly string[]).indexOf(name)).toBe(value);
  });
});
