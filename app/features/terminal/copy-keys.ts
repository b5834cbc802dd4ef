import type { Terminal } from '@xterm/xterm';

type Selection = Pick<Terminal, 'hasSelection' | 'getSelection' | 'clearSelection'>;

/**
 * Ctrl+C copies while something is selected and is the program's otherwise; Ctrl+V is left to the browser, which
 * pastes. Returns whether xterm should handle the key.
 */
export function copyKeys(event: KeyboardEvent, terminal: Selection, isMac: boolean): boolean {
  if (isMac || event.type !== 'keydown' || !event.ctrlKey || event.altKey) return true;
  const key = event.key.toLowerCase();
  if (key === 'v') return false;
  if (key !== 'c' || !terminal.hasSelection()) return true;
  event.preventDefault();
  // Refused where the page may not use the clipboard; the selection then stays.
  void navigator.clipboard.writeText(terminal.getSelection()).then(
    () => terminal.clearSelection(),
    () => undefined,
  );
  return false;
}
