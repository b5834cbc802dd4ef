import type { AppStore } from '../../state/store.ts';
import type { PanelName, SideName } from '../../state/view-slice.ts';

/** What can take the keyboard; `file-chooser` asks for files to bring, `question` is what a program waits to be told. */
type Taker = PanelName | SideName | 'file-chooser' | 'question';

/** Moves the keyboard to a panel, which at phone width also has to come into view first. */
export class PanelFocus {
  readonly #store: AppStore;
  readonly #takers = new Map<Taker, () => void>();
  /** Was asked for before it was there. */
  #wanted: PanelName | SideName | undefined;

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

  show(panel: PanelName): void {
    this.#store.getState().panelShown(panel);
    this.#takeWhenShown(panel);
  }

  /** Opens what stands at the side, and moves the keyboard there, at once or when it has been fetched. */
  showSide(side: SideName): void {
    this.#store.getState().sideShown(side);
    this.#takeWhenShown(side);
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
  #takeWhenShown(panel: PanelName | SideName): void {
    this.#wanted = panel;
    queueMicrotask(() => this.take(panel));
  }
}
