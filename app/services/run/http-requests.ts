import { selectSettings } from '../../state/project-slice.ts';
import type { AppStore } from '../../state/store.ts';
import { reasonText, type Kernel } from '../kernel/kernel.ts';

/** Speaks HTTP to the running program, over the machine's own network. */
export class HttpRequests {
  readonly #kernel: Kernel;
  readonly #store: AppStore;

  constructor(kernel: Kernel, store: AppStore) {
    this.#kernel = kernel;
    this.#store = store;
  }

  /** Sends what is written in the draft; what comes of it is in the store. */
  async send(): Promise<void> {
    const { http, httpDraft, httpChanged } = this.#store.getState();
    const port = selectSettings(this.#store.getState())?.policy.listen[0]?.port;
    if (port === undefined || http.phase === 'sending') return;
    httpChanged({ phase: 'sending' });
    const { method, path, headers, body } = httpDraft;
    try {
      const exchange = await this.#kernel.request('http', {
        port,
        method,
        path,
        headers: headerLines(headers),
        body,
      });
      httpChanged({ phase: 'answered', exchange });
    } catch (reason) {
      httpChanged({ phase: 'refused', why: reasonText(reason) });
    }
  }

  /** Gives up waiting: what has come until then is shown. */
  async cancel(): Promise<void> {
    await this.#kernel.request('cancelHttp', {});
  }
}

/** Header lines as typed, without the blank ones. */
export function headerLines(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
