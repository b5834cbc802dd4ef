import type { DirectoryEntry, DirectoryInode, Inode } from './inode.ts';

/** Below zero: `a` comes before `b`. */
export type EntryOrder = (a: DirectoryEntry, b: DirectoryEntry) => number;

/** Everything below `top` by its path from there, each folder before what is in it; in `order` within each folder. */
export function* walkFolder(top: DirectoryInode, order: EntryOrder = byName): Generator<readonly [string, Inode]> {
  /** Still to come, the next one last: no recursion, because folders can be nested deeply. */
  const ahead = entriesOf(top, '', order);
  for (let at = ahead.pop(); at; at = ahead.pop()) {
    yield at;
    const [path, inode] = at;
    if (inode.kind === 'directory') for (const inner of entriesOf(inode, `${path}/`, order)) ahead.push(inner);
  }
}

/** By the code units of the names: the same order on every machine. */
export function byName(a: DirectoryEntry, b: DirectoryEntry): number {
  return a.name < b.name ? -1 : 1;
}

/** As a list of files shows them: folders first, then by name. */
export function foldersFirst(a: DirectoryEntry, b: DirectoryEntry): number {
  if ((a.inode.kind === 'directory') !== (b.inode.kind === 'directory')) return a.inode.kind === 'directory' ? -1 : 1;
  return a.name.localeCompare(b.name);
}

/** The last one of a folder first. */
function entriesOf(directory: DirectoryInode, prefix: string, order: EntryOrder): (readonly [string, Inode])[] {
  return [...directory.entries.values()]
    .sort((a, b) => order(b, a))
    .map(({ name, inode }) => [prefix + name, inode] as const);
}
