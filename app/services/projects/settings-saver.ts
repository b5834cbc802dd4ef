import { inOpenProject, selectSettings } from '../../state/project-slice.ts';
import type { AppStore } from '../../state/store.ts';
import { reasonText, type Kernel } from '../kernel/kernel.ts';

const SAVE_DELAY_MS = 300;

/** Hands changed project settings, and the file that is open, to the kernel. */
export class SettingsSaver {
  readonly #kernel: Kernel;
  readonly #store: AppStore;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(kernel: Kernel, store: AppStore) {
    this.#kernel = kernel;
    this.#store = store;
    store.subscribe((state, before) => {
      const { project, activeFile } = state;
      if (project.phase !== 'open' || before.project.phase !== 'open') return;
      if (project.summary.id !== before.project.summary.id) return this.#cancel();
      if (activeFile !== undefined && activeFile !== before.activeFile && activeFile !== project.settings.openFile) {
        state.settingsChanged({ openFile: activeFile });
      } else if (project.settings !== before.project.settings) {
        this.#schedule();
      }
    });
  }

  async flush(): Promise<void> {
    const state = this.#store.getState();
    const settings = selectSettings(state);
    if (this.#timer === undefined || !settings) return;
    this.#cancel();
    try {
      await this.#kernel.request('saveSettings', { ...inOpenProject(state), settings });
      this.#store.getState().settingsHandedOver(settings);
    } catch (reason) {
      this.#store.getState().noticeChanged(`The settings were not saved. ${reasonText(reason)}`);
    }
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), SAVE_DELAY_MS);
  }

  #cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
