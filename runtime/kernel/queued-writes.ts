import { flag } from '../abi/flags.ts';
import type { Frame } from '../abi/frame.ts';
import { permits, rights } from '../abi/rights.ts';
import type { Span } from '../abi/types.ts';
import type { Descriptor } from '../capability/descriptor.ts';
import { MAX_FILE_BYTES } from '../vfs/inode.ts';
import { WAIT } from './handlers.ts';
import type { Process } from './process.ts';
import { write } from './transfer.ts';

const WRITE = rights('fd_write');
const SEEK = rights('fd_seek');
const APPEND = flag('fdflags', 'append');
const NONBLOCK = flag('fdflags', 'nonblock');

/** Bytes that may be on their way without an answer. */
const MOST_CREDIT = 4 << 20;

/**
 * After a write: says in the reply how many bytes to the same descriptor cannot fail, if any. For a file that is what
 * its volume has room for; a device that takes everything takes everything; a pipe may break.
 */
export function grantQueue(frame: Frame, descriptor: Descriptor): void {
  const { inode } = descriptor;
  if (descriptor.flags & NONBLOCK) return;
  if (inode.kind === 'regular_file') {
    const isAppending = (descriptor.flags & APPEND) !== 0;
    const at = isAppending ? inode.size : descriptor.offset;
    // Writing at an offset beyond the end takes up the gap as well.
    const gap = Math.max(0, at - inode.size);
    const credit = Math.min(MOST_CREDIT, inode.volume.freeBytes - gap, MAX_FILE_BYTES - at);
    if (credit <= 0) return;
    const mayseek = !isAppending && gap === 0 && permits(descriptor.capability.base, SEEK);
    frame.setQueueGrant(credit, mayseek ? descriptor.offset : undefined);
  } else if ('stream' in inode && inode.stream.takesEverything) frame.setQueueGrant(MOST_CREDIT, undefined);
}

/**
 * Carries out a queued write. Returns the bytes it took, or WAIT after saying on the process what it waits for. What was
 * granted can be withdrawn meanwhile, by a person or a full volume: the write is then lost, and the next call says so.
 */
export function queuedWrite(process: Process, fd: number, source: Span): number | typeof WAIT {
  const found = process.fds.get(fd, WRITE);
  if (!found.ok) return source.length;
  const moved = write(process, found.value, source);
  if (moved === WAIT) return WAIT;
  if (moved.ok) return moved.value;
  found.value.lost = moved.error;
  return source.length;
}

/** Carries out a queued seek, whose offset the guest has worked out as the kernel would. */
export function queuedSeek(process: Process, fd: number, offset: number): void {
  const found = process.fds.get(fd, SEEK);
  if (found.ok && found.value.inode.kind === 'regular_file') found.value.offset = offset;
}
