import { expect, it } from 'vitest';
import { createAppStore } from '../../state/store.ts';
import { DEFAULT_PREFERENCES } from '../../state/view-slice.ts';
import { keepPreferences, loadPreferences, parsePreferences } from './preferences.ts';

const PLACES = { files: 'left', lessons: 'left', http: 'right' } as const;

function memory() {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  };
}

it('finds again what was kept', () => {
  const storage = memory();
  const store = createAppStore(
    loadPreferences(() => storage, PLACES),
    undefined,
    PLACES,
  );
  keepPreferences(store, () => storage);
  store.getState().themePreferred('dark');
  store.getState().panelResized('files', 300);
  store.getState().panelShown('lessons');
  store.getState().panelShown('http');
  store.getState().bottomHidden(true);
  expect(loadPreferences(() => storage, PLACES)).toEqual({
    theme: 'dark',
    isTracing: false,
    sizes: { files: 300 },
    sides: { left: 'lessons', right: 'http' },
    isBottomHidden: true,
  });
});

it('goes on without storage', () => {
  const closed = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  const store = createAppStore(loadPreferences(closed, PLACES));
  keepPreferences(store, closed);
  expect(() => store.getState().themePreferred('light')).not.toThrow();
});

it.each([null, 3, {}, { v: 3, theme: 'dark' }])('%j is forgotten', (stored) => {
  expect(parsePreferences(stored, PLACES)).toEqual(DEFAULT_PREFERENCES);
});

it('takes what makes sense of what is stored', () => {
  const stored = { v: 2, theme: 'pink', sizes: { files: -1, http: 400, gone: 9 }, isTracing: 1, isBottomHidden: 'yes' };
  expect(parsePreferences({ ...stored, sides: { left: 'http', right: 'http' } }, PLACES)).toEqual({
    theme: 'system',
    isTracing: false,
    sizes: { http: 400 },
    sides: { left: undefined, right: 'http' },
    isBottomHidden: false,
  });
});

it('keeps the theme of an earlier version, whose panels lay elsewhere', () => {
  expect(parsePreferences({ v: 1, theme: 'dark', sizes: { files: 300, side: 1 }, side: 'http' }, PLACES)).toEqual({
    ...DEFAULT_PREFERENCES,
    theme: 'dark',
  });
});
