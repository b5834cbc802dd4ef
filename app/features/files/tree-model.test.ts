import { expect, it } from 'vitest';
import { treeMove, visibleRows } from './tree-model.ts';

const files = [
  { path: 'main.c', kind: 'file', size: 1 },
  { path: 'data', kind: 'folder', size: 0 },
  { path: 'data/b.txt', kind: 'file', size: 1 },
  { path: 'data/deep', kind: 'folder', size: 0 },
  { path: 'data/deep/x', kind: 'file', size: 1 },
] as const;
const rows = visibleRows(files, new Set());

it('shows folders before files, each with its level and its place among its siblings', () => {
  expect(rows.map(({ path, level, position, siblings }) => [path, level, position, siblings])).toEqual([
    ['data', 1, 1, 2],
    ['data/deep', 2, 1, 2],
    ['data/deep/x', 3, 1, 1],
    ['data/b.txt', 2, 2, 2],
    ['main.c', 1, 2, 2],
  ]);
});

it('leaves out what is in a collapsed folder', () => {
  expect(visibleRows(files, new Set(['data'])).map(({ path }) => path)).toEqual(['data', 'main.c']);
});

it.each([
  { key: 'ArrowDown', from: 'data', to: { kind: 'focus', path: 'data/deep' } },
  { key: 'ArrowUp', from: 'data', to: undefined },
  { key: 'End', from: 'data', to: { kind: 'focus', path: 'main.c' } },
  { key: 'ArrowRight', from: 'data', to: { kind: 'focus', path: 'data/deep' } },
  { key: 'ArrowRight', from: 'main.c', to: undefined },
  { key: 'ArrowLeft', from: 'data', to: { kind: 'collapse', path: 'data' } },
  { key: 'ArrowLeft', from: 'data/b.txt', to: { kind: 'focus', path: 'data' } },
  { key: 'm', from: 'data', to: { kind: 'focus', path: 'main.c' } },
  { key: 'Tab', from: 'data', to: undefined },
])('$key on $from', ({ key, from, to }) => {
  expect(treeMove(key, rows, from)).toEqual(to);
});

it('a collapsed folder expands before one steps into it', () => {
  expect(treeMove('ArrowRight', visibleRows(files, new Set(['data'])), 'data')).toEqual({
    kind: 'expand',
    path: 'data',
  });
});
