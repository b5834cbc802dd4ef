import type { AppStore } from '../state/store.ts';
import { loadProgress } from './lesson-progress.ts';
import type { PreferenceStorage } from './preferences.ts';

/** Calls `fetch` when a project is opened that a lesson was begun in: its runs are checked whether or not the lesson is in sight. */
export function followLessonProjects(store: AppStore, storage: () => PreferenceStorage, fetch: () => void): void {
  store.subscribe(({ project }, before) => {
    if (project.phase !== 'open' || project === before.project) return;
    if (Object.values(loadProgress(storage).projects).includes(project.summary.id)) fetch();
  });
}
