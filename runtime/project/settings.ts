import { DEFAULT_POLICY, type Policy } from '../policy/policy.ts';

/** How a project wants to be built and run; plain data, as it is stored, sent and shared. */
export type CStandard = 'c89' | 'c99' | 'c11' | 'c17' | 'c23' | 'gnu89' | 'gnu99' | 'gnu11' | 'gnu17' | 'gnu23';
export type Optimization = '-O0' | '-O1' | '-O2' | '-O3' | '-Os';
export type Warnings = 'none' | 'default' | 'all' | 'extra';

/** The groups of help that the driver gives ordinary C. Without one, a project gets the sysroot's bare behaviour for it. */
export type DefaultGroup = 'emulation' | 'longDouble' | 'setjmp' | 'stack' | 'compat' | 'checks';

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
  /** What the program is granted. */
  readonly policy: Policy;
  /** The file that was open last. */
  readonly openFile: string | undefined;
  /** Of several files with a `main`, the one to run. Empty: the one in view. */
  readonly mainFile: string;
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
  policy: DEFAULT_POLICY,
  openFile: undefined,
  mainFile: '',
};
