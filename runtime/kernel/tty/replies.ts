/** What is asked and not answered yet, at most: a program may ask faster than the screen draws. */
const MOST_PENDING = 16;

interface Reply {
  /** Undefined while the screen has not said it. */
  bytes: Uint8Array | undefined;
}

interface Question {
  readonly id: number;
  readonly answered: (row: number, column: number) => void;
}

/** What the terminal itself answers to a program's questions, ahead of everything that was typed. */
export class Replies {
  #replies: Reply[] = [];
  /** Of the screen, which alone knows where the cursor is. */
  #questions: Question[] = [];
  #nextId = 1;

  /** A program that asked reads answers until it has them all. */
  get isReading(): boolean {
    return this.#replies.length > 0;
  }

  /** Undefined: it has not come yet. */
  get readableBytes(): number | undefined {
    return this.#replies[0]?.bytes?.length;
  }

  add(text: string): void {
    if (this.#replies.length < MOST_PENDING) this.#replies.push({ bytes: new TextEncoder().encode(text) });
  }

  /** The next reply is what the screen will answer. */
  expect(ask: (id: number) => void, word: (row: number, column: number) => string): void {
    if (this.#replies.length >= MOST_PENDING) return;
    const reply: Reply = { bytes: undefined };
    if (this.ask(ask, (row, column) => (reply.bytes = new TextEncoder().encode(word(row, column))))) {
      this.#replies.push(reply);
    }
  }

  /** Asks the screen where the cursor is. False: too much is asked already. */
  ask(ask: (id: number) => void, answered: Question['answered']): boolean {
    if (this.#questions.length >= MOST_PENDING) return false;
    const id = this.#nextId++;
    if (this.#nextId > 9_999) this.#nextId = 1;
    this.#questions.push({ id, answered });
    ask(id);
    return true;
  }

  /** The screen's answer. One to a question of a program that is over is ignored. */
  answer(id: number, row: number, column: number): void {
    const at = this.#questions.findIndex((question) => question.id === id);
    if (at < 0) return;
    // Answers come in order: what is before it was lost with a screen that is gone.
    const [question] = this.#questions.splice(0, at + 1).slice(-1);
    question?.answered(row, column);
  }

  /** Copies from the first reply. */
  read(target: Uint8Array): number | 'would-block' {
    const first = this.#replies[0];
    if (!first?.bytes) return 'would-block';
    const count = Math.min(target.length, first.bytes.length);
    target.set(first.bytes.subarray(0, count));
    first.bytes = first.bytes.subarray(count);
    if (first.bytes.length === 0) this.#replies.shift();
    return count;
  }

  clear(): void {
    this.#replies = [];
    this.#questions = [];
  }
}
