import type { PanelName } from '../../state/panel-name.ts';
import { isPanelShown } from '../../state/panels-slice.ts';
import type { AppStore } from '../../state/store.ts';

/** What can take the keyboard; `file-chooser` and `folder-chooser` ask for files to upload, `question` is the permission that a program waits for. */
type Taker = PanelName | 'file-chooser' | 'folder-chooser' | 'question';

/** Shows and closes panels, and moves the keyboard to them. */
export class PanelFocus {
  readonly #store: AppStore;
  readonly #takers = new Map<Taker, () => void>();
  /** Was asked for before it was there. */
  #wanted: PanelName | undefined;

  constructor(store: AppStore) {
    this.#store = store;
  }

  /** A panel says how it takes the focus; what is returned takes that back. */
  register(panel: Taker, take: () => void): () => void {
    this.#takers.set(panel, take);
    if (panel === this.#wanted) this.take(panel);
    return () => {
      if (this.#takers.get(panel) === take) this.#takers.delete(panel);
    };
  }

  /** Opens a panel, and moves the keyboard there, at once or when it has been fetched. */
  show(panel: PanelName): void {
    this.#store.getState().panelShown(panel);
    this.#takeWhenShown(panel);
  }

  /** Closes a panel beside the editor. */
  close(panel: PanelName): void {
    this.#store.getState().panelClosed(panel);
    if (panel === this.#wanted) this.#wanted = undefined;
  }

  toggle(panel: PanelName): void {
    if (isPanelShown(panel, this.#store.getState())) this.close(panel);
    else this.show(panel);
  }

  /** Gives the keyboard away without changing what is shown. */
  take(taker: Taker): void {
    const take = this.#takers.get(taker);
    if (!take) return;
    if (taker === this.#wanted) this.#wanted = undefined;
    take();
  }

  /**
   * Once React has made it visible, in the microtask that the change of the store has queued ahead of this one, or when
   * it has been fetched: what is hidden takes no keys.
   */
  #takeWhenShown(panel: PanelName): void {
    this.#wanted = panel;
    queueMicrotask(() => this.take(panel));
  }
}
