import { type Cluster, clusterAfter, joins, NO_CLUSTER } from './char-width.ts';
import {
  CHARACTER_SETS,
  ESCAPES,
  SCREEN_MODES,
  SEQUENCE_RULES,
  sequenceKey,
  type ScreenSize,
} from './screen-sequences.ts';
import { ScreenModes } from './screen-modes.ts';
import { SequenceParameters } from './sequence-parameters.ts';
import { queryOf, type TerminalQuery } from './terminal-query.ts';
import { BROKEN_BEFORE, INCOMPLETE, Utf8Collector } from './utf8-collector.ts';

const ESC = 0x1b;
const BEL = 0x07;
const REPLACEMENT = [0xef, 0xbf, 0xbd] as const;
/** Marks and joined characters in one cell. The longest emoji have ten code points. */
const MOST_JOINED = 24;
/** Sequences of this weight are enough for one piece of output. */
const MOST_WEIGHT = 4096;
const SCRATCH_BYTES = 32 << 10;
/** More than any one sequence takes. */
const MOST_AT_ONCE = 4 << 10;

type State = 'ground' | 'escape' | 'csi' | 'string';

export interface ScreenFilterOptions {
  /** Bytes that the screen may draw. The view is only valid during the call. `weight`: what they cost beyond their number. */
  readonly output: (bytes: Uint8Array, weight: number) => void;
  /** A private mode that is not the screen's was set or reset; `output` has what came before. */
  readonly mode: (mode: number, isSet: boolean) => void;
  readonly query: (query: TerminalQuery) => void;
}

/**
 * Stands between programs and the screen. It lets text through, and of control sequences those that are known, whole,
 * with numbers that the screen can hold; so a program cannot make the screen work without end, leave it in the middle
 * of a sequence, or have it answer as if the user typed. Linear in the bytes; plain text is passed on uncopied.
 */
export class ScreenFilter {
  readonly #options: ScreenFilterOptions;
  readonly #modes = new ScreenModes();
  readonly #parameters = new SequenceParameters();
  readonly #utf8 = new Utf8Collector();
  readonly #scratch = new Uint8Array(SCRATCH_BYTES);
  #length = 0;
  #weight = 0;
  #size: ScreenSize = { columns: 80, rows: 24 };
  #state: State = 'ground';
  #prefix = 0;
  #intermediate = 0;
  #intermediates = 0;
  /** In a string: the byte before was C2, with which the C1 control that ends it may begin. */
  #isAfterC2 = false;
  #cluster: Cluster = NO_CLUSTER;
  #joined = 0;

  constructor(options: ScreenFilterOptions) {
    this.#options = options;
  }

  resize(size: ScreenSize): void {
    this.#size = size;
  }

  write(bytes: Uint8Array): void {
    const start = this.#state === 'ground' && this.#utf8.length === 0 ? plainPrefix(bytes, 0) : 0;
    if (start > 0) this.#follows(bytes[start - 1] ?? 0);
    if (start === bytes.length) {
      this.#options.output(bytes, 0);
      return;
    }
    if (start > 0) this.#options.output(bytes.subarray(0, start), 0);
    for (let index = start; index < bytes.length; index++) {
      this.#byte(bytes[index] ?? 0);
      if (this.#length > SCRATCH_BYTES - MOST_AT_ONCE) this.#flush();
    }
    this.#flush();
  }

  /** Ends what is unfinished and sends what puts every mode of the screen back. What was printed stays. */
  restore(): void {
    if (this.#utf8.length > 0) this.#broken();
    this.#utf8.reset();
    this.#state = 'ground';
    this.#cluster = NO_CLUSTER;
    this.#sendText(this.#modes.restoring(this.#size.columns));
    this.#flush();
  }

  #byte(byte: number): void {
    switch (this.#state) {
      case 'ground':
        return this.#ground(byte);
      case 'string':
        return this.#string(byte);
      default:
        return this.#sequence(byte);
    }
  }

  #ground(byte: number): void {
    if (this.#utf8.length > 0) {
      if (this.#collect(byte)) return;
    } else if (byte >= 0x80) {
      this.#collect(byte);
      return;
    }
    if (byte === ESC) {
      this.#begin('escape');
      return;
    }
    // DEL draws nothing, and the terminal complains of it.
    if (byte === 0x7f) return;
    this.#follows(byte);
    this.#modes.sawControl(byte);
    this.#send(byte);
  }

  /** An ASCII character begins a cell of its own. */
  #follows(byte: number): void {
    this.#cluster = byte < 0x20 ? NO_CLUSTER : byte;
    this.#joined = 0;
  }

  /** Adds to the character under way. False if `byte` cannot belong to it and must be looked at afresh. */
  #collect(byte: number): boolean {
    const codePoint = this.#utf8.push(byte);
    if (codePoint === INCOMPLETE) return true;
    if (codePoint < 0) this.#broken();
    else if (codePoint < 0xa0) this.#c1(codePoint);
    else this.#character(codePoint);
    this.#utf8.reset();
    if (codePoint !== BROKEN_BEFORE) return true;
    return byte >= 0x80 ? this.#collect(byte) : false;
  }

  #character(codePoint: number): void {
    const isJoined = joins(this.#cluster, codePoint);
    this.#joined = isJoined ? this.#joined + 1 : 0;
    if (this.#joined > MOST_JOINED) return;
    this.#cluster = clusterAfter(this.#cluster, codePoint);
    for (let index = 0; index < this.#utf8.length; index++) this.#send(this.#utf8.bytes[index] ?? 0);
  }

  /** Bytes that are no character: the screen would drop them without a trace. */
  #broken(): void {
    this.#cluster = 0xfffd;
    this.#joined = 0;
    this.#sendAll(REPLACEMENT);
  }

  /** A control of the second set does what ESC and a letter do. */
  #c1(code: number): void {
    this.#begin('escape');
    this.#escape(code - 0x40);
  }

  #begin(state: State): void {
    this.#state = state;
    this.#cluster = NO_CLUSTER;
    this.#prefix = 0;
    this.#intermediate = 0;
    this.#intermediates = 0;
    this.#parameters.clear();
  }

  /** Titles, palettes, the clipboard and the like, of any length: the page has nothing that they could be for. */
  #string(byte: number): void {
    const isEnd = byte === BEL || byte === 0x18 || byte === 0x1a || (byte === 0x9c && this.#isAfterC2);
    this.#isAfterC2 = byte === 0xc2;
    if (byte === ESC) this.#begin('escape');
    else if (isEnd) this.#state = 'ground';
  }

  #sequence(byte: number): void {
    if (byte === ESC) {
      this.#begin('escape');
    } else if (byte === 0x18 || byte === 0x1a) {
      this.#state = 'ground';
    } else if (byte < 0x20) {
      // Carried out at once, as terminals do.
      this.#modes.sawControl(byte);
      this.#send(byte);
    } else if (byte >= 0x80) {
      this.#state = 'ground';
      this.#ground(byte);
    } else if (byte === 0x7f) {
      return;
    } else if (byte < 0x30) {
      this.#intermediates++;
      this.#intermediate = byte;
    } else if (this.#state === 'escape') {
      this.#escape(byte);
    } else {
      this.#csi(byte);
    }
  }

  #escape(final: number): void {
    this.#state = 'ground';
    if (this.#intermediates > 0) {
      if (this.#intermediates > 1) return;
      const isKnown = CHARACTER_SETS.has(this.#intermediate) || (this.#intermediate === 0x23 && final === 0x38);
      if (!isKnown) return;
      this.#modes.sawSequence();
      this.#weight += final === 0x38 ? (SEQUENCE_RULES.get(0x4a)?.weight(this.#size, 0) ?? 0) : 2;
      this.#sendAll([ESC, this.#intermediate, final]);
      return;
    }
    switch (String.fromCharCode(final)) {
      case '[':
        this.#begin('csi');
        break;
      case ']':
      case 'P':
      case 'X':
      case '^':
      case '_':
        this.#begin('string');
        this.#isAfterC2 = false;
        break;
      case 'c':
        this.#modes.sawSequence();
        this.#sendText(`${this.#modes.restoring(this.#size.columns)}\x1b[H\x1b[2J\x1b[3J`);
        this.#weight += SEQUENCE_RULES.get(0x4a)?.weight(this.#size, 0) ?? 0;
        break;
      default:
        if (!ESCAPES.has(final)) return;
        this.#modes.sawEscape(final);
        this.#weight += 2;
        this.#sendAll([ESC, final]);
    }
    this.#flushIfHeavy();
  }

  #csi(byte: number): void {
    if (byte < 0x3c) {
      if (this.#intermediates === 0) this.#parameters.push(byte);
    } else if (byte < 0x40) {
      // Only ahead of everything else; anywhere else it spoils the sequence.
      if (this.#parameters.isEmpty && this.#prefix === 0 && this.#intermediates === 0) this.#prefix = byte;
      else this.#intermediates = 2;
    } else {
      this.#state = 'ground';
      if (this.#intermediates < 2) this.#finish(byte);
      this.#flushIfHeavy();
    }
  }

  #finish(final: number): void {
    const parameters = this.#parameters;
    if (final === 0x68 || final === 0x6c) {
      this.#setModes(final);
      return;
    }
    const rule = SEQUENCE_RULES.get(sequenceKey(this.#prefix, this.#intermediate, final));
    if (!rule) {
      this.#ask(final);
      return;
    }
    // Only colours have parts of parameters.
    if (parameters.hasParts && final !== 0x6d) return;
    // What is repeated may be many characters in one cell.
    parameters.limit(final === 0x62 && this.#joined > 0 ? this.#size.columns : rule.most(this.#size));
    this.#weight += rule.weight(this.#size, parameters.at(0));
    this.#modes.sawSequence(final, this.#intermediate);
    this.#send(ESC);
    this.#send(0x5b);
    if (this.#prefix !== 0) this.#send(this.#prefix);
    this.#length = parameters.writeTo(this.#scratch, this.#length);
    if (this.#intermediate !== 0) this.#send(this.#intermediate);
    this.#send(final);
  }

  /** Each mode by itself, so that each is known and counted. */
  #setModes(final: number): void {
    if (this.#intermediates > 0 || this.#parameters.hasParts) return;
    const isSet = final === 0x68;
    for (let index = 0; index < this.#parameters.count; index++) {
      const mode = this.#parameters.at(index);
      if (this.#prefix === 0x3f) this.#setPrivateMode(mode, isSet);
      else if (this.#prefix === 0 && mode === 4) {
        this.#modes.sawSequence();
        this.#sendText(isSet ? '\x1b[4h' : '\x1b[4l');
      }
    }
  }

  #setPrivateMode(mode: number, isSet: boolean): void {
    const rule = SCREEN_MODES.get(mode);
    if (!rule) {
      this.#flush();
      this.#options.mode(mode, isSet);
      return;
    }
    this.#modes.set(mode, isSet);
    this.#weight += rule.weight(this.#size, 0);
    this.#sendText(`\x1b[?${mode}${isSet ? 'h' : 'l'}`);
    this.#flushIfHeavy();
  }

  #ask(final: number): void {
    const query = queryOf(this.#prefix, this.#intermediate, final, this.#parameters.at(0));
    if (!query) return;
    this.#flush();
    this.#options.query(query);
  }

  #sendText(ascii: string): void {
    for (let index = 0; index < ascii.length; index++) this.#send(ascii.charCodeAt(index));
  }

  #sendAll(bytes: readonly number[]): void {
    for (const byte of bytes) this.#send(byte);
  }

  #send(byte: number): void {
    this.#scratch[this.#length++] = byte;
  }

  #flushIfHeavy(): void {
    if (this.#weight >= MOST_WEIGHT) this.#flush();
  }

  #flush(): void {
    if (this.#length === 0) return;
    const bytes = this.#scratch.subarray(0, this.#length);
    const weight = Math.ceil(this.#weight);
    this.#length = 0;
    this.#weight = 0;
    this.#options.output(bytes, weight);
  }
}

/** Up to where nothing but ASCII and simple controls is. */
function plainPrefix(bytes: Uint8Array, start: number): number {
  let index = start;
  for (; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0;
    if (byte >= 0x7f || byte === ESC || byte === 0x0e) break;
  }
  return index;
}
