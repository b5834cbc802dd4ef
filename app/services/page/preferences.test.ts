import { expect, it } from 'vitest';
import { createAppStore } from '../../state/store.ts';
import { DEFAULT_PREFERENCES } from '../../state/view-slice.ts';
import { keepPreferences, loadPreferences, parsePreferences } from './preferences.ts';

function memory() {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  };
}

it('finds again what was kept', () => {
  const storage = memory();
  const store = createAppStore(loadPreferences(() => storage));
  keepPreferences(store, () => storage);
  store.getState().themePreferred('dark');
  store.getState().panelResized('files', 300);
  expect(loadPreferences(() => storage)).toMatchObject({ theme: 'dark', sizes: { files: 300, bottom: 248 } });
});

it('goes on without storage', () => {
  const closed = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  const store = createAppStore(loadPreferences(closed));
  keepPreferences(store, closed);
  expect(() => store.getState().themePreferred('light')).not.toThrow();
});

it.each([null, 3, {}, { v: 2, theme: 'dark' }])('%j is forgotten', (stored) => {
  expect(parsePreferences(stored)).toEqual(DEFAULT_PREFERENCES);
});

it('takes what makes sense of what is stored', () => {
  expect(
    parsePreferences({ v: 1, theme: 'pink', sizes: { files: -1, side: 400 }, side: 'http', isTracing: 1 }),
  ).toEqual({
    theme: 'system',
    sizes: { ...DEFAULT_PREFERENCES.sizes, side: 400 },
    side: 'http',
    isTracing: false,
  });
});
