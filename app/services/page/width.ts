import type { AppStore } from '../../state/store.ts';

/** The width below which the panels take turns; `shell.css` says the same. */
const NARROW = '(max-width: 719px)';
/** Below it, panels on both sides would leave the editor too little. */
const MEDIUM = '(max-width: 1099px)';

export function followWidth(page: Window, store: AppStore): void {
  const narrow = page.matchMedia(NARROW);
  const medium = page.matchMedia(MEDIUM);
  const follow = () => store.getState().widthChanged(narrow.matches ? 'narrow' : medium.matches ? 'medium' : 'wide');
  narrow.addEventListener('change', follow);
  medium.addEventListener('change', follow);
  follow();
}
