import { errnoCode, errnoText, type Errno } from '../../../runtime/abi/errno.ts';
import { filestat, SUBSCRIPTION_SIZE } from '../../../runtime/abi/layout.ts';
import { ENUMS, type Filetype } from '../../../runtime/abi/flags.ts';
import { RIGHT_NAMES, type RightName } from '../../../runtime/abi/rights.ts';
import {
  isHandle,
  SYSCALL_NAMES,
  SYSCALLS,
  type Handle,
  type NotFor,
  type ParamType,
  type Syscall,
  type SyscallName,
} from '../../../runtime/abi/syscalls.ts';
import { UNSTABLE, UNSTABLE_SUBSCRIPTION_SIZE } from '../../../runtime/abi/unstable.ts';
import { KIND_WORDS } from '../../../runtime/trace/kind-words.ts';
import { families, type Family } from '../../text/syscall-families.ts';

/** A parameter or a result as witx writes it: `iovs: iovec_array`. */
export interface Typed {
  readonly name: string;
  readonly type: string;
}

/** What one descriptor of a call has to hold, in sentences of which the rights are names. */
export interface Need {
  readonly param: string;
  readonly rights: readonly RightName[];
  /** Instead of all of those. */
  readonly or: readonly RightName[];
  /** For a seek that only asks where it is. */
  readonly asTell: readonly RightName[];
  readonly when: readonly { readonly flag: string; readonly right: RightName }[];
  /** Descriptors that the call does not work on, with any rights. */
  readonly notFor: readonly NotForKind[];
  /** It is a list, and this is about each descriptor in it. */
  readonly isList: boolean;
}

/** What a call answers for kinds of descriptor that it is not for. */
export interface NotForKind {
  readonly errno: Errno;
  /** `folders` */
  readonly kinds: readonly string[];
}

export interface Entry {
  readonly name: SyscallName;
  readonly doc: string;
  readonly departs: string | undefined;
  readonly params: readonly Typed[];
  readonly results: readonly Typed[];
  readonly needs: readonly Need[];
  readonly errors: readonly Errno[];
}

export const ENTRIES: readonly Entry[] = SYSCALL_NAMES.map((name) => entryOf(name, SYSCALLS[name]));

function entryOf(name: SyscallName, { doc, departs, params, results, errors }: Syscall): Entry {
  return {
    name,
    doc,
    departs,
    params: Object.entries(params).map(([param, type]) => ({ name: param, type: isHandle(type) ? 'fd' : type })),
    results: Object.entries(results).map(([result, type]) => ({ name: result, type })),
    needs: Object.entries(params).flatMap(([param, type]) => needsOf(param, type)),
    errors: errors.toSorted((a, b) => errnoCode(a) - errnoCode(b)),
  };
}

function needsOf(param: string, type: ParamType | Handle): readonly Need[] {
  if (isHandle(type)) return [needOf(param, type)];
  // A descriptor that is only waited for stands in no parameter of its own.
  return type === 'subscriptions' ? [{ ...needOf(param, { handle: ['poll_fd_readwrite'] }), isList: true }] : [];
}

function needOf(param: string, { handle, or = [], asTell = [], when = [], not = {} }: Handle): Need {
  const conditions = when.map(({ param: where, flag, right }) => ({ flag: `${where}.${flag}`, right }));
  return { param, rights: handle, or, asTell, when: conditions, notFor: notFor(not), isList: false };
}

/** Nothing opens a symbolic link, so what a row says of one is nothing to read. */
function notFor(not: NotFor): readonly NotForKind[] {
  const kinds = Object.entries(not) as readonly (readonly [Filetype, Errno])[];
  const shown = kinds.filter(([kind]) => kind !== 'symbolic_link');
  return [...new Set(shown.map(([, errno]) => errno))].map((errno) => ({
    errno,
    kinds: shown.filter(([, other]) => other === errno).map(([kind]) => KIND_WORDS[kind].many),
  }));
}

/** `(fd: fd, iovs: iovec_array) → (nread: size)`. */
export function signature({ params, results }: Entry): string {
  const list = (all: readonly Typed[]) => `(${all.map(({ name, type }) => `${name}: ${type}`).join(', ')})`;
  return results.length === 0 ? list(params) : `${list(params)} → ${list(results)}`;
}

/** Every right that a call may need, over all arguments. */
export function rightsOf({ needs }: Entry): readonly RightName[] {
  return needs.flatMap(({ rights, or, asTell, when }) => [
    ...rights,
    ...or,
    ...asTell,
    ...when.map(({ right }) => right),
  ]);
}

/** Entries in which every word of `filter` occurs somewhere. */
export function matching(entries: readonly Entry[], filter: string): readonly Entry[] {
  const wanted = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter((entry) => {
    const text = searched(entry);
    return wanted.every((word) => text.includes(word));
  });
}

function searched(entry: Entry): string {
  const { name, doc, departs = '', errors } = entry;
  return [name, doc, departs, signature(entry), ...rightsOf(entry), ...errors, ...errors.map(errnoText)]
    .join(' ')
    .toLowerCase();
}

export interface EntryFamily extends Family<SyscallName> {
  readonly entries: readonly Entry[];
}

export function entryFamilies(entries: readonly Entry[]): readonly EntryFamily[] {
  return families(entries.map(({ name }) => name)).map((family) => ({
    ...family,
    entries: entries.filter(({ name }) => family.names.includes(name)),
  }));
}

export function isSyscallName(name: string): name is SyscallName {
  return SYSCALL_NAMES.some((known) => known === name);
}

/** Each right, with the functions that ask for it. */
export const RIGHT_USES: readonly { readonly right: RightName; readonly calls: readonly SyscallName[] }[] =
  RIGHT_NAMES.map((right) => ({
    right,
    calls: ENTRIES.filter((entry) => rightsOf(entry).includes(right)).map(({ name }) => name),
  }));

/** What `wasi_unstable` differs in, in sentences. */
export const UNSTABLE_DIFFERENCES: readonly string[] = [
  `${UNSTABLE.without.join(' and ')} ${UNSTABLE.without.length === 1 ? 'does' : 'do'} not exist: it came later.`,
  `whence is ${numbered(UNSTABLE.whence)}, where Preview 1 has ${numbered(ENUMS.whence)}.`,
  `A filestat takes ${UNSTABLE.filestat.size} bytes instead of ${filestat.size}: its link count has 32 bits.`,
  `A subscription takes ${UNSTABLE_SUBSCRIPTION_SIZE} bytes instead of ${SUBSCRIPTION_SIZE}: one to a clock carries an identifier of its own before the clock’s.`,
];

function numbered(names: readonly string[]): string {
  return names.map((name, code) => `${code} ${name}`).join(', ');
}
