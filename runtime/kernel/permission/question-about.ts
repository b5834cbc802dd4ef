import { flag } from '../../abi/flags.ts';
import type { Failure } from '../../abi/failure.ts';
import { ALL_RIGHTS, union, without, type Rights } from '../../abi/rights.ts';
import type { SyscallName } from '../../abi/syscalls.ts';
import { joinPath } from '../../base/join-path.ts';
import type { Descriptor } from '../../capability/descriptor.ts';
import { NO_ACCESS, unionAccess, type Access, type Held } from '../../policy/access.ts';
import { levelOf } from '../../policy/reach.ts';
import type { NamedPath, Purpose, Question } from '../../policy/question.ts';
import { accessTogether } from '../../policy/together.ts';
import type { DirectoryInode, Inode } from '../../vfs/inode.ts';
import { resolve, type FinalLink, type Resolved } from '../../vfs/resolve.ts';
import type { ArgSlots } from '../dispatch/lift.ts';
import { opening, usesOfFile } from '../calls/opening.ts';
import type { Process } from '../process/process.ts';

/** A call that stands behind a gate. */
export interface AskedCall {
  readonly call: SyscallName;
  /** The descriptor is the call's second one, as `new_fd` is. */
  readonly isSecond: boolean;
  readonly descriptor: Descriptor;
  /** The call's other descriptor. */
  readonly other: Descriptor | undefined;
  readonly args: ArgSlots;
}

type Asked = Omit<Question, 'id'>;

/** What is asked, and `key`: alike for the two descriptors of one call, and another one when the call would do something else. */
export interface AboutCall {
  readonly question: Asked;
  readonly key: string;
}

/**
 * The question about a call: every path that it changes, where links lead them, what it replaces and what follows from
 * it. A failure where the call is refused with either answer.
 */
export function questionAbout(process: Process, asked: AskedCall): AboutCall | Failure {
  const { call, descriptor, other, args } = asked;
  const purposes = call === 'path_open' ? purposesOfOpening(process, asked) : [PURPOSES[call] ?? 'use'];
  if ('kind' in purposes) return purposes;
  const paths = pathsOf(asked);
  const [own, its] = asked.isSecond ? [paths.second, paths.first] : [paths.first, paths.second];
  const isMoving = call === 'path_rename' || call === 'path_link';
  const to = isMoving && paths.second ? landingOf(paths.second) : undefined;
  const isReplacing = call === 'path_rename' && to?.inode !== undefined && to.inode !== landingOf(paths.first)?.inode;
  const replaces = isReplacing ? REPLACED[to.inode.kind] : undefined;
  const afterwards = to?.parent && afterwardsIn(process, to.parent);
  const { root } = descriptor;
  const shared = {
    purposes,
    ...(replaces && { replaces }),
    ...(afterwards && { afterwards }),
  };
  return {
    question: {
      program: process.name,
      call,
      ...named(own ?? paths.first),
      preopen: root.preopen ?? root.origin,
      folder: root.folder ?? '',
      ...shared,
      ...(call === 'path_symlink' && { other: { is: 'target', path: args['old_path'] as string } }),
      ...(its && other && { other: { is: asked.isSecond ? 'from' : 'to', ...named(its) } }),
      whole: levelOf(accessOfRoot(process, root)),
    },
    key: JSON.stringify([call, shared, named(paths.first), paths.second && named(paths.second)]),
  };
}

const REPLACED: Partial<Record<Inode['kind'], NonNullable<Question['replaces']>>> = {
  regular_file: 'file',
  directory: 'folder',
  symbolic_link: 'link',
};

const PURPOSES: Partial<Record<SyscallName, Purpose>> = {
  fd_readdir: 'list',
  fd_filestat_get: 'look',
  fd_filestat_set_times: 'stamp',
  path_create_directory: 'create-folder',
  path_filestat_get: 'look',
  path_filestat_set_times: 'stamp',
  path_link: 'link',
  path_readlink: 'look',
  path_remove_directory: 'delete-folder',
  path_rename: 'rename',
  path_symlink: 'link',
  path_unlink_file: 'delete',
};

/** What the opened descriptor can be used for without another question. */
function purposesOfOpening(process: Process, { descriptor, args }: AskedCall): readonly Purpose[] | Failure {
  const oflags = args['oflags'] as number;
  const has = (one: 'creat' | 'trunc' | 'directory'): boolean => (oflags & flag('oflags', one)) !== 0;
  const landing = landingOf({ descriptor, path: args['path'] as string, final: finalOf('path_open', args) });
  if (has('directory') || landing?.inode?.kind === 'directory') return ['list'];
  const wanted = { base: args['fs_rights_base'] as Rights, inheriting: args['fs_rights_inheriting'] as Rights };
  const opens = opening(descriptor.capability, 'regular_file', wanted, process.fds);
  if (opens.refused) return opens.refused;
  const { reads, writes } = usesOfFile(opens.given.base);
  const purposes: Purpose[] = [];
  if (reads) purposes.push('read');
  if (writes) purposes.push('write');
  if (has('creat')) purposes.push('create');
  if (has('trunc')) purposes.push('empty');
  return purposes.length > 0 ? purposes : ['look'];
}

/** A path of a call, and the descriptor that it begins at. */
interface PathOfCall {
  readonly descriptor: Descriptor;
  /** Undefined: the call is about the descriptor itself. */
  readonly path: string | undefined;
  readonly final: FinalLink;
}

function pathsOf({ call, isSecond, descriptor, other, args }: AskedCall): {
  readonly first: PathOfCall;
  readonly second: PathOfCall | undefined;
} {
  const text = (name: string): string | undefined => args[name] as string | undefined;
  const final = finalOf(call, args);
  if (call === 'path_symlink')
    return { first: { descriptor, path: text('new_path'), final: 'entry' }, second: undefined };
  const [from, to] = isSecond ? [other, descriptor] : [descriptor, other];
  if (!from || !to || text('new_path') === undefined)
    return { first: { descriptor, path: text('path'), final }, second: undefined };
  return {
    first: { descriptor: from, path: text('old_path'), final },
    second: { descriptor: to, path: text('new_path'), final: 'entry' },
  };
}

/** What the call's handler does with a symbolic link at the end of its first path. */
function finalOf(call: SyscallName, args: ArgSlots): FinalLink {
  const flags = (args['dirflags'] ?? args['old_flags'] ?? args['flags'] ?? 0) as number;
  const asked = (flags & flag('lookupflags', 'symlink_follow')) === 0 ? 'keep' : 'follow';
  switch (call) {
    case 'path_open': {
      const oflags = args['oflags'] as number;
      const has = (one: 'creat' | 'excl'): boolean => (oflags & flag('oflags', one)) !== 0;
      if (has('creat') && (args['path'] as string).endsWith('/')) return 'entry';
      return has('creat') && has('excl') ? 'keep' : asked;
    }
    case 'path_link':
    case 'path_filestat_get':
    case 'path_filestat_set_times':
      return asked;
    case 'path_readlink':
      return 'keep';
    default:
      return 'entry';
  }
}

function landingOf({ descriptor: { inode }, path, final }: PathOfCall): Resolved | undefined {
  if (inode.kind !== 'directory' || path === undefined) return undefined;
  const at = resolve(inode, path, final);
  return at.ok ? at.value : undefined;
}

function named(one: PathOfCall): NamedPath {
  const { descriptor, path: text } = one;
  const path = joined(descriptor.origin, text);
  const leadsTo = whereTo(one);
  return leadsTo === undefined || leadsTo === path ? { path } : { path, leadsTo };
}

/** Where a path leads, from the granted folder; undefined: nowhere, or out of it by now. */
function whereTo(one: PathOfCall): string | undefined {
  const { root, place, inode } = one.descriptor;
  const landing = landingOf(one);
  const [parent, name] = one.path === undefined ? [place?.parent, place?.name] : [landing?.parent, landing?.name];
  if (one.path !== undefined && !landing) return undefined;
  const names: string[] = name === undefined ? [] : [name];
  let at: DirectoryInode | undefined = parent ?? directoryOf(landing?.inode ?? inode);
  for (; at && at !== root.inode; at = at.parent) {
    const here: { readonly name: string } | undefined = at.place;
    if (!here) return undefined;
    names.push(here.name);
  }
  return at && joined(root.origin, names.length === 0 ? undefined : names.reverse().join('/'));
}

function directoryOf(inode: Inode): DirectoryInode | undefined {
  return inode.kind === 'directory' ? inode : undefined;
}

/** As a person would write it. */
function joined(origin: string, path: string | undefined): string {
  if (path === undefined || path === '.') return origin;
  return joinPath(origin, path);
}

/** What the program can do to what lies in `folder`, through descriptors that need no question. */
function afterwardsIn(process: Process, folder: DirectoryInode): Question['afterwards'] {
  const free = directories(process).filter((one) => one.isFree);
  const accesses = accessOfAll(process, free);
  const { reads, writes, removes } = free.reduce(
    (sum, one, i) => (directoryOf(one.inode)?.contains(folder) ? unionAccess(sum, accesses[i] ?? NO_ACCESS) : sum),
    NO_ACCESS,
  );
  const changes = writes || removes;
  return reads && changes ? 'read-and-change' : changes ? 'change' : reads ? 'read' : undefined;
}

/** What it could do through a granted folder without a question. */
function accessOfRoot(process: Process, root: Descriptor): Access {
  const all = directories(process).filter((one) => one.isFree || one === root);
  return accessOfAll(process, all)[all.indexOf(root)] ?? NO_ACCESS;
}

function directories({ fds }: Process): readonly Descriptor[] {
  return fds.list().flatMap(([, one]) => (one.inode.kind === 'directory' ? [one] : []));
}

function accessOfAll({ fds }: Process, all: readonly Descriptor[]): readonly Access[] {
  const inode = (i: number): DirectoryInode | undefined => all[i] && directoryOf(all[i].inode);
  return accessTogether(
    all.map(({ capability: { base, inheriting, withdrawn } }): Held => {
      const asGood = (taken: Rights): Rights => without(ALL_RIGHTS, union(fds.enforced, taken));
      return {
        base: union(base, asGood(withdrawn.base)),
        inheriting: union(inheriting, asGood(withdrawn.inheriting)),
      };
    }),
    {
      isBeneath: (inner, outer) => {
        const folder = inode(inner);
        return folder !== undefined && inode(outer)?.contains(folder) === true;
      },
      isJoined: (a, b) => inode(a)?.volume === inode(b)?.volume,
    },
  );
}
