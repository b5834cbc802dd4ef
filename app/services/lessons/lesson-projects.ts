import type { AppState, AppStore } from '../../state/store.ts';
import { loadProgress } from './lesson-progress.ts';
import type { PreferenceStorage } from '../page/preferences.ts';

/** Calls `fetch` when a project is opened that a lesson was begun in: its runs are checked whether or not the lesson is in sight. */
export function followLessonProjects(store: AppStore, storage: () => PreferenceStorage, fetch: () => void): void {
  const look = ({ project }: AppState): void => {
    if (project.phase === 'open' && Object.values(loadProgress(storage).projects).includes(project.summary.id)) fetch();
  };
  look(store.getState());
  store.subscribe((state, before) => {
    if (state.project !== before.project) look(state);
  });
}
