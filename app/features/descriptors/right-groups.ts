import type { RightName } from '../../../runtime/abi/rights.ts';

/** Thirty rights in the words that a person uses. Every right is in exactly one group. */
export const RIGHT_GROUPS = [
  { word: 'read', rights: ['fd_read'] },
  { word: 'write', rights: ['fd_write'] },
  { word: 'open', rights: ['path_open'] },
  { word: 'list', rights: ['fd_readdir'] },
  { word: 'create', rights: ['path_create_directory', 'path_create_file'] },
  { word: 'delete', rights: ['path_remove_directory', 'path_unlink_file'] },
  { word: 'rename', rights: ['path_rename_source', 'path_rename_target'] },
  { word: 'link', rights: ['path_link_source', 'path_link_target', 'path_symlink'] },
  { word: 'seek', rights: ['fd_seek', 'fd_tell'] },
  { word: 'look', rights: ['path_readlink', 'path_filestat_get', 'fd_filestat_get'] },
  { word: 'resize', rights: ['fd_allocate', 'path_filestat_set_size', 'fd_filestat_set_size'] },
  { word: 'stamp', rights: ['path_filestat_set_times', 'fd_filestat_set_times'] },
  { word: 'flush', rights: ['fd_datasync', 'fd_sync', 'fd_advise'] },
  { word: 'wait', rights: ['poll_fd_readwrite'] },
  { word: 'flags', rights: ['fd_fdstat_set_flags'] },
  { word: 'accept', rights: ['sock_accept'] },
  { word: 'shut down', rights: ['sock_shutdown'] },
] as const satisfies readonly { readonly word: string; readonly rights: readonly RightName[] }[];

/** The groups that a glance should tell; the others are counted while nothing is missing from them. */
const MAIN: readonly string[] = ['read', 'write', 'open', 'list', 'create', 'delete', 'rename', 'link', 'accept'];

/** `some`: of the group's rights that it was opened with, not all are left. */
export interface HeldGroup {
  readonly word: string;
  readonly held: 'all' | 'some' | 'none';
  /** The user took rights of it back; the program did not give them up. */
  readonly isWithdrawn: boolean;
}

/** The groups that a descriptor was opened with, and what is left of each. */
export function heldGroups(
  first: readonly RightName[],
  now: readonly RightName[],
  withdrawn: readonly RightName[],
): readonly HeldGroup[] {
  return RIGHT_GROUPS.flatMap(({ word, rights }) => {
    const had = (rights as readonly RightName[]).filter((right) => first.includes(right));
    if (had.length === 0) return [];
    const left = had.filter((right) => now.includes(right)).length;
    return [
      {
        word,
        held: left === had.length ? 'all' : left === 0 ? 'none' : 'some',
        isWithdrawn: had.some((right) => withdrawn.includes(right)),
      } as const,
    ];
  });
}

const CHANGES: readonly string[] = ['create', 'delete', 'rename', 'link'];

/**
 * What of `groups` is said by name, and how many others are held in full. Who may create, delete, rename and link may
 * change a folder as he likes, which is one word; of what was revoked, the main words do.
 */
export function abridged(
  groups: readonly HeldGroup[],
  isRevoked: boolean,
): { readonly named: readonly HeldGroup[]; readonly others: number } {
  const isFree = CHANGES.every((word) => groups.some((group) => group.word === word && group.held === 'all'));
  const named = groups.filter(
    ({ word, held }) => (MAIN.includes(word) || (held !== 'all' && !isRevoked)) && !(isFree && CHANGES.includes(word)),
  );
  const change: HeldGroup = { word: 'change', held: 'all', isWithdrawn: false };
  const at = named.findIndex(({ word }) => !MAIN.includes(word));
  return {
    named: isFree ? named.toSpliced(at === -1 ? named.length : at, 0, change) : named,
    others: isRevoked ? 0 : groups.length - named.length - (isFree ? CHANGES.length : 0),
  };
}

/** How much of what it was opened with is left, 0 to 1. The main words weigh more, so that the loss of one is seen. */
export function shareLeft(groups: readonly HeldGroup[]): number {
  const weigh = (left: (group: HeldGroup) => number): number =>
    groups.reduce((sum, group) => sum + left(group) * (MAIN.includes(group.word) ? 4 : 1), 0);
  const all = weigh(() => 1);
  return all === 0 ? 0 : weigh(({ held }) => (held === 'all' ? 1 : held === 'some' ? 0.5 : 0)) / all;
}
