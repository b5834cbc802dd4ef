import type { AppStore } from '../state/store.ts';
import type { PanelName } from '../state/view-slice.ts';

/** Moves the keyboard to a panel, which at phone width also has to come into view first. */
export class PanelFocus {
  readonly #store: AppStore;
  readonly #takers = new Map<PanelName, () => void>();

  constructor(store: AppStore) {
    this.#store = store;
  }

  /** A panel says how it takes the focus; what is returned takes that back. */
  register(panel: PanelName, take: () => void): () => void {
    this.#takers.set(panel, take);
    return () => {
      if (this.#takers.get(panel) === take) this.#takers.delete(panel);
    };
  }

  show(panel: PanelName): void {
    this.#store.getState().panelShown(panel);
    // Once React has made the panel visible.
    requestAnimationFrame(() => this.#takers.get(panel)?.());
  }
}
