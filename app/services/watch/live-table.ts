import type { KernelEvent } from '../../../runtime/client/kernel-client.ts';
import type { Answer } from '../../../runtime/policy/question.ts';
import type { RowRights } from '../../../runtime/trace/descriptor-row.ts';
import type { AppStore } from '../../state/store.ts';
import { reasonText, type Kernel } from '../kernel/kernel.ts';
import { withSteps } from './moments.ts';

/** What the running program holds: followed while a panel shows it; descriptors and rights can be taken back. */
export class LiveDescriptors {
  readonly #kernel: Kernel;
  readonly #store: AppStore;
  #watchers = 0;

  constructor(kernel: Kernel, store: AppStore) {
    this.#kernel = kernel;
    this.#store = store;
  }

  /** A panel shows it from now on; without one the kernel does not watch. */
  watch(): void {
    if (++this.#watchers === 1) this.#kernel.post({ type: 'watchDescriptors', isOn: true });
  }

  unwatch(): void {
    if (--this.#watchers === 0) this.#kernel.post({ type: 'watchDescriptors', isOn: false });
  }

  received(event: Extract<KernelEvent, { readonly type: 'descriptors' }>): void {
    const { live, liveChanged, momentShown, project } = this.#store.getState();
    // A moment of an earlier program is not looked at any longer.
    if (live?.run !== event.run) momentShown(undefined);
    const id = project.phase === 'open' ? project.summary.id : undefined;
    liveChanged(withSteps(live, event, id));
  }

  dropRights(id: number, rights: RowRights): void {
    this.#refusable(this.#kernel.request('dropRights', { id, rights }));
  }

  close(id: number): void {
    this.#refusable(this.#kernel.request('closeDescriptor', { id }));
  }

  revoke(id: number): void {
    this.#refusable(this.#kernel.request('revoke', { id }));
  }

  answer(id: number, answer: Answer): void {
    this.#refusable(this.#kernel.request('answer', { id, answer }));
  }

  #refusable(asked: Promise<unknown>): void {
    asked.catch((reason: unknown) => this.#store.getState().noticeChanged(`${reasonText(reason)}.`));
  }
}
