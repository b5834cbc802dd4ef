import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FileEntry, FolderChange, FolderEntry } from '../../runtime/protocol/project.ts';
import {
  changedTree,
  EMPTY_TREE,
  entriesOf,
  folderAt,
  hasFile,
  hasPath,
  treeOf,
  type TreeFolder,
} from './file-tree.ts';

const shown = (tree: TreeFolder): readonly string[] =>
  [...entriesOf(tree)].map(({ path, kind, size }) => `${path}${kind === 'folder' ? '/' : ''} ${size}`);
const file = (name: string, size = 1) => ({ name, kind: 'file', size }) as const;
const folder = (name: string) => ({ name, kind: 'folder', size: 0 }) as const;
const change = (at: string, put: FolderChange['put'], removed: readonly string[] = []): FolderChange => ({
  folder: at,
  removed,
  put,
});

it('lists folders before files, each by name as people read it', () => {
  const tree = changedTree(EMPTY_TREE, [
    change('', [file('b'), folder('z'), file('a'), file('Ä'), folder('y')]),
    change('z', [file('inner', 7)]),
  ]);
  expect(shown(tree)).toEqual(['y/ 0', 'z/ 0', 'a 1', 'Ä 1', 'b 1', 'z/inner 7']);
  expect(tree.count).toBe(6);
});

it('knows what is there', () => {
  const tree = treeOf([
    { path: 'src', kind: 'folder', size: 0 },
    { path: 'src/main.c', kind: 'file', size: 3 },
  ]);
  expect([hasFile(tree, 'src/main.c'), hasFile(tree, 'src'), hasPath(tree, 'src')]).toEqual([true, false, true]);
  expect([hasPath(tree, 'src/x'), hasPath(tree, ''), hasPath(tree, 'x/main.c')]).toEqual([false, false, false]);
  expect([folderAt(tree, 'src')?.count, folderAt(tree, 'other')]).toEqual([1, undefined]);
});

it('takes a folder that is put for empty, also in the place of a file, and a file in that of a folder', () => {
  const before = treeOf([
    { path: 'a', kind: 'folder', size: 0 },
    { path: 'a/x', kind: 'file', size: 1 },
    { path: 'b', kind: 'file', size: 1 },
  ]);
  expect(shown(changedTree(before, [change('', [folder('a'), folder('b')])]))).toEqual(['a/ 0', 'b/ 0']);
  expect(shown(changedTree(before, [change('', [file('a', 5)])]))).toEqual(['a 5', 'b 1']);
});

it('shares what has not changed', () => {
  const before = treeOf(
    ['a', 'a/x', 'b', 'b/y'].map((path) => ({ path, kind: path.length === 1 ? 'folder' : 'file', size: 0 })),
  );
  const after = changedTree(before, [change('a', [file('z')])]);
  expect(folderAt(after, 'b')).toBe(folderAt(before, 'b'));
  expect(shown(before)).toEqual(['a/ 0', 'b/ 0', 'a/x 0', 'b/y 0']);
});

it('is, after any changes, what a list of paths would be', () => {
  const name = fc.constantFrom('a', 'b', 'B', 'ä', 'a\u200b', 'c.txt');
  const changes = fc.record({
    folder: fc.array(fc.constantFrom('a', 'b', 'ä'), { maxLength: 2 }).map((names) => names.join('/')),
    removed: fc.uniqueArray(name, { maxLength: 3 }),
    put: fc.uniqueArray(fc.record({ name, kind: fc.constantFrom('file', 'folder'), size: fc.constant(0) }), {
      maxLength: 4,
      selector: (entry) => entry.name,
    }),
  });
  fc.assert(
    fc.property(fc.array(changes, { maxLength: 8 }), (all) => {
      const kinds = new Map<string, FileEntry['kind']>();
      const forget = (path: string): void => {
        for (const known of [...kinds.keys()]) if (known === path || known.startsWith(`${path}/`)) kinds.delete(known);
      };
      let tree = EMPTY_TREE;
      for (const one of all) {
        tree = changedTree(tree, [one]);
        const names = one.folder === '' ? [] : one.folder.split('/');
        names.forEach((_, i) => {
          const above = names.slice(0, i + 1).join('/');
          // What lies in a file's place makes it a folder.
          if (kinds.get(above) !== 'folder') kinds.set(above, 'folder');
        });
        const prefix = one.folder === '' ? '' : `${one.folder}/`;
        for (const gone of one.removed) forget(prefix + gone);
        for (const put of one.put) {
          forget(prefix + put.name);
          kinds.set(prefix + put.name, put.kind);
        }
      }
      const paths = [...entriesOf(tree)].filter(({ kind }) => kind === 'folder').map(({ path }) => path);
      expect(new Set(paths)).toEqual(new Set([...kinds].filter(([, kind]) => kind === 'folder').map(([path]) => path)));
      for (const [path, kind] of kinds) expect(hasFile(tree, path) || kind === 'folder').toBe(true);
      expect(tree.count).toBe([...entriesOf(tree)].length);
    }),
  );
});

it('takes in 100,000 files of one folder, a thousand at a time, and looks at few names for each', () => {
  let tree = EMPTY_TREE;
  let looks = 0;
  const counted = (name: string): FolderEntry => ({
    kind: 'file',
    size: 1,
    get name() {
      looks++;
      return name;
    },
  });
  const looksOfPiece: number[] = [];
  for (let piece = 0; piece < 100; piece++) {
    const put = Array.from({ length: 1000 }, (_, i) => counted(`file-${((piece * 1000 + i) * 7919) % 100_000}.txt`));
    looks = 0;
    tree = changedTree(tree, [change('', put)]);
    looksOfPiece.push(looks);
  }
  expect(tree.count).toBe(100_000);
  // To sort a thousand takes some 20 looks for each, to find its place among 100,000 takes 17, twice.
  expect(looksOfPiece.at(-1)).toBeLessThan(70_000);
  expect(looksOfPiece.at(-1)).toBeLessThan(4 * (looksOfPiece[1] ?? 0));
});
