import type { Clockid, EnumValue, Whence } from '../../abi/flags.ts';
import type { Failure } from '../../abi/failure.ts';
import type { Event, Fdstat, Filestat, Prestat } from '../../abi/layout.ts';
import type { Rights } from '../../abi/rights.ts';
import type { Handle, ParamType, ResultType, SYSCALLS, SyscallName } from '../../abi/syscalls.ts';
import type { Fd, Room, Span } from '../../abi/types.ts';
import type { Result } from '../../base/result.ts';
import type { Descriptor } from '../../capability/descriptor.ts';
import type { Inode } from '../../vfs/inode.ts';
import type { Process } from '../process/process.ts';

/** One thing that `poll_oneoff` was asked to wait for. */
export type Subscription = { readonly userdata: bigint } & (
  | { readonly type: 'clock'; readonly id: Clockid; readonly timeoutNs: bigint; readonly isAbsolute: boolean }
  | { readonly type: 'fd_read' | 'fd_write'; readonly fd: number }
);

export interface Subscriptions {
  readonly list: readonly Subscription[];
  /** Writes the next event for the guest. */
  emit(event: Event): void;
}

export interface StringList {
  /** Hands over the strings, each to be ended with a NUL; false when they are more than a frame carries. */
  put(strings: readonly Uint8Array[]): boolean;
}

/** What each witx type is for a handler. Sizes and offsets are numbers, as `readU64` says. */
interface HostTypes {
  fd: number;
  size: number;
  filesize: number;
  filedelta: number;
  timestamp: bigint;
  dircookie: number;
  rights: Rights;
  lookupflags: number;
  oflags: number;
  fdflags: number;
  fstflags: number;
  riflags: number;
  siflags: number;
  sdflags: number;
  clockid: Clockid;
  whence: Whence;
  advice: EnumValue<'advice'>;
  signal: EnumValue<'signal'>;
  exitcode: number;
  path: string;
  ciovec_array: Span;
  iovec_array: Span;
  buffer: Room;
  subscriptions: Subscriptions;
  string_list: StringList;
}

interface ResultTypes {
  fd: Fd;
  size: number;
  filesize: number;
  timestamp: bigint;
  filestat: Filestat;
  fdstat: Fdstat;
  prestat: Prestat;
  roflags: number;
}

/** A descriptor of a kind that the call is for: the dispatcher has seen to it. */
type DescriptorFor<N> = Descriptor & { readonly inode: Exclude<Inode, { readonly kind: keyof N }> };

type Lifted<T> = T extends { readonly not: infer N }
  ? DescriptorFor<N>
  : T extends Handle
    ? Descriptor
    : T extends ParamType
      ? HostTypes[T]
      : never;
type Params<N extends SyscallName> = (typeof SYSCALLS)[N]['params'];
type ResultFields<N extends SyscallName> = (typeof SYSCALLS)[N]['results'];

export type Args<N extends SyscallName> = {
  readonly [K in keyof Params<N>]: Lifted<Params<N>[K]>;
} & HandleNumbers<N>;

/** A call that moves descriptors about needs their numbers as well: `fd` comes with `fdNumber`. */
type HandleNumbers<N extends SyscallName> = {
  readonly [K in keyof Params<N> & string as Params<N>[K] extends Handle ? `${K}Number` : never]: number;
};

export type Results<N extends SyscallName> = {
  readonly [K in keyof ResultFields<N>]: ResultFields<N>[K] extends ResultType
    ? ResultTypes[ResultFields<N>[K]]
    : never;
};

/** The call cannot be answered yet; the handler has said on the process what it waits for. */
export const WAIT = 'wait';
/** The process has ended in this call. */
export const ENDED = 'ended';

export type Outcome<T> = Result<T, Failure> | typeof WAIT | typeof ENDED;

/** A row of the table without a handler of this shape does not compile. */
export type Handlers = {
  readonly [N in SyscallName]: (process: Process, args: Args<N>) => Outcome<Results<N>>;
};
