import type { FileEntry, FolderChange, FolderEntry } from '../../runtime/protocol/project.ts';
import { fileName, parentOf } from './paths.ts';

/** A file or a link in a folder. */
export type TreeFile = FolderEntry;

/**
 * A folder and what is in it, both lists in the order in which they are shown. Never changed: what differs is a new
 * folder, which shares with the old one what is the same.
 */
export interface TreeFolder {
  readonly name: string;
  readonly folders: readonly TreeFolder[];
  readonly files: readonly TreeFile[];
  /** Files and folders in it, however deep. */
  readonly count: number;
}

export const EMPTY_TREE: TreeFolder = folder('', [], []);

export function treeOf(entries: readonly FileEntry[]): TreeFolder {
  const changes = new Map<string, { readonly folder: string; readonly removed: []; readonly put: FolderEntry[] }>();
  for (const { path, kind, size } of entries) {
    const parent = parentOf(path);
    const change = changes.get(parent) ?? { folder: parent, removed: [], put: [] };
    changes.set(parent, change);
    change.put.push({ name: fileName(path), kind, size });
  }
  return changedTree(EMPTY_TREE, [...changes.values()]);
}

/** The tree after `changes`, one after the other. A folder that a change lies in and that is not there is made. */
export function changedTree(tree: TreeFolder, changes: readonly FolderChange[]): TreeFolder {
  return changes.reduce((before, change) => changedFolder(before, namesOf(change.folder), change), tree);
}

/** The folder at `path`; '' is the tree itself. */
export function folderAt(tree: TreeFolder, path: string): TreeFolder | undefined {
  let at: TreeFolder | undefined = tree;
  for (const name of namesOf(path)) at = at && found(at.folders, name);
  return at;
}

export function hasPath(tree: TreeFolder, path: string): boolean {
  return hasFile(tree, path) || (path !== '' && folderAt(tree, path) !== undefined);
}

/** Whether there is a file, or a link, at `path`. */
export function hasFile(tree: TreeFolder, path: string): boolean {
  const parent = folderAt(tree, parentOf(path));
  return parent !== undefined && found(parent.files, fileName(path)) !== undefined;
}

/** Every entry, each folder before what is in it. Lazy: who needs only some does not pay for all. */
export function* entriesOf(tree: TreeFolder): Generator<FileEntry, void> {
  /** Still to come, the next one last. */
  const ahead: (readonly [prefix: string, folder: TreeFolder])[] = [['', tree]];
  for (let next = ahead.pop(); next; next = ahead.pop()) {
    const [prefix, { folders, files }] = next;
    for (const { name } of folders) yield { path: prefix + name, kind: 'folder', size: 0 };
    for (const { name, kind, size } of files) yield { path: prefix + name, kind, size };
    for (const inner of folders.toReversed()) ahead.push([`${prefix}${inner.name}/`, inner]);
  }
}

/** Where `name` is in a sorted list; where it would be, made negative by `~`, when it is not there. */
export function placeOf(list: readonly { readonly name: string }[], name: string): number {
  return searched(list, name, 0, list.length);
}

/** As `placeOf`, for what is not before `low`: few looks where it is close to `low`, so that names in order need no long search. */
function placeNear(list: readonly { readonly name: string }[], name: string, low: number): number {
  let from = low;
  for (let step = 1; from + step <= list.length; step *= 2) {
    const at = from + step - 1;
    const order = compareNames(list[at]?.name ?? '', name);
    if (order === 0) return at;
    if (order > 0) return searched(list, name, from, at);
    from = at + 1;
  }
  return searched(list, name, from, list.length);
}

function searched(list: readonly { readonly name: string }[], name: string, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    const order = compareNames(list[middle]?.name ?? '', name);
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return ~low;
}

const { compare } = new Intl.Collator();

/** As people read names; those that look the same by their characters. */
function compareNames(a: string, b: string): number {
  return a === b ? 0 : compare(a, b) || (a < b ? -1 : 1);
}

function found<Item extends { readonly name: string }>(list: readonly Item[], name: string): Item | undefined {
  return list[placeOf(list, name)];
}

function folder(name: string, folders: readonly TreeFolder[], files: readonly TreeFile[]): TreeFolder {
  const count = folders.reduce((sum, inner) => sum + inner.count, folders.length + files.length);
  return { name, folders, files, count };
}

function namesOf(path: string): readonly string[] {
  return path === '' ? [] : path.split('/');
}

/** `top` with the change made in the folder that `names` lead to. Only the folders on the way are new. */
function changedFolder(top: TreeFolder, names: readonly string[], change: FolderChange): TreeFolder {
  const way = [top];
  for (const name of names) way.push(found(way.at(-1)?.folders ?? [], name) ?? folder(name, [], []));
  let changed = withEntries(way.pop() ?? top, change);
  for (let above = way.pop(); above; above = way.pop()) {
    const place = placeOf(above.folders, changed.name);
    const before = above.folders[place];
    const folders = before ? above.folders.with(place, changed) : above.folders.toSpliced(~place, 0, changed);
    const count = above.count + changed.count - (before ? before.count : -1);
    changed = { ...above, folders, count };
  }
  return changed;
}

function withEntries({ name, folders, files }: TreeFolder, { removed, put }: FolderChange): TreeFolder {
  const newFolders = put.filter(({ kind }) => kind === 'folder').map((entry) => folder(entry.name, [], []));
  const newFiles = put.filter(({ kind }) => kind !== 'folder');
  return folder(
    name,
    merged(folders, [removed, newFiles.map((entry) => entry.name)], newFolders),
    merged(files, [removed, newFolders.map((entry) => entry.name)], newFiles),
  );
}

/** A sorted list without some names and with other items: one pass over the list, and a search for each name. */
function merged<Item extends { readonly name: string }>(
  list: readonly Item[],
  gone: readonly (readonly string[])[],
  added: readonly Item[],
): readonly Item[] {
  const left = new Set<number>();
  if (list.length > 0)
    for (const names of gone)
      for (const name of names) {
        const place = placeOf(list, name);
        if (place >= 0) left.add(place);
      }
  if (left.size === 0 && added.length === 0) return list;
  const result: Item[] = [];
  let from = 0;
  const keepUntil = (place: number): void => {
    for (; from < place; from++) if (!left.has(from)) result.push(list[from] as Item);
  };
  // Of one name that is put twice, what came last counts.
  const last = new Map(added.map((item) => [item.name, item]));
  for (const item of [...last.values()].sort((a, b) => compareNames(a.name, b.name))) {
    const place = placeNear(list, item.name, from);
    keepUntil(place >= 0 ? place : ~place);
    if (place >= 0) from = place + 1;
    result.push(item);
  }
  keepUntil(list.length);
  return result;
}
