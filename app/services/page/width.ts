import type { AppStore } from '../../state/store.ts';

/** The width below which the panels take turns; `shell.css` says the same. */
const NARROW = '(max-width: 719px)';

export function followWidth(page: Window, store: AppStore): void {
  const narrow = page.matchMedia(NARROW);
  const follow = () => store.getState().widthChanged(narrow.matches);
  narrow.addEventListener('change', follow);
  follow();
}
