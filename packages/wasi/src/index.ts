// A barrel is what a package's users import.
export { run } from './run.ts';
export { Folder, type FolderOptions, type Grant, type Tree } from './folder.ts';
export { NotStarted } from './program.ts';
export type { Options, Program, Trace } from './options.ts';
export type { Outcome } from './outcome.ts';
export type { RightName } from '../../../runtime/abi/rights.ts';
export type {
  ClockPolicy,
  Limits,
  ListeningSocket,
  Personality,
  RandomPolicy,
} from '../../../runtime/policy/policy.ts';
