import { RIGHT_NAMES, type RightName } from '../abi/rights.ts';
import type { Personality } from './policy.ts';

/**
 * Which rights count. Modern hosts keep only the difference between reading and changing: to link or to rename changes
 * both folders, for the file can be reached with the rights of the other one from then on.
 */
export const ENFORCED: Readonly<Record<Personality, readonly RightName[]>> = {
  strict: RIGHT_NAMES,
  modern: [
    'fd_read',
    'fd_write',
    'fd_allocate',
    'path_create_directory',
    'path_create_file',
    'path_link_source',
    'path_link_target',
    'path_rename_source',
    'path_rename_target',
    'path_filestat_set_size',
    'path_filestat_set_times',
    'fd_filestat_set_size',
    'fd_filestat_set_times',
    'path_symlink',
    'path_remove_directory',
    'path_unlink_file',
  ],
};

/** Whether `path_open` gives the rights that a program asks for. Modern hosts let it choose between reading and writing. */
export const OPENS_AS_ASKED: Readonly<Record<Personality, boolean>> = { strict: true, modern: false };
