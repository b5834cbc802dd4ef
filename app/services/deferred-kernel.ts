import type { Kernel } from './kernel.ts';

/** Stands in for a kernel that is not started yet: what it is asked waits, in order, and then goes through. */
export class DeferredKernel implements Kernel {
  #kernel: Kernel | undefined;
  #waiting: ((kernel: Kernel) => void)[] = [];

  started(kernel: Kernel): void {
    this.#kernel = kernel;
    for (const ask of this.#waiting) ask(kernel);
    this.#waiting = [];
  }

  request: Kernel['request'] = (name, params) =>
    this.#kernel
      ? this.#kernel.request(name, params)
      : new Promise((resolve, reject) => {
          this.#waiting.push((kernel) => void kernel.request(name, params).then(resolve, reject));
        });

  post: Kernel['post'] = (message, transfer) => this.#do((kernel) => kernel.post(message, transfer));

  onEvent: Kernel['onEvent'] = (listener) => {
    let isGone = false;
    let dispose = (): void => {
      isGone = true;
    };
    this.#do((kernel) => {
      const listening = isGone ? undefined : kernel.onEvent(listener);
      dispose = () => listening?.dispose();
    });
    return { dispose: () => dispose() };
  };

  unstored: Kernel['unstored'] = (projectId) => this.#kernel?.unstored(projectId) ?? [];

  #do(ask: (kernel: Kernel) => void): void {
    if (this.#kernel) ask(this.#kernel);
    else this.#waiting.push(ask);
  }
}
