import type { Diagnostic } from '../../../project/diagnostic.ts';
import type { ProjectSettings } from '../../../project/settings.ts';
import type { Prebuild } from './prebuild.ts';
import type { ToolchainLoader } from './toolchain-loader.ts';

/** Diagnostics while somebody types: each check kills the one before, whose answer nobody wants any more. */
export class Checker {
  readonly #loader: ToolchainLoader;
  readonly #prebuild: Prebuild;
  #abort = new AbortController();

  constructor(loader: ToolchainLoader, prebuild: Prebuild) {
    this.#loader = loader;
    this.#prebuild = prebuild;
  }

  /** A build is about to say as much: what is being checked is overtaken. */
  yield(): void {
    this.#abort.abort();
  }

  /** Undefined when a newer check overtook this one. */
  async check(path: string, settings: ProjectSettings): Promise<readonly Diagnostic[] | undefined> {
    this.#abort.abort();
    const abort = (this.#abort = new AbortController());
    const toolchain = await this.#loader.get();
    if (abort.signal.aborted) return undefined;
    const diagnostics = await toolchain.builder.check(path, settings, abort.signal, this.#loader.needCxx);
    const isGood = diagnostics?.every(({ severity }) => severity !== 'error') === true;
    if (isGood && this.#abort === abort) this.#prebuild.start(toolchain, settings);
    else if (diagnostics) this.#prebuild.rest();
    return diagnostics;
  }
}
