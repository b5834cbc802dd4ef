import type { Errno } from './errno.ts';
import type { Filetype } from './flags.ts';
import type { RightName } from './rights.ts';

/**
 * witx type names of parameters. What each becomes for a handler is `HostTypes`; how it crosses the
 * wire and guest memory is derived from it in `abi/frame.ts` and `guest/`.
 */
export type ScalarType =
  | 'fd'
  | 'size'
  | 'filesize'
  | 'filedelta'
  | 'timestamp'
  | 'dircookie'
  | 'rights'
  | 'lookupflags'
  | 'oflags'
  | 'fdflags'
  | 'fstflags'
  | 'riflags'
  | 'siflags'
  | 'sdflags'
  | 'clockid'
  | 'whence'
  | 'advice'
  | 'signal'
  | 'exitcode';

/**
 * `path` and `ciovec_array` carry bytes in; `iovec_array` and `buffer` carry bytes out;
 * `subscriptions` is poll_oneoff's in-list with its out-list; `string_list` is args_get's pair of pointers.
 */
export type ParamType =
  ScalarType | 'path' | 'ciovec_array' | 'iovec_array' | 'buffer' | 'subscriptions' | 'string_list';

export type ResultType = 'fd' | 'size' | 'filesize' | 'timestamp' | 'filestat' | 'fdstat' | 'prestat' | 'roflags';

/** A right that a call needs only for some arguments: `flag` set in the parameter `param`. */
export interface ConditionalRight {
  readonly param: string;
  readonly flag: string;
  readonly right: RightName;
}

/** The errno of each kind of descriptor that a call is not for. */
export type NotFor = Readonly<Partial<Record<Filetype, Exclude<Errno, 'notcapable'>>>>;

/** An fd argument and the rights the call needs on it. */
export interface Handle {
  readonly handle: readonly RightName[];
  readonly when?: readonly ConditionalRight[];
  /**
   * What the call says of a descriptor of a kind that it is not for. No right would help there, so the kind is looked at
   * before rights are. Kinds that are not listed are what the call is for.
   */
  readonly not?: NotFor;
  /** Holding these instead will do: witx lets `fd_seek` imply `fd_tell`. */
  readonly or?: readonly RightName[];
  /** Holding these will do for a seek that only asks where it is (offset 0 from the current position). */
  readonly asTell?: readonly RightName[];
}

/** Where programs import the calls from by which they start other programs. Ours, and an experiment: no other host has it. */
export const SPAWN = 'preopen:spawn';

export interface Syscall {
  readonly doc: string;
  /** Where programs import it from, if that is not Preview 1. */
  readonly module?: typeof SPAWN;
  /** How we differ from the spec, in words for the reference page. Absent: we do not. */
  readonly departs?: string;
  readonly params: Readonly<Record<string, ParamType | Handle>>;
  readonly results: Readonly<Record<string, ResultType>>;
  /** Every errno the call can answer with. One that is not listed here is a bug of ours. */
  readonly errors: readonly Errno[];
}

/** Any call that walks a path: from the descriptor, the bytes of the path, or a step of the walk. */
const PATH_ERRORS = ['badf', 'ilseq', 'inval', 'loop', 'nametoolong', 'noent', 'notcapable', 'notdir'] as const;

function handle(...needs: readonly RightName[]): Handle {
  return { handle: needs };
}

type KindErrno = NonNullable<NotFor[Filetype]>;

/** What a row that is not for anything bytes flow through says of it. */
function streams<const E extends KindErrno>(errno: E): Record<'character_device' | 'socket_stream' | 'unknown', E> {
  return { character_device: errno, socket_stream: errno, unknown: errno };
}

/** Nothing opens a symbolic link; a row says what it would say of one. */
const NO_LINK = { symbolic_link: 'badf' } as const;
const NOT_A_DIRECTORY = { ...NO_LINK, regular_file: 'notdir', ...streams('notdir') } as const;
const NOT_A_SOCKET = {
  symbolic_link: 'notsock',
  regular_file: 'notsock',
  directory: 'notsock',
  character_device: 'notsock',
  unknown: 'notsock',
} as const;
/** Bytes are read or written where the descriptor stands. */
const NO_BYTES = { ...NO_LINK, directory: 'isdir' } as const;
/** Bytes are read or written at a place: what flows has no places. */
const NO_PLACES = { ...NO_BYTES, ...streams('spipe') } as const;
/** The offset itself is moved, asked for or talked about. */
const NO_OFFSET = { ...NO_LINK, directory: 'badf', ...streams('spipe') } as const;
const NO_SIZE = { ...NO_BYTES, ...streams('inval') } as const;

interface HandleNot<N extends NotFor> {
  readonly handle: readonly RightName[];
  readonly not: N;
}

function handleNot<N extends NotFor>(not: N, ...needs: readonly RightName[]): HandleNot<N> {
  return { handle: needs, not };
}

function directory(...needs: readonly RightName[]): HandleNot<typeof NOT_A_DIRECTORY> {
  return handleNot(NOT_A_DIRECTORY, ...needs);
}

function socket(...needs: readonly RightName[]): HandleNot<typeof NOT_A_SOCKET> {
  return handleNot(NOT_A_SOCKET, ...needs);
}

/**
 * wasi_snapshot_preview1, transcribed from witx, and after it what is ours. Parameter order is ABI order. Marshalling,
 * rights checks, the trace, the in-app reference and the generated tests all read this table.
 */
export const SYSCALLS = {
  args_get: {
    doc: 'Read command-line argument data: an array of pointers and the strings they point to.',
    params: { argv: 'string_list' },
    results: {},
    errors: ['2big'],
  },
  args_sizes_get: {
    doc: 'How many arguments there are, and how many bytes their strings take.',
    params: {},
    results: { argc: 'size', argv_buf_size: 'size' },
    errors: [],
  },
  environ_get: {
    doc: 'Read environment variable data: an array of pointers and the strings they point to.',
    params: { environ: 'string_list' },
    results: {},
    errors: ['2big'],
  },
  environ_sizes_get: {
    doc: 'How many environment variables there are, and how many bytes their strings take.',
    params: {},
    results: { environc: 'size', environ_buf_size: 'size' },
    errors: [],
  },
  clock_res_get: {
    doc: 'The resolution of a clock.',
    params: { id: 'clockid' },
    results: { resolution: 'timestamp' },
    errors: ['inval'],
  },
  clock_time_get: {
    doc: 'The time value of a clock.',
    params: { id: 'clockid', precision: 'timestamp' },
    results: { time: 'timestamp' },
    errors: ['inval'],
  },
  fd_advise: {
    doc: 'Give advice about how a file will be used.',
    params: { fd: handleNot(NO_OFFSET, 'fd_advise'), offset: 'filesize', len: 'filesize', advice: 'advice' },
    results: {},
    errors: ['badf', 'inval', 'notcapable', 'spipe'],
  },
  fd_allocate: {
    doc: 'Make sure a file is at least offset + len bytes long.',
    params: { fd: handleNot(NO_OFFSET, 'fd_allocate'), offset: 'filesize', len: 'filesize' },
    results: {},
    errors: ['badf', 'fbig', 'inval', 'nospc', 'notcapable', 'rofs', 'spipe'],
  },
  fd_close: {
    doc: 'Close a descriptor.',
    params: { fd: handle() },
    results: {},
    errors: ['badf', 'io', 'nospc'],
  },
  fd_datasync: {
    doc: 'Bring the data of a file to storage.',
    params: { fd: handle('fd_datasync') },
    results: {},
    errors: ['badf', 'io', 'nospc', 'notcapable'],
  },
  fd_fdstat_get: {
    doc: 'The attributes of a descriptor: its type, flags and rights.',
    params: { fd: handle() },
    results: { stat: 'fdstat' },
    errors: ['badf'],
  },
  fd_fdstat_set_flags: {
    doc: 'Change the flags of a descriptor.',
    params: { fd: handle('fd_fdstat_set_flags'), flags: 'fdflags' },
    results: {},
    errors: ['badf', 'inval', 'notcapable', 'notsup'],
  },
  fd_fdstat_set_rights: {
    doc: 'Reduce the rights of a descriptor. A right that was given up never comes back.',
    params: { fd: handle(), fs_rights_base: 'rights', fs_rights_inheriting: 'rights' },
    results: {},
    errors: ['badf', 'notcapable'],
  },
  fd_filestat_get: {
    doc: 'The attributes of an open file.',
    params: { fd: handle('fd_filestat_get') },
    results: { buf: 'filestat' },
    errors: ['badf', 'notcapable'],
  },
  fd_filestat_set_size: {
    doc: 'Cut a file short, or extend it with zeros.',
    params: { fd: handleNot(NO_SIZE, 'fd_filestat_set_size'), size: 'filesize' },
    results: {},
    errors: ['badf', 'fbig', 'inval', 'isdir', 'nospc', 'notcapable', 'rofs'],
  },
  fd_filestat_set_times: {
    doc: 'Set the timestamps of an open file or directory.',
    params: { fd: handle('fd_filestat_set_times'), atim: 'timestamp', mtim: 'timestamp', fst_flags: 'fstflags' },
    results: {},
    errors: ['badf', 'inval', 'notcapable', 'rofs'],
  },
  fd_pread: {
    doc: 'Read from a file at an offset, without moving the descriptor’s own.',
    params: { fd: handleNot(NO_PLACES, 'fd_read', 'fd_seek'), iovs: 'iovec_array', offset: 'filesize' },
    results: { nread: 'size' },
    errors: ['badf', 'inval', 'isdir', 'notcapable', 'spipe'],
  },
  fd_prestat_get: {
    doc: 'What a preopened descriptor is: a directory, and how long its name is.',
    params: { fd: handle() },
    results: { buf: 'prestat' },
    errors: ['badf'],
  },
  fd_prestat_dir_name: {
    doc: 'The name a preopened directory was granted under.',
    params: { fd: handle(), path: 'buffer' },
    results: {},
    errors: ['badf', 'nametoolong'],
  },
  fd_pwrite: {
    doc: 'Write to a file at an offset, without moving the descriptor’s own.',
    params: { fd: handleNot(NO_PLACES, 'fd_write', 'fd_seek'), iovs: 'ciovec_array', offset: 'filesize' },
    results: { nwritten: 'size' },
    errors: ['badf', 'fbig', 'inval', 'isdir', 'nospc', 'notcapable', 'rofs', 'spipe'],
  },
  fd_read: {
    doc: 'Read from a descriptor.',
    params: { fd: handleNot(NO_BYTES, 'fd_read'), iovs: 'iovec_array' },
    results: { nread: 'size' },
    errors: ['again', 'badf', 'isdir', 'notcapable'],
  },
  fd_readdir: {
    doc: 'Read directory entries, starting at a cookie. Fewer bytes than asked for means the end.',
    params: { fd: directory('fd_readdir'), buf: 'buffer', cookie: 'dircookie' },
    results: { bufused: 'size' },
    errors: ['badf', 'notcapable', 'notdir'],
  },
  fd_renumber: {
    doc: 'Replace a descriptor by another, which loses its own number.',
    params: { fd: handle(), to: handle() },
    results: {},
    errors: ['badf'],
  },
  fd_seek: {
    doc: 'Move the offset of a descriptor.',
    params: {
      fd: { handle: ['fd_seek'], asTell: ['fd_tell'], not: NO_OFFSET },
      offset: 'filedelta',
      whence: 'whence',
    },
    results: { newoffset: 'filesize' },
    errors: ['badf', 'inval', 'notcapable', 'spipe'],
  },
  fd_sync: {
    doc: 'Bring the data and the attributes of a file to storage.',
    params: { fd: handle('fd_sync') },
    results: {},
    errors: ['badf', 'io', 'nospc', 'notcapable'],
  },
  fd_tell: {
    doc: 'The current offset of a descriptor.',
    params: { fd: { handle: ['fd_tell'], or: ['fd_seek'], not: NO_OFFSET } },
    results: { offset: 'filesize' },
    errors: ['badf', 'notcapable', 'spipe'],
  },
  fd_write: {
    doc: 'Write to a descriptor.',
    params: { fd: handleNot(NO_BYTES, 'fd_write'), iovs: 'ciovec_array' },
    results: { nwritten: 'size' },
    errors: ['again', 'badf', 'fbig', 'isdir', 'nospc', 'notcapable', 'pipe', 'rofs'],
  },
  path_create_directory: {
    doc: 'Create a directory.',
    params: { fd: directory('path_create_directory'), path: 'path' },
    results: {},
    errors: [...PATH_ERRORS, 'exist', 'nospc', 'rofs'],
  },
  path_filestat_get: {
    doc: 'The attributes of a file or directory.',
    params: { fd: directory('path_filestat_get'), flags: 'lookupflags', path: 'path' },
    results: { buf: 'filestat' },
    errors: [...PATH_ERRORS],
  },
  path_filestat_set_times: {
    doc: 'Set the timestamps of a file or directory.',
    params: {
      fd: directory('path_filestat_set_times'),
      flags: 'lookupflags',
      path: 'path',
      atim: 'timestamp',
      mtim: 'timestamp',
      fst_flags: 'fstflags',
    },
    results: {},
    errors: [...PATH_ERRORS, 'rofs'],
  },
  path_link: {
    doc: 'Create a hard link.',
    params: {
      old_fd: directory('path_link_source'),
      old_flags: 'lookupflags',
      old_path: 'path',
      new_fd: directory('path_link_target'),
      new_path: 'path',
    },
    results: {},
    errors: [...PATH_ERRORS, 'exist', 'perm', 'nospc', 'rofs', 'xdev'],
  },
  path_open: {
    doc: 'Open a file or directory beneath a directory. What comes back holds at most the rights the directory lets its children inherit.',
    params: {
      fd: {
        handle: ['path_open'],
        not: NOT_A_DIRECTORY,
        when: [
          { param: 'oflags', flag: 'creat', right: 'path_create_file' },
          { param: 'oflags', flag: 'trunc', right: 'path_filestat_set_size' },
        ],
      },
      dirflags: 'lookupflags',
      path: 'path',
      oflags: 'oflags',
      fs_rights_base: 'rights',
      fs_rights_inheriting: 'rights',
      fdflags: 'fdflags',
    },
    results: { opened_fd: 'fd' },
    errors: [...PATH_ERRORS, 'exist', 'isdir', 'mfile', 'nospc', 'rofs'],
  },
  path_readlink: {
    doc: 'Read where a symbolic link points.',
    params: { fd: directory('path_readlink'), path: 'path', buf: 'buffer' },
    results: { bufused: 'size' },
    errors: [...PATH_ERRORS],
  },
  path_remove_directory: {
    doc: 'Remove an empty directory.',
    params: { fd: directory('path_remove_directory'), path: 'path' },
    results: {},
    errors: [...PATH_ERRORS, 'busy', 'notempty', 'rofs'],
  },
  path_rename: {
    doc: 'Rename a file or directory.',
    params: {
      fd: directory('path_rename_source'),
      old_path: 'path',
      new_fd: directory('path_rename_target'),
      new_path: 'path',
    },
    results: {},
    errors: [...PATH_ERRORS, 'busy', 'isdir', 'notempty', 'rofs', 'xdev'],
  },
  path_symlink: {
    doc: 'Create a symbolic link.',
    params: { old_path: 'path', fd: directory('path_symlink'), new_path: 'path' },
    results: {},
    errors: [...PATH_ERRORS, 'exist', 'nospc', 'rofs'],
  },
  path_unlink_file: {
    doc: 'Remove a name of a file; the last one takes the file with it.',
    params: { fd: directory('path_unlink_file'), path: 'path' },
    results: {},
    errors: [...PATH_ERRORS, 'isdir', 'rofs'],
  },
  poll_oneoff: {
    doc: 'Wait until one of several things has happened. To wait for a descriptor takes poll_fd_readwrite, and fd_read or fd_write for what is waited for.',
    departs: 'A listening socket is waited for with sock_accept in place of fd_read.',
    params: { subscriptions: 'subscriptions' },
    results: { nevents: 'size' },
    errors: ['inval'],
  },
  proc_exit: {
    doc: 'End the process. Does not return.',
    params: { rval: 'exitcode' },
    results: {},
    errors: [],
  },
  proc_raise: {
    doc: 'Send a signal to the process itself.',
    departs: 'Only the signals whose default action is to end the process do anything.',
    params: { sig: 'signal' },
    results: {},
    errors: ['inval', 'notsup'],
  },
  sched_yield: {
    doc: 'Let others run.',
    params: {},
    results: {},
    errors: [],
  },
  random_get: {
    doc: 'Fill a buffer with random bytes.',
    params: { buf: 'buffer' },
    results: {},
    errors: [],
  },
  sock_accept: {
    doc: 'Accept a connection on a listening socket.',
    params: { fd: socket('sock_accept'), flags: 'fdflags' },
    results: { connection: 'fd' },
    errors: ['again', 'badf', 'inval', 'mfile', 'notcapable', 'notsock'],
  },
  sock_recv: {
    doc: 'Receive from a socket.',
    params: { fd: socket('fd_read'), ri_data: 'iovec_array', ri_flags: 'riflags' },
    results: { ro_datalen: 'size', ro_flags: 'roflags' },
    errors: ['again', 'badf', 'inval', 'notcapable', 'notconn', 'notsock'],
  },
  sock_send: {
    doc: 'Send on a socket.',
    params: { fd: socket('fd_write'), si_data: 'ciovec_array', si_flags: 'siflags' },
    results: { so_datalen: 'size' },
    errors: ['again', 'badf', 'inval', 'notcapable', 'notconn', 'notsock', 'pipe'],
  },
  sock_shutdown: {
    doc: 'Close a socket for reading, writing or both.',
    params: { fd: socket('sock_shutdown'), how: 'sdflags' },
    results: {},
    errors: ['badf', 'inval', 'notcapable', 'notconn', 'notsock'],
  },
  child_pipe: {
    doc: 'Make a pipe: what is written to one end is read from the other.',
    module: SPAWN,
    params: {},
    results: { read_end: 'fd', write_end: 'fd' },
    errors: ['mfile'],
  },
  child_new: {
    doc: 'Make a child that is to run another program of the project. It holds nothing yet, and does not run.',
    module: SPAWN,
    params: { program: 'path' },
    results: { child: 'size' },
    errors: ['again', 'ilseq', 'nametoolong', 'noent', 'noexec'],
  },
  child_arg: {
    doc: 'Add an argument, beginning with argv[0], for a child that does not run yet.',
    module: SPAWN,
    params: { child: 'size', arg: 'path' },
    results: {},
    errors: ['2big', 'child', 'ilseq', 'nametoolong'],
  },
  child_hand: {
    doc: 'Hand a descriptor on to a child that does not run yet, with those of its rights that are named. A folder has a name there; the number 4294967295 stands for the next one from 3 on.',
    module: SPAWN,
    params: { fd: handle(), child: 'size', to: 'fd', name: 'path', base: 'rights', inheriting: 'rights' },
    results: {},
    errors: ['badf', 'child', 'exist', 'ilseq', 'inval', 'mfile', 'nametoolong', 'notdir'],
  },
  child_start: {
    doc: 'Run a child.',
    module: SPAWN,
    params: { child: 'size' },
    results: {},
    errors: ['child'],
  },
  child_wait: {
    doc: 'Wait until a child has ended, and take its exit status. A child that was never started is dropped.',
    module: SPAWN,
    params: { child: 'size' },
    results: { status: 'size' },
    errors: ['child'],
  },
  child_stop: {
    doc: 'End a child now.',
    module: SPAWN,
    params: { child: 'size' },
    results: {},
    errors: ['child'],
  },
} as const satisfies Record<string, Syscall>;

export type SyscallName = keyof typeof SYSCALLS;

/** In table order: the position is the number that crosses the wire. */
export const SYSCALL_NAMES = Object.keys(SYSCALLS) as readonly SyscallName[];

/** What `wasi_snapshot_preview1` has. */
export const PREVIEW1_NAMES = SYSCALL_NAMES.filter((name) => !('module' in SYSCALLS[name]));

/** What `preopen:spawn` has. */
export const SPAWN_NAMES = SYSCALL_NAMES.filter((name) => 'module' in SYSCALLS[name]);

export function isHandle(type: ParamType | Handle): type is Handle {
  return typeof type === 'object';
}
