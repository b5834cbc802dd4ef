import type { Theme } from '../../state/view-slice.ts';
import { cssColor } from '../../ui/css-colors.ts';
import { monaco } from './monaco.ts';

const BASES = { light: 'vs', dark: 'vs-dark', contrast: 'hc-black' } as const;

/** Dresses Monaco in the page's colours. To be called when the page already wears them. */
export function applyTheme(theme: Theme): void {
  const name = `preopen-${theme}`;
  monaco.editor.defineTheme(name, {
    base: BASES[theme],
    inherit: false,
    rules: [
      rule('', '--code-text'),
      rule('comment', '--code-comment'),
      rule('keyword', '--code-keyword'),
      rule('keyword.directive', '--code-directive'),
      rule('type', '--code-type'),
      rule('string', '--code-string'),
      rule('number', '--code-number'),
      rule('annotation', '--code-directive'),
      rule('delimiter', '--code-delimiter'),
      rule('strong', '--code-keyword'),
      rule('emphasis', '--code-keyword'),
      rule('variable', '--code-string'),
    ],
    colors: {
      focusBorder: cssColor('--focus'),
      foreground: cssColor('--text'),
      'editor.background': cssColor('--surface'),
      'editor.foreground': cssColor('--code-text'),
      'editor.lineHighlightBackground': cssColor('--code-line'),
      'editor.selectionBackground': cssColor('--code-selection'),
      'editorCursor.foreground': cssColor('--accent'),
      'editorLineNumber.foreground': cssColor('--code-line-number'),
      'editorLineNumber.activeForeground': cssColor('--text'),
      'editorIndentGuide.background1': cssColor('--code-guide'),
      'editorIndentGuide.activeBackground1': cssColor('--border-strong'),
      'editor.findMatchBackground': cssColor('--code-match'),
      'editor.findMatchHighlightBackground': cssColor('--code-match-other'),
      'editor.rangeHighlightBackground': cssColor('--code-line'),
      'editor.wordHighlightBackground': cssColor('--code-match-other'),
      'editor.wordHighlightTextBackground': cssColor('--code-match-other'),
      'editor.wordHighlightStrongBackground': cssColor('--code-match-other'),
      'editorOverviewRuler.findMatchForeground': cssColor('--accent'),
      'editorBracketMatch.background': cssColor('--selected'),
      'editorBracketMatch.border': cssColor('--border-strong'),
      'editorError.foreground': cssColor('--error'),
      'editorWarning.foreground': cssColor('--warning'),
      'editorInfo.foreground': cssColor('--info'),
      'editorWidget.background': cssColor('--raised'),
      'editorWidget.foreground': cssColor('--text'),
      'editorWidget.border': cssColor('--border'),
      'editorHoverWidget.background': cssColor('--raised'),
      'editorHoverWidget.foreground': cssColor('--text'),
      'editorHoverWidget.border': cssColor('--border'),
      'editorSuggestWidget.background': cssColor('--raised'),
      'editorSuggestWidget.foreground': cssColor('--text'),
      'editorSuggestWidget.border': cssColor('--border'),
      'editorSuggestWidget.selectedBackground': cssColor('--selected'),
      'editorSuggestWidget.selectedForeground': cssColor('--text'),
      'editorSuggestWidget.selectedIconForeground': cssColor('--text'),
      'editorSuggestWidget.highlightForeground': cssColor('--accent'),
      'editorSuggestWidget.focusHighlightForeground': cssColor('--accent'),
      'list.focusBackground': cssColor('--selected'),
      'list.focusForeground': cssColor('--text'),
      'list.highlightForeground': cssColor('--accent'),
      'widget.shadow': `${cssColor('--text')}33`,
      'input.background': cssColor('--surface'),
      'input.foreground': cssColor('--text'),
      'input.border': cssColor('--border-strong'),
      'inputOption.activeBackground': cssColor('--selected'),
      'inputOption.activeForeground': cssColor('--text'),
      'inputOption.activeBorder': cssColor('--accent'),
      'inputOption.hoverBackground': cssColor('--hover'),
      'toolbar.hoverBackground': cssColor('--hover'),
      'icon.foreground': cssColor('--text'),
      'menu.background': cssColor('--raised'),
      'menu.foreground': cssColor('--text'),
      'menu.border': cssColor('--border'),
      'menu.separatorBackground': cssColor('--border'),
      'menu.selectionBackground': cssColor('--selected'),
      'menu.selectionForeground': cssColor('--text'),
      'list.hoverBackground': cssColor('--hover'),
      'scrollbarSlider.background': `${cssColor('--border-strong')}40`,
      'scrollbarSlider.hoverBackground': `${cssColor('--border-strong')}80`,
      'scrollbarSlider.activeBackground': `${cssColor('--border-strong')}a0`,
      'textLink.foreground': cssColor('--accent'),
    },
  });
  monaco.editor.setTheme(name);
}

function rule(token: string, color: `--${string}`): { readonly token: string; readonly foreground: string } {
  return { token, foreground: cssColor(color).slice(1) };
}
