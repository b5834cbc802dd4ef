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

/** What is stored carries its version; what does not parse is dropped. */
export function parseProgress(value: unknown): LessonProgress {
  if (!isRecord(value) || value['v'] !== 1) return NO_PROGRESS;
  const { solved, projects, predictions } = value;
  return {
    solved: Array.isArray(solved) ? solved.filter((one) => typeof one === 'string') : [],
    projects: isRecord(projects)
      ? Object.fromEntries(
          Object.entries(projects).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
        )
      : {},
    predictions: isRecord(predictions)
      ? Object.fromEntries(Object.entries(predictions).map(([id, made]) => [id, predictionOf(made)] as const))
      : {},
  };
}

function predictionOf(value: unknown): PredictionMade {
  const { chosen, came } = isRecord(value) ? value : {};
  return { chosen: placeOf(chosen), came: placeOf(came) };
}

function placeOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined;
}
