import { expect, it } from 'vitest';
import { clusterAfter, columnsOf, joins, NO_CLUSTER } from './char-width.ts';
import { JOINING, WIDE } from './char-width-table.ts';

it.each([
  { character: 'a', columns: 1 },
  { character: 'é', columns: 1 },
  { character: '—', columns: 1 },
  { character: '世', columns: 2 },
  { character: 'が', columns: 2 },
  { character: '가', columns: 2 },
  { character: 'Ａ', columns: 2 },
  { character: '😀', columns: 2 },
  { character: '❤', columns: 1 },
  { character: '\u{20000}', columns: 2 },
  { character: '\u{1f1eb}', columns: 1 },
] as const)('$character takes $columns columns', ({ character, columns }) => {
  expect(columnsOf(character.codePointAt(0) ?? 0)).toBe(columns);
});

it.each([
  { text: 'e\u0301', cells: 1, what: 'a combining mark' },
  { text: '❤\ufe0f', cells: 1, what: 'a variation selector' },
  { text: '👍🏽', cells: 1, what: 'a skin tone' },
  { text: '👨\u200d👩\u200d👧', cells: 1, what: 'a family of joined emoji' },
  { text: '🇫🇷', cells: 1, what: 'a flag' },
  { text: '🇫🇷🇩🇪', cells: 2, what: 'two flags' },
  { text: '\u1112\u1161\u11ab', cells: 1, what: 'a Hangul syllable in letters' },
  { text: 'कि', cells: 1, what: 'a spacing mark' },
  { text: 'ab', cells: 2, what: 'two letters' },
  { text: '世界', cells: 2, what: 'two ideographs' },
  { text: '\u0301', cells: 1, what: 'a mark with nothing before it' },
] as const)('$what is $cells cell(s)', ({ text, cells }) => {
  let cluster = NO_CLUSTER;
  let count = 0;
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    if (!joins(cluster, codePoint)) count++;
    cluster = clusterAfter(cluster, codePoint);
  }
  expect(count).toBe(cells);
});

it.each([
  { name: 'WIDE', table: WIDE },
  { name: 'JOINING', table: JOINING },
] as const)('$name is made of ascending ranges, as the binary search needs', ({ table }) => {
  expect(table.length % 2).toBe(0);
  for (let index = 0; index < table.length; index += 2) {
    const [before = -1, first = 0, last = 0] = [table[index - 1], table[index], table[index + 1]];
    expect(first).toBeGreaterThan(before);
    expect(last).toBeGreaterThanOrEqual(first);
  }
});
