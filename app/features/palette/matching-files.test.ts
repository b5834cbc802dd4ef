import { expect, it } from 'vitest';
import { changedTree, treeOf } from '../../state/file-tree.ts';
import { matchingFiles } from './matching-files.ts';

const TREE = treeOf([
  { path: 'src', kind: 'folder', size: 0 },
  { path: 'src/list.c', kind: 'file', size: 0 },
  { path: 'src/main.c', kind: 'file', size: 0 },
  { path: 'Makefile', kind: 'file', size: 0 },
  { path: 'domain.txt', kind: 'link', size: 0 },
]);

it.each([
  ['', ['domain.txt', 'Makefile', 'src/list.c', 'src/main.c']],
  ['MAIN', ['src/main.c', 'domain.txt']],
  ['open main', ['src/main.c', 'domain.txt']],
  ['src/', ['src/list.c', 'src/main.c']],
  ['mfl', ['Makefile']],
  ['xyz', []],
])('“%s” may mean %j', (typed, paths) => {
  expect(matchingFiles(TREE, typed, 10)).toEqual(paths);
});

it('gives no more than asked for, the best of them, also of very many', () => {
  const put = Array.from({ length: 100_000 }, (_, i) => ({ name: `x-file-${i}`, kind: 'file', size: 0 }) as const);
  const tree = changedTree(TREE, [{ folder: 'src', removed: [], put }]);
  expect(matchingFiles(tree, 'file', 3)).toHaveLength(3);
  expect(matchingFiles(tree, 'main', 3)[0]).toBe('src/main.c');
});
