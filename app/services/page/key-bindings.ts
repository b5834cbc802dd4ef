/** A shortcut as it is written in an action: `Mod+Enter`. `Mod` is Cmd on a Mac and Ctrl on other systems. */
export interface KeyChord {
  readonly mod: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
  /** `KeyboardEvent.key`, single letters in lower case. */
  readonly key: string;
}

export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

export function parseShortcut(shortcut: string): KeyChord {
  const parts = shortcut.split('+');
  const key = parts.at(-1) ?? '';
  return {
    mod: parts.includes('Mod'),
    shift: parts.includes('Shift'),
    alt: parts.includes('Alt'),
    key: key.length === 1 ? key.toLowerCase() : key,
  };
}

export function matchesShortcut(press: KeyPress, shortcut: string, isMac: boolean): boolean {
  const chord = parseShortcut(shortcut);
  const mod = isMac ? press.metaKey : press.ctrlKey;
  const other = isMac ? press.ctrlKey : press.metaKey;
  if (mod !== chord.mod || other || press.altKey !== chord.alt || press.shiftKey !== chord.shift) return false;
  return matchesKey(press, chord.key);
}

const MAC_SYMBOLS: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Enter: '⏎', Escape: 'Esc' };
const PLAIN_NAMES: Readonly<Record<string, string>> = { Mod: 'Ctrl', Escape: 'Esc' };

/** As the visitor's keyboard prints it: `⌘⏎` or `Ctrl+Enter`. */
export function shortcutText(shortcut: string, isMac: boolean): string {
  const parts = shortcut.split('+');
  return isMac
    ? parts.map((part) => MAC_SYMBOLS[part] ?? part).join('')
    : parts.map((part) => PLAIN_NAMES[part] ?? part).join('+');
}

/** In the form that `aria-keyshortcuts` wants. */
export function ariaShortcut(shortcut: string, isMac: boolean): string {
  return shortcut.replace('Mod', isMac ? 'Meta' : 'Control');
}

function matchesKey(press: KeyPress, key: string): boolean {
  if (press.key.toLowerCase() === key.toLowerCase()) return true;
  if (key === '`' && press.code === 'Backquote') return true;
  // Alt on a Mac, and layouts without Latin letters, change what a key types; the key itself is still known.
  const isOtherwiseTyped = press.altKey || press.key.charCodeAt(0) > 127;
  return isOtherwiseTyped && (press.code === `Key${key.toUpperCase()}` || press.code === `Digit${key}`);
}
