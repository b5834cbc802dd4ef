import type { Diagnostic } from '../toolchain/diagnostic.ts';
import type { ProjectSettings } from '../toolchain/settings.ts';
import type { ToolchainLoader } from './toolchain-loader.ts';

/** Diagnostics while somebody types: each check kills the one before, whose answer nobody wants any more. */
export class Checker {
  readonly #loader: ToolchainLoader;
  #abort = new AbortController();

  constructor(loader: ToolchainLoader) {
    this.#loader = loader;
  }

  /** Undefined when a newer check overtook this one. */
  async check(path: string, settings: ProjectSettings): Promise<readonly Diagnostic[] | undefined> {
    this.#abort.abort();
    const abort = (this.#abort = new AbortController());
    const { builder } = await this.#loader.get();
    if (abort.signal.aborted) return undefined;
    return builder.check(path, settings, abort.signal, this.#loader.needCxx);
  }
}
