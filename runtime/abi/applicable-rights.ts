import { RIGHT_NAMES, type RightName } from './rights.ts';

/*
 * The rights that mean something on each kind of descriptor. Lists are in witx order, each right once, so two that hold the
 * same are equal.
 */

export const FILE_RIGHTS = inOrder(
  'fd_datasync',
  'fd_read',
  'fd_seek',
  'fd_fdstat_set_flags',
  'fd_sync',
  'fd_tell',
  'fd_write',
  'fd_advise',
  'fd_allocate',
  'fd_filestat_get',
  'fd_filestat_set_size',
  'fd_filestat_set_times',
  'poll_fd_readwrite',
);

/** `fd_read` and `fd_write` do not apply to a directory. */
export const DIRECTORY_RIGHTS = inOrder(
  ...RIGHT_NAMES.filter((name) => name.startsWith('path_')),
  'fd_readdir',
  'fd_filestat_get',
  'fd_filestat_set_times',
  'fd_fdstat_set_flags',
  'fd_sync',
  'fd_datasync',
  'fd_advise',
);

/** What takes a file that is open for writing. */
export const WRITING_RIGHTS = inOrder('fd_write', 'fd_allocate', 'fd_filestat_set_size');

/** What a directory can hand down to what is opened beneath it. */
export const INHERITABLE_RIGHTS = inOrder(...FILE_RIGHTS, ...DIRECTORY_RIGHTS);

const STREAM = ['fd_filestat_get', 'poll_fd_readwrite', 'fd_fdstat_set_flags'] as const;
/** Without `fd_seek` and `fd_tell`, by which libc recognises a terminal. */
export const INPUT_RIGHTS = inOrder('fd_read', ...STREAM);
export const OUTPUT_RIGHTS = inOrder('fd_write', ...STREAM);
export const LISTENING_SOCKET_RIGHTS = inOrder('sock_accept', ...STREAM);
export const CONNECTION_RIGHTS = inOrder('fd_read', 'fd_write', 'sock_shutdown', ...STREAM);

function inOrder(...names: readonly RightName[]): readonly RightName[] {
  return RIGHT_NAMES.filter((name) => names.includes(name));
}
