import { expect, it } from 'vitest';
import { ScreenCursor } from './screen-cursor.ts';

it.each([
  { what: 'text', sent: 'abc', column: 3 },
  { what: 'wide text', sent: '世界', column: 4 },
  { what: 'a full row', sent: 'abcdefghij', column: 10 },
  { what: 'a row and one', sent: 'abcdefghijk', column: 1 },
  { what: 'a wide character that does not fit', sent: 'abcdefghi世', column: 2 },
  { what: 'a backspace from a full row', sent: 'abcdefghij\b', column: 8 },
  { what: 'a tab', sent: 'a\t', column: 8 },
  { what: 'a tab near the edge', sent: 'abcdefghi\t', column: 9 },
  { what: 'a tab after a full row', sent: 'abcdefghij\t', column: 10 },
  { what: 'colours', sent: '\x1b[1;31mab\x1b[0m', column: 2 },
  { what: 'a title', sent: '\x1b]0;a title\x07ab', column: 2 },
  { what: 'a link', sent: '\x1b]8;;x:y\x1b\\ab\x1b]8;;\x1b\\', column: 2 },
  { what: 'a character set', sent: '\x1b(Bab', column: 2 },
  { what: 'right, left and absolute moves', sent: '\x1b[5C\x1b[2Da\x1b[G', column: 0 },
  { what: 'a position', sent: '\x1b[2;4H', column: 3 },
  { what: 'a carriage return within a sequence', sent: 'abc\x1b[2\rC', column: 2 },
  { what: 'a C1 sequence', sent: 'abc\u009b2D', column: 1 },
  { what: 'a byte order mark', sent: '\ufeffa', column: 1 },
] as const)('knows the column after $what', ({ sent, column }) => {
  const bytes = new TextEncoder().encode(sent);
  const whole = new ScreenCursor();
  const pieces = new ScreenCursor();
  whole.resize(10);
  pieces.resize(10);
  whole.follow(bytes);
  for (const byte of bytes) pieces.follow(Uint8Array.of(byte));
  expect(whole.column).toBe(column);
  expect(pieces.column).toBe(column);
});

it('draws nothing for bytes that are no character', () => {
  const cursor = new ScreenCursor();
  cursor.follow(Uint8Array.of(0xff, 0x61, 0xe4, 0xb8, 0x62, 0x80));
  expect(cursor.column).toBe(2);
});
