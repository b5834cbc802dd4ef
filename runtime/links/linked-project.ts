import type { ProjectSettings } from '../protocol/project.ts';
import type { Breakpoint } from '../stops/stop.ts';

/** A whole project as a link carries it. */
export interface LinkedProject {
  readonly name: string;
  readonly settings: ProjectSettings;
  /** By path: relative, `/`-separated. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Folders with nothing in them. */
  readonly folders: readonly string[];
  readonly breakpoints?: readonly Breakpoint[];
}

/** Where a zip made here keeps what is no file of the project: its name and its settings, the policy included. */
export const PROJECT_FILE = 'preopen-project.json';

/** Why a link does not open: one for each way of being wrong. */
export type LinkProblem =
  | { readonly kind: 'not-a-link' }
  | { readonly kind: 'newer' }
  | { readonly kind: 'damaged' }
  /** Longer than any link that is made here, or holding more. */
  | { readonly kind: 'oversized' }
  /** It is whole, and what it holds is not a project. `message`: what is wrong, as a clause. */
  | { readonly kind: 'malformed'; readonly message: string };

/** What a link may hold, packed and unpacked. */
export const MOST = {
  chars: 1 << 19,
  bytes: 2 << 20,
  files: 256,
  depth: 16,
  pathBytes: 1024,
  nameBytes: 255,
  projectName: 100,
  settingChars: 16_384,
} as const;

export function linkProblemText(problem: LinkProblem): string {
  switch (problem.kind) {
    case 'not-a-link':
      return 'The part after # in the address is not a link to a project.';
    case 'newer':
      return 'This link was made by a newer version of Preopen than this page. Reload the page; it may be an old copy.';
    case 'damaged':
      return 'This link is damaged: a part of it is missing, or was changed on the way. Ask for the complete link.';
    case 'oversized':
      return 'This link holds more than a link may, which is 2 MB unpacked. Nothing of it was opened.';
    case 'malformed':
      return `This link does not hold a project that can be opened: ${problem.message}.`;
  }
}
