import type { Language } from '../driver/default-flags.ts';

/** A file that is compiled by itself. */
export interface Source {
  readonly path: string;
  readonly language: Language;
}
