import { DIRECTORY_RIGHTS, INHERITABLE_RIGHTS } from '../abi/applicable-rights.ts';
import { RIGHT_NAMES, type RightName } from '../abi/rights.ts';

/**
 * What a program is given before `_start`: its whole authority, as plain data. `capability/grant.ts` enacts
 * it, and nothing that is not in here reaches the program.
 */
export interface Policy {
  readonly v: 1;
  readonly preopens: readonly Preopen[];
  readonly clocks: ClockPolicy;
  readonly random: RandomPolicy;
  readonly limits: Limits;
  readonly personality: Personality;
  readonly stdin: StdinPolicy;
  /** Listening sockets, preopened after the folders; the program finds their numbers in LISTEN_FDS and LISTEN_FD. */
  readonly listen: readonly ListeningSocket[];
}

/** A socket that others of the machine's own network connect to. It reaches nothing outside the machine. */
export interface ListeningSocket {
  readonly port: number;
}

/** A folder of the machine, and the name and rights it is granted under. */
export interface Preopen {
  /** Absolute path in the machine: `/project`, `/tmp`. */
  readonly folder: string;
  /** What the guest calls it. */
  readonly guest: string;
  /** Rights on the directory itself. */
  readonly base: readonly RightName[];
  /** The most that what is opened beneath it can hold. */
  readonly inheriting: readonly RightName[];
  /** The user is asked, when a call first needs it. */
  readonly ask: boolean;
}

export type ClockPolicy =
  | { readonly kind: 'exact' }
  /** Rounded down to whole steps. */
  | { readonly kind: 'coarse'; readonly stepNs: number }
  /** Always this instant, ns since the epoch as a decimal string. */
  | { readonly kind: 'frozen'; readonly atNs: string };

export type RandomPolicy = { readonly kind: 'real' } | { readonly kind: 'seeded'; readonly seed: number };

/** What descriptor 0 reads. */
export type StdinPolicy =
  | { readonly kind: 'terminal' }
  | { readonly kind: 'text'; readonly text: string }
  /** The bytes that a file of the project holds when the program starts; `path` is within the project. */
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'empty' };

export type Personality = 'strict' | 'modern';

export interface Limits {
  /** Open descriptors at once; beyond it `mfile`. */
  readonly openFiles: number;
  /** Pages of 64 KiB that the guest's memory may grow to. */
  readonly memoryPages: number;
}

export const DEFAULT_LIMITS: Limits = { openFiles: 1024, memoryPages: 16384 };

// Lists of rights are in witx order, each right once: so two that hold the same are equal.
const READ_ONLY_FILE: readonly RightName[] = [
  'fd_read',
  'fd_seek',
  'fd_fdstat_set_flags',
  'fd_tell',
  'fd_advise',
  'fd_filestat_get',
  'poll_fd_readwrite',
];
const READ_ONLY_DIRECTORY: readonly RightName[] = [
  'fd_fdstat_set_flags',
  'path_open',
  'fd_readdir',
  'path_readlink',
  'path_filestat_get',
  'fd_filestat_get',
];

const READ_ONLY_BENEATH: readonly RightName[] = RIGHT_NAMES.filter(
  (name) => READ_ONLY_DIRECTORY.includes(name) || READ_ONLY_FILE.includes(name),
);

export function readWrite(folder: string, guest: string): Preopen {
  return { folder, guest, base: DIRECTORY_RIGHTS, inheriting: INHERITABLE_RIGHTS, ask: false };
}

export function readOnly(folder: string, guest: string): Preopen {
  return { folder, guest, base: READ_ONLY_DIRECTORY, inheriting: READ_ONLY_BENEATH, ask: false };
}

/** A policy with `preopens` and the defaults for the rest. */
export function policy(...preopens: readonly Preopen[]): Policy {
  return {
    v: 1,
    preopens,
    clocks: { kind: 'exact' },
    random: { kind: 'real' },
    limits: DEFAULT_LIMITS,
    personality: 'strict',
    stdin: { kind: 'terminal' },
    listen: [],
  };
}

/** No folder, no network, no time, no randomness and no input: all that is left is to write to the terminal. */
export const NOTHING: Policy = {
  ...policy(),
  clocks: { kind: 'frozen', atNs: '0' },
  random: { kind: 'seeded', seed: 0 },
  stdin: { kind: 'empty' },
};

/** What a project's program is granted unless its author says otherwise. */
export const DEFAULT_POLICY: Policy = policy(readWrite('/project', '/'), readWrite('/tmp', '/tmp'));
