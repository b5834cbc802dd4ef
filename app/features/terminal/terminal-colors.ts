import type { ITheme } from '@xterm/xterm';
import { cssColor } from '../../ui/css-colors.ts';

/** The page's colours in xterm's words. */
export function terminalColors(): ITheme {
  return {
    background: cssColor('--surface'),
    foreground: cssColor('--text'),
    cursor: cssColor('--accent'),
    cursorAccent: cssColor('--surface'),
    selectionBackground: cssColor('--code-selection'),
    selectionForeground: cssColor('--text'),
    black: cssColor('--ansi-black'),
    red: cssColor('--ansi-red'),
    green: cssColor('--ansi-green'),
    yellow: cssColor('--ansi-yellow'),
    blue: cssColor('--ansi-blue'),
    magenta: cssColor('--ansi-magenta'),
    cyan: cssColor('--ansi-cyan'),
    white: cssColor('--ansi-white'),
    brightBlack: cssColor('--ansi-bright-black'),
    brightRed: cssColor('--ansi-bright-red'),
    brightGreen: cssColor('--ansi-bright-green'),
    brightYellow: cssColor('--ansi-bright-yellow'),
    brightBlue: cssColor('--ansi-bright-blue'),
    brightMagenta: cssColor('--ansi-bright-magenta'),
    brightCyan: cssColor('--ansi-bright-cyan'),
    brightWhite: cssColor('--ansi-bright-white'),
  };
}
