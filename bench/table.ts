import type { Figure, Unit } from './figure.ts';

const HEADINGS = ['figure', 'where', 'ours', 'reference', 'ratio', 'goal', ''] as const;

/** The figures as text, one line each, in columns. */
export function table(figures: readonly Figure[]): string {
  const rows = [HEADINGS, ...figures.map(cells)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => pad(cell, widths[column] ?? 0, column))
      .join('  ')
      .trimEnd(),
  );
  lines.splice(1, 0, widths.map((width) => '─'.repeat(width)).join('  '));
  return `${lines.join('\n')}\n`;
}

/** The same as a table in Markdown. */
export function markdownTable(figures: readonly Figure[]): string {
  const rows = [
    HEADINGS.map((heading) => heading || 'beside'),
    HEADINGS.map((_, column) => (isNumeric(column) ? '--:' : '---')),
  ];
  const escaped = figures.map((figure) => cells(figure).map((cell) => cell.replaceAll('|', '\\|')));
  return [...rows, ...escaped].map((row) => `| ${row.join(' | ')} |\n`).join('');
}

function cells({ name, where, value, unit, reference, goal, note }: Figure): readonly string[] {
  const said = [reference?.what, note].filter((text) => text !== undefined).join('; ');
  return [
    name,
    where,
    amount(value, unit),
    amount(reference?.value, unit),
    value === undefined || !reference ? '' : `${digits(value / reference.value)}×`,
    goal === undefined ? '' : `${unit === 'GB/s' ? '≥' : '≤'} ${amount(goal, unit)}${met(value, goal, unit)}`,
    said,
  ];
}

function met(value: number | undefined, goal: number, unit: Unit): string {
  if (value === undefined) return '';
  return (unit === 'GB/s' ? value >= goal : value <= goal) ? ' ✓' : ' ✗';
}

function amount(value: number | undefined, unit: Unit): string {
  // Half a kilobyte is not nothing.
  if (value !== undefined && unit === 'MB' && value > 0 && value < 0.01) return `${(value * 1000).toFixed(1)} kB`;
  return value === undefined ? '' : `${digits(value)} ${unit}`;
}

/** Three digits say all that a shared machine can tell. */
function digits(value: number): string {
  if (value >= 100) return value.toFixed(0);
  if (value >= 10) return value.toFixed(1);
  return value.toFixed(2);
}

/** Names to the left, numbers to the right. */
function pad(text: string, width: number, column: number): string {
  return isNumeric(column) ? text.padStart(width) : text.padEnd(width);
}

function isNumeric(column: number): boolean {
  return column >= 2 && column <= 4;
}
