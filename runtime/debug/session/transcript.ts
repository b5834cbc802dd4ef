import type { PastTerminal } from '../../stops/stop.ts';

/** What is kept of the terminal's text, and what is shown of it on either side of a moment, in characters. */
const MOST_KEPT = 1 << 18;
const MOST_BEFORE = 8 << 10;
const MOST_LATER = 4 << 10;

interface Entry {
  readonly position: number;
  readonly text: string;
}

/** What a program printed and read at the terminal, by position. A run that is repeated adds nothing. */
export class Transcript {
  #entries: Entry[] = [];
  #characters = 0;
  readonly #decoder = new TextDecoder();

  note(position: number, bytes: Uint8Array): void {
    const text = plainText(this.#decoder.decode(bytes, { stream: true }));
    const last = this.#entries.at(-1);
    if (text === '') return;
    if (last?.position === position) this.#entries[this.#entries.length - 1] = { position, text: last.text + text };
    else this.#entries.push({ position, text });
    this.#characters += text.length;
    if (this.#characters > 2 * MOST_KEPT) this.#shorten();
  }

  /** What was at this position or later has not happened. */
  forgetFrom(position: number): void {
    this.#entries = this.#entries.filter((one) => one.position < position);
  }

  /** A call is made after the line at its position has been come to. */
  at(position: number): PastTerminal {
    let [before, later] = ['', ''];
    for (let i = this.#entries.length - 1; i >= 0 && before.length < MOST_BEFORE; i--) {
      const entry = this.#entries[i];
      if (entry && entry.position < position) before = entry.text + before;
    }
    for (const entry of this.#entries) {
      if (later.length >= MOST_LATER) break;
      if (entry.position >= position) later += entry.text;
    }
    return { before: before.slice(-MOST_BEFORE), later: later.slice(0, MOST_LATER) };
  }

  #shorten(): void {
    this.#characters = 0;
    let first = this.#entries.length;
    while (first > 0 && this.#characters < MOST_KEPT) this.#characters += this.#entries[--first]?.text.length ?? 0;
    this.#entries = this.#entries.slice(first);
  }
}

/** Without control sequences (ECMA-48, CSI and OSC), which move a cursor that there is not. */
function plainText(text: string): string {
  return text.replace(/\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|.)/g, '').replace(/\r\n?/g, '\n');
}
