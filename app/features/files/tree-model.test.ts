import { describe, expect, it } from 'vitest';
import { changedTree, EMPTY_TREE, treeOf } from '../../state/file-tree.ts';
import { opened, treeMove, TreeRows, type Toggled, type TreeRow } from './tree-model.ts';

const TREE = treeOf([
  { path: 'main.c', kind: 'file', size: 1 },
  { path: 'data', kind: 'folder', size: 0 },
  { path: 'data/b.txt', kind: 'file', size: 1 },
  { path: 'data/deep', kind: 'folder', size: 0 },
  { path: 'data/deep/x', kind: 'file', size: 1 },
]);
const rows = new TreeRows(TREE, new Map());
const listed = (of: TreeRows): readonly TreeRow[] => Array.from({ length: of.count }, (_, i) => of.at(i) as TreeRow);
const paths = (of: TreeRows): readonly string[] => listed(of).map(({ path }) => path);

it('shows folders before files, each with its level and its place among its siblings', () => {
  expect(listed(rows).map(({ path, level, position, siblings }) => [path, level, position, siblings])).toEqual([
    ['data', 1, 1, 2],
    ['data/deep', 2, 1, 2],
    ['data/deep/x', 3, 1, 1],
    ['data/b.txt', 2, 2, 2],
    ['main.c', 1, 2, 2],
  ]);
});

it('leaves out what is in a collapsed folder', () => {
  expect(paths(new TreeRows(TREE, new Map([['data', false]])))).toEqual(['data', 'main.c']);
});

it('finds the number of every row that shows, and of no other', () => {
  for (const toggled of [new Map(), new Map([['data/deep', false]])]) {
    const some = new TreeRows(TREE, toggled);
    expect(paths(some).map((path) => some.indexOf(path))).toEqual(listed(some).map((_, i) => i));
  }
  const closed = new TreeRows(TREE, new Map([['data', false]]));
  expect(['data/b.txt', 'data/deep/x', 'nothing', 'data/nothing', ''].map((path) => closed.indexOf(path))).toEqual(
    new Array(5).fill(-1),
  );
  expect([rows.at(-1), rows.at(5), rows.at(0.5)]).toEqual([undefined, undefined, undefined]);
});

it('shows empty folders as open, wherever they stand', () => {
  const tree = treeOf(
    ['a', 'b', 'b/x', 'c', 'd', 'd/y'].map((path) => ({ path, kind: path.length === 1 ? 'folder' : 'file', size: 0 })),
  );
  const some = new TreeRows(tree, new Map());
  expect(paths(some)).toEqual(['a', 'b', 'b/x', 'c', 'd', 'd/y']);
  expect(listed(some).map(({ position, siblings }) => [position, siblings])).toEqual([
    [1, 4],
    [2, 4],
    [1, 1],
    [3, 4],
    [4, 4],
    [1, 1],
  ]);
});

describe('100,000 files in a folder', () => {
  const put = Array.from(
    { length: 100_000 },
    (_, i) => ({ name: `f${String(i).padStart(6, '0')}`, kind: 'file', size: 0 }) as const,
  );
  const tree = changedTree(EMPTY_TREE, [
    { folder: '', removed: [], put: [{ name: 'many', kind: 'folder', size: 0 }] },
    { folder: 'many', removed: [], put },
  ]);

  it('do not show until the folder is opened', () => {
    expect(paths(new TreeRows(tree, new Map()))).toEqual(['many']);
  });

  it('are one run of rows, found by number and by path', () => {
    const many = new TreeRows(tree, opened(new Map(), 'many'));
    expect(many.count).toBe(100_001);
    expect(many.at(77_778)).toMatchObject({ path: 'many/f077777', position: 77_778, siblings: 100_000, level: 2 });
    expect(many.indexOf('many/f099999')).toBe(100_000);
    expect(treeMove('PageUp', many, 'many/f099999', 30)).toEqual({ kind: 'focus', path: 'many/f099969' });
    expect(treeMove('End', many, 'many', 30)).toEqual({ kind: 'focus', path: 'many/f099999' });
  });
});

it('closes folders by itself where very many stand beside one another', () => {
  const put = Array.from({ length: 201 }, (_, i) => ({ name: `d${i}`, kind: 'folder', size: 0 }) as const);
  const tree = changedTree(EMPTY_TREE, [
    { folder: '', removed: [], put },
    { folder: 'd5', removed: [], put: [{ name: 'x', kind: 'file', size: 0 }] },
  ]);
  expect(new TreeRows(tree, new Map()).count).toBe(201);
  expect(new TreeRows(tree, opened(new Map(), 'd5')).count).toBe(202);
});

it('opens everything above what is to show', () => {
  const closed: Toggled = new Map([
    ['data', false],
    ['other', false],
  ]);
  expect([...opened(closed, 'data/deep')]).toEqual([
    ['data', true],
    ['other', false],
    ['data/deep', true],
  ]);
});

it.each([
  { key: 'ArrowDown', from: 'data', to: { kind: 'focus', path: 'data/deep' } },
  { key: 'ArrowUp', from: 'data', to: undefined },
  { key: 'PageDown', from: 'data', to: { kind: 'focus', path: 'data/b.txt' } },
  { key: 'PageUp', from: 'data/deep', to: { kind: 'focus', path: 'data' } },
  { key: 'End', from: 'data', to: { kind: 'focus', path: 'main.c' } },
  { key: 'ArrowRight', from: 'data', to: { kind: 'focus', path: 'data/deep' } },
  { key: 'ArrowRight', from: 'main.c', to: undefined },
  { key: 'ArrowLeft', from: 'data', to: { kind: 'collapse', path: 'data' } },
  { key: 'ArrowLeft', from: 'data/b.txt', to: { kind: 'focus', path: 'data' } },
  { key: 'm', from: 'data', to: { kind: 'focus', path: 'main.c' } },
  { key: 'Tab', from: 'data', to: undefined },
])('$key on $from', ({ key, from, to }) => {
  expect(treeMove(key, rows, from, 3)).toEqual(to);
});

it('a collapsed folder expands before one steps into it', () => {
  expect(treeMove('ArrowRight', new TreeRows(TREE, new Map([['data', false]])), 'data', 3)).toEqual({
    kind: 'expand',
    path: 'data',
  });
});
