import { DIRECTORY_RIGHTS, FILE_RIGHTS, INHERITABLE_RIGHTS, WRITING_RIGHTS } from '../../abi/applicable-rights.ts';
import type { Failure } from '../../abi/failure.ts';
import type { Filetype } from '../../abi/flags.ts';
import { intersect, NO_RIGHTS, rights, union, without, type Rights } from '../../abi/rights.ts';
import type { Capability, RightsPair } from '../../capability/capability.ts';
import type { FdTable } from '../../capability/fd-table.ts';

/** What does not apply may be asked for and is not given. */
const ON_FILES = rights(...FILE_RIGHTS);
const ON_DIRECTORIES = rights(...DIRECTORY_RIGHTS);
export const INHERITABLE = rights(...INHERITABLE_RIGHTS);

const READ = rights('fd_read');
const WRITE = rights('fd_write');
/** Who opens a file on a modern host chooses these, and no others. */
const READ_OR_WRITE = union(READ, WRITE);
const WRITING = rights(...WRITING_RIGHTS);

/** What `path_open` hands out, or the right that the directory does not let its children have. */
export type Opening =
  | { readonly refused: Failure }
  /** `asked`: the rights that decided how it went. */
  | { readonly refused: undefined; readonly given: RightsPair; readonly asked: Rights };

/**
 * What a descriptor opened beneath `directory` will hold when a guest asks for `wanted`. Under the strict personality,
 * what it asked for, and the open fails where the directory does not hand that down. On a modern host rights are not
 * asked for: a file is opened to be read, written or both, a directory is opened, and either has all else that the
 * directory hands down.
 */
export function opening(
  directory: Capability,
  kind: Filetype,
  wanted: RightsPair,
  { enforced, opensAsAsked }: Pick<FdTable, 'enforced' | 'opensAsAsked'>,
): Opening {
  const applicable = kind === 'directory' ? ON_DIRECTORIES : ON_FILES;
  if (opensAsAsked) {
    const base = intersect(wanted.base, applicable);
    const inheriting = intersect(wanted.inheriting, INHERITABLE);
    const refused = directory.requireInheritable(base, enforced) ?? directory.requireInheritable(inheriting, enforced);
    return refused ? { refused } : { refused, given: { base, inheriting }, asked: union(base, inheriting) };
  }
  const asked = kind === 'directory' ? NO_RIGHTS : intersect(wanted.base, READ_OR_WRITE);
  const refused = directory.requireInheritable(asked, enforced);
  if (refused) return { refused };
  const handedDown = intersect(directory.inheriting, applicable);
  const isWritten = intersect(asked, WRITE) !== NO_RIGHTS;
  const isOnlyWritten = asked === WRITE;
  const base =
    kind === 'directory'
      ? handedDown
      : without(handedDown, union(isWritten ? NO_RIGHTS : WRITING, isOnlyWritten ? READ : NO_RIGHTS));
  return { refused, given: { base, inheriting: directory.inheriting }, asked };
}

/** What a file opened by an answer may be used for without another: what it was opened for, and not to set its times. */
export const FREE_OF_FILE = without(ON_FILES, rights('fd_filestat_set_times'));
/** A directory opened by an answer may be looked through; what lies in it, and its own times, are asked about. */
export const FREE_OF_DIRECTORY = rights(
  'fd_readdir',
  'fd_filestat_get',
  'fd_fdstat_set_flags',
  'fd_sync',
  'fd_datasync',
  'fd_advise',
);

/** Whether what is `given` of a file reads it, and whether it changes it. */
export function usesOfFile(given: Rights): { readonly reads: boolean; readonly writes: boolean } {
  return { reads: intersect(given, READ) !== NO_RIGHTS, writes: intersect(given, WRITING) !== NO_RIGHTS };
}
