import { paramAt, type Frame } from '../../abi/frame.ts';
import { NO_RIGHTS } from '../../abi/rights.ts';
import { SYSCALL_NAMES, type SyscallName } from '../../abi/syscalls.ts';
import { StreamInode } from '../../vfs/inode.ts';
import type { Process, Served } from '../process/process.ts';

/** Their answers were settled when the process was spawned. */
const SETTLED: readonly SyscallName[] = [
  'args_get',
  'args_sizes_get',
  'environ_get',
  'environ_sizes_get',
  'fd_prestat_get',
  'fd_prestat_dir_name',
];
/** And these, on a standard stream of its own. */
const SETTLED_OF_STREAMS: readonly SyscallName[] = ['fd_fdstat_get', 'fd_filestat_get', 'fd_seek'];

/** By the number of a call. */
const IS_SETTLED = SYSCALL_NAMES.map((name) => SETTLED.includes(name));
const IS_SETTLED_OF_STREAMS = SYSCALL_NAMES.map((name) => SETTLED_OF_STREAMS.includes(name));
const FD = paramAt(0);

/** Whether the request in `frame` has the same answer at any time, so that a speculative process may have it already. */
export function isSettled(process: Process, frame: Frame): boolean {
  const { syscall } = frame;
  if (IS_SETTLED[syscall] === true) return true;
  if (IS_SETTLED_OF_STREAMS[syscall] !== true) return false;
  const found = process.fds.get(frame.view.getUint32(FD, true), NO_RIGHTS);
  return found.ok && found.value.inode instanceof StreamInode;
}

/** Parks the call until the process is released. */
export function parkUntilReleased(process: Process): Served {
  process.waitForAny(() => NOTHING);
  return 'waiting';
}

const NOTHING = { dispose: (): void => undefined };
