/** What a run's checks found, in words. Sentences have no full stop at their end. */
export interface Mistake {
  /** One row of the table of sentences. */
  readonly kind: string;
  readonly what: string;
  /** Where the program was; undefined: only the engine's names are known. */
  readonly place: MistakePlace | undefined;
  /** That line of the source, without the blanks around it. */
  readonly code: string | undefined;
  /** The values that matter, and the block or variable that it concerns. */
  readonly details: readonly string[];
  /** The bytes at the edge of that block or variable, drawn as lines of text of one width for each sign; absent: nothing to draw. */
  readonly picture?: readonly string[];
  /** How such a thing is usually mended. */
  readonly remedy: string;
}

export interface MistakePlace {
  readonly file: string;
  readonly line: number;
  readonly function: string | undefined;
}

/** The kind that is found after the run, which it does not stop. */
export const UNSET = 'unset';

/** The report as lines of text, for a terminal. */
export function mistakeLines({ kind, what, place, code, details, picture = [], remedy }: Mistake): readonly string[] {
  const at = place ? ` at ${place.file}:${place.line}` : '';
  return [
    `${kind === UNSET ? 'Found after the run: a mistake' : 'Stopped by a mistake'}${at}: ${what}.`,
    ...(code === undefined ? [] : [`      ${code}`]),
    ...details.map((sentence) => `  ${sentence}.`),
    ...picture.map((line) => `      ${line}`),
    `  ${remedy}.`,
  ];
}
