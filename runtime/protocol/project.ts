/** Plain data about a project, as it is stored, sent and shown. */
import type { ProjectSettings } from '../project/settings.ts';

export { DEFAULT_SETTINGS, type ProjectSettings } from '../project/settings.ts';

export interface ProjectSummary {
  readonly id: string;
  readonly name: string;
  /** ms since the epoch. */
  readonly editedAt: number;
  /** It goes with the page: it came with a link, and the visitor has not kept it. */
  readonly isTemporary?: true;
  /** A sentence about why it cannot be opened. It can be exported, as far as it can be read, and deleted. */
  readonly trouble?: string;
}

/** `reader`: another tab has it open. Here nothing of it can be changed, and changes made there are shown. */
export type ProjectAccess = 'owner' | 'reader';

/** Where a project stands in storage. */
export interface ProjectOrigin {
  /** Of the kernel that is asked. */
  readonly visit: string;
  /** Counts the saves; undefined: it is not stored yet. */
  readonly generation: number | undefined;
}

/** One file or folder of the project. `path` is relative to the project, `/`-separated, without a leading slash. */
export interface FileEntry {
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'link';
  /** Bytes; 0 for a folder. */
  readonly size: number;
}

/** A name in a folder. */
export interface FolderEntry extends Omit<FileEntry, 'path'> {
  readonly name: string;
}

/** What has changed in one folder of the project. */
export interface FolderChange {
  /** Path of the folder; '' is the project itself. */
  readonly folder: string;
  /** Names that are gone, with everything below them. */
  readonly removed: readonly string[];
  /** Names that are new or mean something else now. A folder that is put is empty: what it holds comes in changes of its own. */
  readonly put: readonly FolderEntry[];
}

/** Most names that one message about files carries, so that taking it in is short work for the page. */
export const MOST_LISTED = 1000;

export interface Project {
  readonly summary: ProjectSummary;
  readonly settings: ProjectSettings;
  /** Every folder stands before what is in it. The first `MOST_LISTED` at most: the others follow as `files` messages. */
  readonly files: readonly FileEntry[];
  readonly access: ProjectAccess;
  readonly origin: ProjectOrigin;
  /** What was wrong with it in storage and has been put right, a sentence each. */
  readonly repairs: readonly string[];
}

/** A project to be made: `files` maps paths to their bytes, `folders` are those with nothing in them. */
export interface NewProject {
  readonly name: string;
  /** Absent: what every project begins with. */
  readonly settings?: ProjectSettings;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly folders?: readonly string[];
}
