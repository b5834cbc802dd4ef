import { describe, expect, it } from 'vitest';
import { RIGHT_NAMES } from '../../../runtime/abi/rights.ts';
import { SYSCALL_NAMES } from '../../../runtime/abi/syscalls.ts';
import {
  ENTRIES,
  entryFamilies,
  matching,
  RIGHT_USES,
  rightsOf,
  signature,
  UNSTABLE_DIFFERENCES,
} from './reference-model.ts';

const entry = (name: string) => {
  const found = ENTRIES.find((known) => known.name === name);
  if (!found) throw new Error(`${name} is not in the table`);
  return found;
};

it('has an entry for every function, each in one family', () => {
  expect(ENTRIES.map(({ name }) => name)).toEqual(SYSCALL_NAMES);
  const grouped = entryFamilies(ENTRIES).flatMap(({ entries }) => entries.map(({ name }) => name));
  expect(grouped.toSorted()).toEqual(SYSCALL_NAMES.toSorted());
});

it('writes signatures as witx does', () => {
  expect(signature(entry('fd_pread'))).toBe('(fd: fd, iovs: iovec_array, offset: filesize) → (nread: size)');
  expect(signature(entry('sched_yield'))).toBe('()');
});

it('tells rights that are always needed from those that arguments ask for', () => {
  expect(entry('path_open').needs).toEqual([
    {
      param: 'fd',
      rights: ['path_open'],
      or: [],
      asTell: [],
      when: [
        { flag: 'oflags.creat', right: 'path_create_file' },
        { flag: 'oflags.trunc', right: 'path_filestat_set_size' },
      ],
      notFor: [{ errno: 'notdir', kinds: ['files', 'terminals', 'sockets', 'pipes'] }],
      isList: false,
    },
  ]);
  expect(entry('fd_tell').needs[0]).toMatchObject({ rights: ['fd_tell'], or: ['fd_seek'] });
  expect(entry('fd_seek').needs[0]).toMatchObject({ rights: ['fd_seek'], asTell: ['fd_tell'] });
  expect(entry('sock_recv').needs[0]).toMatchObject({
    notFor: [{ errno: 'notsock', kinds: ['files', 'folders', 'terminals', 'pipes'] }],
  });
  expect(entry('poll_oneoff').needs[0]).toMatchObject({ rights: ['poll_fd_readwrite'], isList: true });
  expect(entry('path_rename').needs.map(({ param }) => param)).toEqual(['fd', 'new_fd']);
});

describe('the filter', () => {
  it.each([
    ['', SYSCALL_NAMES.length],
    ['no such function', 0],
  ])('%j leaves %d', (filter, count) => {
    expect(matching(ENTRIES, filter)).toHaveLength(count);
  });

  it.each([
    ['readdir', 'fd_readdir'],
    ['PATH_CREATE_FILE', 'path_open'],
    ['invalid seek', 'fd_tell'],
    ['cross-device', 'path_rename'],
    ['dircookie', 'fd_readdir'],
  ])('%j finds %s', (filter, name) => {
    expect(matching(ENTRIES, filter).map((found) => found.name)).toContain(name);
  });
});

it('knows every right, and who needs it', () => {
  expect(RIGHT_USES.filter(({ calls }) => calls.length === 0)).toEqual([]);
  expect(RIGHT_USES.map(({ right }) => right)).toEqual(RIGHT_NAMES);
  expect(RIGHT_USES.find(({ right }) => right === 'fd_seek')?.calls).toEqual([
    'fd_pread',
    'fd_pwrite',
    'fd_seek',
    'fd_tell',
  ]);
  expect(rightsOf(entry('sched_yield'))).toEqual([]);
});

it('says what wasi_unstable differs in from the tables', () => {
  expect(UNSTABLE_DIFFERENCES.join('\n')).toMatch(
    /sock_accept does not exist.*\nwhence is 0 cur, 1 end, 2 set, .* 0 set, 1 cur, 2 end\.\n.*56 bytes instead of 64.*\n.*56 bytes instead of 48/,
  );
});
