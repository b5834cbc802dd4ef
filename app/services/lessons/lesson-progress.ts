import { isRecord } from '../../../runtime/base/is-record.ts';
import { NO_PROGRESS, type LessonProgress } from '../../state/lessons-store.ts';
import type { PreferenceStorage } from '../page/preferences.ts';

const KEY = 'preopen.lessons';

export function loadProgress(storage: () => PreferenceStorage): LessonProgress {
  try {
    return parseProgress(JSON.parse(storage().getItem(KEY) ?? 'null'));
  } catch {
    return NO_PROGRESS;
  }
}

export function keepProgress({ solved, projects }: LessonProgress, storage: () => PreferenceStorage): void {
  try {
    storage().setItem(KEY, JSON.stringify({ v: 1, solved, projects }));
  } catch {
    // Storage is closed to this page: the progress lasts as long as the page.
  }
}

/** What is stored carries its version; whatever does not parse is forgotten. */
export function parseProgress(value: unknown): LessonProgress {
  if (!isRecord(value) || value['v'] !== 1) return NO_PROGRESS;
  const { solved, projects } = value;
  return {
    solved: Array.isArray(solved) ? solved.filter((one) => typeof one === 'string') : [],
    projects: isRecord(projects)
      ? Object.fromEntries(
          Object.entries(projects).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
        )
      : {},
  };
}
