import { MOST } from './linked-project.ts';

/** C0, DEL, C1, line ends, and what turns the direction of writing round: a name cannot mislead its reader. */
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;
const LONE_SURROGATES = /\p{Surrogate}/gu;

interface PathBounds {
  /** Names. */
  readonly depth: number;
  readonly pathBytes: number;
  readonly nameBytes: number;
}

/** Why a project that comes from outside cannot hold a file under this path, as a clause; undefined: it can. */
export function pathProblem(path: string, most: PathBounds = MOST): string | undefined {
  const encoder = new TextEncoder();
  const names = path.split('/');
  if (path === '') return 'a file in it has no name';
  if (path.startsWith('/')) return `${quoted(path)} is an absolute path`;
  if (names.includes('..') || names.includes('.')) return `${quoted(path)} is not a plain path`;
  if (names.includes('')) return `${quoted(path)} has an empty name in it`;
  if (isOdd(path)) return `the name ${quoted(path)} holds characters that cannot be shown`;
  if (names.length > most.depth) return `${quoted(path)} lies more than ${most.depth} folders deep`;
  const isLong =
    encoder.encode(path).length > most.pathBytes || names.some((name) => encoder.encode(name).length > most.nameBytes);
  return isLong ? `the name ${quoted(path)} is too long` : undefined;
}

/** Why these paths cannot stand together in one project; undefined: they can. */
function togetherProblem(files: readonly string[], folders: readonly string[]): string | undefined {
  const seen = new Set<string>();
  for (const path of [...files, ...folders]) {
    if (seen.has(path)) return `${quoted(path)} is in it twice`;
    seen.add(path);
  }
  const asFile = new Set(files);
  for (const path of seen) {
    const names = path.split('/');
    for (let depth = 1; depth < names.length; depth++) {
      const above = names.slice(0, depth).join('/');
      if (asFile.has(above)) return `${quoted(above)} is a file and a folder in it`;
    }
  }
  return undefined;
}

/** Whether the text holds what cannot be shown, or would change how the rest is. */
export function isOdd(text: string): boolean {
  return text.search(CONTROLS) >= 0 || text.search(LONE_SURROGATES) >= 0;
}

/** Any text, made fit to be shown. */
export function quoted(text: string): string {
  const plain = text.slice(0, 60).replace(CONTROLS, '\ufffd').replace(LONE_SURROGATES, '\ufffd');
  return `“${plain}${text.length > 60 ? '…' : ''}”`;
}

/** Why a project with these files and empty folders does not fit into a link, as a clause; undefined: it does. */
export function projectProblem(files: readonly string[], folders: readonly string[]): string | undefined {
  if (files.length + folders.length > MOST.files) return `it has more than ${MOST.files} files`;
  for (const path of [...files, ...folders]) {
    const problem = pathProblem(path);
    if (problem !== undefined) return problem;
  }
  return togetherProblem(files, folders);
}
