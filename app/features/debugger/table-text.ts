import type { LoopTable, ShownStop } from '../../../runtime/stops/stop.ts';

/** The table as lines of text, in columns. */
export function tableText({ expressions, rows, left }: LoopTable): string {
  const cells = [['pass', 'line', ...expressions], ...rows.map((row, i) => [`${i + 1}`, `${row.line}`, ...row.values])];
  const widths = cells[0]?.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = cells.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${[...lines, ...(left > 0 ? [leftText(left)] : [])].join('\n')}\n`;
}

export function leftText(left: number): string {
  return left === 1 ? '1 more pass is not shown' : `${left} more passes are not shown`;
}

/** The lines that a person has written, such as `12, util.c:3`; a line alone is one of `file`. A sentence where one is wrong. */
export function linesOf(
  text: string,
  file: string,
): readonly { readonly file: string; readonly line: number }[] | string {
  const lines = [];
  for (const part of partsOf(text)) {
    const [, named, number] = /^(?:(.+):)?(\d+)$/.exec(part) ?? [];
    if (number === undefined) return `“${part}” is not a line. Write a number, or a file and a number: main.c:12.`;
    lines.push({ file: named ?? file, line: Number(number) });
  }
  return lines.length > 0 ? lines : 'Write the number of a line.';
}

/** Expressions between commas; commas in brackets belong to their expression. */
export function partsOf(text: string): readonly string[] {
  const parts = [''];
  let depth = 0;
  for (const character of text) {
    if ('([{'.includes(character)) depth++;
    if (')]}'.includes(character)) depth--;
    if (character === ',' && depth <= 0) parts.push('');
    else parts.push(`${parts.pop() ?? ''}${character}`);
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** Whole values of the innermost call that are short enough for a column. */
export function usualExpressions({ frames }: ShownStop): string {
  const values = frames[0]?.variables ?? [];
  const scalars = values.filter(({ parts }) => parts.length === 0);
  return (scalars.length > 0 ? scalars : values)
    .slice(0, 6)
    .map(({ name }) => name)
    .join(', ');
}
