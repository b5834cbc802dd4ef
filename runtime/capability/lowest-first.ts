/** Numbers of which always the lowest is taken: a binary heap, so that both ways cost O(log n). */
export class LowestFirst {
  readonly #heap: number[] = [];

  put(number: number): void {
    const heap = this.#heap;
    let at = heap.push(number) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const other = heap[above] ?? 0;
      if (other <= number) break;
      heap[at] = other;
      at = above;
    }
    heap[at] = number;
  }

  /** Takes `number` out, wherever it stands. Costs as much as there are numbers: for tables that are being filled. */
  remove(number: number): void {
    const others = this.#heap.filter((other) => other !== number);
    this.#heap.length = 0;
    for (const other of others) this.put(other);
  }

  /** The lowest, which is not there any more; undefined when there is none. */
  take(): number | undefined {
    const heap = this.#heap;
    const lowest = heap[0];
    const last = heap.pop();
    if (lowest === undefined || last === undefined || heap.length === 0) return lowest;
    let at = 0;
    for (let below = 1; below < heap.length; below = 2 * at + 1) {
      const right = heap[below + 1];
      if (right !== undefined && right < (heap[below] ?? 0)) below++;
      const other = heap[below] ?? 0;
      if (other >= last) break;
      heap[at] = other;
      at = below;
    }
    heap[at] = last;
    return lowest;
  }
}
