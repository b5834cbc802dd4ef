import type { FileEntry } from '../../../runtime/protocol/project.ts';
import { fileName, isWithin, parentOf } from '../../state/paths.ts';

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

/** The rows that show, folders before files at each level. */
export function visibleRows(files: readonly FileEntry[], collapsed: ReadonlySet<string>): readonly TreeRow[] {
  const children = new Map<string, FileEntry[]>();
  for (const entry of files) {
    const parent = parentOf(entry.path);
    const siblings = children.get(parent);
    if (siblings) siblings.push(entry);
    else children.set(parent, [entry]);
  }
  return rowsOf('', 1, children, collapsed);
}

function rowsOf(
  folder: string,
  level: number,
  children: ReadonlyMap<string, readonly FileEntry[]>,
  collapsed: ReadonlySet<string>,
): readonly TreeRow[] {
  const entries = (children.get(folder) ?? []).toSorted(foldersFirst);
  return entries.flatMap(({ path, kind }, index) => {
    const isExpanded = kind === 'folder' ? !collapsed.has(path) : undefined;
    const row: TreeRow = {
      path,
      name: fileName(path),
      kind,
      level,
      position: index + 1,
      siblings: entries.length,
      isExpanded,
    };
    return isExpanded ? [row, ...rowsOf(path, level + 1, children, collapsed)] : [row];
  });
}

export type TreeMove =
  { readonly kind: 'focus'; readonly path: string } | { readonly kind: 'expand' | 'collapse'; readonly path: string };

/** What an arrow key does in the tree, as the ARIA practices describe it. */
export function treeMove(key: string, rows: readonly TreeRow[], current: string): TreeMove | undefined {
  const index = rows.findIndex(({ path }) => path === current);
  const row = rows[index];
  if (!row) return undefined;
  switch (key) {
    case 'ArrowDown':
      return focus(rows[index + 1]);
    case 'ArrowUp':
      return focus(rows[index - 1]);
    case 'Home':
      return focus(rows[0]);
    case 'End':
      return focus(rows.at(-1));
    case 'ArrowRight':
      if (row.isExpanded === false) return { kind: 'expand', path: row.path };
      return row.isExpanded === true && isWithin(rows[index + 1]?.path ?? '', row.path)
        ? focus(rows[index + 1])
        : undefined;
    case 'ArrowLeft':
      if (row.isExpanded === true) return { kind: 'collapse', path: row.path };
      return focus(rows.find(({ path }) => path === parentOf(row.path)));
    default:
      return key.length === 1 ? focus(startingWith(key, rows, index)) : undefined;
  }
}

function focus(row: TreeRow | undefined): TreeMove | undefined {
  return row && { kind: 'focus', path: row.path };
}

function startingWith(letter: string, rows: readonly TreeRow[], index: number): TreeRow | undefined {
  const after = [...rows.slice(index + 1), ...rows.slice(0, index + 1)];
  return after.find(({ name }) => name.toLowerCase().startsWith(letter.toLowerCase()));
}

function foldersFirst(a: FileEntry, b: FileEntry): number {
  return Number(b.kind === 'folder') - Number(a.kind === 'folder') || fileName(a.path).localeCompare(fileName(b.path));
}
