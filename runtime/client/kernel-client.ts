import { assertNever } from '../base/assert-never.ts';
import type { Disposable } from '../base/disposable.ts';
import { port, type Port } from '../protocol/port.ts';
import type { FromKernel, Request, RequestName, Requests, ToKernel } from '../protocol/kernel.ts';

/** Everything the kernel says of its own accord. */
export type KernelEvent = Exclude<FromKernel, { readonly type: 'reply' | 'refused' }>;

/** A request that could not be met; the message is a sentence for the user. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: Error) => void;
}

/** The page's end of the kernel: requests with answers, and a stream of events. */
export class KernelClient {
  readonly #port: Port<ToKernel, FromKernel>;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Set<(event: KernelEvent) => void>();
  /** What was said before anybody listened. */
  #unheard: KernelEvent[] = [];
  #nextId = 1;

  constructor(worker: Worker) {
    this.#port = port<ToKernel, FromKernel>(worker);
    this.#port.listen((message) => this.#receive(message));
  }

  /** Sends what has no answer. */
  post(message: Exclude<ToKernel, { readonly type: 'request' }>, transfer: readonly Transferable[] = []): void {
    this.#port.post(message, transfer);
  }

  /** Rejects with a `Refusal` when the kernel says no. */
  request<N extends RequestName>(name: N, params: Requests[N]['params']): Promise<Requests[N]['result']> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      // `name` and `params` were matched by the signature; the union cannot see that they belong together.
      this.#port.post({ type: 'request', id, request: { name, params } as Request });
    });
  }

  /** Who listens first is told what was said before. */
  onEvent(listener: (event: KernelEvent) => void): Disposable {
    this.#listeners.add(listener);
    for (const event of this.#unheard.splice(0)) listener(event);
    return { dispose: () => void this.#listeners.delete(listener) };
  }

  #receive(message: FromKernel): void {
    switch (message.type) {
      case 'reply':
        return this.#settle(message.id)?.resolve(message.result);
      case 'refused':
        return this.#settle(message.id)?.reject(new Refusal(message.message));
      case 'booted':
      case 'toolchain':
      case 'storage':
      case 'files':
      case 'changed':
      case 'screen':
      case 'run':
      case 'diagnostics':
      case 'descriptors':
      case 'questions':
      case 'trace':
      case 'fault':
        if (this.#listeners.size === 0) this.#unheard.push(message);
        for (const listener of this.#listeners) listener(message);
        return;
      default:
        return assertNever(message, 'message from the kernel');
    }
  }

  #settle(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }
}
