import type { Errno } from '../../abi/errno.ts';
import type { SyscallName } from '../../abi/syscalls.ts';
import type { TrapReason } from '../../abi/trap-reason.ts';
import type { FileTree, FileTreeEntry, Setup } from '../../protocol/conformance-case.ts';

/** One program of the suite, how it is started, and how it must end. */
export interface SuiteCase {
  readonly name: string;
  /** A file of this folder. */
  readonly source: string;
  readonly argv: readonly string[];
  /** `NAME=value` each. */
  readonly env: readonly string[];
  readonly preopens: readonly { readonly guest: string; readonly files: FileTree }[];
  readonly stdin: string;
  readonly setup: Setup;
  readonly ends: SuiteEnd;
}

export type SuiteEnd =
  | { readonly kind: 'exited'; readonly code: number; readonly stdout?: string }
  | { readonly kind: 'signalled'; readonly signal: string }
  /** An import that is not there ends a program before it starts, and counts as a trap. */
  | { readonly kind: 'trapped'; readonly reason: TrapReason }
  | { readonly kind: 'not-started' };

const TREE: FileTree = [
  file('file', 'hello'),
  { kind: 'folder', path: 'dir' },
  file('dir/inner', 'inner'),
  link('link', 'file'),
  link('loop', 'loop'),
  link('dangling', 'nowhere'),
  link('out', '../elsewhere'),
  link('absolute', '/elsewhere'),
];

/** The world that check.h knows: descriptors 3 to 6, in this order. */
const WORLD: SuiteCase['preopens'] = [
  { guest: '/', files: TREE },
  { guest: '/other', files: [file('file', 'other')] },
  { guest: '/frozen', files: [file('file', 'frozen'), { kind: 'folder', path: 'empty' }] },
  { guest: '/small', files: [] },
];

const SETUP: Setup = {
  readOnly: ['/frozen'],
  maxBytes: { '/small': 1000 },
  mounts: [{ guest: '/', path: 'mounted' }],
  // No file of a preopen holds these, so that only the directory itself can be told from a file by them.
  moreRights: { '/': ['fd_read', 'fd_write', 'fd_seek', 'fd_tell', 'fd_filestat_set_size'] },
  limits: { openFiles: 64 },
};

const PORT = 8080;
const TOO_LONG = 'x'.repeat(1_100_000);

/** What the system calls answer, one program a family. */
const CALLS: readonly SuiteCase[] = [
  suiteCase('fd_read'),
  suiteCase('fd_size'),
  suiteCase('fd_offset'),
  suiteCase('fd_stat'),
  suiteCase('fd_table'),
  suiteCase('fd_readdir'),
  suiteCase('path_open'),
  suiteCase('path_stat'),
  suiteCase('path_tree'),
  suiteCase('poll'),
  suiteCase('process', { argv: ['process', '', 'two words'], env: ['NAME=value', 'EMPTY='] }),
  suiteCase('too_long', { argv: ['too_long', TOO_LONG], env: [`LONG=${TOO_LONG}`] }),
  suiteCase('exit', { ends: { kind: 'exited', code: 4_000_000_007, stdout: 'covers proc_exit SUCCESS\n' } }),
  suiteCase('raise', { ends: { kind: 'signalled', signal: 'SIGTERM' } }),
  suiteCase('modern', { setup: { ...SETUP, personality: 'modern', listen: [PORT] } }),
  suiteCase('sock', {
    stdin: 'go on!',
    setup: {
      ...SETUP,
      listen: [PORT],
      peers: [
        { act: 'connect', port: PORT, says: 'hello' },
        { act: 'connect', port: PORT, says: '' },
        { act: 'hang-up', connection: 1 },
        { act: 'connect', port: PORT, says: '' },
      ],
    },
  }),
];

const UNSTABLE: readonly SuiteCase[] = [
  suiteCase('unstable'),
  suiteCase('unstable_accept', { ends: { kind: 'trapped', reason: 'other' } }),
];

/** Programs that mean harm: each gets an answer or is ended, and neither takes long. */
const HOSTILE: readonly SuiteCase[] = [
  suiteCase('hostile_lengths'),
  suiteCase('hostile_numbers', { setup: { ...SETUP, limits: { openFiles: 5000 } } }),
  suiteCase('hostile_growth', { setup: { ...SETUP, limits: { ...SETUP.limits, memoryPages: 228 } } }),
  suiteCase('hostile_depth', { ends: { kind: 'trapped', reason: 'stack-overflow' } }),
  suiteCase('hostile_recursion', { ends: { kind: 'trapped', reason: 'stack-overflow' } }),
  ...Array.from({ length: 19 }, (_, which) =>
    suiteCase(`hostile_pointers_${which}`, {
      source: 'hostile_pointers.c',
      argv: ['hostile_pointers', String(which)],
      ends: { kind: 'trapped', reason: 'bad-pointer' },
    }),
  ),
  suiteCase('needs_too_much_memory', {
    source: 'exit.c',
    setup: { ...SETUP, limits: { memoryPages: 2 } },
    ends: { kind: 'not-started' },
  }),
];

export const SUITE: readonly SuiteCase[] = [...CALLS, ...UNSTABLE, ...HOSTILE];

const LOST_LATER =
  'Only a write that was answered before it was carried out is lost after its answer, and room is kept for each; queued-writes.test.ts';
const MANY_NAMES = 'A volume holds 262,144 names, which takes a program too long here; path-limits.test.ts';

/** Answers that a row of the table lists and that no C program can provoke, and why. One that is covered fails the suite. */
export const UNPROVOKED: readonly { readonly syscall: SyscallName; readonly errno: Errno; readonly why: string }[] = [
  { syscall: 'fd_close', errno: 'nospc', why: LOST_LATER },
  { syscall: 'fd_close', errno: 'io', why: LOST_LATER },
  { syscall: 'fd_sync', errno: 'nospc', why: LOST_LATER },
  { syscall: 'fd_sync', errno: 'io', why: LOST_LATER },
  { syscall: 'fd_datasync', errno: 'nospc', why: LOST_LATER },
  { syscall: 'fd_datasync', errno: 'io', why: LOST_LATER },
  { syscall: 'path_create_directory', errno: 'nospc', why: MANY_NAMES },
  { syscall: 'path_link', errno: 'nospc', why: MANY_NAMES },
  { syscall: 'path_open', errno: 'nospc', why: MANY_NAMES },
  { syscall: 'path_symlink', errno: 'nospc', why: MANY_NAMES },
  {
    syscall: 'fd_write',
    errno: 'rofs',
    why: 'A file of a read-only volume is not opened for writing in the first place',
  },
  {
    syscall: 'fd_pwrite',
    errno: 'rofs',
    why: 'A file of a read-only volume is not opened for writing in the first place',
  },
  {
    syscall: 'fd_allocate',
    errno: 'spipe',
    why: 'No stream is granted with fd_allocate, and that is found missing first',
  },
  {
    syscall: 'sock_recv',
    errno: 'notconn',
    why: 'A listening socket is granted without fd_read, and that is found missing first',
  },
  {
    syscall: 'sock_send',
    errno: 'notconn',
    why: 'A listening socket is granted without fd_write, and that is found missing first',
  },
];

function suiteCase(name: string, more: Partial<SuiteCase> = {}): SuiteCase {
  return {
    name,
    source: `${name}.c`,
    argv: [name],
    env: [],
    preopens: WORLD,
    stdin: 'typed',
    setup: SETUP,
    ends: { kind: 'exited', code: 0 },
    ...more,
  };
}

function file(path: string, text: string): FileTreeEntry {
  return { kind: 'file', path, bytes: new TextEncoder().encode(text) };
}

function link(path: string, target: string): FileTreeEntry {
  return { kind: 'link', path, target };
}
