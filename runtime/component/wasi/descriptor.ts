import { DIRECTORY_RIGHTS, WRITING_RIGHTS } from '../../abi/applicable-rights.ts';
import { errnoCode } from '../../abi/errno.ts';
import { ENUMS, flag, type Filetype } from '../../abi/flags.ts';
import { dirent, fdstat, filestat, type Filestat } from '../../abi/layout.ts';
import {
  intersect,
  NO_RIGHTS,
  permits,
  rights,
  rightsFromBits,
  union,
  without,
  type Rights,
} from '../../abi/rights.ts';
import type { HostCalls } from '../../guest/host-calls.ts';
import type { Tagged, Value } from '../canonical/types.ts';
import { failed, ok } from './errors.ts';
import { File } from './file.ts';
import { FileOutputStream, InputStream } from './streams.ts';

/** `descriptor-flags`: a bit each. */
const READ = 1;
const WRITE = 2;
const MUTATE = 32;
/** Those about writing through, each with its fdflag. */
const SYNC: readonly (readonly [number, number])[] = [
  [4, flag('fdflags', 'sync')],
  [8, flag('fdflags', 'dsync')],
  [16, flag('fdflags', 'rsync')],
];

function syncFlags(fdflags: number): number {
  return SYNC.reduce((set, [bit, one]) => set | (fdflags & one ? bit : 0), 0);
}

const OF_READING = rights('fd_read');
const OF_WRITING = rights(...WRITING_RIGHTS);
const OF_FOLDERS = rights(...DIRECTORY_RIGHTS);
const MUTATING = rights('path_create_file', 'path_create_directory', 'path_unlink_file');

const TYPES: Readonly<Record<Filetype, string>> = {
  unknown: 'unknown',
  block_device: 'block-device',
  character_device: 'character-device',
  directory: 'directory',
  regular_file: 'regular-file',
  socket_dgram: 'socket',
  socket_stream: 'socket',
  symbolic_link: 'symbolic-link',
};

export interface Datetime {
  readonly seconds: bigint;
  readonly nanoseconds: number;
}

const SECOND = 1_000_000_000n;

export function datetime(ns: bigint): Datetime {
  return { seconds: ns / SECOND, nanoseconds: Number(ns % SECOND) };
}

function typeName(code: number): string {
  return TYPES[ENUMS.filetype[code] ?? 'unknown'];
}

/** The resource `descriptor` of `wasi:filesystem/types`, over a descriptor of the kernel’s with all its rights. */
export class Descriptor {
  readonly file: File;
  readonly #calls: HostCalls;

  constructor(calls: HostCalls, file: File) {
    this.#calls = calls;
    this.file = file.hold();
  }

  get shown(): string {
    return `descriptor ${this.file.fd}`;
  }

  drop(): void {
    this.file.release();
  }

  readVia(offset: bigint): Tagged {
    return ok(new InputStream(this.#calls, this.file, offset));
  }

  writeVia(offset: bigint): Tagged {
    return ok(new FileOutputStream(this.#calls, this.file, offset));
  }

  appendVia(): Tagged {
    return this.#asked(this.#calls.call('fd_filestat_get', this.file.fd), () => this.writeVia(this.#stat().size).val);
  }

  read(length: bigint, offset: bigint): Tagged {
    const calls = this.#calls;
    const room = Number(length < BigInt(calls.capacity) ? length : BigInt(calls.capacity));
    return this.#asked(calls.call('fd_pread', this.file.fd, room, offset), () => {
      const bytes = calls.out.slice();
      return [bytes, bytes.length === 0 && room > 0];
    });
  }

  write(bytes: Uint8Array, offset: bigint): Tagged {
    const calls = this.#calls;
    return this.#asked(calls.call('fd_pwrite', this.file.fd, bytes.subarray(0, calls.capacity), offset), () =>
      BigInt(calls.u32(0)),
    );
  }

  flags(): Tagged {
    return this.#asked(this.#calls.call('fd_fdstat_get', this.file.fd), () => {
      const { base } = this.#rights();
      const { fs_flags } = fdstat.read(this.#calls.struct.view, this.#calls.struct.at);
      return (
        syncFlags(fs_flags) |
        (permits(base, OF_READING) || permits(base, rights('fd_readdir')) ? READ : 0) |
        (permits(base, rights('fd_write')) ? WRITE : 0) |
        (intersect(base, MUTATING) !== 0 ? MUTATE : 0)
      );
    });
  }

  type(): Tagged {
    return this.#asked(this.#calls.call('fd_fdstat_get', this.file.fd), () =>
      typeName(fdstat.read(this.#calls.struct.view, this.#calls.struct.at).fs_filetype),
    );
  }

  stat(): Tagged {
    return this.#asked(this.#calls.call('fd_filestat_get', this.file.fd), () => shownStat(this.#stat()));
  }

  statAt(lookup: number, path: Uint8Array): Tagged {
    return this.#asked(this.#calls.call('path_filestat_get', this.file.fd, lookup, path), () =>
      shownStat(this.#stat()),
    );
  }

  hash(): Tagged {
    return this.#asked(this.#calls.call('fd_filestat_get', this.file.fd), () => hashOf(this.#stat()));
  }

  hashAt(lookup: number, path: Uint8Array): Tagged {
    return this.#asked(this.#calls.call('path_filestat_get', this.file.fd, lookup, path), () => hashOf(this.#stat()));
  }

  isSame(other: Descriptor): boolean {
    const [a, b] = [this.hash(), other.hash()];
    return (
      a.tag === 'ok' &&
      b.tag === 'ok' &&
      String(Object.values(a.val as object)) === String(Object.values(b.val as object))
    );
  }

  /** What is opened holds what it was opened for, and of all else what the folder hands down. */
  openAt(lookup: number, path: Uint8Array, oflags: number, flags: number): Tagged {
    const calls = this.#calls;
    const known = calls.call('fd_fdstat_get', this.file.fd);
    if (known !== 0) return failed(known);
    const { inheriting } = this.#rights();
    const refused = union(flags & READ ? NO_RIGHTS : OF_READING, flags & WRITE ? NO_RIGHTS : OF_WRITING);
    const asked = union(flags & READ ? OF_READING : NO_RIGHTS, flags & WRITE ? rights('fd_write') : NO_RIGHTS);
    const isFolder = (oflags & flag('oflags', 'directory')) !== 0;
    if (isFolder && flags & WRITE) return failed(errnoCode('isdir'));
    const base = isFolder ? intersect(inheriting, OF_FOLDERS) : union(without(inheriting, refused), asked);
    const fdflags = SYNC.reduce((set, [bit, one]) => set | (flags & bit ? one : 0), 0);
    const errno = calls.call(
      'path_open',
      this.file.fd,
      lookup,
      path,
      oflags,
      BigInt(base),
      BigInt(inheriting),
      fdflags,
    );
    return this.#asked(errno, () => new Descriptor(calls, new File(calls, calls.u32(0), false)));
  }

  readlinkAt(path: Uint8Array): Tagged {
    return this.#asked(this.#calls.call('path_readlink', this.file.fd, path, MOST_LINK), () => text(this.#calls.out));
  }

  entries(): Tagged {
    return ok(new DirectoryEntries(this.#calls, this.file));
  }

  #asked(errno: number, then: () => Value): Tagged {
    return errno === 0 ? ok(then()) : failed(errno);
  }

  #stat(): Filestat {
    return filestat.read(this.#calls.struct.view, this.#calls.struct.at);
  }

  #rights(): { readonly base: Rights; readonly inheriting: Rights } {
    const { fs_rights_base, fs_rights_inheriting } = fdstat.read(this.#calls.struct.view, this.#calls.struct.at);
    return { base: fromBits(fs_rights_base), inheriting: fromBits(fs_rights_inheriting) };
  }
}

const MOST_LINK = 4096;

function fromBits(bits: bigint): Rights {
  return rightsFromBits(Number(BigInt.asUintN(32, bits)));
}

/** A view into the wire’s memory may be of shared memory, which no decoder reads. */
export function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.slice());
}

function shownStat({ filetype, nlink, size, atim, mtim, ctim }: Filestat): Value {
  return {
    type: typeName(filetype),
    'link-count': nlink,
    size,
    'data-access-timestamp': datetime(atim),
    'data-modification-timestamp': datetime(mtim),
    'status-change-timestamp': datetime(ctim),
  };
}

function hashOf({ dev, ino }: Filestat): Value {
  return { lower: ino, upper: dev };
}

/** The resource `directory-entry-stream`. */
export class DirectoryEntries {
  readonly #calls: HostCalls;
  readonly #file: File;
  #cookie = 0n;

  constructor(calls: HostCalls, file: File) {
    this.#calls = calls;
    this.#file = file.hold();
  }

  get shown(): string {
    return `directory-entry-stream of ${this.#file.fd}`;
  }

  drop(): void {
    this.#file.release();
  }

  next(): Tagged {
    for (;;) {
      const errno = this.#calls.call('fd_readdir', this.#file.fd, ENTRY_ROOM, this.#cookie);
      if (errno !== 0) return failed(errno);
      const { out } = this.#calls;
      if (out.length < dirent.size) return ok(undefined);
      const entry = dirent.read(new DataView(out.buffer, out.byteOffset, out.length), 0);
      this.#cookie = entry.d_next;
      const name = text(out.subarray(dirent.size, dirent.size + entry.d_namlen));
      if (name !== '.' && name !== '..') return ok({ type: typeName(entry.d_type), name });
    }
  }
}

/** Room for an entry with the longest name that there is. */
const ENTRY_ROOM = dirent.size + 255;
