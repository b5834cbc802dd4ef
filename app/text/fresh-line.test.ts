import { expect, it } from 'vitest';
import { endsFreshLine } from './fresh-line.ts';

it.each([
  { what: 'a finished line', text: 'hello\r\n', before: false, expected: true },
  { what: 'an unfinished line', text: 'name? ', before: true, expected: false },
  { what: 'a finished line with the colour reset after it', text: 'hello\r\n\x1b[0m', before: false, expected: true },
  { what: 'nothing but colours', text: '\x1b[31m\x1b[1m', before: true, expected: true },
  { what: 'nothing', text: '', before: false, expected: false },
])('$what: fresh line $expected', ({ text, before, expected }) => {
  expect(endsFreshLine(new TextEncoder().encode(text), before)).toBe(expected);
});
