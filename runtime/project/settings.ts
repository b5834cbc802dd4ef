import { DEFAULT_POLICY, type Policy } from '../policy/policy.ts';
import { TABLE_DEFAULTS, type TableSettings } from './settings-table.ts';

export type CStandard = TableSettings['standard'];
export type Optimization = TableSettings['optimization'];

/** The groups of help that the driver gives ordinary C. Without one, a project gets the sysroot's bare behaviour for it. */
export type DefaultGroup = TableSettings['withoutDefaults'][number];

/** How a project wants to be built and run; plain data, as it is stored, sent and shared. Each setting is a row of `settings-table.ts`. */
export interface ProjectSettings extends TableSettings {
  readonly v: 1;
  /** What the program is granted. */
  readonly policy: Policy;
  /** The file that was open last. */
  readonly openFile: string | undefined;
}

/** What is no row of the table. Code that stores or links a project handles each of these by name. */
export type OtherSetting = Exclude<keyof ProjectSettings, keyof TableSettings>;

export const DEFAULT_SETTINGS: ProjectSettings = {
  v: 1,
  ...TABLE_DEFAULTS,
  policy: DEFAULT_POLICY,
  openFile: undefined,
};
