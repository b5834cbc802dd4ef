import type { Diagnostic, Explanation } from '../../project/diagnostic.ts';
import type { Guidance } from '../report/guidance.ts';
import type { LineOf } from '../report/parse-diagnostics.ts';
import type { Mistake, Seen } from './mistake.ts';

/** Half of what the kernel would have to load; most builds have nothing to explain. */
let rows: readonly Mistake[] = [];

/**
 * Fetches the table of mistakes, once. Where that fails (an offline visit that began while the site was being kept), there are no
 * explanations until it works; the compiler's own words are there.
 */
export async function loadMistakes(): Promise<void> {
  if (rows.length > 0) return;
  const table = await import('./mistakes.ts').catch(() => undefined);
  if (table) rows = Object.values(table.MISTAKES).flat();
}

/** The row that the diagnostic gives away, and its words for this program; undefined where no row fits, or none is loaded. */
export function explainMistake(
  diagnostic: Diagnostic,
  guidance: Guidance,
  lineOf: LineOf,
): { readonly mistake: Mistake; readonly explanation: Explanation } | undefined {
  for (const mistake of rows) {
    const match = mistake.says.exec(diagnostic.message);
    if (!match) continue;
    const seen = seenFrom(diagnostic, match, guidance, lineOf);
    if (mistake.when && !mistake.when(seen)) continue;
    const { means, advice, wrong, right } = mistake;
    return {
      mistake,
      explanation: {
        meaning: typeof means === 'string' ? means : means(seen),
        advice: typeof advice === 'string' ? advice : advice(seen),
        example: { wrong, right },
      },
    };
  }
  return undefined;
}

function seenFrom(diagnostic: Diagnostic, match: RegExpExecArray, guidance: Guidance, lineOf: LineOf): Seen {
  const { place } = diagnostic;
  const line = (number: number): string | undefined =>
    place && number > 0 ? lineOf(place.file, number)?.replace(/\r$/, '') : undefined;
  const text = (place && line(place.line)) ?? '';
  let number = (place?.line ?? 1) - 1;
  while (number > 0 && line(number)?.trim() === '') number--;
  return {
    match: Array.from(match, (group) => (group as string | undefined) ?? ''),
    diagnostic,
    code: text.trim(),
    before: text.slice(0, (place?.column ?? 1) - 1),
    after: text.slice((place?.column ?? 1) - 1),
    above: line(number)?.trim() ?? '',
    line,
    isC: !/\.(?:cpp|cc|cxx|hpp|hh|hxx)$/i.test(place?.file ?? ''),
    guidance,
  };
}
