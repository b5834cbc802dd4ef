import type { CPlace } from '../../../runtime/project/program-outcome.ts';
import type { AppStore } from '../../state/store.ts';
import type { Kernel } from '../kernel/kernel.ts';

/** Finds where in the C source the last run's refused calls were made. */
export class RefusalPlaces {
  readonly #kernel: Kernel;
  readonly #store: AppStore;

  constructor(kernel: Kernel, store: AppStore) {
    this.#kernel = kernel;
    this.#store = store;
  }

  /** Resolves when the places of all recorded refusals are in the store. */
  async lookUp(): Promise<void> {
    const { refused, refusalsPlaced } = this.#store.getState();
    if (!refused) return;
    const { run, events } = refused;
    const stacks = events.flatMap(({ stack }) => (stack === undefined ? [] : [stack]));
    const found = await this.#kernel.request('symbolizeStacks', { run, stacks }).catch(() => []);
    const places = new Map<number, readonly CPlace[]>();
    found.forEach((place, i) => places.set(stacks[i] ?? 0, place));
    refusalsPlaced(run, places);
  }
}
