/** Plain data about a project, as it is stored, sent and shown. */
import type { ProjectSettings } from '../toolchain/settings.ts';

export {
  DEFAULT_SETTINGS,
  type CStandard,
  type DefaultGroup,
  type Optimization,
  type ProjectSettings,
  type Warnings,
} from '../toolchain/settings.ts';

export interface ProjectSummary {
  readonly id: string;
  readonly name: string;
  /** ms since the epoch. */
  readonly editedAt: number;
  /** It goes with the page: it came from somebody else, and the visitor has not kept it. */
  readonly isTemporary?: true;
}

/** One file or folder of the project. `path` is relative to the project, `/`-separated, without a leading slash. */
export interface FileEntry {
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'link';
  /** Bytes; 0 for a folder. */
  readonly size: number;
}

export interface Project {
  readonly summary: ProjectSummary;
  readonly settings: ProjectSettings;
  /** Sorted by path; every folder stands before what is in it. */
  readonly files: readonly FileEntry[];
}

/** A project to be made: `files` maps paths to their bytes, `folders` are those with nothing in them. */
export interface NewProject {
  readonly name: string;
  /** Absent: what every project begins with. */
  readonly settings?: ProjectSettings;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly folders?: readonly string[];
}
