import type { ScreenSize } from './screen-sequences.ts';

/** What the program asks its terminal, beyond drawing. */
export type TerminalQuery =
  | { readonly kind: 'attributes' | 'secondary-attributes' | 'status' | 'cursor' | 'private-cursor' | 'size' }
  | { readonly kind: 'mode'; readonly mode: number; readonly isPrivate: boolean };

/** What a control sequence asks, by the bytes that tell it from others and its first number. 0: none of that kind. */
export function queryOf(prefix: number, intermediate: number, final: number, first: number): TerminalQuery | undefined {
  const written = String.fromCharCode(...[prefix, intermediate, final].filter((byte) => byte !== 0));
  switch (written) {
    case 'c':
      return { kind: 'attributes' };
    case '>c':
      return { kind: 'secondary-attributes' };
    case 'n':
      return first === 6 ? { kind: 'cursor' } : first === 5 ? { kind: 'status' } : undefined;
    case '?n':
      return first === 6 ? { kind: 'private-cursor' } : undefined;
    case 't':
      return first === 18 ? { kind: 'size' } : undefined;
    case '$p':
      return { kind: 'mode', mode: first, isPrivate: false };
    case '?$p':
      return { kind: 'mode', mode: first, isPrivate: true };
    default:
      return undefined;
  }
}

/** What a terminal answers, as bytes that seem to be typed; undefined where only the screen knows. */
export function answerTo(query: TerminalQuery, { columns, rows }: ScreenSize): string | undefined {
  switch (query.kind) {
    case 'attributes':
      return '\x1b[?1;2c';
    case 'secondary-attributes':
      return '\x1b[>0;276;0c';
    case 'status':
      return '\x1b[0n';
    case 'size':
      return `\x1b[8;${rows};${columns}t`;
    case 'mode':
      // Not recognised: a program that asks has another way for that.
      return `\x1b[${query.isPrivate ? '?' : ''}${query.mode};0$y`;
    case 'cursor':
    case 'private-cursor':
      return undefined;
  }
}

/** The answer to where the cursor is. */
export function cursorReport(row: number, column: number, isPrivate = false): string {
  return `\x1b[${isPrivate ? '?' : ''}${row};${column}R`;
}

/** The size of the screen as `CSI ? 4865 h` is answered: always as many bytes, so that a program knows how many to read. */
export function fixedSizeReport({ columns, rows }: ScreenSize): string {
  return `\x1b[8;${threeDigits(rows)};${threeDigits(columns)}t`;
}

/** As above, for `CSI ? 4867 h`. */
export function fixedCursorReport(row: number, column: number): string {
  return `\x1b[${threeDigits(row)};${threeDigits(column)}R`;
}

function threeDigits(value: number): string {
  return String(Math.min(value, 999)).padStart(3, '0');
}
