/** Plain data about a project, as it is stored, sent and shown. */

export interface ProjectSummary {
  readonly id: string;
  readonly name: string;
  /** ms since the epoch. */
  readonly editedAt: number;
}

/** One file or folder of the project. `path` is relative to the project, `/`-separated, without a leading slash. */
export interface FileEntry {
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'link';
  /** Bytes; 0 for a folder. */
  readonly size: number;
}

export type CStandard = 'c89' | 'c99' | 'c11' | 'c17' | 'c23' | 'gnu89' | 'gnu99' | 'gnu11' | 'gnu17' | 'gnu23';
export type Optimization = '-O0' | '-O1' | '-O2' | '-O3' | '-Os';
export type Warnings = 'none' | 'default' | 'all' | 'extra';

/** The groups of help that the driver gives ordinary C and that a project may do without. */
export type DefaultGroup = 'emulation' | 'longDouble' | 'setjmp' | 'stack' | 'compat';

export interface ProjectSettings {
  readonly v: 1;
  readonly standard: CStandard;
  readonly optimization: Optimization;
  readonly warnings: Warnings;
  /** Further compiler flags, as typed: split at blanks, with quotes. */
  readonly extraFlags: string;
  /** Libraries to link, as typed: `m z` becomes `-lm -lz`. */
  readonly libraries: string;
  readonly withoutDefaults: readonly DefaultGroup[];
  /** Program arguments as typed, split at blanks, with quotes; argv[0] is not part of it. */
  readonly args: string;
  /** `NAME=value`, one a line. */
  readonly env: string;
  /** The file that was open last. */
  readonly openFile: string | undefined;
}

export const DEFAULT_SETTINGS: ProjectSettings = {
  v: 1,
  standard: 'gnu17',
  optimization: '-O1',
  warnings: 'all',
  extraFlags: '',
  libraries: '',
  withoutDefaults: [],
  args: '',
  env: '',
  openFile: undefined,
};

export interface Project {
  readonly summary: ProjectSummary;
  readonly settings: ProjectSettings;
  /** Sorted by path; every folder stands before what is in it. */
  readonly files: readonly FileEntry[];
}

/** A project to be made: `files` maps paths to their bytes. */
export interface NewProject {
  readonly name: string;
  readonly settings: ProjectSettings;
  readonly files: ReadonlyMap<string, Uint8Array>;
}
