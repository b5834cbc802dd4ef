import { describe, expect, it } from 'vitest';
import { DEFAULT_EDITOR_PREFERENCES, lineHeightPx } from '../../state/editor-slice.ts';
import { createAppStore } from '../../state/store.ts';
import { DEFAULT_PREFERENCES } from '../../state/view-slice.ts';
import { keepEditorPreferences, loadEditorPreferences, parseEditorPreferences } from './editor-preferences.ts';

function boot() {
  const kept = new Map<string, string>();
  const storage = () => ({
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
  const css = new Map<string, string>();
  const root = { style: { setProperty: (name: string, value: string) => css.set(name, value) } };
  const store = createAppStore(DEFAULT_PREFERENCES, loadEditorPreferences(storage));
  keepEditorPreferences(store, storage, root as unknown as HTMLElement);
  return { store, storage, css };
}

describe('editor preferences', () => {
  it('keeps what is changed, and draws the plain editor with it', () => {
    const { store, storage, css } = boot();
    expect(css.get('--code-size')).toBe('13px');
    expect(css.get('--code-line-height')).toBe('20px');
    store.getState().editorPreferred({ fontSizePx: 18, tabWidth: 8, isWrapped: true });
    expect(css.get('--code-size')).toBe('18px');
    expect(css.get('--code-tab')).toBe('8');
    expect(loadEditorPreferences(storage)).toEqual({
      fontSizePx: 18,
      lineHeight: 'normal',
      tabWidth: 8,
      isWrapped: true,
    });
  });

  it('takes the default for each value that is none of the choices', () => {
    expect(parseEditorPreferences({ fontSizePx: 1e9, lineHeight: 'toString', tabWidth: 2, isWrapped: 1 })).toEqual({
      ...DEFAULT_EDITOR_PREFERENCES,
      tabWidth: 2,
    });
    for (const bad of [null, 7, 'x', []]) expect(parseEditorPreferences(bad)).toEqual(DEFAULT_EDITOR_PREFERENCES);
  });

  it('works where storage is closed to the page', () => {
    const closed = () => {
      throw new Error('closed');
    };
    expect(loadEditorPreferences(closed)).toBe(DEFAULT_EDITOR_PREFERENCES);
  });

  it('gives lines whole pixels', () => {
    expect(lineHeightPx({ ...DEFAULT_EDITOR_PREFERENCES, fontSizePx: 11, lineHeight: 'tight' })).toBe(15);
  });
});
