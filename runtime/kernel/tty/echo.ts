import { type ScreenCursor } from './screen-cursor.ts';

/** Erasing this many cells takes no more bytes one by one than with a control sequence. */
const SHORT_ERASE = 3;

/** Draws typed text, and takes it back. Gathers what it sends until `flush`. */
export class Echo {
  readonly cursor: ScreenCursor;
  readonly #output: (bytes: Uint8Array) => void;
  readonly #buffer = new Uint8Array(1024);
  #length = 0;

  constructor(cursor: ScreenCursor, output: (bytes: Uint8Array) => void) {
    this.cursor = cursor;
    this.#output = output;
  }

  flush(): void {
    if (this.#length === 0) return;
    const bytes = this.#buffer.subarray(0, this.#length);
    this.#length = 0;
    this.#output(bytes);
  }

  text(bytes: Uint8Array, start = 0, end = bytes.length): void {
    this.cursor.follow(bytes, start, end);
    // A character stays in one piece: xterm.js loses some that are cut in two.
    if (this.#length + end - start > this.#buffer.length) this.flush();
    for (let index = start; index < end; index++) this.#send(bytes[index] ?? 0);
  }

  /** A control character as two columns: ^C. */
  caret(byte: number): void {
    this.text(Uint8Array.of(0x5e, byte ^ 0x40));
  }

  newline(): void {
    this.#sequence('\r\n');
    this.cursor.lineStarted();
  }

  /** Goes to the next row if the last one is full. Text does so by itself; a tab would stay where it is. */
  wrap(): void {
    if (this.cursor.column >= this.cursor.columns) this.text(Uint8Array.of(0x20, 0x08));
  }

  bell(): void {
    this.text(Uint8Array.of(0x07));
  }

  /** Blanks everything from a place the cursor was at up to where it is, and goes back there. */
  eraseBackTo(row: number, column: number): void {
    const { cursor } = this;
    if (row === cursor.row && column === cursor.column) return;
    // A pending wrap cannot be restored by moving, but the start of the next row draws at the same cell.
    const isPending = column >= cursor.columns;
    const targetRow = isPending ? row + 1 : row;
    const targetColumn = isPending ? 0 : column;
    const count = cursor.column - targetColumn;
    if (targetRow === cursor.row && cursor.column < cursor.columns) this.#eraseCells(count);
    else this.#eraseRows(cursor.row - targetRow, targetColumn);
    cursor.place(targetRow, targetColumn);
  }

  #eraseCells(count: number): void {
    if (count > SHORT_ERASE) this.#sequence(`\x1b[${count}D\x1b[K`);
    else this.#sequence('\b'.repeat(count) + ' '.repeat(count) + '\b'.repeat(count));
  }

  /** Goes through column 0 of each row: where a backspace goes from a pending wrap, terminals disagree. */
  #eraseRows(rows: number, column: number): void {
    this.#sequence('\r\x1b[K\x1b[A'.repeat(rows));
    this.#sequence(column === 0 ? '\r\x1b[K' : `\r\x1b[${column}C\x1b[K`);
  }

  #sequence(ascii: string): void {
    for (let index = 0; index < ascii.length; index++) this.#send(ascii.charCodeAt(index));
  }

  #send(byte: number): void {
    if (this.#length === this.#buffer.length) this.flush();
    this.#buffer[this.#length++] = byte;
  }
}
