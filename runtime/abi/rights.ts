import type { Brand } from '../base/brand.ts';

/** `$rights` in witx order: the position in this list is the bit. */
export const RIGHT_NAMES = [
  'fd_datasync',
  'fd_read',
  'fd_seek',
  'fd_fdstat_set_flags',
  'fd_sync',
  'fd_tell',
  'fd_write',
  'fd_advise',
  'fd_allocate',
  'path_create_directory',
  'path_create_file',
  'path_link_source',
  'path_link_target',
  'path_open',
  'fd_readdir',
  'path_readlink',
  'path_rename_source',
  'path_rename_target',
  'path_filestat_get',
  'path_filestat_set_size',
  'path_filestat_set_times',
  'fd_filestat_get',
  'fd_filestat_set_size',
  'fd_filestat_set_times',
  'path_symlink',
  'path_remove_directory',
  'path_unlink_file',
  'poll_fd_readwrite',
  'sock_shutdown',
  'sock_accept',
] as const;

export type RightName = (typeof RIGHT_NAMES)[number];

/**
 * A set of rights. The ABI passes an i64, but witx defines thirty of its bits; a number holds them
 * all, so that checking rights on every call allocates nothing. Undefined bits are dropped on the way in.
 */
export type Rights = Brand<number, 'rights'>;

export const NO_RIGHTS = 0 as Rights;
export const ALL_RIGHTS = (2 ** RIGHT_NAMES.length - 1) as Rights;

const BITS = new Map<string, number>(RIGHT_NAMES.map((name, bit) => [name, 1 << bit]));

/** The set that holds exactly `names`. */
export function rights(...names: readonly RightName[]): Rights {
  return names.reduce((set, name) => set | (BITS.get(name) ?? 0), 0) as Rights;
}

/** The names in `set`, in witx order. */
export function rightNames(set: Rights): readonly RightName[] {
  return RIGHT_NAMES.filter((name) => permits(set, rights(name)));
}

export function isRightName(text: string): text is RightName {
  return BITS.has(text);
}

/** Does `have` hold every right in `need`? */
export function permits(have: Rights, need: Rights): boolean {
  return (have & need) === need;
}

export function intersect(a: Rights, b: Rights): Rights {
  return (a & b) as Rights;
}

export function union(a: Rights, b: Rights): Rights {
  return (a | b) as Rights;
}

export function without(a: Rights, b: Rights): Rights {
  return (a & ~b) as Rights;
}

/** What the low word of an i64 from a guest means to us. */
export function rightsFromBits(low: number): Rights {
  return (low & ALL_RIGHTS) as Rights;
}
