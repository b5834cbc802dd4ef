import type { Disposable } from '../../../runtime/base/disposable.ts';
import type { DiskFolder } from './disk-folder.ts';
import type { FolderSync } from './folder-sync.ts';

/** So many paths are looked at one by one; with more, a walk over the whole folder is cheaper. */
const MOST_PATHS = 100;

/**
 * What has changed in a folder of the disk since it was last looked at, as far as the browser says so: where it does, a
 * window that gets the focus costs nothing while nothing has changed.
 */
export class FolderWatch implements Disposable {
  /** Undefined: it may be anywhere. */
  #paths: Set<string> | undefined;
  #isWatching = false;
  #watch: Disposable | undefined;
  #isDisposed = false;
  readonly #changed: () => void;

  /** `changed`: something may have changed since it was said last. */
  constructor(disk: Pick<DiskFolder, 'watch'>, changed: () => void) {
    this.#changed = changed;
    const lost = (): void => void (this.#isWatching = false);
    void disk.watch({ changed: (path) => this.#note(path), lost }).then((watch) => this.#began(watch));
  }

  /** What was written from here is no change. Rejects with what the browser threw. */
  async mayHaveChanged(sync: Pick<FolderSync, 'isAsKnown'>): Promise<boolean> {
    if (!this.#isWatching || !this.#paths) return true;
    const asked = [...this.#paths];
    // Before the look: a change that comes during it is another one.
    this.#paths = new Set();
    let isKnown = false;
    try {
      isKnown = await sync.isAsKnown(asked);
    } finally {
      if (!isKnown) this.#paths = undefined;
    }
    return !isKnown;
  }

  /** Everything is about to be looked at. */
  forget(): void {
    if (this.#isWatching) this.#paths = new Set();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#watch?.dispose();
  }

  #began(watch: Disposable | undefined): void {
    if (this.#isDisposed) watch?.dispose();
    this.#watch = watch;
    // What changed before it began to watch is not known: the next look goes everywhere.
    this.#isWatching = watch !== undefined;
  }

  #note(path: string | undefined): void {
    if (path === undefined || path === '' || (this.#paths?.size ?? 0) >= MOST_PATHS) this.#paths = undefined;
    else this.#paths?.add(path);
    this.#changed();
  }
}
