import type { Diagnostic } from '../../../project/diagnostic.ts';
import type { ProjectSettings } from '../../../project/settings.ts';
import type { Attention } from '../attention/attention.ts';
import type { BuildAhead } from '../attention/build-ahead.ts';
import type { ToolchainLoader } from './toolchain-loader.ts';

/** Diagnostics while a person types. A file without errors is followed by a build ahead. */
export class Checker {
  readonly #loader: Pick<ToolchainLoader, 'get' | 'needCxx'>;
  readonly #attention: Attention;
  readonly #buildAhead: BuildAhead;

  constructor(loader: Pick<ToolchainLoader, 'get' | 'needCxx'>, attention: Attention, buildAhead: BuildAhead) {
    this.#loader = loader;
    this.#attention = attention;
    this.#buildAhead = buildAhead;
  }

  /** Undefined when a newer check or a run overtook this one. */
  async check(path: string, settings: ProjectSettings): Promise<readonly Diagnostic[] | undefined> {
    const checked = await this.#attention.background('check', async (signal) => {
      // What overtakes the check does not wait for a compiler with it.
      const aborted = new Promise<undefined>((resolve) => signal.addEventListener('abort', () => resolve(undefined)));
      const toolchain = await Promise.race([this.#loader.get(), aborted]);
      if (!toolchain || signal.aborted) return undefined;
      return { toolchain, diagnostics: await toolchain.builder.check(path, settings, signal, this.#loader.needCxx) };
    });
    if (checked?.diagnostics?.every(({ severity }) => severity !== 'error'))
      this.#buildAhead.start(checked.toolchain, settings);
    return checked?.diagnostics;
  }
}
