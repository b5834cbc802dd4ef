import { leastPolicy } from '../../../runtime/policy/least.ts';
import { amend, type PolicyChange } from '../../../runtime/policy/amend.ts';
import { selectSettings } from '../../state/project-slice.ts';
import { selectIsBusy } from '../../state/run-slice.ts';
import type { AppStore } from '../../state/store.ts';
import type { RunControl } from '../run/run-control.ts';

/** What is done to the open project's policy, other than by typing. */
export class PolicyActions {
  readonly #store: AppStore;
  readonly #run: RunControl;

  constructor(store: AppStore, run: RunControl) {
    this.#store = store;
    this.#run = run;
  }

  /** Grants one thing more, from the next run on. */
  amend(change: PolicyChange): void {
    const state = this.#store.getState();
    const settings = selectSettings(state);
    if (settings) state.policyChanged(amend(settings.policy, change));
  }

  /** Runs what ran last again, granted no more than it needed then. */
  async repeatUnderLeast(): Promise<void> {
    const { lastRun } = this.#store.getState();
    if (!lastRun) return;
    const { policy, uses } = lastRun.report;
    await this.#run.run(this.#run.module, leastPolicy(policy, uses));
  }

  /** The policy that the last run was granted becomes the project's. */
  keepLast(): void {
    const { lastRun, policyChanged } = this.#store.getState();
    if (lastRun) policyChanged(lastRun.report.policy);
  }

  /** Grants it and runs what ran last again. */
  async allow(change: PolicyChange): Promise<void> {
    this.amend(change);
    await this.runAgain();
  }

  /** Once more what ran last: the module, or the project. What still runs is ended first. */
  async runAgain(): Promise<void> {
    this.#run.stop();
    await this.#idle();
    await this.#run.run(this.#run.module);
  }

  /** Resolves when nothing runs. */
  #idle(): Promise<void> {
    if (!selectIsBusy(this.#store.getState())) return Promise.resolve();
    return new Promise((resolve) => {
      const unsubscribe = this.#store.subscribe((state) => {
        if (selectIsBusy(state)) return;
        unsubscribe();
        resolve();
      });
    });
  }
}
