import { type Cluster, clusterAfter, joins, NO_CLUSTER } from './char-width.ts';
import { type Echo } from './echo.ts';
import { BROKEN } from './utf8-collector.ts';

const TAB = 0x09;
const REPLACEMENT = Uint8Array.of(0xef, 0xbf, 0xbd);
const REPLACEMENT_CODE_POINT = 0xfffd;

/** What one backspace takes away: a character with the marks on it, or one byte that is no character. */
interface Unit {
  /** Index of its first byte. */
  readonly start: number;
  /** Typed while echo was off, so it is never drawn, not even by a reprint. */
  readonly isHidden: boolean;
  readonly isBroken: boolean;
  cluster: Cluster;
  /** Where the cursor was before it was drawn. */
  row: number;
  column: number;
}

/** The line being typed, and its image on the screen. */
export class EditLine {
  isEchoing = true;
  readonly #echo: Echo;
  readonly #bytes: Uint8Array;
  #length = 0;
  #units: Unit[] = [];
  /** How many units are no longer where they were drawn, because the program wrote after them. */
  #displaced = 0;

  constructor(echo: Echo, capacity: number) {
    this.#echo = echo;
    this.#bytes = new Uint8Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  get room(): number {
    return this.#bytes.length - this.#length;
  }

  /** Appends a character, or with `BROKEN` a byte that is not one. The caller has checked `room`. */
  insert(bytes: Uint8Array, length: number, codePoint: number): void {
    const last = this.#units.at(-1);
    const start = this.#length;
    this.#bytes.set(length === bytes.length ? bytes : bytes.subarray(0, length), start);
    this.#length += length;
    if (last !== undefined && joins(last.cluster, codePoint)) {
      this.#extend(last, start, codePoint);
      return;
    }
    const unit: Unit = {
      start,
      isHidden: !this.isEchoing,
      isBroken: codePoint === BROKEN,
      cluster: drawnAs(codePoint),
      row: 0,
      column: 0,
    };
    this.#units.push(unit);
    this.#draw(unit, this.#length);
  }

  /** The newline that ends the line: not a character to be edited; the code that ends the line echoes it. */
  append(byte: number): void {
    this.#bytes[this.#length++] = byte;
  }

  eraseCharacter(): void {
    if (this.#units.length > 0) this.#truncate(this.#units.length - 1);
  }

  /** As Linux does: back over what is not a word, then over one word. */
  eraseWord(): void {
    let index = this.#units.length;
    let hasWord = false;
    for (; index > 0; index--) {
      const isWord = isWordByte(this.#bytes[this.#units[index - 1]?.start ?? 0] ?? 0);
      if (hasWord && !isWord) break;
      hasWord ||= isWord;
    }
    if (index < this.#units.length) this.#truncate(index);
  }

  kill(): void {
    if (this.#units.length > 0) this.#truncate(0);
  }

  /** Draws the first `count` units again, from where the cursor is. */
  redraw(count = this.#units.length): void {
    this.#displaced = 0;
    for (let index = 0; index < count; index++) {
      const unit = this.#units[index];
      if (unit !== undefined) this.#draw(unit, this.#end(index));
    }
  }

  /** Something else was drawn after the line, so its image can no longer be edited in place. */
  displace(): void {
    this.#displaced = this.#units.length;
  }

  /** The image stays put when the screen changes width only if no edge was or will be in its way. */
  isSafeToResize(columns: number): boolean {
    const { cursor } = this.#echo;
    const first = this.#units[this.#displaced];
    if (first === undefined) return true;
    return first.row === cursor.row && cursor.column < Math.min(cursor.columns, columns);
  }

  /** A copy of the line, which is then empty. */
  take(): Uint8Array {
    const line = this.#bytes.slice(0, this.#length);
    this.clear();
    return line;
  }

  clear(): void {
    this.#length = 0;
    this.#units = [];
    this.#displaced = 0;
  }

  #extend(unit: Unit, start: number, codePoint: number): void {
    const index = this.#units.length - 1;
    const isUnderCursor = index >= this.#displaced && unit.cluster === this.#echo.cursor.cluster;
    unit.cluster = clusterAfter(unit.cluster, codePoint);
    if (unit.isHidden || !this.isEchoing) return;
    if (isUnderCursor) {
      this.#echo.text(this.#bytes, start, this.#length);
    } else {
      // After an erase or other output the terminal would give the mark a cell of its own.
      this.#undraw(index);
      this.#draw(unit, this.#length);
    }
  }

  #truncate(count: number): void {
    if (this.isEchoing) this.#undraw(count);
    this.#length = this.#units[count]?.start ?? this.#length;
    this.#units.length = count;
    this.#displaced = Math.min(this.#displaced, count);
  }

  /** Takes the units from `index` off the screen; if they are out of reach, draws the others again below. */
  #undraw(index: number): void {
    const unit = this.#units[index];
    if (unit === undefined) return;
    if (index >= this.#displaced) {
      this.#echo.eraseBackTo(unit.row, unit.column);
      return;
    }
    if (this.#echo.cursor.column > 0) this.#echo.newline();
    this.redraw(index);
  }

  #draw(unit: Unit, end: number): void {
    const { cursor } = this.#echo;
    unit.row = cursor.row;
    unit.column = cursor.column;
    if (unit.isHidden) return;
    const first = this.#bytes[unit.start] ?? 0;
    let { start } = unit;
    if (first === TAB) this.#echo.wrap();
    if (unit.isBroken) {
      this.#echo.text(REPLACEMENT);
      start += 1;
    } else if (first === 0xc2 && (this.#bytes[start + 1] ?? 0) < 0xa0) {
      // U+0080 to U+009F are controls too, and some of them start sequences.
      this.#echo.text(REPLACEMENT);
      start += 2;
    } else if (isControl(first) && first !== TAB) {
      this.#echo.caret(first);
      start += 1;
    }
    this.#echo.text(this.#bytes, start, end);
  }

  #end(index: number): number {
    return this.#units[index + 1]?.start ?? this.#length;
  }
}

/** The cluster the screen has once a unit that begins with `codePoint` is drawn. */
function drawnAs(codePoint: number): Cluster {
  if (codePoint === BROKEN) return REPLACEMENT_CODE_POINT;
  if (codePoint === TAB) return NO_CLUSTER;
  if (isControl(codePoint)) return codePoint ^ 0x40;
  return codePoint >= 0x80 && codePoint < 0xa0 ? REPLACEMENT_CODE_POINT : codePoint;
}

function isControl(code: number): boolean {
  return code < 0x20 || code === 0x7f;
}

/** ASCII letters, digits and the underscore; outside ASCII everything counts as part of a word. */
function isWordByte(byte: number): boolean {
  return byte >= 0x80 || /\w/.test(String.fromCharCode(byte));
}
