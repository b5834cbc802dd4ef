import { ENUMS, FLAGS, flagNames, type EnumName, type FlagSetName } from '../abi/flags.ts';
import { paramAt, resultAt, type Frame } from '../abi/frame.ts';
import { dirent, fdstat, filestat, subscription, subscriptionClock, subscriptionFd } from '../abi/layout.ts';
import { SUBSCRIPTION_PAYLOAD, SUBSCRIPTION_SIZE } from '../abi/layout.ts';
import { rightNames, rightsFromBits } from '../abi/rights.ts';
import {
  isHandle,
  SYSCALLS,
  type ParamType,
  type ResultType,
  type Syscall,
  type SyscallName,
} from '../abi/syscalls.ts';
import type { TracedBytes, TracedStruct, TraceFields, TraceValue } from './event.ts';

/** Bytes of data that an event shows. */
const SHOWN_BYTES = 96;
/** Longest path that an event shows, in bytes. */
const SHOWN_PATH_BYTES = 4096;
const SHOWN_NAMES = 16;
const SHOWN_SUBSCRIPTIONS = 8;

type Decode = (frame: Frame) => TraceValue | undefined;

interface Row {
  readonly before: readonly (readonly [string, Decode])[];
  readonly after: readonly (readonly [string, Decode])[];
}

const rows = new Map<SyscallName, Row>();

/** The arguments of the request in `frame`. */
export function argsOf(call: SyscallName, frame: Frame): TraceFields {
  return decode(rowOf(call).before, frame);
}

/** The results of the successful reply in `frame`, and the data that came out. */
export function resultsOf(call: SyscallName, frame: Frame): TraceFields {
  return decode(rowOf(call).after, frame);
}

/** The beginning of some bytes as text; what is no UTF-8 becomes U+FFFD. */
export function tracedBytes(bytes: Uint8Array, start: number, length: number): TracedBytes {
  return { bytes: length, text: textOf(bytes, start, Math.min(length, SHOWN_BYTES)) };
}

function decode(fields: Row['before'], frame: Frame): TraceFields {
  const values: Record<string, TraceValue> = {};
  for (const [name, one] of fields) {
    const value = one(frame);
    if (value !== undefined) values[name] = value;
  }
  return values;
}

function rowOf(call: SyscallName): Row {
  let row = rows.get(call);
  if (!row) rows.set(call, (row = compile(SYSCALLS[call])));
  return row;
}

function compile({ params, results }: Syscall): Row {
  const before = Object.entries(params).map(
    ([name, type], index) => [name, argument(isHandle(type) ? 'fd' : type, index)] as const,
  );
  const after = Object.entries(results).map(([name, type], index) => [name, result(type, index)] as const);
  const data = Object.entries(params).flatMap(([name, type]) => {
    const out = isHandle(type) ? undefined : dataOut(type, name, 'cookie' in params);
    return out ? [[name, out] as const] : [];
  });
  return { before, after: [...after, ...data] };
}

function argument(type: ParamType, index: number): Decode {
  const at = paramAt(index);
  switch (type) {
    case 'fd':
    case 'size':
      return ({ view }) => view.getUint32(at, true);
    case 'exitcode':
      // As the C program wrote it: `return -1`.
      return ({ view }) => view.getInt32(at, true);
    case 'filesize':
    case 'dircookie':
    case 'timestamp':
      return ({ view }) => u64(view.getBigUint64(at, true));
    case 'filedelta':
      return ({ view }) => u64(view.getBigInt64(at, true));
    case 'rights':
      return ({ view }) => rightsNamed(view.getUint32(at, true));
    case 'lookupflags':
    case 'oflags':
    case 'fdflags':
    case 'fstflags':
    case 'riflags':
    case 'siflags':
    case 'sdflags':
      return ({ view }) => flagsNamed(type, view.getUint32(at, true));
    case 'clockid':
    case 'whence':
    case 'advice':
    case 'signal':
      return ({ view }) => enumNamed(type, view.getUint32(at, true));
    case 'path':
      return ({ view, bytes, inAt }) =>
        textOf(bytes, inAt + view.getUint32(at, true), Math.min(view.getUint32(at + 4, true), SHOWN_PATH_BYTES));
    case 'ciovec_array':
      return ({ view, bytes, inAt }) =>
        tracedBytes(bytes, inAt + view.getUint32(at, true), view.getUint32(at + 4, true));
    case 'iovec_array':
    case 'buffer':
      return ({ view }) => view.getUint32(at, true);
    case 'subscriptions':
      return (frame) => subscriptionsOf(frame, frame.view.getUint32(at, true));
    case 'string_list':
      // An address in the guest's memory: nothing that says anything here.
      return () => undefined;
  }
}

function result(type: ResultType, index: number): Decode {
  const at = resultAt(index);
  switch (type) {
    case 'fd':
    case 'size':
    case 'roflags':
      return ({ view }) => view.getUint32(at, true);
    case 'filesize':
    case 'timestamp':
      return ({ view }) => u64(view.getBigUint64(at, true));
    case 'filestat':
      return ({ view }) => {
        const { filetype, size, nlink, ino, mtim } = filestat.read(view, at);
        return {
          filetype: enumNamed('filetype', filetype),
          size: u64(size),
          nlink: u64(nlink),
          ino: u64(ino),
          mtim: u64(mtim),
        };
      };
    case 'fdstat':
      return ({ view }) => {
        const stat = fdstat.read(view, at);
        return {
          fs_filetype: enumNamed('filetype', stat.fs_filetype),
          fs_flags: flagsNamed('fdflags', stat.fs_flags),
          fs_rights_base: rightsNamed(Number(stat.fs_rights_base)),
          fs_rights_inheriting: rightsNamed(Number(stat.fs_rights_inheriting)),
        } satisfies TracedStruct;
      };
    case 'prestat':
      return ({ view }) => ({ type: 'dir', pr_name_len: view.getUint32(at + 4, true) });
  }
}

/** What a call brings out besides its results. */
function dataOut(type: ParamType, name: string, isDirectory: boolean): Decode | undefined {
  switch (type) {
    case 'iovec_array':
      return ({ bytes, outAt, outLength }) => tracedBytes(bytes, outAt, outLength);
    case 'buffer':
      if (isDirectory) return namesOf;
      // Of random bytes nothing is to be read.
      if (name !== 'path' && name !== 'buf') return undefined;
      return ({ bytes, outAt, outLength }) => tracedBytes(bytes, outAt, outLength);
    case 'string_list':
      return ({ bytes, outAt, outLength }) => strings(textOf(bytes, outAt, Math.min(outLength, SHOWN_PATH_BYTES)));
    default:
      return undefined;
  }
}

function strings(packed: string): readonly string[] {
  return packed.split('\0').slice(0, -1).slice(0, SHOWN_NAMES);
}

/** The names of the directory entries that came out whole. */
function namesOf({ view, bytes, outAt, outLength }: Frame): readonly string[] {
  const names: string[] = [];
  for (let at = outAt; at + dirent.size <= outAt + outLength && names.length < SHOWN_NAMES;) {
    const length = view.getUint32(at + dirent.offsets.d_namlen, true);
    const start = at + dirent.size;
    if (start + length > outAt + outLength) break;
    names.push(textOf(bytes, start, length));
    at = start + length;
  }
  return names;
}

function subscriptionsOf({ view, inAt }: Frame, count: number): readonly string[] {
  return Array.from({ length: Math.min(count, SHOWN_SUBSCRIPTIONS) }, (_, i) => {
    const at = inAt + i * SUBSCRIPTION_SIZE;
    const { tag } = subscription.read(view, at);
    const type = enumNamed('eventtype', tag);
    if (type !== 'clock') return `${type} ${subscriptionFd.read(view, at + SUBSCRIPTION_PAYLOAD).fd}`;
    const { id, timeout, flags } = subscriptionClock.read(view, at + SUBSCRIPTION_PAYLOAD);
    return `clock ${enumNamed('clockid', id)} ${flags & 1 ? 'at' : 'in'} ${timeout} ns`;
  });
}

function u64(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

/** A name, or the number where witx has none for it. */
function enumNamed(type: EnumName, value: number): string {
  return ENUMS[type][value] ?? String(value);
}

const lists = new Map<string, readonly string[]>();

/** The same list for the same set: most events hold sets that others hold too. */
function listed(key: string, make: () => readonly string[]): readonly string[] {
  let list = lists.get(key);
  if (!list) lists.set(key, (list = make()));
  return list;
}

function rightsNamed(bits: number): readonly string[] {
  const set = rightsFromBits(bits);
  return listed(`rights ${set}`, () => rightNames(set));
}

function flagsNamed(set: FlagSetName, bits: number): readonly string[] {
  const known = 2 ** FLAGS[set].length - 1;
  const rest = bits & ~known;
  if (rest !== 0) return [...flagNames(set, bits), `0x${(rest >>> 0).toString(16)}`];
  return listed(`${set} ${bits}`, () => flagNames(set, bits));
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

function textOf(bytes: Uint8Array, start: number, length: number): string {
  // A copy, because decoders do not take shared memory.
  return decoder.decode(bytes.slice(start, start + length));
}
