/** Work that must not overlap: each begins when the one before has ended, however that ended. */
export class Turns {
  #last: Promise<void> | undefined;

  /** Resolves when everything that was asked for so far has ended; undefined: nothing is under way. */
  get underway(): Promise<void> | undefined {
    return this.#last;
  }

  take<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last ? this.#last.then(work) : work();
    const ended = done.then(
      () => undefined,
      () => undefined,
    );
    this.#last = ended;
    void ended.then(() => {
      if (this.#last === ended) this.#last = undefined;
    });
    return done;
  }
}
