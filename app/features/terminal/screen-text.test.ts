import { expect, it } from 'vitest';
import { screenText } from './screen-text.ts';

function buffer(...rows: (readonly [text: string, isWrapped?: boolean])[]) {
  return {
    length: rows.length,
    getLine: (y: number) => {
      const row = rows[y];
      return (
        row && { isWrapped: row[1] ?? false, translateToString: (trim: boolean) => (trim ? row[0].trimEnd() : row[0]) }
      );
    },
  };
}

it('puts wrapped lines together and leaves out the empty rest of the screen', () => {
  expect(screenText(buffer(['a long '], ['line', true], ['next   '], ['']))).toBe('a long line\nnext');
});
