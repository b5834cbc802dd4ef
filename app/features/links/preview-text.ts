import { visibleLines } from '../../../runtime/base/visible-text.ts';
import { decodeText } from '../../text/file-text.ts';

/** Enough to judge a program by, and quickly laid out; the rest shows in the editor. */
const MOST_CHARS = 100_000;

/** A file as it can be shown to a reader who does not trust it: nothing in it is invisible. */
export function previewText(bytes: Uint8Array): { readonly text: string; readonly note: string | undefined } {
  const decoded = decodeText(bytes);
  if (!decoded.ok) return { text: '', note: decoded.error };
  const whole = decoded.value.replaceAll('\r\n', '\n');
  // What does not show is named in several characters: it is what is shown that is bounded.
  const shown = visibleLines(whole.slice(0, MOST_CHARS));
  const isCut = whole.length > MOST_CHARS || shown.length > MOST_CHARS;
  return {
    text: shown.slice(0, MOST_CHARS),
    note: isCut ? 'This is the beginning; the editor shows all of it.' : undefined,
  };
}

const LINES_IN_BLOCK = 100;

/** The text in pieces of a hundred lines, which the browser lays out as they come into view: all at once takes it 40 ms. */
export function textBlocks(text: string): readonly { readonly text: string; readonly lines: number }[] {
  const lines = text.split(/(?<=\n)/);
  const blocks = [];
  for (let from = 0; from < lines.length; from += LINES_IN_BLOCK) {
    const block = lines.slice(from, from + LINES_IN_BLOCK);
    blocks.push({ text: block.join(''), lines: block.length });
  }
  return blocks;
}
