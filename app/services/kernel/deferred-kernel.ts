import type { Kernel } from './kernel.ts';

/** Settings of a kernel. When a kernel is started anew, these messages are sent to it again. */
const STANDING: readonly string[] = ['resized', 'watch', 'watchDescriptors'];

/**
 * Stands in for a kernel that is not started yet: what it is asked waits, in order, and then goes through. When one has
 * died and another is started, it takes its place, for those that listen too.
 */
export class DeferredKernel implements Kernel {
  #kernel: Kernel | undefined;
  #waiting: ((kernel: Kernel) => void)[] = [];
  readonly #listeners = new Map<Parameters<Kernel['onEvent']>[0], () => void>();
  readonly #standing = new Map<string, Parameters<Kernel['post']>[0]>();

  started(kernel: Kernel): void {
    const isAgain = this.#kernel !== undefined;
    this.#kernel = kernel;
    for (const listener of this.#listeners.keys()) this.#listen(kernel, listener);
    if (isAgain) for (const message of this.#standing.values()) kernel.post(message);
    for (const ask of this.#waiting) ask(kernel);
    this.#waiting = [];
  }

  request: Kernel['request'] = (name, params) =>
    this.#kernel
      ? this.#kernel.request(name, params)
      : new Promise((resolve, reject) => {
          this.#waiting.push((kernel) => void kernel.request(name, params).then(resolve, reject));
        });

  post: Kernel['post'] = (message, transfer) => {
    if (STANDING.includes(message.type)) this.#standing.set(message.type, message);
    if (this.#kernel) this.#kernel.post(message, transfer);
    else this.#waiting.push((kernel) => kernel.post(message, transfer));
  };

  unstored: Kernel['unstored'] = (projectId) => this.#kernel?.unstored(projectId) ?? [];

  onEvent: Kernel['onEvent'] = (listener) => {
    this.#listeners.set(listener, () => undefined);
    if (this.#kernel) this.#listen(this.#kernel, listener);
    return {
      dispose: () => {
        this.#listeners.get(listener)?.();
        this.#listeners.delete(listener);
      },
    };
  };

  #listen(kernel: Kernel, listener: Parameters<Kernel['onEvent']>[0]): void {
    this.#listeners.get(listener)?.();
    const listening = kernel.onEvent(listener);
    this.#listeners.set(listener, () => listening.dispose());
  }
}
