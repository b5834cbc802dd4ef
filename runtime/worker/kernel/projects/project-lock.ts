/** Lets go of a project. */
export type Release = () => void;

/**
 * Which tab may write a project: a Web Lock for each, held by the tab's kernel, so that it goes with the tab. Where the
 * browser has no locks every tab gets one; saves are refused there when another tab has saved meanwhile.
 */
export class ProjectLocks {
  readonly #locks: LockManager | undefined;

  constructor(locks: LockManager | undefined) {
    this.#locks = locks;
  }

  /** Undefined: another tab has it. `lost` is called when another tab takes it away. */
  ifFree(id: string, lost: () => void): Promise<Release | undefined> {
    return this.#request(id, { ifAvailable: true }, lost);
  }

  /** Takes it away from the tab that has it. */
  steal(id: string, lost: () => void): Promise<Release | undefined> {
    return this.#request(id, { steal: true }, lost);
  }

  /** Waits until it is free; undefined: `signal` said not to. */
  whenFree(id: string, signal: AbortSignal, lost: () => void): Promise<Release | undefined> {
    return this.#request(id, { signal }, lost);
  }

  #request(id: string, options: LockOptions, lost: () => void): Promise<Release | undefined> {
    const locks = this.#locks;
    if (!locks) return Promise.resolve(() => undefined);
    return new Promise((resolve) => {
      let isHeld = false;
      const hold = (lock: Lock | null): Promise<void> | undefined => {
        if (!lock) {
          resolve(undefined);
          return undefined;
        }
        isHeld = true;
        return new Promise<void>((release) =>
          resolve(() => {
            isHeld = false;
            release();
          }),
        );
      };
      locks.request(`preopen/project/${id}`, options, hold).catch((error: unknown) => {
        if (isHeld) lost();
        else if (error instanceof DOMException && error.name === 'AbortError') resolve(undefined);
        // This browser has locks and lets this page have none.
        else resolve(() => undefined);
      });
    });
  }
}
