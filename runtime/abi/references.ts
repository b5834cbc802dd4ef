import { RIGHT_NAMES, type RightName } from './rights.ts';

/** Where a module imports the calls below from. Ours, and an experiment: no other host has it. */
export const REFERENCES = 'preopen:ref';

/** A call whose descriptors are values that a program can hold and cannot make: `externref`. */
export interface ReferenceCall {
  readonly doc: string;
  /** As core WebAssembly passes them. */
  readonly params: readonly ('i32' | 'externref')[];
  readonly result: 'i32' | 'externref';
}

/**
 * The interface `preopen:ref`. A call that returns a number returns a negative errno where it fails; one that returns a
 * reference returns null, and `error` says why.
 */
export const REFERENCE_CALLS = {
  folder: {
    doc: 'The granted folder with this number, counted from 0; null when there are no more.',
    params: ['i32'],
    result: 'externref',
  },
  name: {
    doc: 'The name that a folder was granted under: its length, with as much of it as fits at the pointer.',
    params: ['externref', 'i32', 'i32'],
    result: 'i32',
  },
  open_at: {
    doc: 'Opens a file or folder beneath a folder, for what the flags say and nothing else.',
    params: ['externref', 'i32', 'i32', 'i32'],
    result: 'externref',
  },
  read: {
    doc: 'Reads from a file where it stands. 0 is its end.',
    params: ['externref', 'i32', 'i32'],
    result: 'i32',
  },
  write: {
    doc: 'Writes to a file where it stands; returns how many bytes it took.',
    params: ['externref', 'i32', 'i32'],
    result: 'i32',
  },
  stat: {
    doc: 'Writes the attributes of a file or folder to the pointer, laid out as a Preview 1 filestat.',
    params: ['externref', 'i32'],
    result: 'i32',
  },
  list: {
    doc: 'The next name in a folder: its length, with as much of it as fits at the pointer; 0 after the last, and then from the start.',
    params: ['externref', 'i32', 'i32'],
    result: 'i32',
  },
  narrow: {
    doc: 'A second reference to a folder that can do no more than the flags say. The first one stays what it is.',
    params: ['externref', 'i32'],
    result: 'externref',
  },
  drop: {
    doc: 'Closes what the reference stands for. It is good for nothing afterwards.',
    params: ['externref'],
    result: 'i32',
  },
  error: {
    doc: 'The errno of the last call that returned null.',
    params: [],
    result: 'i32',
  },
} as const satisfies Record<string, ReferenceCall>;

export type ReferenceCallName = keyof typeof REFERENCE_CALLS;

/** What a reference is opened or narrowed for: bits, in this order, as `<preopen/ref.h>` has them. */
export const REFERENCE_FLAGS = ['read', 'write', 'create', 'truncate', 'exclusive', 'append', 'folder'] as const;

export function referenceFlag(name: (typeof REFERENCE_FLAGS)[number]): number {
  return 1 << REFERENCE_FLAGS.indexOf(name);
}

/** What each flag lets a folder, and what is opened beneath it, be used for. */
export const READING: readonly RightName[] = [
  'fd_read',
  'fd_seek',
  'fd_tell',
  'path_open',
  'fd_readdir',
  'path_readlink',
  'path_filestat_get',
  'fd_filestat_get',
  'poll_fd_readwrite',
];
export const WRITING: readonly RightName[] = [
  'path_open',
  'fd_seek',
  'fd_tell',
  'fd_write',
  'path_filestat_set_size',
  'fd_filestat_set_size',
  'fd_filestat_get',
];
export const CREATING: readonly RightName[] = RIGHT_NAMES.filter((name) =>
  /^path_(create|link|rename|symlink|remove|unlink)/.test(name),
);
