import type { StateCreator } from 'zustand/vanilla';

export const FONT_SIZES_PX = [11, 12, 13, 14, 16, 18, 20, 24] as const;
export const TAB_WIDTHS = [2, 4, 8] as const;
/** Of a line, as multiples of the size of its letters. */
export const LINE_HEIGHTS = { tight: 1.35, normal: 1.55, wide: 1.8 } as const;
export type LineHeight = keyof typeof LINE_HEIGHTS;

/** How code looks, in all projects that are opened in this browser. */
export interface EditorPreferences {
  readonly fontSizePx: (typeof FONT_SIZES_PX)[number];
  readonly lineHeight: LineHeight;
  /** How many columns a tab is wide. */
  readonly tabWidth: (typeof TAB_WIDTHS)[number];
  /** Lines that are too long go on in the next row. */
  readonly isWrapped: boolean;
}

export const DEFAULT_EDITOR_PREFERENCES: EditorPreferences = {
  fontSizePx: 13,
  lineHeight: 'normal',
  tabWidth: 4,
  isWrapped: false,
};

export interface EditorSlice {
  readonly editorPreferences: EditorPreferences;
  readonly editorPreferred: (change: Partial<EditorPreferences>) => void;
}

export const createEditorSlice =
  (editorPreferences: EditorPreferences): StateCreator<EditorSlice> =>
  (set) => ({
    editorPreferences,
    editorPreferred: (change) =>
      set(({ editorPreferences: before }) => ({ editorPreferences: { ...before, ...change } })),
  });

/** Whole pixels, so that no line begins between two. */
export function lineHeightPx({ fontSizePx, lineHeight }: EditorPreferences): number {
  return Math.round(fontSizePx * LINE_HEIGHTS[lineHeight]);
}
