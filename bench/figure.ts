import type { BrowserName } from '../scripts/lib/browsers.mjs';

export type Unit = 'ms' | 'µs' | 's' | 'MB' | 'GB/s' | 'chars';
export type Where = BrowserName | 'node';

/** One line of the table. */
export interface Figure {
  readonly name: string;
  readonly where: Where;
  /** undefined: it could not be had; `note` says why. */
  readonly value: number | undefined;
  readonly unit: Unit;
  /** The same in `unit` as something else does it, and what that is. */
  readonly reference?: Reference | undefined;
  /** What we aim at: at most this, or for GB/s at least. */
  readonly goal?: number | undefined;
  readonly note?: string | undefined;
}

export interface Reference {
  readonly value: number;
  readonly what: string;
}

/** How much to measure, and where. */
export interface Setup {
  readonly isQuick: boolean;
  readonly browsers: readonly BrowserName[];
  /** Folder of the built site. */
  readonly site: string;
}

/** Figures that are measured together. They are yielded as they come. */
export interface Group {
  readonly name: string;
  measure(setup: Setup): AsyncIterable<Figure>;
}

/** A figure that could not be had, with the reason in the table instead of a number. */
export function missing(figure: Pick<Figure, 'name' | 'where' | 'unit'>, reason: unknown): Figure {
  const [note = ''] = (reason instanceof Error ? reason.message : String(reason)).split('\n');
  return { ...figure, value: undefined, note };
}
