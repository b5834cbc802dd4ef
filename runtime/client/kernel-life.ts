/** Between two questions whether the kernel is there. */
const BEAT_MS = 15_000;
/** So many in a row without a word from it. A slow computer, or a long step of the kernel's, answers far sooner. */
const MOST_MISSED = 6;
/** A turn that comes later than this was slept through, by the page or the computer: it counts for nothing. */
const LATE_MS = BEAT_MS * 1.5;

interface Life {
  readonly worker: Worker;
  /** The page is in view: browsers slow down what is not. */
  readonly isInView: () => boolean;
  /** The kernel is to answer with anything. */
  readonly ask: () => void;
  /** Called once. */
  readonly died: (why: string) => void;
}

/**
 * Notices that the kernel worker is gone. What is certain comes first: it could not start, a message from it could not be read,
 * or a lock that it holds for as long as it lives is free (that also tells when it closed itself or ran out of memory, of
 * which a page hears no event). Where that says nothing, silence over a long time in which the page was awake and in view.
 */
export class KernelLife {
  readonly #life: Life;
  #hasSpoken = false;
  #missed = 0;
  #isOver = false;
  #lastBeat = Date.now();
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(life: Life) {
    this.#life = life;
    life.worker.addEventListener('error', () => {
      // Later exceptions of ours are reported by the kernel itself, which goes on.
      if (!this.#hasSpoken) this.#over('its code could not be loaded, or failed as it started');
    });
    life.worker.addEventListener('messageerror', () => this.#over('a message from it could not be read'));
    this.#timer = setInterval(() => this.#beat(), BEAT_MS);
  }

  /** The kernel said something. */
  heard(): void {
    this.#hasSpoken = true;
    this.#missed = 0;
  }

  /** The kernel holds `lock` from now on, and until its end. */
  holds(lock: string): void {
    navigator.locks
      .request(lock, () => this.#over('it ended by itself, or the browser ended it'))
      // A page that is being left may be refused; where it stays, silence tells.
      .catch(() => undefined);
  }

  #beat(): void {
    const now = Date.now();
    const isAwake = now - this.#lastBeat < LATE_MS && this.#life.isInView();
    this.#lastBeat = now;
    if (!isAwake) this.#missed = 0;
    else if (++this.#missed > MOST_MISSED) this.#over('it has not answered for more than a minute');
    if (!this.#isOver) this.#life.ask();
  }

  #over(why: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearInterval(this.#timer);
    this.#life.died(why);
  }
}
