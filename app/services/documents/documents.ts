import { DELAYS_MS } from '../../../runtime/protocol/delays.ts';
import type { InProject } from '../../../runtime/protocol/kernel.ts';
import { fileName, isWithin, movedPath } from '../../state/paths.ts';
import { inOpenProject } from '../../state/project-slice.ts';
import type { AppStore } from '../../state/store.ts';
import { decodeText, isModule } from '../../text/file-text.ts';
import { reasonText, type Kernel } from '../kernel/kernel.ts';
import { TextDocument } from './text-document.ts';

/** What is typed without a pause is written at least this often. */
const MOST_DELAY_MS = 1000;

interface Write {
  readonly done: Promise<void>;
  /** Of the document, as it is written. */
  readonly version: number;
}

/** What was typed into a file of a project that is not open any more. */
export interface LateText extends InProject {
  readonly path: string;
  readonly text: string;
}

/** Open files: reads them from the kernel, and writes edits back soon, in order. */
export class Documents {
  readonly #kernel: Kernel;
  readonly #store: AppStore;
  readonly #open = new Map<string, TextDocument>();
  readonly #timers = new Map<TextDocument, ReturnType<typeof setTimeout>>();
  /** Of each document, when the oldest edit was made that has not been handed over. */
  readonly #editedAt = new Map<TextDocument, number>();
  readonly #writes = new Map<TextDocument, Write>();
  readonly #listeners = new Set<(document: TextDocument) => void>();

  constructor(kernel: Kernel, store: AppStore) {
    this.#kernel = kernel;
    this.#store = store;
  }

  get(path: string): TextDocument | undefined {
    return this.#open.get(path);
  }

  /** What is returned takes it back. */
  onEdited(listener: (document: TextDocument) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Opens a tab and, the first time, reads the file. */
  async open(path: string): Promise<void> {
    const state = this.#store.getState();
    state.tabOpened(path);
    if (state.documents[path] && state.documents[path].phase !== 'closed-to-view') return;
    const within = inOpenProject(state);
    state.documentChanged(path, { phase: 'loading' });
    try {
      const bytes = await this.#kernel.request('readFile', { ...within, path });
      if (!this.#isOpen(within) || !this.#store.getState().tabs.includes(path) || this.#open.has(path)) return;
      await this.#show(within, path, bytes);
    } catch (reason) {
      if (!this.#isOpen(within)) return;
      const why = `${fileName(path)} could not be read. ${reasonText(reason)}`;
      this.#store.getState().documentChanged(path, { phase: 'closed-to-view', why });
    }
  }

  /** Closes a tab; edits not yet written are written on the way out. */
  close(path: string): void {
    const document = this.#open.get(path);
    if (document?.isUnsaved) void this.#save(document);
    this.discard(path);
  }

  /** The text of every open file. What was edited on this visit may have died with the kernel before it was stored. */
  kept(): readonly { readonly path: string; readonly text: string; readonly isEdited: boolean }[] {
    return [...this.#open.values()].map((document) => ({
      path: document.path,
      text: document.read(),
      isEdited: document.version > 0,
    }));
  }

  /** Closes every tab within `path` without writing: the file is gone. */
  discard(path: string): void {
    for (const tab of this.#store.getState().tabs.filter((tab) => isWithin(tab, path))) {
      const document = this.#open.get(tab);
      if (document) this.#cancelTimer(document);
      this.#open.delete(tab);
      this.#store.getState().tabClosed(tab);
    }
  }

  /** Another project: nothing stays open. Flush first. */
  discardAll(): void {
    for (const document of this.#open.values()) this.#cancelTimer(document);
    this.#open.clear();
  }

  /** The file or folder has a new path; its documents stay as they are. */
  move(from: string, to: string): void {
    const moving = [...this.#open].filter(([path]) => isWithin(path, from));
    for (const [path, document] of moving) {
      this.#open.delete(path);
      document.path = movedPath(path, from, to);
      this.#open.set(document.path, document);
    }
    this.#store.getState().pathMoved(from, to);
  }

  /** Everything typed so far is in the kernel's files when this is answered. */
  async flush(): Promise<void> {
    this.handOver();
    await Promise.all(Array.from(this.#writes.values(), ({ done }) => done));
  }

  /** Everything typed so far is on its way to the kernel, which does what it is asked in order. */
  handOver(): void {
    for (const document of this.#open.values())
      if (document.isUnsaved && this.#writes.get(document)?.version !== document.version) void this.#save(document);
  }

  /** What was typed in other projects than this one and is not known to be in their files. */
  unwritten(besides: string): readonly LateText[] {
    return [...this.#open.values()]
      .filter((document) => document.isUnsaved && document.projectId !== besides)
      .map((document) => ({ projectId: document.projectId, path: document.path, text: document.read() }));
  }

  /** A program changed these files: shows the new text, unless something newer is being typed. */
  async reload(paths: readonly string[]): Promise<void> {
    await Promise.all(paths.map((path) => this.#reload(path)));
  }

  async #reload(path: string): Promise<void> {
    const state = this.#store.getState().documents[path];
    if (state?.phase === 'closed-to-view' || state?.phase === 'module') return this.#reopen(path);
    const document = this.#open.get(path);
    if (!document || document.isUnsaved) return;
    const version = document.version;
    try {
      const bytes = await this.#kernel.request('readFile', { projectId: document.projectId, path });
      if (document.version !== version || this.#open.get(path) !== document) return;
      const text = decodeText(bytes);
      if (text.ok && text.value !== document.read()) document.replace(text.value);
      if (!text.ok) this.#store.getState().documentChanged(path, { phase: 'closed-to-view', why: text.error });
    } catch {
      // The file went while it was being read; the `files` event closes its tab.
    }
  }

  async #reopen(path: string): Promise<void> {
    const within = inOpenProject(this.#store.getState());
    try {
      const bytes = await this.#kernel.request('readFile', { ...within, path });
      if (this.#isOpen(within)) await this.#show(within, path, bytes);
    } catch {
      // As above: what cannot be read keeps the sentence it has.
    }
  }

  #isOpen({ projectId }: InProject): boolean {
    return inOpenProject(this.#store.getState()).projectId === projectId;
  }

  async #show(within: InProject, path: string, bytes: Uint8Array): Promise<void> {
    if (isModule(path, bytes)) return this.#showModule(within, path);
    const text = decodeText(bytes);
    const { documentChanged } = this.#store.getState();
    if (text.ok) {
      this.#open.set(
        path,
        new TextDocument(within.projectId, path, text.value, (document) => this.#wasEdited(document)),
      );
      documentChanged(path, { phase: 'text' });
    } else documentChanged(path, { phase: 'closed-to-view', why: text.error });
  }

  async #showModule(within: InProject, path: string): Promise<void> {
    const info = await this.#kernel.request('inspect', { ...within, path });
    const { tabs, documentChanged } = this.#store.getState();
    if (this.#isOpen(within) && tabs.includes(path)) documentChanged(path, { phase: 'module', info });
  }

  #wasEdited(document: TextDocument): void {
    this.#store.getState().savedStateChanged(document.path, true);
    // With the first key: a compiler that is not running yet can start before the text arrives.
    if (!this.#timers.has(document)) this.#kernel.post({ type: 'editing' });
    clearTimeout(this.#timers.get(document));
    const now = performance.now();
    const since = this.#editedAt.get(document) ?? now;
    this.#editedAt.set(document, since);
    const delayMs = Math.max(0, Math.min(DELAYS_MS.save, since + MOST_DELAY_MS - now));
    this.#timers.set(
      document,
      setTimeout(() => void this.#save(document), delayMs),
    );
    for (const listener of this.#listeners) listener(document);
  }

  #save(document: TextDocument): Promise<void> {
    this.#cancelTimer(document);
    // At once, and with the text as it is now: a page that is going away gets no second turn, and the document may be closed.
    const version = document.version;
    const done = this.#write(document, version, new TextEncoder().encode(document.read()));
    const write = { done, version };
    this.#writes.set(document, write);
    void done.finally(() => {
      if (this.#writes.get(document) === write) this.#writes.delete(document);
    });
    return done;
  }

  async #write(document: TextDocument, version: number, bytes: Uint8Array): Promise<void> {
    const { projectId, path } = document;
    try {
      await this.#kernel.request('writeFile', { projectId, path, bytes });
      document.savedVersion = Math.max(document.savedVersion, version);
      const isOpen = this.#open.get(document.path) === document;
      if (isOpen) this.#store.getState().savedStateChanged(document.path, document.isUnsaved);
    } catch (reason) {
      // Of a project that was left meanwhile, it is kept for when that is opened again.
      if (!this.#isOpen(document)) return;
      // The machine has stopped, which is said already: the text is kept.
      if (this.#store.getState().kernelEnd) return;
      this.#store.getState().noticeChanged(`${fileName(path)} was not saved. ${reasonText(reason)}`);
    }
  }

  #cancelTimer(document: TextDocument): void {
    clearTimeout(this.#timers.get(document));
    this.#timers.delete(document);
    this.#editedAt.delete(document);
  }
}
