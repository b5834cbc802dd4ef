import type { AppStore } from '../../state/store.ts';
import { selectTheme, type Theme } from '../../state/view-slice.ts';

/** Follows what the system asks for, and dresses the page before React draws it. */
export function followTheme(page: Window, store: AppStore): void {
  const dark = page.matchMedia('(prefers-color-scheme: dark)');
  const contrast = page.matchMedia('(prefers-contrast: more)');
  const follow = () => store.getState().systemThemeChanged(systemTheme(dark.matches, contrast.matches));
  dark.addEventListener('change', follow);
  contrast.addEventListener('change', follow);
  follow();
  wear(page, selectTheme(store.getState()));
  store.subscribe((state, before) => {
    if (selectTheme(state) !== selectTheme(before)) wear(page, selectTheme(state));
  });
}

function systemTheme(isDark: boolean, isContrast: boolean): Theme {
  if (isContrast) return 'contrast';
  return isDark ? 'dark' : 'light';
}

function wear(page: Window, theme: Theme): void {
  page.document.documentElement.dataset['theme'] = theme;
}
