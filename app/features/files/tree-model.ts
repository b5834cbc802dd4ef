import { joinPath } from '../../../runtime/base/join-path.ts';
import type { FileEntry } from '../../../runtime/protocol/project.ts';
import { placeOf, type TreeFile, type TreeFolder } from '../../state/file-tree.ts';
import { fileName, parentOf } from '../../state/paths.ts';

/** A row of the tree, as assistive technology wants it described. */
export interface TreeRow {
  readonly path: string;
  readonly name: string;
  readonly kind: FileEntry['kind'];
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
  /** undefined: not a folder. */
  readonly isExpanded: boolean | undefined;
}

/** Folders that the user has opened or closed, by path. */
export type Toggled = ReadonlyMap<string, boolean>;

/** Rows of one folder that stand below one another without anything in between. */
interface Run {
  /** Row number of the first. */
  readonly start: number;
  /** Path of the folder. */
  readonly path: string;
  readonly level: number;
  readonly list: readonly (TreeFolder | TreeFile)[];
  /** Where in `list` the first is, and what `list` begins with among all that is in the folder. */
  readonly from: number;
  readonly offset: number;
  readonly length: number;
  readonly siblings: number;
}

/** A folder with more than this in it, or with that many folders beside it, is closed until the user opens it. */
const MOST_BELOW = 500;
const MOST_BESIDE = 200;

/**
 * The rows that show. Only folders that are open are looked into, and rows are made when they are asked for: a folder of
 * 100,000 files is one run.
 */
export class TreeRows {
  readonly #runs: Run[] = [];
  readonly #runsOf = new Map<string, Run[]>();
  readonly #toggled: Toggled;
  #count = 0;

  constructor(tree: TreeFolder, toggled: Toggled) {
    this.#toggled = toggled;
    this.#lay(tree);
  }

  get count(): number {
    return this.#count;
  }

  at(index: number): TreeRow | undefined {
    let low = 0;
    let high = this.#runs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#runs[middle]?.start ?? 0) <= index) low = middle + 1;
      else high = middle;
    }
    const run = this.#runs[low - 1];
    const place = run && run.from + index - run.start;
    const item = run && place !== undefined && index < run.start + run.length ? run.list[place] : undefined;
    if (!run || !item || place === undefined) return undefined;
    const path = joinPath(run.path, item.name);
    return {
      path,
      name: item.name,
      kind: 'folders' in item ? 'folder' : item.kind,
      level: run.level,
      position: run.offset + place + 1,
      siblings: run.siblings,
      isExpanded: 'folders' in item ? this.#isExpanded(path, item, run.list.length) : undefined,
    };
  }

  /** Row number of `path`; -1 where it does not show. */
  indexOf(path: string): number {
    for (const run of this.#runsOf.get(parentOf(path)) ?? []) {
      const index = placeOf(run.list, fileName(path)) - run.from;
      if (index >= 0 && index < run.length) return run.start + index;
    }
    return -1;
  }

  #isExpanded(path: string, { count }: TreeFolder, beside: number): boolean {
    return this.#toggled.get(path) ?? (count <= MOST_BELOW && beside <= MOST_BESIDE);
  }

  #lay(tree: TreeFolder): void {
    interface Open {
      readonly folder: TreeFolder;
      readonly path: string;
      readonly level: number;
      /** How many of its folders have been gone through. */
      done: number;
    }
    const open: Open[] = [{ folder: tree, path: '', level: 1, done: 0 }];
    for (let at = open.at(-1); at; at = open.at(-1)) {
      const { folder, path, level } = at;
      const from = at.done;
      let inner: Open | undefined;
      while (at.done < folder.folders.length && !inner) {
        const next = folder.folders[at.done++];
        // An open folder with nothing in it is a row like any other.
        if (!next || next.count === 0) continue;
        const nextPath = joinPath(path, next.name);
        if (this.#isExpanded(nextPath, next, folder.folders.length))
          inner = { folder: next, path: nextPath, level: level + 1, done: 0 };
      }
      const siblings = folder.folders.length + folder.files.length;
      this.#add({ path, level, list: folder.folders, from, offset: 0, length: at.done - from, siblings });
      if (inner) {
        open.push(inner);
        continue;
      }
      const { length: offset } = folder.folders;
      this.#add({ path, level, list: folder.files, from: 0, offset, length: folder.files.length, siblings });
      open.pop();
    }
  }

  #add(run: Omit<Run, 'start'>): void {
    if (run.length === 0) return;
    const placed = { ...run, start: this.#count };
    this.#count += run.length;
    this.#runs.push(placed);
    const runs = this.#runsOf.get(run.path);
    if (runs) runs.push(placed);
    else this.#runsOf.set(run.path, [placed]);
  }
}

/** `toggled` with everything from the project down to `folder` open, so that what is in it shows. */
export function opened(toggled: Toggled, folder: string): Toggled {
  const all = new Map(toggled);
  for (let path = folder; path !== ''; path = parentOf(path)) all.set(path, true);
  return all;
}

export type TreeMove =
  { readonly kind: 'focus'; readonly path: string } | { readonly kind: 'expand' | 'collapse'; readonly path: string };

/** What a key does in the tree, as the ARIA practices describe it. `page`: rows that show at a time. */
export function treeMove(key: string, rows: TreeRows, current: string, page: number): TreeMove | undefined {
  const index = rows.indexOf(current);
  const row = rows.at(index);
  if (!row) return undefined;
  const last = rows.count - 1;
  switch (key) {
    case 'ArrowDown':
      return focus(rows.at(index + 1));
    case 'ArrowUp':
      return focus(rows.at(index - 1));
    case 'PageDown':
      return focus(rows.at(Math.min(last, index + page)));
    case 'PageUp':
      return focus(rows.at(Math.max(0, index - page)));
    case 'Home':
      return focus(rows.at(0));
    case 'End':
      return focus(rows.at(last));
    case 'ArrowRight': {
      if (row.isExpanded === false) return { kind: 'expand', path: row.path };
      const next = rows.at(index + 1);
      return row.isExpanded && next && next.level > row.level ? focus(next) : undefined;
    }
    case 'ArrowLeft':
      if (row.isExpanded === true) return { kind: 'collapse', path: row.path };
      return focus(rows.at(rows.indexOf(parentOf(row.path))));
    default:
      return key.length === 1 ? focus(startingWith(key.toLowerCase(), rows, index)) : undefined;
  }
}

function focus(row: TreeRow | undefined): TreeMove | undefined {
  return row && { kind: 'focus', path: row.path };
}

/** Rows that one key press looks through: all of a large tree would take too long. */
const MOST_SEARCHED = 20_000;

function startingWith(letter: string, rows: TreeRows, index: number): TreeRow | undefined {
  for (let step = 1; step <= Math.min(rows.count, MOST_SEARCHED); step++) {
    const row = rows.at((index + step) % rows.count);
    if (row?.name.toLowerCase().startsWith(letter)) return row;
  }
  return undefined;
}

/** Levels that are moved in: deeper ones would leave no room for names. */
const MOST_INDENTED = 24;

/** Pixels in front of a row. */
export function indentOf(level: number): number {
  return 12 + Math.min(level - 1, MOST_INDENTED) * 16;
}
