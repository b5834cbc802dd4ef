import { joinPath } from '../../runtime/base/join-path.ts';
import { fileName, parentOf } from '../state/paths.ts';

const LONGEST_NAME_BYTES = 255;

/** What is wrong with a name for a file or folder, as a sentence; undefined: nothing. `isTaken`: by path. */
export function fileNameProblem(name: string, folder: string, isTaken: (path: string) => boolean): string | undefined {
  if (name.trim() === '') return 'A name needs at least one character';
  if (name === '.' || name === '..') return `“${name}” already means a folder; choose another name`;
  if (name.includes('/')) return 'A name cannot contain “/”; create the folder first';

  if (/[\u0000-\u001f\u007f]/.test(name)) return 'A name cannot contain control characters';
  if (new TextEncoder().encode(name).length > LONGEST_NAME_BYTES) return 'This name is too long';
  if (isTaken(joinPath(folder, name))) return `“${name}” already exists here`;
  return undefined;
}

/** As above, for giving `path` another name; its own name is not in its way. */
export function renameProblem(path: string, name: string, isTaken: (path: string) => boolean): string | undefined {
  if (name === fileName(path)) return undefined;
  return fileNameProblem(name, parentOf(path), isTaken);
}

export function projectNameProblem(name: string): string | undefined {
  if (name.trim() === '') return 'A project needs a name';
  if (name.length > 80) return 'This name is too long; 80 characters are enough';
  return undefined;
}
