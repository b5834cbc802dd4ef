import { DIRECTORY_RIGHTS } from '../abi/applicable-rights.ts';
import { flag } from '../abi/flags.ts';
import { dirent, fdstat, filestat, prestat } from '../abi/layout.ts';
import { CREATING, READING, referenceFlag, WRITING, type ReferenceCallName } from '../abi/references.ts';
import { ALL_RIGHTS, intersect, NO_RIGHTS, rights, rightsFromBits, union, type Rights } from '../abi/rights.ts';
import type { GuestMemory } from './guest-memory.ts';
import type { HostCalls } from './host-calls.ts';

/** What a guest holds in place of a number. It cannot look inside, make one, or keep one in its memory. */
class Reference {
  /** The kernel's number for it in this process; undefined once it was dropped. */
  fd: number | undefined;
  /** Where `list` goes on. */
  cookie = 0n;

  constructor(fd: number) {
    this.fd = fd;
  }
}

const READ = referenceFlag('read');
const WRITE = referenceFlag('write');
const CREATE = referenceFlag('create');
const TRUNCATE = referenceFlag('truncate');
const EXCLUSIVE = referenceFlag('exclusive');
const APPEND = referenceFlag('append');
const FOLDER = referenceFlag('folder');

/** Flags that say what something is used for; the others say how it is opened. */
const USES = READ | WRITE | CREATE;

const FIRST_PREOPEN = 3;
/** No descriptor has it: the kernel answers `badf`, and the trace shows that a dead reference was used. */
const NOBODY = 0xffff_ffff;
const FOLLOW = flag('lookupflags', 'symlink_follow');
/** Room for an entry with the longest name that there is. */
const ENTRY_ROOM = dirent.size + 255;
const SELF = new TextEncoder().encode('.');
const STAT = rights('fd_filestat_get');
/** What a folder itself can hold: one opened with more is taken for a file to write to. */
const OF_FOLDERS = rights(...DIRECTORY_RIGHTS);
const OF_READING = rights(...READING);
const OF_WRITING = rights(...WRITING);
const OF_CREATING = rights(...CREATING);

/** A function for each row of the table, as WebAssembly calls it. */
type Imports = Readonly<Record<ReferenceCallName, (...args: never[]) => unknown>>;

/** The import object of `preopen:ref`, for one process. */
export function bindReferences(calls: HostCalls, memory: GuestMemory): Imports {
  /** A folder has one reference, so that dropping it is dropping it for all who hold it. */
  const folders = new Map<number, Reference>();
  let lastError = 0;

  const imports: Imports = {
    folder(index: number) {
      const known = folders.get(index) ?? folderAt(index >>> 0);
      if (known) folders.set(index, known);
      return known ?? null;
    },
    name(ref: unknown, ptr: number, length: number) {
      const to = room(ptr, length);
      const fd = numberOf(ref);
      const failed = calls.call('fd_prestat_get', fd);
      if (failed !== 0) return -failed;
      const { pr_name_len } = prestat.read(calls.struct.view, calls.struct.at);
      const errno = calls.call('fd_prestat_dir_name', fd, pr_name_len);
      return errno === 0 ? copyOut(calls.out, to, length) : -errno;
    },
    open_at(ref: unknown, ptr: number, length: number, how: number) {
      const from = memory.check(ptr, length >>> 0);
      const path = memory.bytes.slice(from, from + (length >>> 0));
      return how & FOLDER ? openFolder(ref, path, how & USES ? allowedBy(how) : ALL_RIGHTS) : openFile(ref, path, how);
    },
    read(ref: unknown, ptr: number, length: number) {
      const to = room(ptr, length);
      const errno = calls.call('fd_read', numberOf(ref), Math.min(length >>> 0, calls.capacity));
      if (errno !== 0) return -errno;
      memory.bytes.set(calls.out, to);
      return calls.out.length;
    },
    write(ref: unknown, ptr: number, length: number) {
      const from = room(ptr, length);
      const bytes = memory.bytes.subarray(from, from + Math.min(length >>> 0, calls.capacity));
      const errno = calls.call('fd_write', numberOf(ref), bytes);
      return errno === 0 ? calls.u32(0) : -errno;
    },
    stat(ref: unknown, ptr: number) {
      const to = memory.check(ptr, filestat.size, filestat.align);
      const errno = calls.call('fd_filestat_get', numberOf(ref));
      if (errno !== 0) return -errno;
      filestat.write(memory.view, to, filestat.read(calls.struct.view, calls.struct.at));
      return 0;
    },
    list(ref: unknown, ptr: number, length: number) {
      const to = room(ptr, length);
      const fd = numberOf(ref);
      const cookie = ref instanceof Reference ? ref.cookie : 0n;
      const errno = calls.call('fd_readdir', fd, ENTRY_ROOM, cookie);
      if (errno !== 0) return -errno;
      const { out } = calls;
      if (out.length < dirent.size) {
        if (ref instanceof Reference) ref.cookie = 0n;
        return 0;
      }
      const entry = dirent.read(new DataView(out.buffer, out.byteOffset, out.length), 0);
      if (ref instanceof Reference) ref.cookie = entry.d_next;
      return copyOut(out.subarray(dirent.size, dirent.size + entry.d_namlen), to, length);
    },
    narrow(ref: unknown, how: number) {
      return openFolder(ref, SELF, allowedBy(how));
    },
    drop(ref: unknown) {
      const errno = calls.call('fd_close', numberOf(ref));
      if (errno === 0 && ref instanceof Reference) ref.fd = undefined;
      return -errno;
    },
    error: () => lastError,
  };
  return imports;

  function folderAt(index: number): Reference | undefined {
    const fd = FIRST_PREOPEN + index;
    lastError = calls.call('fd_prestat_get', fd);
    return lastError === 0 ? new Reference(fd) : undefined;
  }

  function openFile(ref: unknown, path: Uint8Array, how: number): Reference | null {
    const base = union(how & READ ? rights('fd_read') : NO_RIGHTS, how & WRITE ? rights('fd_write') : NO_RIGHTS);
    const held = inheritedBy(ref);
    const oflags =
      (how & CREATE ? flag('oflags', 'creat') : 0) |
      (how & EXCLUSIVE ? flag('oflags', 'excl') : 0) |
      (how & TRUNCATE ? flag('oflags', 'trunc') : 0);
    const fdflags = how & APPEND ? flag('fdflags', 'append') : 0;
    return open(ref, path, oflags, { base: union(base, intersect(held, STAT)), inheriting: NO_RIGHTS, fdflags });
  }

  /** A folder, with what the one above hands down and is `allowed`. */
  function openFolder(ref: unknown, path: Uint8Array, allowed: Rights): Reference | null {
    const held = intersect(inheritedBy(ref), allowed);
    return open(ref, path, flag('oflags', 'directory'), {
      base: intersect(held, OF_FOLDERS),
      inheriting: held,
      fdflags: 0,
    });
  }

  function open(
    ref: unknown,
    path: Uint8Array,
    oflags: number,
    { base, inheriting, fdflags }: { base: Rights; inheriting: Rights; fdflags: number },
  ): Reference | null {
    lastError = calls.call('path_open', numberOf(ref), FOLLOW, path, oflags, BigInt(base), BigInt(inheriting), fdflags);
    return lastError === 0 ? new Reference(calls.u32(0)) : null;
  }

  /** What may be asked for of what is opened beneath it; libc asks in the same way. */
  function inheritedBy(ref: unknown): Rights {
    if (calls.call('fd_fdstat_get', numberOf(ref)) !== 0) return NO_RIGHTS;
    const { fs_rights_inheriting } = fdstat.read(calls.struct.view, calls.struct.at);
    return rightsFromBits(Number(BigInt.asUintN(32, fs_rights_inheriting)));
  }

  function room(ptr: number, length: number): number {
    return memory.check(ptr, length >>> 0);
  }

  /** The whole length; as much of it as there is room for is at `to`. */
  function copyOut(from: Uint8Array, to: number, length: number): number {
    memory.bytes.set(from.subarray(0, length >>> 0), to);
    return from.length;
  }
}

function numberOf(ref: unknown): number {
  return (ref instanceof Reference ? ref.fd : undefined) ?? NOBODY;
}

function allowedBy(how: number): Rights {
  return union(
    union(how & READ ? OF_READING : NO_RIGHTS, how & WRITE ? OF_WRITING : NO_RIGHTS),
    how & CREATE ? OF_CREATING : NO_RIGHTS,
  );
}
