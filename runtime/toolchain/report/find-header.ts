import { fileName, folderOf } from '../../base/file-name.ts';
import { distance } from './folder-distance.ts';

/**
 * The file of the project that an #include of `name` in `includer` probably means, when the compiler found none: one
 * whose path ends so, if only when case and the direction of slashes do not count, or one with that name in another folder.
 * Of several, the nearest; undefined: there is none.
 */
export function findHeader(name: string, includer: string, paths: readonly string[]): string | undefined {
  const plain = name.replaceAll('\\', '/').replace(/^(\.{0,2}\/)+/, '');
  const lower = plain.toLowerCase();
  const endsWith = (path: string, end: string): boolean => path === end || path.endsWith(`/${end}`);
  const kinds: readonly ((path: string) => boolean)[] = [
    (path) => endsWith(path, plain),
    (path) => endsWith(path.toLowerCase(), lower),
    (path) => endsWith(path.toLowerCase(), fileName(lower)),
  ];
  for (const isMeant of kinds) {
    const [nearest] = paths
      .filter((path) => path !== includer && isMeant(path))
      .map((path) => ({ path, steps: distance(folderOf(path), folderOf(includer)) }))
      .sort((a, b) => a.steps - b.steps);
    if (nearest) return nearest.path;
  }
  return undefined;
}

/** `path` with its `.` and `..` walked, as seen from `folder`, which it may leave by `../`. */
export function pathBelow(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  const from = folder.split('/').filter((part) => part !== '');
  let common = 0;
  while (common < from.length && from[common] === parts[common]) common++;
  return [...from.slice(common).map(() => '..'), ...parts.slice(common)].join('/');
}
