import { flag } from '../../abi/flags.ts';
import type { Frame } from '../../abi/frame.ts';
import { permits, rights } from '../../abi/rights.ts';
import type { Span } from '../../abi/types.ts';
import type { Descriptor } from '../../capability/descriptor.ts';
import { MAX_FILE_BYTES } from '../../vfs/inode.ts';
import type { Promised, Volume } from '../../vfs/volume.ts';
import { WAIT } from './handlers.ts';
import type { Process } from '../process/process.ts';
import { write } from '../calls/transfer.ts';

const WRITE = rights('fd_write');
const SEEK = rights('fd_seek');
const APPEND = flag('fdflags', 'append');
const NONBLOCK = flag('fdflags', 'nonblock');

/** Bytes that may be on their way without an answer. */
const MOST_CREDIT = 4 << 20;

/** Room in a volume for what one descriptor may write without an answer. It shrinks as that is written. */
class Room implements Promised {
  readonly #process: Process;
  readonly #volume: Volume;
  #bytes = 0;

  constructor(process: Process, volume: Volume) {
    this.#process = process;
    this.#volume = volume;
  }

  /** From now on it is this much. */
  set(bytes: number): void {
    const more = bytes - this.#bytes;
    this.#bytes = bytes;
    if (more !== 0) this.#volume.promise(this, more, bytes > 0);
  }

  /** So much of it is used now. */
  spend(bytes: number): void {
    this.set(Math.max(0, this.#bytes - bytes));
  }

  reclaim(): void {
    this.#process.onWithdrawal();
    this.set(Math.min(this.#bytes, this.#process.bytesUnderway?.() ?? 0));
  }

  release(): void {
    this.set(0);
  }
}

/**
 * After a write: says in the reply how many bytes to the same descriptor cannot fail, if any. For a file that is what
 * its volume has room for, which is then kept free for it; a device that takes everything takes everything; a pipe may
 * break.
 */
export function grantQueue(process: Process, frame: Frame, descriptor: Descriptor): void {
  const { inode } = descriptor;
  if (descriptor.flags & NONBLOCK || process.bytesUnderway === undefined) return;
  if (inode.kind === 'regular_file') {
    const room = descriptor.promise instanceof Room ? descriptor.promise : new Room(process, inode.volume);
    descriptor.promise = room;
    room.release();
    const isAppending = (descriptor.flags & APPEND) !== 0;
    const at = isAppending ? inode.size : descriptor.offset;
    // Writing at an offset beyond the end takes up the gap as well.
    const gap = Math.max(0, at - inode.size);
    const credit = Math.min(MOST_CREDIT, inode.volume.freeBytes - gap, MAX_FILE_BYTES - at);
    if (credit <= 0) return;
    room.set(credit + gap);
    const mayseek = !isAppending && gap === 0 && permits(descriptor.capability.base, SEEK);
    frame.setQueueGrant(credit, mayseek ? descriptor.offset : undefined);
  } else if ('stream' in inode && inode.stream.takesEverything) frame.setQueueGrant(MOST_CREDIT, undefined);
}

/**
 * Carries out a queued write. Returns the bytes it took, or WAIT after saying on the process what it waits for. Room for
 * it was promised, but a person can withdraw what was granted, and another descriptor cut the file short: a write that
 * cannot be carried out is lost, and the next write, sync or close of the descriptor says so.
 */
export function queuedWrite(process: Process, fd: number, source: Span): number | typeof WAIT {
  const found = process.fds.get(fd, WRITE);
  if (!found.ok) return source.length;
  const descriptor = found.value;
  if (descriptor.inode.kind === 'regular_file') (descriptor.promise as Room | undefined)?.spend(source.length);
  // Once one is lost, those after it would leave a hole where it was meant to be.
  if (descriptor.lost !== undefined) return source.length;
  const moved = write(process, descriptor, source);
  if (moved === WAIT) return WAIT;
  if (moved.ok) return moved.value;
  descriptor.lost = moved.error;
  return source.length;
}

/** Carries out a queued seek, whose offset the guest has worked out as the kernel would. */
export function queuedSeek(process: Process, fd: number, offset: number): void {
  const found = process.fds.get(fd, SEEK);
  if (found.ok && found.value.inode.kind === 'regular_file') found.value.offset = offset;
}
