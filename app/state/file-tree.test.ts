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

it.each([
  // To sort them takes some 20 looks for each, to find a place that is a hundred further on some 30.
  { where: 'all over it, in no order', isNew: (i: number) => i % 100 === 0, isMixed: true, most: 60_000 },
  { where: 'at its end', isNew: (i: number) => i >= 99_000, isMixed: false, most: 6000 },
])('takes a thousand files into a folder of 100,000 with few looks at names: $where', ({ isNew, isMixed, most }) => {
  let looks = 0;
  const counted = (i: number): FolderEntry => {
    const name = `file-${String(i).padStart(6, '0')}.txt`;
    return {
      kind: 'file',
      size: 1,
      get name() {
        looks++;
        return name;
      },
    };
  };
  const numbers = Array.from({ length: 100_000 }, (_, i) => i);
  const old = numbers.filter((i) => !isNew(i)).map(counted);
  const put = numbers.filter(isNew).map(counted);
  const mixed = put.map((_, i) => put[(i * 7) % put.length] as FolderEntry);
  const before = changedTree(EMPTY_TREE, [change('', old)]);
  looks = 0;
  const { files } = changedTree(before, [change('', isMixed ? mixed : put)]);
  expect(looks).toBeLessThan(most);
  const names = files.map(({ name }) => name);
  expect(names).toHaveLength(100_000);
  expect(names).toEqual(names.toSorted());
});
