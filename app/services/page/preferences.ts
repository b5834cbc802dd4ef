import { isRecord } from '../../../runtime/base/is-record.ts';
import type { AppStore } from '../../state/store.ts';
import type { PanelName, PanelPlaces } from '../../state/panel-name.ts';
import { DEFAULT_PANELS, type OpenSides, type PanelPreferences } from '../../state/panels-slice.ts';
import { DEFAULT_PREFERENCES, THEMES, type ViewPreferences } from '../../state/view-slice.ts';

const KEY = 'preopen.view';

/** As much of `localStorage` as is needed. In a third-party frame each access to it may throw. */
export type PreferenceStorage = Pick<Storage, 'getItem' | 'setItem'>;

/**
 * What is stored carries its version; what does not parse is dropped. Parsed by hand: with a schema of valibot the first load, which
 * needs this, would be 1.7 kB larger.
 */
interface Stored extends ViewPreferences {
  readonly v: 2;
}

/** `places`: the panels that there are. */
export function loadPreferences(storage: () => PreferenceStorage, places: PanelPlaces): ViewPreferences {
  try {
    return parsePreferences(JSON.parse(storage().getItem(KEY) ?? 'null'), places);
  } catch {
    return DEFAULT_PREFERENCES;
  }
}

const KEPT = ['theme', 'isTracing', 'sizes', 'sides', 'isBottomHidden'] as const satisfies (keyof ViewPreferences)[];

export function keepPreferences(store: AppStore, storage: () => PreferenceStorage): void {
  store.subscribe((state, before) => {
    if (KEPT.every((key) => state[key] === before[key])) return;
    const { theme, isTracing, sizes, sides, isBottomHidden } = state;
    const stored: Stored = { v: 2, theme, isTracing, sizes, sides, isBottomHidden };
    try {
      storage().setItem(KEY, JSON.stringify(stored));
    } catch {
      // Storage is closed to this page: the preference lasts as long as the page.
    }
  });
}

export function parsePreferences(value: unknown, places: PanelPlaces): ViewPreferences {
  // Before version 2 there was one side, and sizes were of places.
  if (!isRecord(value) || (value['v'] !== 1 && value['v'] !== 2)) return DEFAULT_PREFERENCES;
  const theme = [...THEMES, 'system' as const].find((known) => known === value['theme']);
  return {
    theme: theme ?? DEFAULT_PREFERENCES.theme,
    isTracing: value['isTracing'] === true,
    ...(value['v'] === 1 ? DEFAULT_PANELS : parsePanels(value, places)),
  };
}

function parsePanels(value: Record<string, unknown>, places: PanelPlaces): PanelPreferences {
  const sides = isRecord(value['sides']) ? value['sides'] : { ...DEFAULT_PANELS.sides };
  const at = (side: keyof OpenSides) =>
    Object.keys(places).find((name) => name === sides[side] && places[name] === side);
  return {
    sizes: parseSizes(value['sizes'], places),
    // The keys of `places` are the names.
    sides: { left: at('left') as PanelName | undefined, right: at('right') as PanelName | undefined },
    isBottomHidden: value['isBottomHidden'] === true,
  };
}

function parseSizes(value: unknown, places: PanelPlaces): PanelPreferences['sizes'] {
  if (!isRecord(value)) return {};
  const isSize = ([name, size]: [string, unknown]) =>
    (name === 'bottom' || name in places) && typeof size === 'number' && size >= 0 && size < 10_000;
  return Object.fromEntries(Object.entries(value).filter(isSize)) as PanelPreferences['sizes'];
}
