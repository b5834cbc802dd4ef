import { describe, expect, it } from 'vitest';
import { linesOf, partsOf, tableText } from './table-text.ts';

describe('a table of a loop', () => {
  it('is copied as columns of text', () => {
    const rows = [
      { position: 4, file: 'main.c', line: 9, values: ['0', 'not set'] },
      { position: 8, file: 'main.c', line: 9, values: ['1', '12'] },
    ];
    expect(tableText({ expressions: ['i', 'sum * 2'], rows, left: 0 })).toBe(
      'pass  line  i  sum * 2\n1     9     0  not set\n2     9     1  12\n',
    );
    expect(tableText({ expressions: [], rows: [], left: 2 })).toBe('pass  line\n2 more passes are not shown\n');
  });

  it.each([
    ['12', [{ file: 'main.c', line: 12 }]],
    [
      ' 3, util.c:4 ',
      [
        { file: 'main.c', line: 3 },
        { file: 'util.c', line: 4 },
      ],
    ],
    ['x', '“x” is not a line. Write a number, or a file and a number: main.c:12.'],
    ['', 'Write the number of a line.'],
  ])('of the lines %j', (text, expected) => {
    expect(linesOf(text, 'main.c')).toEqual(expected);
  });

  it('has a column for each expression between commas', () => {
    expect(partsOf('i, at(a, b) , list[i]')).toEqual(['i', 'at(a, b)', 'list[i]']);
  });
});
