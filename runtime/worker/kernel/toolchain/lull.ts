/** What has just been built is run first, and what it says comes first. */
const FIRST_WORDS_MS = 2000;

/** Knows when nobody has waited for a build for two seconds: what takes the processor and is not urgent is done then. */
export class Lull {
  readonly #task: () => void;
  #isWaitedFor = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `task`: done in each lull, once. */
  constructor(task: () => void) {
    this.#task = task;
  }

  /** Somebody waits, until the next `over`. */
  waited(): void {
    this.#isWaitedFor = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** What somebody waited for is there. */
  over(): void {
    this.#isWaitedFor = false;
    this.due();
  }

  /** There is something to do in the next lull, which begins now if nobody waits. */
  due(): void {
    if (this.#isWaitedFor) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#task();
    }, FIRST_WORDS_MS);
  }
}
