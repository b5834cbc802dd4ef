import {
  DEFAULT_EDITOR_PREFERENCES,
  FONT_SIZES_PX,
  LINE_HEIGHTS,
  lineHeightPx,
  TAB_WIDTHS,
  type EditorPreferences,
  type LineHeight,
} from '../../state/editor-slice.ts';
import type { AppStore } from '../../state/store.ts';
import type { PreferenceStorage } from './preferences.ts';

const KEY = 'preopen.editor';

/** What was kept, value by value; a value that is not one of today's choices is the default. */
export function loadEditorPreferences(storage: () => PreferenceStorage): EditorPreferences {
  try {
    return parseEditorPreferences(JSON.parse(storage().getItem(KEY) ?? 'null'));
  } catch {
    return DEFAULT_EDITOR_PREFERENCES;
  }
}

export function parseEditorPreferences(value: unknown): EditorPreferences {
  if (typeof value !== 'object' || value === null) return DEFAULT_EDITOR_PREFERENCES;
  const kept = value as Readonly<Record<keyof EditorPreferences, unknown>>;
  const initial = DEFAULT_EDITOR_PREFERENCES;
  return {
    fontSizePx: FONT_SIZES_PX.find((known) => known === kept.fontSizePx) ?? initial.fontSizePx,
    lineHeight:
      (Object.keys(LINE_HEIGHTS) as LineHeight[]).find((known) => known === kept.lineHeight) ?? initial.lineHeight,
    tabWidth: TAB_WIDTHS.find((known) => known === kept.tabWidth) ?? initial.tabWidth,
    isWrapped: kept.isWrapped === true,
  };
}

/** Keeps what is changed, and gives `root` the sizes, which the plain editor is drawn with. */
export function keepEditorPreferences(store: AppStore, storage: () => PreferenceStorage, root: HTMLElement): void {
  apply(store.getState().editorPreferences, root);
  store.subscribe(({ editorPreferences }, before) => {
    if (editorPreferences === before.editorPreferences) return;
    apply(editorPreferences, root);
    try {
      storage().setItem(KEY, JSON.stringify(editorPreferences));
    } catch {
      // Storage is closed to this page: the preference lasts as long as the page.
    }
  });
}

function apply(preferences: EditorPreferences, { style }: HTMLElement): void {
  style.setProperty('--code-size', `${preferences.fontSizePx}px`);
  style.setProperty('--code-line-height', `${lineHeightPx(preferences)}px`);
  style.setProperty('--code-tab', String(preferences.tabWidth));
}
