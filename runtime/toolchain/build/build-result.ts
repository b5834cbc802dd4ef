import type { Diagnostic } from '../../project/diagnostic.ts';
import type { ProjectSettings } from '../../project/settings.ts';

/** Only of what is really done: an object that is still good is not compiled, and no new one means nothing to link. */
export type BuildProgress =
  | { readonly step: 'compiling'; readonly file: string; readonly done: number; readonly total: number }
  | { readonly step: 'linking' };

/** One state, with what exists in it. `said`: what the tools printed, for a terminal. */
export type BuildResult =
  | {
      readonly kind: 'built';
      readonly program: Uint8Array;
      /** Linked apart, to be a component that the program hands a stream to. */
      readonly library?: Uint8Array;
      readonly diagnostics: readonly Diagnostic[];
      readonly said: string;
      readonly isUnchanged: boolean;
    }
  | { readonly kind: 'failed'; readonly diagnostics: readonly Diagnostic[]; readonly said: string }
  | { readonly kind: 'crashed'; readonly tool: string; readonly output: string }
  | { readonly kind: 'cancelled' };

export interface BuildOptions {
  readonly settings: ProjectSettings;
  readonly signal: AbortSignal;
  readonly progress: (progress: BuildProgress) => void;
  /** `said` has errors that follow from an earlier one, too. */
  readonly showsAll?: boolean;
  /** Called before C++ is compiled or linked: its headers and libraries may have to be fetched. */
  readonly needCxx: () => Promise<void>;
}

/** Why a build stopped, thrown from deep inside it. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
  readonly result: BuildResult;

  constructor(result: BuildResult) {
    super(result.kind);
    this.result = result;
  }
}

/** Thrown when there were no tools yet: by now the project may be another. */
export class Waited extends Error {
  override readonly name = 'Waited';
}
