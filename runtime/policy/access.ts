import { ALL_RIGHTS, NO_RIGHTS, permits, rights, union, without, type RightName, type Rights } from '../abi/rights.ts';
import { ENFORCED } from './enforced.ts';
import type { Personality, Preopen } from './policy.ts';

/** What can be done to what lies in a folder, by one call or by several. True wherever some calls together do it. */
export interface Access {
  /** Names, sizes and times of what is in the folder. */
  readonly sees: boolean;
  /** What is in files. */
  readonly reads: boolean;
  /** Contents, sizes and times. */
  readonly writes: boolean;
  readonly creates: boolean;
  /** Removes, renames and replaces. */
  readonly removes: boolean;
}

export const NO_ACCESS: Access = { sees: false, reads: false, writes: false, creates: false, removes: false };

/** The rights that a check finds held: on a directory itself, and on what is opened beneath it. */
export interface Held {
  readonly base: Rights;
  readonly inheriting: Rights;
}

/**
 * What the kernel finds held under a personality: a right that does not count is as good as held, unless the user who runs
 * the program took it back.
 */
export function heldUnder(
  { base, inheriting }: Pick<Preopen, 'base' | 'inheriting'>,
  personality: Personality,
  withdrawn: Pick<Preopen, 'base' | 'inheriting'> = { base: [], inheriting: [] },
): Held {
  const asGood = (held: readonly RightName[], taken: readonly RightName[]): Rights =>
    union(rights(...held), without(ALL_RIGHTS, rights(...ENFORCED[personality], ...taken)));
  return { base: asGood(base, withdrawn.base), inheriting: asGood(inheriting, withdrawn.inheriting) };
}

const OPEN = rights('path_open');
const SEES = ['fd_readdir', 'path_filestat_get', 'path_readlink', 'fd_filestat_get'] as const;
const WRITES_FILES = ['fd_write', 'fd_allocate', 'fd_filestat_set_size', 'fd_filestat_set_times'] as const;
const CREATES = ['path_create_directory', 'path_symlink', 'path_link_target', 'path_rename_target'] as const;
const REMOVES = ['path_unlink_file', 'path_remove_directory', 'path_rename_source', 'path_rename_target'] as const;

/** Whether a directory opened beneath, or the granted one, can hold all of `names` at once. */
export function holdsTogether({ base, inheriting }: Held, ...names: readonly RightName[]): boolean {
  const need = rights(...names);
  // A directory that is opened holds what its own directory hands down; opening `.` gives the granted one so.
  return permits(base, need) || (permits(base, OPEN) && permits(inheriting, need));
}

/**
 * What the holder of a directory can do beneath it, with no help from other descriptors. Rights on the directory itself
 * act on everything beneath it, because a path may have many components; what is opened holds the inheriting ones.
 */
export function accessOf(held: Held): Access {
  const some = (names: readonly RightName[]): boolean => names.some((name) => holdsTogether(held, name));
  const files = permits(held.base, OPEN) ? held.inheriting : NO_RIGHTS;
  const opened = (names: readonly RightName[]): boolean => names.some((name) => permits(files, rights(name)));
  return {
    sees: some(SEES),
    reads: opened(['fd_read']),
    writes:
      opened(WRITES_FILES) ||
      some(['path_filestat_set_times', 'fd_filestat_set_times']) ||
      holdsTogether(held, 'path_open', 'path_filestat_set_size'),
    creates: some(CREATES) || holdsTogether(held, 'path_open', 'path_create_file'),
    removes: some(REMOVES),
  };
}

export function unionAccess(a: Access, b: Access): Access {
  return {
    sees: a.sees || b.sees,
    reads: a.reads || b.reads,
    writes: a.writes || b.writes,
    creates: a.creates || b.creates,
    removes: a.removes || b.removes,
  };
}
