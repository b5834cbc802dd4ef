import type { Disposable } from '../../../runtime/base/disposable.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { endsFreshLine } from '../../text/fresh-line.ts';
import type { OwnLine, Tone } from '../../text/status-line.ts';

/** What shows the terminal. `done` is called when the data has been drawn. */
export interface TerminalSurface {
  write(data: string | Uint8Array, done: () => void): void;
  /** One line of the page's own. */
  say(line: OwnLine): void;
  clear(): void;
  copyAll(): string;
}

type Chunk =
  | {
      readonly data: string | Uint8Array;
      /** The kernel waits to hear that it is drawn. */
      readonly isAwaited: boolean;
    }
  | OwnLine;

/** To the line's start, and nothing is left of the line (ECMA-48, EL with 2). */
const ERASE_LINE = '\r\x1b[2K';

/** The terminal's bytes on their way between kernel and screen. They never pass through React. */
export class TerminalStream {
  readonly #kernel: Kernel;
  #surface: TerminalSurface | undefined;
  /** Waits for a surface. The kernel stops sending when it gets no credit, so this stays small. */
  #waiting: Chunk[] = [];
  #isFreshLine = true;
  /** Called with everything that programs write. */
  onScreen: ((bytes: Uint8Array) => void) | undefined;

  /** Nothing has been written since the page came, or since the last clearing. */
  #isEmpty = true;
  readonly #emptyListeners = new Set<() => void>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  /** Calls `listener` whenever `isEmpty` changes; what is returned ends that. */
  readonly onEmptyChanged = (listener: () => void): (() => void) => {
    this.#emptyListeners.add(listener);
    return () => this.#emptyListeners.delete(listener);
  };

  attach(surface: TerminalSurface): Disposable {
    this.#surface = surface;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const chunk of waiting) this.#draw(chunk);
    return {
      dispose: () => {
        if (this.#surface === surface) this.#surface = undefined;
      },
    };
  }

  screen(bytes: Uint8Array): void {
    this.onScreen?.(bytes);
    this.#isFreshLine = endsFreshLine(bytes, this.#isFreshLine);
    this.#draw({ data: bytes, isAwaited: true });
  }

  /** One dim or coloured line of the page's own, on a line of its own. */
  say(text: string, tone: Tone): void {
    this.#draw({ text, tone, isFresh: this.#isFreshLine });
    this.#isFreshLine = true;
  }

  typed(text: string): void {
    const bytes = new TextEncoder().encode(text);
    this.#kernel.post({ type: 'typed', bytes }, [bytes.buffer]);
  }

  resized(columns: number, rows: number): void {
    this.#kernel.post({ type: 'resized', columns, rows });
  }

  /** The answer to the kernel's question `id` where the cursor is, from 1. */
  located(id: number, row: number, column: number): void {
    this.#kernel.post({ type: 'located', id, row, column });
  }

  /** Clears what has come so far, also what the screen has yet to draw. */
  clear(): void {
    const surface = this.#surface;
    surface?.write('', () => surface.clear());
    this.#setEmpty(true);
  }

  /** Another project is shown: nothing stays of what the programs of the one before wrote, not even a line without an end. */
  begin(): void {
    // Clearing keeps the line of the cursor, which a program can have filled in other ways than by printing there.
    this.#draw({ data: ERASE_LINE, isAwaited: false });
    this.#isFreshLine = true;
    this.clear();
  }

  text(): string {
    return this.#surface?.copyAll() ?? '';
  }

  #setEmpty(isEmpty: boolean): void {
    if (isEmpty === this.#isEmpty) return;
    this.#isEmpty = isEmpty;
    for (const listener of this.#emptyListeners) listener();
  }

  #draw(chunk: Chunk): void {
    this.#setEmpty(false);
    if (!this.#surface) {
      this.#waiting.push(chunk);
      return;
    }
    if ('text' in chunk) {
      this.#surface.say(chunk);
      return;
    }
    this.#surface.write(chunk.data, () => {
      if (chunk.isAwaited) this.#kernel.post({ type: 'drawn' });
    });
  }
}
