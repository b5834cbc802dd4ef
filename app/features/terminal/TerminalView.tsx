import { FitAddon } from '@xterm/addon-fit';
import { UnicodeGraphemesAddon } from '@xterm/addon-unicode-graphemes';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import { useContext, useEffect, useId, useRef } from 'react';
import { shortcutText } from '../../services/page/key-bindings.ts';
import { useServices } from '../../services/use-services.ts';
import { selectIsBusy } from '../../state/run-slice.ts';
import { AppStoreContext, useApp } from '../../state/use-app.ts';
import { selectTheme } from '../../state/view-slice.ts';
import { statusLine } from '../../text/status-line.ts';
import { cssValue } from '../../ui/css-colors.ts';
import { TrapHint } from '../../ui/TrapHint.tsx';
import { boundAnnouncements } from './bound-announcements.ts';
import { copyKeys } from './copy-keys.ts';
import { inPieces } from './in-pieces.ts';
import { screenText } from './screen-text.ts';
import { terminalColors } from './terminal-colors.ts';

interface TerminalViewProps {
  readonly onTyped: (text: string) => void;
}

/** Owns one xterm. Its bytes never pass through React. Loaded after the shell, hence the default export. */
export default function TerminalView({ onTyped }: TerminalViewProps) {
  const hint = useId();
  const leave = useLeaveText();
  const store = useContext(AppStoreContext);
  const host = useRef<HTMLDivElement>(null);
  const shown = useRef<Terminal>(null);
  const { terminal: stream, focus, isMac } = useServices();
  const theme = useApp(selectTheme);

  useEffect(() => {
    if (!host.current || !store) return;
    const terminal = createTerminal();
    const fit = new FitAddon();
    for (const addon of [fit, new WebLinksAddon(), new UnicodeGraphemesAddon()]) terminal.loadAddon(addon);
    terminal.open(host.current);
    terminal.textarea?.setAttribute('aria-label', 'Terminal input');
    terminal.textarea?.setAttribute('aria-describedby', hint);
    terminal.attachCustomKeyEventHandler(
      // While nothing runs, Tab goes on to what comes next on the page.
      (event) => (event.key !== 'Tab' || selectIsBusy(store.getState())) && copyKeys(event, terminal, isMac),
    );
    shown.current = terminal;

    const sized = terminal.onResize(({ cols, rows }) => stream.resized(cols, rows));
    const typed = terminal.onData(onTyped);
    const asked = terminal.parser.registerCsiHandler({ final: 'n' }, ([, id]) => {
      const { cursorX, cursorY } = terminal.buffer.active;
      // Beyond the last column while the next character would wrap.
      if (typeof id === 'number') stream.located(id, cursorY + 1, Math.min(cursorX + 1, terminal.cols));
      return true;
    });
    const announced = boundAnnouncements(terminal.element);
    const picked = pickedText(terminal.textarea, onTyped);
    // At phone width the panel may be hidden, and then has no size to fit.
    const observer = new ResizeObserver(([entry]) => entry && entry.contentRect.height > 0 && fit.fit());
    observer.observe(host.current);
    fit.fit();
    stream.resized(terminal.cols, terminal.rows);
    const attached = stream.attach({
      write: (data, done) => writeInPieces(terminal, data, done),
      say: (line) => terminal.write(statusLine(line, terminal.cols)),
      clear: () => terminal.clear(),
      copyAll: () => screenText(terminal.buffer.active),
    });
    const forget = focus.register('terminal', () => terminal.focus());
    return () => {
      observer.disconnect();
      forget();
      for (const part of [attached, asked, announced, picked, typed, sized, terminal]) part.dispose();
      shown.current = null;
    };
  }, [stream, focus, isMac, store, hint, onTyped]);

  useEffect(() => {
    if (shown.current) shown.current.options.theme = terminalColors();
  }, [theme]);

  return (
    <>
      <div ref={host} className="terminal-host" />
      <TrapHint id={hint} host={host} text={leave} />
    </>
  );
}

/** How to leave the terminal by keyboard: Tab goes to the program. */
function useLeaveText(): string {
  const { panels, isMac } = useServices();
  const isBusy = useApp(selectIsBusy);
  const shortcut = panels.find(({ name }) => name === 'editor')?.shortcut;
  if (!isBusy) return 'Nothing is running, so the terminal takes no typing. Press Run first.';
  const keys = shortcut === undefined ? '' : `${shortcutText(shortcut, isMac)} goes to the editor, and `;
  return `Tab goes to the program. To leave: ${keys}Shift+Escape stops the program.`;
}

function writeInPieces(terminal: Terminal, data: string | Uint8Array, done: () => void): void {
  const pieces = typeof data === 'string' ? [data] : inPieces(data);
  pieces.forEach((piece, index) => terminal.write(piece, index === pieces.length - 1 ? done : undefined));
}

/**
 * Text that comes without a key, as from an emoji picker. xterm leaves it to assistive technology while the screen is
 * there as text; keys that were pressed it handles itself.
 */
function pickedText(textarea: HTMLTextAreaElement | undefined, typed: (text: string) => void): { dispose: () => void } {
  const listening = new AbortController();
  const { signal } = listening;
  let isKeyDown = false;
  textarea?.addEventListener('keydown', () => (isKeyDown = true), { signal, capture: true });
  textarea?.addEventListener('keyup', () => (isKeyDown = false), { signal, capture: true });
  textarea?.addEventListener(
    'input',
    (event) => {
      const { data, inputType, isComposing } = event;
      if (data !== null && inputType === 'insertText' && !isComposing && !isKeyDown) typed(data);
    },
    { signal },
  );
  return { dispose: () => listening.abort() };
}

function createTerminal(): Terminal {
  return new Terminal({
    allowProposedApi: true,
    // What is on the screen is also there for assistive technology, as text.
    screenReaderMode: true,
    cursorBlink: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    fontFamily: cssValue('--mono'),
    fontSize: 13,
    lineHeight: 1.2,
    minimumContrastRatio: 4.5,
    scrollback: 5000,
    theme: terminalColors(),
  });
}
