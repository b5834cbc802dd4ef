import { describe, expect, it } from 'vitest';
import { MAX_DEPTH } from '../../../vfs/inode.ts';
import { checkTree, type RawNode } from './check-tree.ts';

const times = { atim: 1n, mtim: 2n, ctim: 3n };
const folder = (ino: number, entries: readonly unknown[]): RawNode => ({
  key: ino,
  value: { ...times, ino, kind: 'folder', entries },
});
const file = (ino: number, text = ''): RawNode => ({
  key: ino,
  value: { ...times, ino, kind: 'file', bytes: new TextEncoder().encode(text) },
});

/** Paths of the checked tree, folders with a slash at their end. */
function paths(records: readonly RawNode[]): readonly string[] | undefined {
  const tree = checkTree(records);
  if (!tree) return undefined;
  const found: string[] = [];
  const ahead: [number, string][] = [[1, '']];
  for (const [ino, prefix] of ahead) {
    const node = tree.nodes.get(ino);
    if (node?.kind !== 'folder') continue;
    for (const [name, inner] of node.entries) {
      const isFolder = tree.nodes.get(inner)?.kind === 'folder';
      found.push(prefix + name + (isFolder ? '/' : ''));
      if (isFolder) ahead.push([inner, `${prefix}${name}/`]);
    }
  }
  return found.sort();
}
const repairs = (records: readonly RawNode[]) => checkTree(records)?.repairs;

const SOUND = [
  folder(1, [
    ['a', 2],
    ['d', 3],
  ]),
  file(2, 'a'),
  folder(3, [
    ['b', 4],
    ['also a', 2],
  ]),
  file(4, 'b'),
];

it('takes sound records as they are', () => {
  expect(paths(SOUND)).toEqual(['a', 'd/', 'd/also a', 'd/b']);
  expect(repairs(SOUND)).toEqual([]);
});

const [ROOT, A, D, B] = SOUND as [RawNode, RawNode, RawNode, RawNode];

describe.each([
  {
    what: 'a name that leads to nothing',
    records: [ROOT, A, D],
    expected: ['a', 'd/', 'd/also a'],
    says: 'One name led to nothing and was removed (“b”)',
  },
  {
    what: 'a file that no folder names',
    records: [...SOUND, file(9, 'lost')],
    expected: ['a', 'd/', 'd/also a', 'd/b', 'lost+found/', 'lost+found/#9'],
    says: 'One item without a place is in lost+found',
  },
  {
    what: 'a folder within itself',
    records: [
      ROOT,
      A,
      folder(3, [
        ['up', 1],
        ['self', 3],
        ['b', 4],
      ]),
      B,
    ],
    expected: ['a', 'd/', 'd/b'],
    says: '2 folders had second places or lay within themselves; each has one place now (“up”, “self”)',
  },
  {
    what: 'a circle of folders that hangs on nothing',
    records: [...SOUND, folder(7, [['x', 8]]), folder(8, [['y', 7]])],
    expected: ['a', 'd/', 'd/also a', 'd/b', 'lost+found/', 'lost+found/#7/', 'lost+found/#7/x/'],
    says: 'One item without a place is in lost+found',
  },
  {
    what: 'a missing top folder',
    records: [A, D, B],
    expected: ['lost+found/', 'lost+found/#3/', 'lost+found/#3/also a', 'lost+found/#3/b'],
    says: 'The top folder was missing and was made anew',
  },
  {
    what: 'a file in the place of the top folder',
    records: [file(1, 'not a folder'), A],
    expected: ['lost+found/', 'lost+found/#2', 'lost+found/#3'],
    says: 'The top folder was missing and was made anew',
  },
  {
    what: 'one name twice',
    records: [
      folder(1, [
        ['a', 2],
        ['a', 4],
      ]),
      A,
      B,
    ],
    expected: ['a', 'a (2)'],
    says: 'One name stood twice in a folder; the second has a number now (“a”)',
  },
  {
    what: 'a name that no file can have',
    records: [
      folder(1, [
        ['a/b', 2],
        ['..', 4],
      ]),
      A,
      B,
    ],
    expected: ['lost+found/', 'lost+found/#2', 'lost+found/#4'],
    says: '2 names were not valid for files',
  },
  {
    what: 'an entry that is none',
    records: [folder(1, ['a', ['a', 2]]), A],
    expected: ['a'],
    says: 'One entry of a folder could not be read',
  },
  {
    what: 'wrong times',
    records: [ROOT, { key: 2, value: { ...(A.value as object), mtim: 'yesterday' } }, D, B],
    expected: ['a', 'd/', 'd/also a', 'd/b'],
    says: 'One record was damaged; its contents were kept',
  },
  {
    what: 'a record of an unknown kind',
    records: [ROOT, { key: 2, value: { ...times, ino: 2, kind: 'socket' } }, D, B],
    expected: ['d/', 'd/b'],
    says: 'One record could not be read and is gone',
  },
  {
    what: 'a number that does not fit its place',
    records: [ROOT, { key: 2, value: { ...(A.value as object), ino: 77 } }, D, B],
    expected: ['a', 'd/', 'd/also a', 'd/b'],
    says: 'One record had a wrong number',
  },
  {
    what: 'a key that is no number',
    records: [...SOUND, { key: 'x', value: file(9, 'x').value }],
    expected: ['a', 'd/', 'd/also a', 'd/b', 'lost+found/', 'lost+found/#5'],
    says: 'One record had a wrong number',
  },
  {
    what: 'a file called lost+found',
    records: [folder(1, [['lost+found', 2]]), A, B],
    expected: ['lost+found', 'lost+found (2)/', 'lost+found (2)/#4'],
    says: 'One item without a place is in lost+found',
  },
])('$what', ({ records, expected, says }) => {
  it('is put right, and said', () => {
    expect(paths(records)).toEqual(expected);
    expect(repairs(records)).toContain(says);
  });
});

it.each([[[]], [[{ key: 1, value: null }]], [[{ key: 'a', value: 7 }]]])('has nothing to show for %j', (records) => {
  expect(checkTree(records)).toBeUndefined();
});

it.each([1500, 100_000])('brings a tree that is %i folders deep within reach', (depth) => {
  const deep = Array.from({ length: depth }, (_, i) =>
    folder(i + 1, i + 1 < depth ? [['d', i + 2]] : [['end', depth + 1]]),
  );
  const tree = checkTree([...deep, file(depth + 1, 'end')]);
  expect(tree?.repairs.join()).toMatch(/items? lay deeper than 512 folders/);
  expect(tree?.nodes.size).toBe(depth + 2);
  // The way up from the deepest file is short.
  const parents = new Map<number, number>();
  for (const [ino, node] of tree?.nodes ?? [])
    if (node.kind === 'folder') for (const [, inner] of node.entries) parents.set(inner, ino);
  expect(parents.size).toBe(depth + 1);
  let steps = 0;
  for (let at: number | undefined = depth + 1; at !== undefined; at = parents.get(at)) steps++;
  expect(steps).toBeLessThanOrEqual(MAX_DEPTH + 1);
});

it('takes linear time for many equal names', () => {
  const count = 50_000;
  const twins = Array.from({ length: count }, (_, i) => ['same', i + 2] as const);
  const files = twins.map(([, ino]) => file(ino));
  const tree = checkTree([folder(1, twins), ...files]);
  const root = tree?.nodes.get(1);
  expect(root?.kind === 'folder' && new Set(root.entries.map(([name]) => name)).size).toBe(count);
});
