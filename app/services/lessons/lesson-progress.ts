import * as v from 'valibot';
import { isRecord } from '../../../runtime/base/is-record.ts';
import { NO_PROGRESS, type LessonProgress, type PredictionMade } from '../../state/lessons-store.ts';
import type { PreferenceStorage } from '../page/preferences.ts';

const KEY = 'preopen.lessons';

export function loadProgress(storage: () => PreferenceStorage): LessonProgress {
  try {
    return parseProgress(JSON.parse(storage().getItem(KEY) ?? 'null'));
  } catch {
    return NO_PROGRESS;
  }
}

export function keepProgress(progress: LessonProgress, storage: () => PreferenceStorage): void {
  const { solved, projects, predictions } = progress;
  try {
    storage().setItem(KEY, JSON.stringify({ v: 1, solved, projects, predictions }));
  } catch {
    // Storage is closed to this page: the progress lasts as long as the page.
  }
}

/** What is not as it should be counts as not there. */
const place = v.fallback(v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))), undefined);
const prediction = v.pipe(
  v.fallback(v.object({ chosen: place, came: place }), {}),
  v.transform(({ chosen, came }): PredictionMade => ({ chosen, came })),
);
const texts = v.pipe(
  v.fallback(v.array(v.unknown()), []),
  v.transform((all) => all.filter((one) => typeof one === 'string')),
);
const textsByName = v.pipe(
  v.fallback(v.custom<object>(isRecord), {}),
  v.transform((all) => Object.entries(all).filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
  v.transform((entries): Readonly<Record<string, string>> => Object.fromEntries(entries)),
);
const PROGRESS = v.object({
  v: v.literal(1),
  solved: v.optional(texts, []),
  projects: v.optional(textsByName, {}),
  predictions: v.optional(v.fallback(v.record(v.string(), prediction), {}), {}),
});

/** What is stored carries its version; what does not parse is dropped. */
export function parseProgress(value: unknown): LessonProgress {
  const parsed = v.safeParse(PROGRESS, value);
  if (!parsed.success) return NO_PROGRESS;
  const { solved, projects, predictions } = parsed.output;
  return { solved, projects, predictions };
}
