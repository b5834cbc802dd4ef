import { type Cluster, clusterAfter, columnsOf, COMPLETE_FLAG, joins, NO_CLUSTER } from './char-width.ts';
import { BROKEN_BEFORE, INCOMPLETE, Utf8Collector } from './utf8-collector.ts';

const ESC = 0x1b;
const BYTE_ORDER_MARK = 0xfeff;

type State = 'ground' | 'escape' | 'csi' | 'string';

/**
 * Where the terminal's cursor is, worked out from the bytes sent to it.
 *
 * `column` is exact for text, controls and the common horizontal moves. `column === columns` is the
 * terminal's pending wrap: the last cell of the row is drawn, and the next character starts a new row.
 * `row` counts rows from an arbitrary start and knows nothing of vertical moves: compare two rows
 * only when nothing but text was sent between them.
 */
export class ScreenCursor {
  row = 0;
  column = 0;
  /** What a mark sent now would join. */
  cluster: Cluster = NO_CLUSTER;
  #clusterColumns = 0;
  #columns = 80;
  #state: State = 'ground';
  readonly #utf8 = new Utf8Collector();
  /** The numbers of a control sequence; only the first two matter here. */
  readonly #parameters = [0, 0];
  #parameterIndex = 0;

  get columns(): number {
    return this.#columns;
  }

  resize(columns: number): void {
    const isNarrower = columns < this.#columns;
    this.#columns = columns;
    if (isNarrower) this.column = Math.min(this.column, columns - 1);
  }

  /** The cursor was moved here by a sequence that `follow` was not shown. */
  place(row: number, column: number): void {
    this.row = row;
    this.column = column;
    this.cluster = NO_CLUSTER;
  }

  /** A line feed and carriage return were sent. They also end a sequence that was under way. */
  lineStarted(): void {
    this.place(this.row + 1, 0);
    this.#state = 'ground';
    this.#utf8.reset();
  }

  follow(bytes: Uint8Array, start = 0, end = bytes.length): void {
    for (let index = start; index < end; index++) {
      const byte = bytes[index] ?? 0;
      if (this.#state !== 'ground') this.#sequence(byte);
      else if (byte >= 0x20 && byte < 0x7f && this.#utf8.length === 0) this.#printAscii(byte);
      else this.#ground(byte);
    }
  }

  #printAscii(byte: number): void {
    if (this.column >= this.#columns) {
      this.row++;
      this.column = 0;
    }
    this.column++;
    this.cluster = byte;
    this.#clusterColumns = 1;
  }

  #ground(byte: number): void {
    // A terminal draws nothing for malformed UTF-8, so all there is to do is start over.
    if (this.#utf8.length > 0 || byte >= 0x80) {
      let codePoint = this.#utf8.push(byte);
      if (codePoint === BROKEN_BEFORE) {
        this.#utf8.reset();
        codePoint = this.#utf8.push(byte);
      }
      if (codePoint === INCOMPLETE) return;
      this.#utf8.reset();
      if (codePoint >= 0x20 && codePoint !== 0x7f) this.#print(codePoint);
      else if (codePoint >= 0) this.#control(codePoint);
    } else if (byte !== 0x7f) {
      this.#control(byte);
    }
  }

  #print(codePoint: number): void {
    if (codePoint >= 0x80 && codePoint < 0xa0) {
      this.#control(codePoint);
      return;
    }
    if (codePoint === BYTE_ORDER_MARK) return;
    const isJoined = joins(this.cluster, codePoint);
    const oldColumns = isJoined ? this.#clusterColumns : 0;
    this.cluster = clusterAfter(this.cluster, codePoint);
    const ownColumns = this.cluster === COMPLETE_FLAG ? 2 : columnsOf(codePoint);
    const columns = Math.max(oldColumns, ownColumns);
    this.#clusterColumns = columns;
    this.column += columns - oldColumns;
    if (this.column > this.#columns) {
      // A cluster is never split: it moves to the next row whole.
      this.row++;
      this.column = columns;
    }
  }

  #control(code: number): void {
    this.cluster = NO_CLUSTER;
    switch (code) {
      case 0x08:
        this.column = Math.max(0, Math.min(this.column, this.#columns - 1) - 1);
        break;
      case 0x09: {
        const stop = Math.min((this.column | 7) + 1, this.#columns - 1);
        if (this.column < this.#columns) this.column = stop;
        break;
      }
      case 0x0a:
      case 0x0b:
      case 0x0c:
        this.row++;
        this.column = Math.min(this.column, this.#columns - 1);
        break;
      case 0x0d:
        this.column = 0;
        break;
      case ESC:
        this.#state = 'escape';
        break;
      case 0x85:
        this.place(this.row + 1, 0);
        break;
      case 0x9b:
        this.#startCsi();
        break;
      case 0x90:
      case 0x98:
      case 0x9d:
      case 0x9e:
      case 0x9f:
        this.#state = 'string';
        break;
    }
  }

  #sequence(byte: number): void {
    if (byte === ESC) {
      this.#state = 'escape';
    } else if (byte === 0x18 || byte === 0x1a) {
      this.#state = 'ground';
    } else if (this.#state === 'string') {
      if (byte === 0x07) this.#state = 'ground';
    } else if (byte < 0x20) {
      this.#control(byte);
    } else if (this.#state === 'escape') {
      this.#escape(byte);
    } else {
      this.#csi(byte);
    }
  }

  #escape(byte: number): void {
    if (byte < 0x30) return;
    this.#state = 'ground';
    switch (String.fromCharCode(byte)) {
      case '[':
        this.#startCsi();
        break;
      case ']':
      case 'P':
      case 'X':
      case '^':
      case '_':
        this.#state = 'string';
        break;
      case 'E':
      case 'c':
        this.place(this.row + 1, 0);
        break;
    }
  }

  #startCsi(): void {
    this.#state = 'csi';
    this.#parameters.fill(0);
    this.#parameterIndex = 0;
  }

  #csi(byte: number): void {
    if (byte >= 0x30 && byte <= 0x39) {
      const index = this.#parameterIndex;
      const value = this.#parameters[index];
      if (value !== undefined) this.#parameters[index] = Math.min(value * 10 + byte - 0x30, 0xffff);
    } else if (byte === 0x3b) {
      this.#parameterIndex++;
    } else if (byte >= 0x40) {
      this.#state = 'ground';
      this.#move(String.fromCharCode(byte));
    }
  }

  #move(final: string): void {
    const [first = 0, second = 0] = this.#parameters;
    const last = this.#columns - 1;
    const from = Math.min(this.column, last);
    switch (final) {
      case 'C':
        this.column = Math.min(from + Math.max(first, 1), last);
        break;
      case 'D':
        this.column = Math.max(from - Math.max(first, 1), 0);
        break;
      case 'G':
      case '`':
        this.column = Math.min(Math.max(first, 1) - 1, last);
        break;
      case 'H':
      case 'f':
        this.column = Math.min(Math.max(second, 1) - 1, last);
        break;
      case 'E':
      case 'F':
        this.column = 0;
        break;
    }
  }
}
