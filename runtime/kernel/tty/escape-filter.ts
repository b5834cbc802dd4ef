const ESC = 0x1b;
const BEL = 0x07;

type State = 'ground' | 'escape' | 'lone_escape' | 'csi' | 'ss3' | 'string';

/**
 * Takes the escape sequences out of typed bytes: arrow and function keys, Alt with a character, the
 * markers around a bracketed paste, the terminal's own replies. A cooked line has no use for them, and
 * `^[[A` in a typed name is worse than nothing.
 *
 * A control character ends any sequence and is acted on, so nothing that was typed before can swallow
 * an Enter or a ^C. The Escape key on its own is the first byte of a sequence that never comes, and
 * there is no clock here to tell: what decides is that a terminal sends one key in one piece. After a
 * piece that ended in ESC only `[` and `O` go on with the sequence; anything else was typed after Escape.
 */
export class EscapeFilter {
  #state: State = 'ground';

  reset(): void {
    this.#state = 'ground';
  }

  /** The next bytes come from another piece of input. */
  pieceStarted(): void {
    if (this.#state === 'escape') this.#state = 'lone_escape';
  }

  /** Is `byte` part of an escape sequence, to be dropped? */
  takes(byte: number): boolean {
    if (byte === ESC) {
      this.#state = 'escape';
      return true;
    }
    if (this.#state === 'ground') return false;
    if (byte < 0x20 || byte === 0x7f || (byte >= 0x80 && this.#state !== 'string')) {
      const isTerminator = byte === BEL && this.#state === 'string';
      this.#state = 'ground';
      return isTerminator;
    }
    const isTaken = this.#state !== 'lone_escape' || byte === 0x5b || byte === 0x4f;
    this.#state = isTaken ? next(this.#state, byte) : 'ground';
    return isTaken;
  }
}

function next(state: Exclude<State, 'ground'>, byte: number): State {
  switch (state) {
    case 'string':
      return 'string';
    case 'csi':
      return byte >= 0x40 ? 'ground' : 'csi';
    case 'ss3':
      return byte >= 0x40 ? 'ground' : 'ss3';
    case 'escape':
    case 'lone_escape':
      return introduced(byte);
  }
}

function introduced(byte: number): State {
  if (byte < 0x30) return 'escape';
  switch (String.fromCharCode(byte)) {
    case '[':
      return 'csi';
    case 'O':
      return 'ss3';
    case ']':
    case 'P':
    case 'X':
    case '^':
    case '_':
      return 'string';
    default:
      return 'ground';
  }
}
