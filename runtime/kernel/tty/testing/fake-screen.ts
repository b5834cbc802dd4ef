import { type Cluster, clusterAfter, columnsOf, COMPLETE_FLAG, joins, NO_CLUSTER } from '../char-width.ts';

/** The second cell of a wide character. */
const COVERED = '';
const SEQUENCE = /^\x1b\[([\d;]*)([ACDKn])/;

/**
 * A terminal for tests, with rows without end and the sequences the echo uses. It shares the width facts
 * with the code under test and nothing else: cells are drawn, wrapped and blanked, never computed.
 */
export class FakeScreen {
  #columns: number;
  #cells: string[][] = [[]];
  #row = 0;
  /** Equal to the number of columns while a wrap is pending. */
  #column = 0;
  #cluster: Cluster = NO_CLUSTER;
  #decoder = new TextDecoder();

  constructor(columns: number) {
    this.#columns = columns;
  }

  /** Rows without the blanks at their ends; an empty row at the bottom does not count. */
  get rows(): string[] {
    const rows = this.#cells.map((row) =>
      Array.from(row, (cell: string | undefined) => cell ?? ' ')
        .join('')
        .trimEnd(),
    );
    while (rows.at(-1) === '') rows.pop();
    return rows;
  }

  /** Where the next narrow character would be drawn. */
  get nextCell(): readonly [row: number, column: number] {
    return this.isWrapPending ? [this.#row + 1, 0] : [this.#row, this.#column];
  }

  get isWrapPending(): boolean {
    return this.#column >= this.#columns;
  }

  write(bytes: Uint8Array): void {
    let rest = this.#decoder.decode(bytes, { stream: true });
    while (rest !== '') {
      const sequence = SEQUENCE.exec(rest);
      if (sequence !== null) {
        this.#move(sequence[2] ?? '', Number(sequence[1] === '' ? 1 : sequence[1]));
        rest = rest.slice(sequence[0].length);
        continue;
      }
      const character = String.fromCodePoint(rest.codePointAt(0) ?? 0);
      if (character < ' ' || character === '\x7f') this.#control(character);
      else this.#print(character);
      rest = rest.slice(character.length);
    }
  }

  #print(character: string): void {
    const codePoint = character.codePointAt(0) ?? 0;
    const isJoined = joins(this.#cluster, codePoint);
    this.#cluster = clusterAfter(this.#cluster, codePoint);
    const own = this.#cluster === COMPLETE_FLAG ? 2 : columnsOf(codePoint);
    if (!isJoined) {
      this.#put(character, own);
      return;
    }
    const row = this.#line(this.#row);
    const width = row[this.#column - 1] === COVERED ? 2 : 1;
    this.#column -= width;
    const joined = (row[this.#column] ?? '') + character;
    row[this.#column] = ' ';
    this.#put(joined, Math.max(own, width));
  }

  #put(cell: string, width: number): void {
    if (this.#column + width > this.#columns) {
      this.#row++;
      this.#column = 0;
    }
    const row = this.#line(this.#row);
    row[this.#column] = cell;
    if (width === 2) row[this.#column + 1] = COVERED;
    this.#column += width;
    // Drawing over the first half of a wide character leaves a blank where the second was.
    if (row[this.#column] === COVERED) row[this.#column] = ' ';
  }

  #control(character: string): void {
    this.#cluster = NO_CLUSTER;
    const last = this.#columns - 1;
    if (character === '\r') this.#column = 0;
    if (character === '\n') {
      this.#row++;
      this.#column = Math.min(this.#column, last);
    }
    if (character === '\b') this.#column = Math.max(Math.min(this.#column, last) - 1, 0);
    if (character === '\t' && this.#column <= last) {
      this.#column = Math.min(this.#column - (this.#column % 8) + 8, last);
    }
    if (character === '\x1b') throw new Error('A sequence the fake screen does not know');
    this.#line(this.#row);
  }

  #move(final: string, count: number): void {
    this.#cluster = NO_CLUSTER;
    const last = this.#columns - 1;
    const from = Math.min(this.#column, last);
    if (final === 'A') this.#row = Math.max(this.#row - count, 0);
    if (final === 'C') this.#column = Math.min(from + count, last);
    if (final === 'D') this.#column = Math.max(from - count, 0);
    if (final === 'K') this.#line(this.#row).length = Math.min(this.#line(this.#row).length, this.#column);
  }

  #line(row: number): string[] {
    while (this.#cells.length <= row) this.#cells.push([]);
    return this.#cells[row] ?? [];
  }
}
