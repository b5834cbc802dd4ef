import { DELAYS_MS } from '../../../protocol/delays.ts';
import type { BuildProgress } from '../../../toolchain/build/build-result.ts';
import type { Host } from '../../../kernel/host.ts';
import type { ProjectSettings } from '../../../project/settings.ts';
import { effectKey } from '../../../project/settings-table.ts';
import { AssetError } from '../toolchain/assets.ts';
import type { Toolchain } from '../toolchain/toolchain-loader.ts';
import type { Attention } from './attention.ts';

interface Underway {
  readonly key: string;
  readonly abort: AbortController;
  /** Ends it when it takes too long for work in the background. */
  readonly giveUp: { dispose(): void };
  progress: BuildProgress | undefined;
  watch: ((progress: BuildProgress) => void) | undefined;
}

/** The part of the toolchain's loader that a build ahead needs. */
interface CxxLoader {
  /** Loads C++ headers and libraries where that costs no download; rejects otherwise. */
  readonly needCxxWithoutDownload: () => Promise<void>;
}

/**
 * Builds the project as it stands when typing pauses, so that Run finds objects and program made. It reports nothing: the
 * build that Run asks for does. Decision 0012 says where the results are kept.
 */
export class BuildAhead {
  readonly #attention: Attention;
  readonly #clock: Pick<Host, 'timer'>;
  readonly #loader: CxxLoader;
  #underway: Underway | undefined;

  constructor(attention: Attention, clock: Pick<Host, 'timer'>, loader: CxxLoader) {
    this.#attention = attention;
    this.#clock = clock;
    this.#loader = loader;
  }

  /** What is being built with these settings already goes on. */
  start(toolchain: Toolchain, settings: ProjectSettings): void {
    const key = keyOf(settings);
    if (this.#current(key)) return;
    void this.#attention.background('buildAhead', (signal) => this.#build(toolchain, settings, key, signal));
  }

  /**
   * For a run, which does nothing before this resolves: what is being built with these settings is finished, as far as
   * `signal` lets it, and anything else in the background is ended.
   */
  async takeOver(
    settings: ProjectSettings,
    signal: AbortSignal,
    progress: (progress: BuildProgress) => void,
  ): Promise<void> {
    const underway = this.#current(keyOf(settings));
    if (underway) {
      underway.giveUp.dispose();
      if (underway.progress) progress(underway.progress);
      underway.watch = progress;
      if (signal.aborted) underway.abort.abort();
      signal.addEventListener('abort', () => underway.abort.abort());
    }
    await this.#attention.cleared(underway !== undefined);
  }

  #current(key: string): Underway | undefined {
    return this.#underway?.key === key && !this.#underway.abort.signal.aborted ? this.#underway : undefined;
  }

  async #build(toolchain: Toolchain, settings: ProjectSettings, key: string, signal: AbortSignal): Promise<void> {
    const abort = new AbortController();
    signal.addEventListener('abort', () => abort.abort());
    const giveUp = this.#clock.timer(DELAYS_MS.giveUpBuildAhead, () => abort.abort());
    const underway: Underway = { key, abort, giveUp, progress: undefined, watch: undefined };
    this.#underway = underway;
    try {
      await toolchain.builder.build({
        settings,
        signal: abort.signal,
        progress: (progress) => {
          underway.progress = progress;
          underway.watch?.(progress);
        },
        needCxx: this.#loader.needCxxWithoutDownload,
      });
    } catch (error) {
      if (!(error instanceof AssetError)) throw error;
    } finally {
      giveUp.dispose();
      // Where the build stopped in the middle, compilers that it had started may still be at work.
      abort.abort();
      this.#underway = undefined;
    }
  }
}

/** Builds with the same key make the same program of the same files. */
function keyOf(settings: ProjectSettings): string {
  return `${effectKey(settings, 'build')} ${settings.openFile ?? ''}`;
}
