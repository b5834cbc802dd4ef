import { Echo } from './echo.ts';
import { EditLine } from './edit-line.ts';
import { EscapeFilter } from './escape-filter.ts';
import { LineQueue } from './line-queue.ts';
import { NewlineTranslator } from './newline-translator.ts';
import { Replies } from './replies.ts';
import { ScreenCursor } from './screen-cursor.ts';
import { ScreenFilter } from './screen-filter.ts';
import type { ScreenSize } from './screen-sequences.ts';
import { answerTo, cursorReport, fixedCursorReport, fixedSizeReport, type TerminalQuery } from './terminal-query.ts';
import { LINE_MODE, REPORT_CURSOR, REPORT_SIZE, withPrivateMode, type TtyMode } from './tty-mode.ts';
import { BROKEN, BROKEN_BEFORE, INCOMPLETE, Utf8Collector } from './utf8-collector.ts';

/** As in Linux: bytes of a line, its newline included. */
const LINE_BYTES = 4096;
/** How far a person may type ahead of the programs. */
const QUEUE_BYTES = 64 * 1024;
/** A terminal cannot be narrower than its widest character. */
const MIN_COLUMNS = 2;

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const NOTHING = new Uint8Array();

/** What a terminal needs from the kernel around it. */
export interface TtyOptions {
  /**
   * Bytes for the screen, newlines already translated. Called synchronously; the view is only valid during the call.
   * `weight`: how many plain bytes more would take as long to draw.
   */
  readonly output: (bytes: Uint8Array, weight: number) => void;
  /** ^C or ^\ was typed. Input was flushed before the call. */
  readonly signal: (signal: 'interrupt' | 'quit') => void;
  /** A read that returned 'would-block' may now succeed. */
  readonly readable: () => void;
}

/**
 * The terminal between a person and a program: echoes and edits the line being typed, hands it over when it
 * is finished, and prepares output for the screen.
 *
 * It keeps the rules of Linux's, except that one backspace takes away a whole character as it is seen, that
 * escape sequences typed at a cooked prompt are dropped, and that there is no flow control: ^S and
 * ^Q are dropped as well, since a terminal that was stopped by accident looks broken.
 */
export class LineDiscipline {
  readonly #options: TtyOptions;
  readonly #cursor = new ScreenCursor();
  readonly #echo: Echo;
  readonly #line: EditLine;
  readonly #queue = new LineQueue(QUEUE_BYTES);
  readonly #utf8 = new Utf8Collector();
  readonly #escapes = new EscapeFilter();
  readonly #newlines: NewlineTranslator;
  readonly #filter: ScreenFilter;
  readonly #replies = new Replies();
  #mode = LINE_MODE;
  #size: ScreenSize = { columns: 80, rows: 24 };
  #isLiteralNext = false;
  #hasNews = false;
  #hasRung = false;

  constructor(options: TtyOptions) {
    this.#options = options;
    this.#newlines = new NewlineTranslator((bytes) => options.output(bytes, 0));
    this.#echo = new Echo(this.#cursor, (bytes) => options.output(bytes, 0));
    this.#line = new EditLine(this.#echo, LINE_BYTES);
    this.#filter = new ScreenFilter({
      output: (bytes, weight) => this.#print(bytes, weight),
      mode: (mode, isSet) => this.#changePrivateMode(mode, isSet),
      query: (query) => this.#asked(query),
    });
  }

  /** Would `read` return now? */
  get isReadable(): boolean {
    return this.#replies.isReading ? this.#replies.readableBytes !== undefined : !this.#queue.isEmpty;
  }

  /** Bytes that reads would deliver without blocking, over all finished lines. */
  get readableBytes(): number {
    return this.#replies.isReading ? (this.#replies.readableBytes ?? 0) : this.#queue.bytes;
  }

  /** How long a read waits before it returns 0; undefined: until there is something. */
  get readWaitMs(): number | undefined {
    const { canonical, waits, tenths } = this.#mode;
    return canonical || waits || this.#replies.isReading ? undefined : tenths * 100;
  }

  /** Bytes typed or pasted. A character or an escape sequence may be split across calls. */
  input(bytes: Uint8Array): void {
    this.#hasRung = false;
    this.#escapes.pieceStarted();
    for (let index = 0; index < bytes.length;) {
      // Asked again after every byte: what is done on a ^C may change the mode.
      if (this.#mode.canonical) this.#cooked(bytes[index++] ?? 0);
      else index += this.#raw(bytes.subarray(index));
    }
    this.#echo.flush();
    this.#tellNews();
  }

  /**
   * Copies at most `target.length` bytes of at most one line. 0 is an end of file: ^D on an empty
   * line, once. In raw mode, copies all that there is.
   */
  read(target: Uint8Array): number | 'would-block' {
    if (target.length === 0) return 0;
    if (this.#replies.isReading) return this.#replies.read(target);
    if (this.#queue.isEmpty) return 'would-block';
    let count = this.#queue.shift(target);
    if (this.#mode.canonical) return count;
    while (count < target.length && this.#queue.bytes > 0) {
      count += this.#queue.shift(target.subarray(count));
    }
    return count;
  }

  /**
   * Program output: \n becomes \r\n, and control sequences reach the screen as far as `ScreenFilter` lets them. Plain
   * text without a \n is passed on uncopied.
   */
  write(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#line.displace();
    this.#filter.write(bytes);
  }

  /** The screen has this size now. */
  resize(columns: number, rows: number): void {
    const usable = Math.max(columns, MIN_COLUMNS);
    if (!this.#line.isSafeToResize(usable)) this.#line.displace();
    this.#cursor.resize(usable);
    this.#size = { columns: usable, rows: Math.max(rows, 1) };
    this.#filter.resize(this.#size);
  }

  /** The screen's answer to `CSI 6 ; id n`, from 1. */
  located(id: number, row: number, column: number): void {
    this.#replies.answer(id, row, column);
    this.#tellNews();
    if (this.#replies.isReading) this.#options.readable();
  }

  /** The page has put a line of its own on the screen, which ends at the start of a row. */
  interrupted(): void {
    this.#line.displace();
    this.#cursor.lineStarted();
  }

  /** A program is over: lines are edited again, the screen's modes are put back, and nothing typed is left. */
  programEnded(): void {
    this.flushInput();
    this.setMode(LINE_MODE);
    this.#filter.restore();
  }

  /** Throws away everything typed that was not read: a program ended, or ^C. The screen is left alone. */
  flushInput(): void {
    this.#queue.clear();
    this.#line.clear();
    this.#utf8.reset();
    this.#escapes.reset();
    this.#replies.clear();
    this.#isLiteralNext = false;
    this.#hasNews = false;
  }

  /** A line being typed when the mode turns raw is delivered as far as it got. */
  setMode(mode: TtyMode): void {
    const wasCanonical = this.#mode.canonical;
    this.#mode = mode;
    this.#line.isEchoing = mode.echo;
    if (mode.canonical === wasCanonical) return;
    this.#escapes.reset();
    this.#isLiteralNext = false;
    if (mode.canonical) return;
    this.#queue.dropEndsOfFile();
    this.#breakOffCharacter();
    if (this.#line.length > 0) this.#deliver(this.#line.take());
    this.#echo.flush();
    this.#tellNews();
  }

  #tellNews(): void {
    if (!this.#hasNews) return;
    this.#hasNews = false;
    this.#options.readable();
  }

  /** What the filter lets through. */
  #print(bytes: Uint8Array, weight: number): void {
    const lastNewline = this.#mode.processesOutput ? bytes.lastIndexOf(NEWLINE) : -1;
    if (lastNewline === -1) {
      this.#options.output(bytes, weight);
    } else {
      this.#newlines.write(bytes);
      this.#cursor.lineStarted();
      if (weight > 0) this.#options.output(NOTHING, weight);
    }
    // Only what follows the last newline decides where the cursor is.
    this.#cursor.follow(bytes, lastNewline + 1);
  }

  #changePrivateMode(number: number, isSet: boolean): void {
    if (number === REPORT_SIZE && isSet) {
      this.#replies.add(fixedSizeReport(this.#size));
      this.#options.readable();
    } else if (number === REPORT_CURSOR && isSet) {
      this.#replies.expect((id) => this.#locate(id), fixedCursorReport);
    } else {
      const mode = withPrivateMode(this.#mode, number, isSet);
      if (mode) this.setMode(mode);
    }
  }

  /** Asks the screen, in order with what it draws. */
  #locate(id: number): void {
    this.#options.output(new TextEncoder().encode(`\x1b[6;${id}n`), 0);
  }

  /** Answers as a terminal does, as if it were typed; at a cooked prompt that would be dropped. */
  #asked(query: TerminalQuery): void {
    if (this.#mode.canonical) return;
    const answer = answerTo(query, this.#size);
    if (answer !== undefined) {
      this.#answer(answer);
      return;
    }
    this.#replies.ask(
      (id) => this.#locate(id),
      (row, column) => this.#answer(cursorReport(row, column, query.kind === 'private-cursor')),
    );
  }

  #answer(text: string): void {
    const bytes = new TextEncoder().encode(text);
    if (this.#mode.canonical || bytes.length > this.#queue.room) return;
    this.#deliver(bytes);
    this.#tellNews();
  }

  /** Takes bytes up to a signal, or the signal; how many. */
  #raw(bytes: Uint8Array): number {
    const { signals, returnIsNewline, echo } = this.#mode;
    const end = signals ? bytes.findIndex((byte) => byte === 0x03 || byte === 0x1c) : -1;
    if (end === 0) {
      this.#signal(bytes[0] === 0x03 ? 'interrupt' : 'quit', bytes[0] ?? 0);
      return 1;
    }
    const typed = end < 0 ? bytes : bytes.subarray(0, end);
    const count = Math.min(typed.length, this.#queue.room);
    if (count < typed.length) this.#refuse();
    if (count === 0) return typed.length;
    const taken = typed.slice(0, count);
    if (returnIsNewline) taken.forEach((byte, index) => byte === RETURN && (taken[index] = NEWLINE));
    if (echo) this.#echoRaw(taken);
    this.#deliver(taken);
    return typed.length;
  }

  #echoRaw(bytes: Uint8Array): void {
    for (let index = 0; index < bytes.length; index++) {
      const byte = bytes[index] ?? 0;
      if (byte === NEWLINE) this.#echo.newline();
      else if (byte < 0x20 || byte === 0x7f) this.#echo.caret(byte);
      else this.#echo.text(bytes, index, index + 1);
    }
  }

  #cooked(byte: number): void {
    if (this.#utf8.length > 0) {
      if (this.#collect(byte)) return;
    }
    if (this.#isLiteralNext && byte < 0x80) this.#insert(Uint8Array.of(byte), 1, byte);
    else if (this.#escapes.takes(byte)) return;
    else if (byte >= 0x80) this.#collect(byte);
    else this.#key(byte);
  }

  /** Adds to the character under way. False if `byte` cannot belong to it and must be looked at afresh. */
  #collect(byte: number): boolean {
    const codePoint = this.#utf8.push(byte);
    if (codePoint === INCOMPLETE) return true;
    if (codePoint >= 0) {
      this.#insert(this.#utf8.bytes, this.#utf8.length, codePoint);
      this.#utf8.reset();
      return true;
    }
    this.#breakOffCharacter();
    return codePoint !== BROKEN_BEFORE;
  }

  /** Bytes that were to become a character and will not are input all the same, each for itself. */
  #breakOffCharacter(): void {
    const { bytes, length } = this.#utf8;
    for (let index = 0; index < length; index++) {
      this.#insert(bytes.subarray(index, index + 1), 1, BROKEN);
    }
    this.#utf8.reset();
  }

  #key(byte: number): void {
    switch (byte) {
      case RETURN:
      case NEWLINE:
        this.#finishLine();
        break;
      case 0x08: // ^H
      case 0x7f:
        this.#line.eraseCharacter();
        break;
      case 0x17: // ^W
        this.#line.eraseWord();
        break;
      case 0x15: // ^U
        this.#line.kill();
        break;
      case 0x12: // ^R
        this.#reprint();
        break;
      case 0x16: // ^V
        this.#isLiteralNext = true;
        break;
      case 0x04: // ^D
        this.#endOfFile();
        break;
      case 0x03:
        this.#signal('interrupt', byte);
        break;
      case 0x1c:
        this.#signal('quit', byte);
        break;
      case 0x11: // ^Q
      case 0x13: // ^S
        break;
      default:
        this.#insert(Uint8Array.of(byte), 1, byte);
    }
  }

  #insert(bytes: Uint8Array, length: number, codePoint: number): void {
    this.#isLiteralNext = false;
    // One byte is kept back on both sides, so that a line that was accepted can always be finished.
    const isRoom = length < this.#line.room && this.#line.length + length < this.#queue.room;
    if (isRoom) this.#line.insert(bytes, length, codePoint);
    else this.#refuse();
  }

  #finishLine(): void {
    if (this.#line.length >= this.#queue.room) {
      this.#refuse();
      return;
    }
    this.#line.append(NEWLINE);
    this.#deliver(this.#line.take());
    if (this.#line.isEchoing) this.#echo.newline();
  }

  #endOfFile(): void {
    if (this.#queue.room > 0) this.#deliver(this.#line.take());
    else this.#refuse();
  }

  #reprint(): void {
    if (!this.#line.isEchoing) return;
    this.#echo.caret(0x12);
    this.#echo.newline();
    this.#line.redraw();
  }

  #signal(signal: 'interrupt' | 'quit', byte: number): void {
    this.flushInput();
    if (this.#line.isEchoing) {
      this.#echo.caret(byte);
      this.#echo.newline();
    }
    this.#echo.flush();
    this.#options.signal(signal);
  }

  #deliver(record: Uint8Array): void {
    this.#queue.push(record);
    this.#hasNews = true;
  }

  /** Once a call is enough: a paste that does not fit is one mishap, not thousands. */
  #refuse(): void {
    if (this.#hasRung) return;
    this.#hasRung = true;
    this.#echo.bell();
  }
}
