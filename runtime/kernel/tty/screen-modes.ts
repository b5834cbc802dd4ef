/** Of the alternate screen. */
const ALTERNATE: ReadonlySet<number> = new Set([47, 1047, 1049]);
const MOUSE: ReadonlySet<number> = new Set([9, 1000, 1002, 1003, 1006]);
const SHIFT_OUT = 0x0e;
const TAB_STOP = 8;

/** What a program has changed about the screen, and what changes it back. */
export class ScreenModes {
  #isTouched = false;
  #hasMouse = false;
  #hasTabStops = false;
  /** The mode by which the alternate screen was entered. */
  #alternate: number | undefined;

  sawControl(byte: number): void {
    if (byte === SHIFT_OUT) this.#isTouched = true;
  }

  /** `CSI g` removes tab stops. */
  sawSequence(final = 0, intermediate = 0): void {
    this.#isTouched = true;
    if (final === 0x67 && intermediate === 0) this.#hasTabStops = true;
  }

  /** `ESC H` sets a tab stop. */
  sawEscape(final: number): void {
    this.#isTouched = true;
    if (final === 0x48) this.#hasTabStops = true;
  }

  set(mode: number, isSet: boolean): void {
    this.#isTouched = true;
    if (ALTERNATE.has(mode)) this.#alternate = isSet ? (this.#alternate ?? mode) : undefined;
    if (MOUSE.has(mode)) this.#hasMouse = true;
  }

  /**
   * What makes the screen as new without taking anything off it or moving the cursor; empty when nothing was changed.
   * The alternate screen goes first: what follows is for the one below it. A soft reset (DECSTR) puts back colours,
   * character sets, margins, origin, insert and keypad modes, and shows the cursor.
   */
  restoring(columns: number): string {
    if (!this.#isTouched) return '';
    const alternate = this.#alternate === undefined ? '' : `\x1b[?${this.#alternate}l`;
    const mouse = this.#hasMouse ? '\x1b[?1000l\x1b[?1006l' : '';
    const tabs = this.#hasTabStops ? tabStops(columns) : '';
    this.#isTouched = false;
    this.#hasMouse = false;
    this.#hasTabStops = false;
    this.#alternate = undefined;
    return `${alternate}\x1b[!p${mouse}${tabs}`;
  }
}

/** One at every eighth column, and the cursor where it was. */
function tabStops(columns: number): string {
  const count = Math.max(0, Math.ceil(columns / TAB_STOP) - 1);
  return `\x1b7\r\x1b[3g${`\x1b[${TAB_STOP}C\x1bH`.repeat(count)}\x1b8\x1b[!p`;
}
