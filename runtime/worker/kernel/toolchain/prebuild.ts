import type { BuildProgress } from '../../../toolchain/build/build.ts';
import type { ProjectSettings } from '../../../project/settings.ts';
import { effectKey } from '../../../project/settings-table.ts';
import { AssetError } from './assets.ts';
import type { Toolchain } from './toolchain-loader.ts';

/** A project that takes longer is built when somebody wants to run it, not each time typing pauses. */
const PATIENCE_MS = 3000;

interface Underway {
  readonly settings: string;
  readonly abort: AbortController;
  readonly patience: ReturnType<typeof setTimeout>;
  done: Promise<void>;
  progress: BuildProgress | undefined;
  watch: ((progress: BuildProgress) => void) | undefined;
}

export interface PrebuildEvents {
  /** From here on somebody waits for a build. */
  readonly waited: () => void;
  /** A build, also one that was asked for, has ended, and nobody waits for another. */
  readonly quiet: () => void;
}

/**
 * Builds the project as it stands while nobody waits for it, so that Run finds objects and program made. It reports
 * nothing: whatever there is to say, the build that is asked for says.
 */
export class Prebuild {
  #underway: Underway | undefined;
  #isHeld = false;
  readonly #events: PrebuildEvents;

  constructor(events: PrebuildEvents) {
    this.#events = events;
  }

  start(toolchain: Toolchain, settings: ProjectSettings): void {
    // Two builds at a time would write the same files.
    if (this.#isHeld) return;
    const key = `${effectKey(settings, 'build')} ${settings.openFile ?? ''}`;
    if (this.#underway) {
      if (this.#underway.settings !== key) this.abandon();
      if (this.#underway.abort.signal.aborted) void this.#underway.done.then(() => this.start(toolchain, settings));
      return;
    }
    const abort = new AbortController();
    const patience = setTimeout(() => abort.abort(), PATIENCE_MS);
    const underway: Underway = {
      settings: key,
      abort,
      patience,
      done: Promise.resolve(),
      progress: undefined,
      watch: undefined,
    };
    this.#underway = underway;
    const built = toolchain.builder.build({
      settings,
      signal: abort.signal,
      progress: (progress) => {
        underway.progress = progress;
        underway.watch?.(progress);
      },
      // Nothing is downloaded for a program that nobody has asked for.
      needCxx: () => Promise.reject(new NotWorthIt()),
    });
    underway.done = built
      .then(
        () => undefined,
        (error: unknown) => {
          if (!(error instanceof NotWorthIt || error instanceof AssetError)) throw error;
        },
      )
      .finally(() => {
        clearTimeout(patience);
        // What it had begun and nobody waits for any more, where it gave up in the middle.
        abort.abort();
        this.#underway = undefined;
        this.rest();
      });
  }

  /** What is being built is no longer what there is, or something else needs the processor more. */
  abandon(): void {
    this.#underway?.abort.abort();
  }

  /**
   * Resolves when nothing is under way any more: what is gets done first, unless `signal` says otherwise. Nothing new is
   * begun until `release`.
   */
  async hold(signal: AbortSignal, progress: (progress: BuildProgress) => void): Promise<void> {
    this.#isHeld = true;
    this.#events.waited();
    const underway = this.#underway;
    if (!underway) return;
    // Now somebody waits for it.
    clearTimeout(underway.patience);
    const abandon = (): void => underway.abort.abort();
    signal.addEventListener('abort', abandon);
    if (underway.progress) progress(underway.progress);
    underway.watch = progress;
    await underway.done;
    signal.removeEventListener('abort', abandon);
  }

  release(): void {
    this.#isHeld = false;
    this.rest();
  }

  /** Something that took the processor is over. */
  rest(): void {
    if (!this.#isHeld) this.#events.quiet();
  }
}

class NotWorthIt extends Error {
  override readonly name = 'NotWorthIt';
}
