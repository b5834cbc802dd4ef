export { fileName, folderOf as parentOf } from '../../runtime/base/file-name.ts';

/** Paths are relative to the project, `/`-separated, without a leading slash. */

/** Whether `path` is `folder` itself or lies beneath it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** `path`, which is within `from`, after `from` became `to`. */
export function movedPath(path: string, from: string, to: string): string {
  return to + path.slice(from.length);
}

const SOURCE = /\.(c|cc|cpp|cxx)$/i;

/** Whether a file at `path` is compiled by itself. */
export function isSource(path: string): boolean {
  return SOURCE.test(path);
}

const C_FAMILY = /\.(c|h|cc|cpp|cxx|c\+\+|hh|hpp|hxx)$/i;

/** Whether the compiler has something to say about the file. */
export function isCFamily(path: string): boolean {
  return C_FAMILY.test(path);
}

/** The same place as the kernel names it and as the project does: `/project/a.c` is `a.c`. */
export function projectPath(path: string): string {
  return path.startsWith('/project/') ? path.slice('/project/'.length) : path.replace(/^\.\//, '');
}
