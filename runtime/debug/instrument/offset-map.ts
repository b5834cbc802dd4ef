/** Finds where something of the instrumented module stands in the program as it was built. */
export class OffsetMap {
  readonly #shifts: readonly { readonly at: number; readonly by: number }[];
  readonly #codeAt: number;
  readonly #builtCodeAt: number;

  /** `shifts` count from the code section's contents, by place; they begin at `codeAt`, and in the built one at `builtCodeAt`. */
  constructor(shifts: readonly { readonly at: number; readonly by: number }[], codeAt: number, builtCodeAt: number) {
    this.#shifts = shifts;
    this.#codeAt = codeAt;
    this.#builtCodeAt = builtCodeAt;
  }

  /** From an offset in the one module to the offset in the other; what was put in stands where what follows it stood. */
  built(offset: number): number {
    const at = offset - this.#codeAt;
    let [low, high] = [0, this.#shifts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#shifts[middle]?.at ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    return at - (this.#shifts[low - 1]?.by ?? 0) + this.#builtCodeAt;
  }
}
