import headless from '@xterm/headless';
import { ScreenFilter } from '../screen-filter.ts';
import type { TerminalQuery } from '../terminal-query.ts';

/** A filter in front of the page's terminal, without a page: what was let through, and what became of it. */
export function bootScreen(columns = 80, rows = 24) {
  const terminal = new headless.Terminal({ cols: columns, rows, scrollback: 5000, allowProposedApi: true });
  const log: string[] = [];
  const queries: TerminalQuery[] = [];
  const modes: string[] = [];
  terminal.onData((data) => log.push(data));
  terminal.onBinary((data) => log.push(data));
  const decoder = new TextDecoder();
  let sent = '';
  const pending: Uint8Array[] = [];
  /** Since it was drawn last: bytes, and the weight of the sequences among them. */
  const waiting = { bytes: 0, weight: 0 };
  const filter = new ScreenFilter({
    output: (bytes, weight) => {
      pending.push(bytes.slice());
      waiting.bytes += bytes.length;
      waiting.weight += weight;
      sent += decoder.decode(bytes, { stream: true });
    },
    mode: (mode, isSet) => modes.push(`${mode}${isSet ? 'h' : 'l'}`),
    query: (query) => queries.push(query),
  });
  filter.resize({ columns, rows });
  return {
    filter,
    terminal,
    queries,
    modes,
    waiting,
    /** What the terminal said by itself, as if it had been typed. */
    answers: log,
    write: (text: string | Uint8Array): void => {
      filter.write(typeof text === 'string' ? new TextEncoder().encode(text) : text);
    },
    takeSent: (): string => {
      const result = sent;
      sent = '';
      return result;
    },
    /** Draws what was let through, in one go; how many bytes that were. */
    draw: async (): Promise<number> => {
      const bytes = new Uint8Array(waiting.bytes);
      let at = 0;
      for (const piece of pending.splice(0)) {
        bytes.set(piece, at);
        at += piece.length;
      }
      Object.assign(waiting, { bytes: 0, weight: 0 });
      await new Promise<void>((done) => terminal.write(bytes, done));
      return bytes.length;
    },
    screen: (): readonly string[] => {
      const { active } = terminal.buffer;
      return Array.from({ length: active.length }, (_, y) => active.getLine(y)?.translateToString(true) ?? '');
    },
  };
}
