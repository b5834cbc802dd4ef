import { flag } from '../../abi/flags.ts';
import { prestat } from '../../abi/layout.ts';
import type { HostCalls, HostParam } from '../../guest/host-calls.ts';
import type { SyscallName } from '../../abi/syscalls.ts';
import type { Tagged } from '../canonical/types.ts';
import { Descriptor, text, type Datetime, type DirectoryEntries } from './descriptor.ts';
import { errorCode, failed, ok, type IoError } from './errors.ts';
import { File } from './file.ts';
import type { Interface } from './interface.ts';

const FIRST_PREOPEN = 3;
const ADVICE = ['normal', 'sequential', 'random', 'will-need', 'dont-need', 'no-reuse'];
const ENCODER = new TextEncoder();

export function preopens(calls: HostCalls): Interface {
  return {
    'get-directories': () => {
      const found: (readonly [Descriptor, string])[] = [];
      for (let fd = FIRST_PREOPEN; calls.call('fd_prestat_get', fd) === 0; fd++) {
        const { pr_name_len } = prestat.read(calls.struct.view, calls.struct.at);
        if (calls.call('fd_prestat_dir_name', fd, pr_name_len) !== 0) break;
        found.push([new Descriptor(calls, new File(calls, fd, true)), text(calls.out)]);
      }
      return found;
    },
  };
}

/** `wasi:filesystem/types`: each method is a call of Preview 1 on the kernel’s descriptor, which checks the rights. */
export function filesystemTypes(calls: HostCalls): Interface {
  const done = (call: SyscallName, ...params: readonly HostParam[]): Tagged => {
    const errno = calls.call(call, ...params);
    return errno === 0 ? ok() : failed(errno);
  };
  const methods: Readonly<Record<string, (self: Descriptor, ...args: never[]) => unknown>> = {
    'read-via-stream': (self, offset: bigint) => self.readVia(offset),
    'write-via-stream': (self, offset: bigint) => self.writeVia(offset),
    'append-via-stream': (self) => self.appendVia(),
    advise: (self, offset: bigint, length: bigint, advice: string) =>
      done('fd_advise', self.file.fd, offset, length, ADVICE.indexOf(advice)),
    'sync-data': (self) => done('fd_datasync', self.file.fd),
    sync: (self) => done('fd_sync', self.file.fd),
    'get-flags': (self) => self.flags(),
    'get-type': (self) => self.type(),
    'set-size': (self, size: bigint) => done('fd_filestat_set_size', self.file.fd, size),
    'set-times': (self, accessed: Tagged, modified: Tagged) =>
      done('fd_filestat_set_times', self.file.fd, ...times(accessed, modified)),
    read: (self, length: bigint, offset: bigint) => self.read(length, offset),
    write: (self, bytes: Uint8Array, offset: bigint) => self.write(bytes, offset),
    'read-directory': (self) => self.entries(),
    'create-directory-at': (self, path: string) => done('path_create_directory', self.file.fd, bytes(path)),
    stat: (self) => self.stat(),
    'stat-at': (self, lookup: number, path: string) => self.statAt(lookup, bytes(path)),
    'set-times-at': (self, lookup: number, path: string, accessed: Tagged, modified: Tagged) =>
      done('path_filestat_set_times', self.file.fd, lookup, bytes(path), ...times(accessed, modified)),
    'link-at': (self, lookup: number, old: string, to: Descriptor, path: string) =>
      done('path_link', self.file.fd, lookup, bytes(old), to.file.fd, bytes(path)),
    'open-at': (self, lookup: number, path: string, oflags: number, flags: number) =>
      self.openAt(lookup, bytes(path), oflags, flags),
    'readlink-at': (self, path: string) => self.readlinkAt(bytes(path)),
    'remove-directory-at': (self, path: string) => done('path_remove_directory', self.file.fd, bytes(path)),
    'rename-at': (self, old: string, to: Descriptor, path: string) =>
      done('path_rename', self.file.fd, bytes(old), to.file.fd, bytes(path)),
    'symlink-at': (self, old: string, path: string) => done('path_symlink', bytes(old), self.file.fd, bytes(path)),
    'unlink-file-at': (self, path: string) => done('path_unlink_file', self.file.fd, bytes(path)),
    'is-same-object': (self, other: Descriptor) => self.isSame(other),
    'metadata-hash': (self) => self.hash(),
    'metadata-hash-at': (self, lookup: number, path: string) => self.hashAt(lookup, bytes(path)),
  };
  return {
    ...Object.fromEntries(Object.entries(methods).map(([name, method]) => [`[method]descriptor.${name}`, method])),
    '[method]directory-entry-stream.read-directory-entry': (self: DirectoryEntries) => self.next(),
    'filesystem-error-code': ({ errno, isOfNetwork }: IoError) => (isOfNetwork ? undefined : errorCode(errno)),
  };
}

function bytes(path: string): Uint8Array {
  return ENCODER.encode(path);
}

/** Two `new-timestamp`s as Preview 1 takes them: both times, and which of them count. */
function times(accessed: Tagged, modified: Tagged): readonly [bigint, bigint, number] {
  const flags =
    (accessed.tag === 'now'
      ? flag('fstflags', 'atim_now')
      : accessed.tag === 'timestamp'
        ? flag('fstflags', 'atim')
        : 0) |
    (modified.tag === 'now'
      ? flag('fstflags', 'mtim_now')
      : modified.tag === 'timestamp'
        ? flag('fstflags', 'mtim')
        : 0);
  return [nanoseconds(accessed), nanoseconds(modified), flags];
}

function nanoseconds({ val }: Tagged): bigint {
  if (val === undefined) return 0n;
  const { seconds, nanoseconds: rest } = val as Datetime;
  return seconds * 1_000_000_000n + BigInt(rest);
}
