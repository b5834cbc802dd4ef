import { Echo } from './echo.ts';
import { EditLine } from './edit-line.ts';
import { EscapeFilter } from './escape-filter.ts';
import { LineQueue } from './line-queue.ts';
import { NewlineTranslator } from './newline-translator.ts';
import { ScreenCursor } from './screen-cursor.ts';
import { BROKEN, BROKEN_BEFORE, INCOMPLETE, Utf8Collector } from './utf8-collector.ts';

/** As in Linux: bytes of a line, its newline included. */
const LINE_BYTES = 4096;
/** How far a person may type ahead of the programs. */
const QUEUE_BYTES = 64 * 1024;
/** A terminal cannot be narrower than its widest character. */
const MIN_COLUMNS = 2;

const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** What a terminal needs from the kernel around it. */
export interface TtyOptions {
  /** Bytes for the screen, newlines already translated. Called synchronously; the view is only valid during the call. */
  readonly output: (bytes: Uint8Array) => void;
  /** ^C or ^\ was typed. Input was flushed before the call. */
  readonly signal: (signal: 'interrupt' | 'quit') => void;
  /** A read that returned 'would-block' may now succeed. */
  readonly readable: () => void;
}

/** `canonical: false` is raw: every byte is delivered at once and as it is, and `echo` has no effect. */
export interface TtyMode {
  readonly canonical: boolean;
  readonly echo: boolean;
}

/**
 * The terminal between a person and a program: echoes and edits the line being typed, hands it over when it
 * is finished, and prepares output for the screen.
 *
 * It keeps the rules of Linux's, except that one backspace takes away a whole character as it is seen, that
 * escape sequences typed at a cooked prompt are dropped, and that there is no flow control: ^S and
 * ^Q are dropped as well, since a stopped terminal helps nobody who did not mean to stop it.
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
  #isCanonical = true;
  #isLiteralNext = false;
  #hasNews = false;
  #hasRung = false;

  constructor(options: TtyOptions) {
    this.#options = options;
    this.#newlines = new NewlineTranslator(options.output);
    this.#echo = new Echo(this.#cursor, options.output);
    this.#line = new EditLine(this.#echo, LINE_BYTES);
  }

  /** Would `read` return now? */
  get isReadable(): boolean {
    return !this.#queue.isEmpty;
  }

  /** Bytes that reads would deliver without blocking, over all finished lines. */
  get readableBytes(): number {
    return this.#queue.bytes;
  }

  /** Bytes typed or pasted. A character or an escape sequence may be split across calls. */
  input(bytes: Uint8Array): void {
    this.#hasRung = false;
    this.#escapes.pieceStarted();
    for (let index = 0; index < bytes.length; index++) {
      // Asked for every byte: whoever is told of a ^C may change the mode.
      if (this.#isCanonical) {
        this.#cooked(bytes[index] ?? 0);
      } else {
        this.#raw(bytes.subarray(index));
        break;
      }
    }
    this.#echo.flush();
    this.#tellNews();
  }

  /**
   * Copies at most `target.length` bytes of at most one line. 0 is an end of file: ^D on an empty
   * line, once. In raw mode, copies whatever there is.
   */
  read(target: Uint8Array): number | 'would-block' {
    if (target.length === 0) return 0;
    if (this.#queue.isEmpty) return 'would-block';
    let count = this.#queue.shift(target);
    if (this.#isCanonical) return count;
    while (count < target.length && this.#queue.bytes > 0) {
      count += this.#queue.shift(target.subarray(count));
    }
    return count;
  }

  /** Program output: \n becomes \r\n. Without a \n the bytes are passed on uncopied. */
  write(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#line.displace();
    const lastNewline = bytes.lastIndexOf(NEWLINE);
    if (lastNewline === -1) {
      this.#options.output(bytes);
    } else {
      this.#newlines.write(bytes);
      this.#cursor.lineStarted();
    }
    // Only what follows the last newline decides where the cursor is.
    this.#cursor.follow(bytes, lastNewline + 1);
  }

  /** The screen has this many columns now. */
  resize(columns: number): void {
    const usable = Math.max(columns, MIN_COLUMNS);
    if (!this.#line.isSafeToResize(usable)) this.#line.displace();
    this.#cursor.resize(usable);
  }

  /** Throws away everything typed that nobody has read: a program ended, or ^C. The screen is left alone. */
  flushInput(): void {
    this.#queue.clear();
    this.#line.clear();
    this.#utf8.reset();
    this.#escapes.reset();
    this.#isLiteralNext = false;
    this.#hasNews = false;
  }

  /** A line being typed when the mode turns raw is delivered as far as it got. */
  setMode(mode: TtyMode): void {
    this.#line.isEchoing = mode.echo;
    if (mode.canonical === this.#isCanonical) return;
    this.#isCanonical = mode.canonical;
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

  #raw(bytes: Uint8Array): void {
    const count = Math.min(bytes.length, this.#queue.room);
    if (count < bytes.length) this.#refuse();
    if (count > 0) this.#deliver(bytes.slice(0, count));
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
