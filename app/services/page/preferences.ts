import type { AppStore } from '../../state/store.ts';
import { DEFAULT_PREFERENCES, SIDES, THEMES, type PanelSizes, type ViewPreferences } from '../../state/view-slice.ts';

const KEY = 'preopen.view';

/** As much of `localStorage` as is needed. In a third-party frame each access to it may throw. */
export type PreferenceStorage = Pick<Storage, 'getItem' | 'setItem'>;

/** What is stored carries its version; whatever does not parse is forgotten. */
interface Stored extends ViewPreferences {
  readonly v: 1;
}

export function loadPreferences(storage: () => PreferenceStorage): ViewPreferences {
  try {
    return parsePreferences(JSON.parse(storage().getItem(KEY) ?? 'null'));
  } catch {
    return DEFAULT_PREFERENCES;
  }
}

export function keepPreferences(store: AppStore, storage: () => PreferenceStorage): void {
  store.subscribe(({ theme, sizes, side, isTracing }, before) => {
    if (theme === before.theme && sizes === before.sizes && side === before.side && isTracing === before.isTracing)
      return;
    const stored: Stored = { v: 1, theme, sizes, side, isTracing };
    try {
      storage().setItem(KEY, JSON.stringify(stored));
    } catch {
      // Storage is closed to this page: the preference lasts as long as the page.
    }
  });
}

export function parsePreferences(value: unknown): ViewPreferences {
  if (!isRecord(value) || value['v'] !== 1) return DEFAULT_PREFERENCES;
  const theme = [...THEMES, 'system' as const].find((known) => known === value['theme']);
  return {
    theme: theme ?? DEFAULT_PREFERENCES.theme,
    sizes: parseSizes(value['sizes']),
    side: SIDES.find((known) => known === value['side']),
    isTracing: value['isTracing'] === true,
  };
}

function parseSizes(value: unknown): PanelSizes {
  const { sizes } = DEFAULT_PREFERENCES;
  if (!isRecord(value)) return sizes;
  const size = (panel: keyof PanelSizes) => {
    const stored = value[panel];
    return typeof stored === 'number' && stored >= 0 && stored < 10_000 ? stored : sizes[panel];
  };
  return {
    files: size('files'),
    bottom: size('bottom'),
    problems: size('problems'),
    side: size('side'),
    wide: size('wide'),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
