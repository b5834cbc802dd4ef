import { ENUMS, filetypeCode, flag } from '../../abi/flags.ts';
import { errnoOf, fail } from '../../abi/failure.ts';
import { BEYOND_OFF_T } from '../../abi/frame.ts';
import { dirent } from '../../abi/layout.ts';
import type { Span } from '../../abi/types.ts';
import { ok } from '../../base/result.ts';
import type { Descriptor } from '../../capability/descriptor.ts';
import { MAX_FILE_BYTES, type DirectoryInode, type Inode } from '../../vfs/inode.ts';
import { WAIT, type Handlers } from '../dispatch/handlers.ts';
import { filestatOf, setTimes } from './stat.ts';
import { makeRoom, makeRoomAtOffset, read, readAt, write, writeAt } from './transfer.ts';

/** Reused results of the calls that programs make most: they are read before the next call is served. */
const nread = { ok: true as const, value: { nread: 0 } };
const nwritten = { ok: true as const, value: { nwritten: 0 } };
const newoffset = { ok: true as const, value: { newoffset: 0 } };

/** Where a descriptor may stand: far beyond every file, and exact as a number. File systems of Linux end sooner. */
const MAX_OFFSET = Number.MAX_SAFE_INTEGER;

const SETTABLE = flag('fdflags', 'append') | flag('fdflags', 'nonblock');

export const fd = {
  fd_advise(_process, { len }) {
    // As for Linux: a length cannot be negative, and where the range begins is only advice.
    return len >= BEYOND_OFF_T ? fail('inval') : ok({});
  },

  fd_allocate(_process, { fd, offset, len }) {
    if (len === 0 || len >= BEYOND_OFF_T || offset >= BEYOND_OFF_T) return fail('inval');
    const end = offset + len;
    if (end > MAX_FILE_BYTES) return fail('fbig');
    if (end <= fd.inode.size) return ok({});
    makeRoom(fd.inode, end);
    const grown = fd.inode.resize(end);
    return grown.ok ? ok({}) : grown;
  },

  fd_close(process, { fd, fdNumber }) {
    fd.touch();
    const lost = lostOf(fd);
    const closed = process.fds.close(fdNumber);
    return closed.ok ? (lost ?? ok({})) : closed;
  },

  fd_datasync(_process, { fd }) {
    return lostOf(fd) ?? ok({});
  },

  fd_sync(_process, { fd }) {
    return lostOf(fd) ?? ok({});
  },

  fd_fdstat_get(_process, { fd }) {
    fd.report();
    return ok({
      stat: {
        fs_filetype: filetypeCode(fd.inode.kind),
        fs_flags: fd.flags,
        fs_rights_base: BigInt(fd.capability.base),
        fs_rights_inheriting: BigInt(fd.capability.inheriting),
      },
    });
  },

  fd_fdstat_set_flags(_process, { fd, flags }) {
    if (flags & ~SETTABLE) return fail('notsup');
    fd.flags = flags;
    return ok({});
  },

  fd_fdstat_set_rights(process, { fd, fdNumber, fs_rights_base, fs_rights_inheriting }) {
    fd.touch();
    fd.settleReport();
    const shrunk = process.fds.shrink(fdNumber, fs_rights_base, fs_rights_inheriting);
    return shrunk.ok ? ok({}) : shrunk;
  },

  fd_filestat_get(_process, { fd }) {
    return ok({ buf: filestatOf(fd.inode) });
  },

  fd_filestat_set_size(_process, { fd, size }) {
    if (size >= BEYOND_OFF_T) return fail('inval');
    makeRoom(fd.inode, size);
    const resized = fd.inode.resize(size);
    return resized.ok ? ok({}) : resized;
  },

  fd_filestat_set_times(_process, { fd, atim, mtim, fst_flags }) {
    return setTimes(fd.inode, atim, mtim, fst_flags);
  },

  fd_pread(_process, { fd, iovs, offset }) {
    const done = readAt(fd, iovs, offset);
    if (done === WAIT || !done.ok) return done;
    nread.value.nread = done.value;
    return nread;
  },

  fd_pwrite(_process, { fd, iovs, offset }) {
    const done = writeAt(fd, iovs, offset);
    if (done === WAIT || !done.ok) return done;
    nwritten.value.nwritten = done.value;
    return nwritten;
  },

  fd_prestat_get(_process, { fd }) {
    if (fd.preopen === undefined || fd.inode.kind !== 'directory') return fail('badf');
    return ok({ buf: { tag: 0, pr_name_len: encoder.encode(fd.preopen).length } });
  },

  fd_prestat_dir_name(_process, { fd, path }) {
    if (fd.preopen === undefined) return fail('badf');
    const name = encoder.encode(fd.preopen);
    if (name.length > path.length) return fail('nametoolong');
    path.bytes.set(name, path.start);
    path.length = name.length;
    return ok({});
  },

  fd_read(process, { fd, iovs }) {
    const done = read(process, fd, iovs);
    if (done === WAIT || !done.ok) return done;
    nread.value.nread = done.value;
    return nread;
  },

  fd_readdir(_process, { fd, buf, cookie }) {
    return ok({ bufused: fillDirents(fd.inode, fd, buf, cookie) });
  },

  fd_renumber(process, { fd, fdNumber, to, toNumber }) {
    fd.touch();
    to.touch();
    const done = process.fds.renumber(fdNumber, toNumber);
    return done.ok ? ok({}) : done;
  },

  fd_seek(_process, { fd, offset, whence }) {
    const from = whence === 'set' ? 0 : whence === 'cur' ? fd.offset : fd.inode.size;
    const target = from + offset;
    if (target < 0 || target > MAX_OFFSET) return fail('inval');
    fd.offset = target;
    newoffset.value.newoffset = target;
    return newoffset;
  },

  fd_tell(_process, { fd }) {
    return ok({ offset: fd.offset });
  },

  fd_write(process, { fd, iovs }) {
    makeRoomAtOffset(fd, iovs.length);
    const done = write(process, fd, iovs);
    if (done === WAIT || !done.ok) return done;
    nwritten.value.nwritten = done.value;
    return nwritten;
  },
} satisfies Partial<Handlers>;

/** How a sync or a close tells of a write that was lost, as on Linux; undefined: none was. */
function lostOf(descriptor: Descriptor): ReturnType<typeof fail> | undefined {
  const lost = descriptor.takeLost();
  return lost && fail(errnoOf(lost) === 'nospc' ? 'nospc' : 'io');
}

const encoder = new TextEncoder();
const header = new Uint8Array(dirent.size);
const headerView = new DataView(header.buffer);

/**
 * Writes entries from `cookie` on until `buf` is full; the last one may be cut, which tells the guest to come
 * back. Cookie 0 is `.`, 1 is `..`, and 2 + n the entry with sequence n, so that a cookie survives changes.
 */
function fillDirents(directory: DirectoryInode, descriptor: Descriptor, buf: Span, cookie: number): number {
  let used = 0;
  const put = (name: string, inode: Inode, next: number): boolean => {
    const encoded = encoder.encode(name);
    dirent.write(headerView, 0, {
      d_next: BigInt(next),
      d_ino: BigInt(inode.ino),
      d_namlen: encoded.length,
      d_type: ENUMS.filetype.indexOf(inode.kind),
    });
    for (const part of [header, encoded]) {
      const room = Math.min(part.length, buf.length - used);
      buf.bytes.set(part.subarray(0, room), buf.start + used);
      used += room;
    }
    return used < buf.length;
  };
  // The granted directory is the top of its world: its `..` is itself.
  const parent = directory === descriptor.top ? directory : (directory.parent ?? directory);
  if (cookie <= 0 && !put('.', directory, 1)) return used;
  if (cookie <= 1 && !put('..', parent, 2)) return used;
  for (const { name, inode, sequence } of directory.entriesFrom(cookie - 2)) {
    if (!put(name, inode, sequence + 3)) return used;
  }
  return used;
}
