import { visible } from '../../../runtime/base/visible-text.ts';
import { selectProjectName } from '../../state/project-slice.ts';
import type { AppStore } from '../../state/store.ts';

/** The tab's title says which project is open: `Hello – Preopen`. */
export function followTitle(page: Document, store: AppStore): void {
  const follow = (): void => {
    const name = selectProjectName(store.getState());
    page.title = name === undefined ? 'Preopen' : `${visible(name)} – Preopen`;
  };
  store.subscribe((state, before) => {
    if (selectProjectName(state) !== selectProjectName(before)) follow();
  });
  follow();
}
