import { flag } from '../../abi/flags.ts';
import { fail, type Failure } from '../../abi/failure.ts';
import { BEYOND_OFF_T } from '../../abi/frame.ts';
import type { Span } from '../../abi/types.ts';
import { err, type Result } from '../../base/result.ts';
import type { Descriptor } from '../../capability/descriptor.ts';
import { MAX_FILE_BYTES, type FileInode, type StreamInode } from '../../vfs/inode.ts';
import { WAIT } from '../dispatch/handlers.ts';
import type { Process } from '../process/process.ts';

/** A count of bytes, or why there is none. One is reused for every success: a transfer allocates nothing. */
export type Moved = Result<number, Failure> | typeof WAIT;

const moved: { ok: true; value: number } = { ok: true, value: 0 };

function count(bytes: number): Moved {
  moved.value = bytes;
  return moved;
}

const NONBLOCK = flag('fdflags', 'nonblock');
const APPEND = flag('fdflags', 'append');

/** Reads at the descriptor's own offset and moves it. */
export function read(process: Process, descriptor: Descriptor, target: Span): Moved {
  const { inode } = descriptor;
  switch (inode.kind) {
    case 'regular_file': {
      const bytes = inode.read(descriptor.offset, target);
      descriptor.offset += bytes;
      return count(bytes);
    }
    case 'directory':
      return fail('isdir');
    case 'symbolic_link':
      return fail('inval');
    default:
      return readStream(process, descriptor, inode, target);
  }
}

/** Writes at the descriptor's own offset, or at the end when it was opened to append, and moves it. */
export function write(process: Process, descriptor: Descriptor, source: Span): Moved {
  const { inode } = descriptor;
  const lost = descriptor.takeLost();
  if (lost !== undefined) return err(lost);
  switch (inode.kind) {
    case 'regular_file': {
      const at = (descriptor.flags & APPEND) === 0 ? descriptor.offset : inode.size;
      if (source.length === 0) return count(0);
      const written = inode.write(at, source);
      if (!written.ok) return written;
      descriptor.offset = at + source.length;
      return count(source.length);
    }
    case 'directory':
      return fail('isdir');
    case 'symbolic_link':
      return fail('inval');
    default:
      return writeStream(process, descriptor, inode, source);
  }
}

export function readAt(descriptor: Descriptor, target: Span, offset: number): Moved {
  const { inode } = descriptor;
  if (inode.kind !== 'regular_file') return fail(inode.kind === 'directory' ? 'isdir' : 'spipe');
  if (offset >= BEYOND_OFF_T) return fail('inval');
  return count(offset >= inode.size ? 0 : inode.read(offset, target));
}

export function writeAt(descriptor: Descriptor, source: Span, offset: number): Moved {
  const { inode } = descriptor;
  if (inode.kind !== 'regular_file') return fail(inode.kind === 'directory' ? 'isdir' : 'spipe');
  if (offset >= BEYOND_OFF_T) return fail('inval');
  if (source.length === 0) return count(0);
  if (offset + source.length > MAX_FILE_BYTES) return fail('fbig');
  makeRoom(inode, offset + source.length);
  const lost = descriptor.takeLost();
  if (lost !== undefined) return err(lost);
  const written = inode.write(offset, source);
  return written.ok ? count(source.length) : written;
}

/** Before the file is made to reach up to `end`: see `Volume.makeRoom`. */
export function makeRoom(inode: FileInode, end: number): void {
  if (end > inode.size) inode.volume.makeRoom(end - inode.size);
}

/** As `makeRoom`, for a write at the descriptor's own offset. */
export function makeRoomAtOffset({ inode, flags, offset }: Descriptor, bytes: number): void {
  if (inode.kind === 'regular_file') makeRoom(inode, (flags & APPEND ? inode.size : offset) + bytes);
}

function readStream(process: Process, descriptor: Descriptor, { stream }: StreamInode, target: Span): Moved {
  if (target.length === 0) return count(0);
  const bytes = stream.read(target);
  if (bytes === 'closed') return count(0);
  if (bytes !== 'would-block') return count(bytes);
  if (descriptor.flags & NONBLOCK) return fail('again');
  const { readWaitMs } = stream;
  if (readWaitMs !== undefined) {
    const now = process.clock.waitingNs;
    const dueNs = (process.parkedAtNs ??= now) + readWaitMs * 1e6;
    if (dueNs <= now) return count(0);
    process.wakeAtNs = dueNs;
  } else if (stream.isTyped) process.waitForPerson();
  process.waitFor(stream.readers);
  return WAIT;
}

function writeStream(process: Process, descriptor: Descriptor, { stream }: StreamInode, source: Span): Moved {
  if (source.length === 0) return count(0);
  const bytes = stream.write(source);
  if (bytes === 'closed') return fail('pipe');
  if (bytes !== 'would-block') return count(bytes);
  if (descriptor.flags & NONBLOCK) return fail('again');
  process.waitFor(stream.writers);
  return WAIT;
}
