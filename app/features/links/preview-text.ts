import { visibleLines } from '../../../runtime/base/visible-text.ts';
import { decodeText } from '../../text/file-text.ts';

/** Enough to judge a program by; the rest shows in the editor. */
const MOST_CHARS = 100_000;

/** A file as it can be shown to somebody who does not trust it: nothing in it is invisible. */
export function previewText(bytes: Uint8Array): { readonly text: string; readonly note: string | undefined } {
  const decoded = decodeText(bytes);
  if (!decoded.ok) return { text: '', note: decoded.error };
  const whole = decoded.value.replaceAll('\r\n', '\n');
  const text = visibleLines(whole.slice(0, MOST_CHARS));
  return { text, note: whole.length > MOST_CHARS ? 'This is the beginning; the editor shows all of it.' : undefined };
}
