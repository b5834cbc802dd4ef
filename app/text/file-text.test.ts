import { expect, it } from 'vitest';
import { decodeText, LARGEST_TEXT_BYTES, sizeText } from './file-text.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

it('reads UTF-8, and keeps a byte order mark so that saving does not drop it', () => {
  expect(decodeText(bytes('größe'))).toEqual({ ok: true, value: 'größe' });
  expect(decodeText(bytes('\ufeffint'))).toEqual({ ok: true, value: '\ufeffint' });
});

it.each([
  { what: 'a NUL byte', content: Uint8Array.of(65, 0, 66), why: /binary file \(3 B\)/ },
  { what: 'Latin-1', content: Uint8Array.of(103, 114, 246), why: /not UTF-8/ },
  { what: 'too many bytes', content: new Uint8Array(LARGEST_TEXT_BYTES + 1).fill(65), why: /2\.1 MB, too large/ },
])('says why it does not show $what', ({ content, why }) => {
  const text = decodeText(content);
  expect(!text.ok && text.error).toMatch(why);
});

it.each([
  [999, '999 B'],
  [5600, '5.6 KB'],
  [78_000_000, '78 MB'],
])('%d bytes are %s', (size, text) => {
  expect(sizeText(size)).toBe(text);
});
