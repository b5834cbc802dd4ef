import { hasFile, type TreeFolder } from '../../state/file-tree.ts';
import { joinPath } from '../../../runtime/base/join-path.ts';
import { isWithin, parentOf } from '../../state/paths.ts';
import { inOpenProject } from '../../state/project-slice.ts';
import type { AppStore } from '../../state/store.ts';
import type { Documents } from '../documents/documents.ts';
import { reasonText, type Kernel } from '../kernel/kernel.ts';

/** Creating, renaming and deleting files. The kernel tells the new list by itself. */
export class FileActions {
  readonly #kernel: Kernel;
  readonly #store: AppStore;
  readonly #documents: Documents;
  /** Being renamed: the new list of files may come before the answer. */
  readonly #moving = new Set<string>();

  constructor(kernel: Kernel, store: AppStore, documents: Documents) {
    this.#kernel = kernel;
    this.#store = store;
    this.#documents = documents;
  }

  open(path: string): void {
    this.#store.getState().panelShown('editor');
    void this.#documents.open(path);
  }

  close(path: string): void {
    this.#documents.close(path);
  }

  /** Opens the file and shows the place. */
  reveal(file: string, line: number, column: number): void {
    this.open(file);
    this.#store.getState().placeRevealed({ file, line, column });
  }

  async createFile(folder: string, name: string): Promise<void> {
    const path = joinPath(folder, name);
    const within = inOpenProject(this.#store.getState());
    await this.#tell(`${name} was not created`, async () => {
      await this.#kernel.request('createFile', { ...within, path, bytes: new Uint8Array() });
      this.open(path);
    });
  }

  async createFolder(folder: string, name: string): Promise<void> {
    await this.#tell(`${name} was not created`, () =>
      this.#kernel.request('createFolder', { ...inOpenProject(this.#store.getState()), path: joinPath(folder, name) }),
    );
  }

  async rename(path: string, name: string): Promise<void> {
    const to = joinPath(parentOf(path), name);
    if (to === path) return;
    const within = inOpenProject(this.#store.getState());
    await this.#tell(`${path} was not renamed`, async () => {
      await this.#documents.flush();
      this.#moving.add(path);
      try {
        await this.#kernel.request('renameFile', { ...within, from: path, to });
        this.#documents.move(path, to);
      } finally {
        this.#moving.delete(path);
      }
    });
  }

  async remove(path: string): Promise<void> {
    await this.#tell(`${path} was not deleted`, async () => {
      await this.#kernel.request('removeFile', { ...inOpenProject(this.#store.getState()), path });
      this.#documents.discard(path);
    });
  }

  /** Tabs of files that another tab has removed close. */
  closeGone(paths: readonly string[]): void {
    for (const path of paths) this.#documents.discard(path);
  }

  /** Tabs of files that were there `before` and are gone close, unless something is being typed into them. */
  closeMissing(before: TreeFolder): void {
    const { tabs, files, unsaved, documents } = this.#store.getState();
    for (const tab of tabs) {
      if (hasFile(files, tab) || !hasFile(before, tab)) continue;
      const isMoving = [...this.#moving].some((path) => isWithin(tab, path));
      const isLoading = documents[tab]?.phase === 'loading';
      if (!isMoving && !isLoading && !unsaved.has(tab)) this.#documents.discard(tab);
    }
  }

  async #tell(what: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (reason) {
      this.#store.getState().noticeChanged(`${what}. ${reasonText(reason)}`);
    }
  }
}
