import type { RightName } from '../abi/rights.ts';
import { ENFORCED } from './enforced.ts';
import type { Personality, Preopen } from './policy.ts';

/** What can be done through a preopen, whatever calls it takes. True wherever one right is enough. */
export interface Access {
  /** Names, sizes and times of what is in the folder. */
  readonly sees: boolean;
  /** What is in files. */
  readonly reads: boolean;
  readonly writes: boolean;
  readonly creates: boolean;
  /** Removes and renames, the files of others too. */
  readonly removes: boolean;
}

export const NO_ACCESS: Access = { sees: false, reads: false, writes: false, creates: false, removes: false };

/**
 * What a preopen lets its holder do. Rights on the directory itself act on everything beneath it, because a path may
 * have many components; what is opened holds at most the inheriting ones. A right that the personality does not
 * enforce is as good as held, except where it would have to be inherited.
 */
export function accessOf({ base, inheriting }: Pick<Preopen, 'base' | 'inheriting'>, personality: Personality): Access {
  const enforced = ENFORCED[personality];
  const may = (...names: readonly RightName[]): boolean =>
    names.some((name) => base.includes(name) || !enforced.includes(name));
  const opens = may('path_open');
  // A directory opened beneath this one acts by what it inherited; a file too, though not by path.
  const beneath = (...names: readonly RightName[]): boolean =>
    opens && names.some((name) => inheriting.includes(name) || !enforced.includes(name));
  const either = (...names: readonly RightName[]): boolean => may(...names) || beneath(...names);
  return {
    sees: either('fd_readdir', 'path_filestat_get', 'path_readlink', 'fd_filestat_get'),
    reads: beneath('fd_read'),
    writes:
      beneath('fd_write', 'fd_allocate', 'fd_filestat_set_size') ||
      either('path_filestat_set_size', 'path_filestat_set_times', 'fd_filestat_set_times'),
    creates: either('path_create_file', 'path_create_directory', 'path_symlink', 'path_link_target'),
    removes: either('path_unlink_file', 'path_remove_directory', 'path_rename_source', 'path_rename_target'),
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
