import { ProjectStore } from './project-store.ts';

/** The browser does not let the page store anything, or not any more. */
export class StorageClosed extends Error {
  override readonly name = 'StorageClosed';
  /** A newer version of this site has changed the database: this page can never open it again. */
  readonly isTakenOver: boolean;

  constructor(reason: unknown) {
    super(reason instanceof Error ? reason.message : String(reason));
    this.isTakenOver = reason instanceof Error && reason.name === 'VersionError';
  }
}

/** The database, opened again whenever it is needed and its connection is gone. */
export class ProjectStorage {
  readonly #lost: () => void;
  #store: Promise<ProjectStore> | undefined;
  #isDisabled = false;

  /** `lost`: called when a connection that worked has ended. */
  constructor(lost: () => void) {
    this.#lost = lost;
  }

  /** Nothing is to be stored on this visit. */
  disable(): void {
    this.#isDisabled = true;
  }

  /** Rejects with `StorageClosed`; another call tries again. */
  get(): Promise<ProjectStore> {
    if (this.#isDisabled) return Promise.reject(new StorageClosed('nothing is kept on this visit'));
    this.#store ??= this.#open();
    return this.#store;
  }

  async #open(): Promise<ProjectStore> {
    let isOpen = false;
    try {
      const store = await ProjectStore.open(() => {
        this.#store = undefined;
        if (isOpen) this.#lost();
      });
      isOpen = true;
      return store;
    } catch (error) {
      this.#store = undefined;
      throw new StorageClosed(error);
    }
  }
}

/** Why saving does not work now, as a clause that says what will happen. */
export function storageTrouble(error: unknown): string {
  if (error instanceof StorageClosed && error.isTakenOver)
    return 'a newer version of Preopen, open in another tab, has taken over the storage; reload this page to save again';
  if (error instanceof DOMException && error.name === 'QuotaExceededError')
    return 'this browser has no space left; Preopen keeps trying';
  const reason = error instanceof Error ? error.message : String(error);
  return `this browser did not store it (${reason.replace(/\.$/, '')}); Preopen keeps trying`;
}
