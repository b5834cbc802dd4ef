import { effectKey } from '../../../runtime/project/settings-table.ts';
import { DELAYS_MS } from '../../../runtime/protocol/delays.ts';
import { isCFamily } from '../../state/paths.ts';
import { inOpenProject, selectSettings } from '../../state/project-slice.ts';
import { selectIsBuilding, selectIsBusy } from '../../state/run-slice.ts';
import type { AppState, AppStore } from '../../state/store.ts';
import type { Documents } from './documents.ts';
import type { Kernel } from '../kernel/kernel.ts';

/** Asks the compiler about the active file when typing pauses, so that problems show before a build. */
export class LiveCheck {
  readonly #kernel: Kernel;
  readonly #store: AppStore;
  readonly #documents: Documents;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** There is something that was neither checked nor built ahead. */
  #isNew = false;

  constructor(kernel: Kernel, store: AppStore, documents: Documents) {
    this.#kernel = kernel;
    this.#store = store;
    this.#documents = documents;
    documents.onEdited((document) => {
      if (document.path === store.getState().activeFile) this.#schedule();
    });
    store.subscribe((state, before) => {
      if (asksAgain(state, before)) this.#schedule();
    });
    // What it waits for may have come before it did.
    this.#schedule();
  }

  /** The user is about to click Run: what typing has left to do is built until they do. */
  async expectRun(): Promise<void> {
    const state = this.#store.getState();
    const settings = selectSettings(state);
    if (!this.#isNew || !settings || state.toolchain.phase !== 'ready' || selectIsBusy(state)) return;
    this.#isNew = false;
    const within = inOpenProject(state);
    try {
      this.#documents.handOver();
      await this.#kernel.request('buildAhead', { ...within, settings });
    } catch {
      // As for a check.
    }
  }

  #schedule(): void {
    this.#isNew = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#check(), DELAYS_MS.check);
  }

  async #check(): Promise<void> {
    const state = this.#store.getState();
    const path = state.activeFile;
    const settings = selectSettings(state);
    if (path === undefined || !settings || !isCFamily(path)) return;
    if (state.toolchain.phase !== 'ready') return;
    // A build is about to say as much.
    if (selectIsBuilding(state)) {
      this.#schedule();
      return;
    }
    const document = this.#documents.get(path);
    if (!document) return;
    await this.#documents.flush();
    const version = document.version;
    try {
      const diagnostics = await this.#kernel.request('check', { projectId: document.projectId, path, settings });
      const isCurrent = this.#documents.get(path) === document && document.version === version;
      if (!diagnostics || !isCurrent) return;
      this.#isNew = false;
      this.#store.getState().fileChecked(path, diagnostics);
    } catch {
      // A check is a courtesy: what stands in the way of it will be said by the next run.
    }
  }
}

/** Whether what a check would say can differ: another file, its text arrived, the toolchain arrived, other settings. */
function asksAgain(state: AppState, before: AppState): boolean {
  const file = state.activeFile;
  const isFileReady = file !== undefined && state.documents[file]?.phase === 'text';
  if (!isFileReady || state.toolchain.phase !== 'ready') return false;
  return (
    file !== before.activeFile ||
    before.documents[file]?.phase !== 'text' ||
    before.toolchain.phase !== 'ready' ||
    compilerSettings(state) !== compilerSettings(before)
  );
}

function compilerSettings(state: AppState): string {
  const settings = selectSettings(state);
  return settings ? effectKey(settings, 'check') : '';
}
