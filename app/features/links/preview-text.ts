import { decodeText } from '../../services/file-text.ts';

/** Enough to judge a program by; the rest shows in the editor. */
const MOST_CHARS = 100_000;

/** Direction marks and other characters that show something else than what is there. */
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** A file as it can be shown to somebody who does not trust it: nothing in it is invisible. */
export function previewText(bytes: Uint8Array): { readonly text: string; readonly note: string | undefined } {
  const decoded = decodeText(bytes);
  if (!decoded.ok) return { text: '', note: decoded.error };
  const whole = decoded.value.replaceAll('\r\n', '\n');
  const text = whole.slice(0, MOST_CHARS).replace(INVISIBLE, named);
  return { text, note: whole.length > MOST_CHARS ? 'This is the beginning; the editor shows all of it.' : undefined };
}

/** `␛` for an escape, `⟨U+202E⟩` for what has no picture. */
function named(char: string): string {
  const code = char.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}
