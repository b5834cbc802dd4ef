/** More of them are not kept: what is further back is looked for. */
const MOST_LINES = 1 << 16;

/**
 * The lines that a person would have seen the program stop at, within a part of the run in which every site was looked at.
 * Answers where a step back leads without running the program.
 */
export class PassedLines {
  /** Of the first site of the part it is not known whether the program had moved to another line. */
  #from = 0;
  #to = 0;
  readonly #positions: number[] = [];
  readonly #depths: number[] = [];

  /** The program has come to a site: how deep it is, and whether a person sees it move. */
  note(position: number, depth: number, isNew: boolean): void {
    if (position < this.#to && position > this.#from) return;
    if (position !== this.#to) {
      this.#positions.length = this.#depths.length = 0;
      this.#from = position;
    } else if (isNew) {
      this.#positions.push(position);
      this.#depths.push(depth);
      if (this.#positions.length > MOST_LINES) this.#shorten();
    }
    this.#to = position + 1;
  }

  /** The last line before a position that is at most so deep; undefined: that is not known. */
  last(before: number, depth: number): number | undefined {
    if (before > this.#to) return undefined;
    for (let i = this.#positions.length - 1; i >= 0; i--) {
      const position = this.#positions[i] ?? 0;
      if (position < before && (this.#depths[i] ?? 0) <= depth) return position;
    }
    return undefined;
  }

  /** What came later has not happened. */
  forgetAfter(position: number): void {
    while ((this.#positions.at(-1) ?? -1) > position) {
      this.#positions.pop();
      this.#depths.pop();
    }
    this.#to = Math.min(this.#to, position + 1);
    this.#from = Math.min(this.#from, this.#to);
  }

  #shorten(): void {
    const half = this.#positions.length >> 1;
    this.#from = this.#positions[half - 1] ?? 0;
    this.#positions.splice(0, half);
    this.#depths.splice(0, half);
  }
}
