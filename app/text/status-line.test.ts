import { expect, it } from 'vitest';
import { endsFreshLine, statusLine } from './status-line.ts';

it.each([
  { what: 'a finished line', text: 'hello\r\n', before: false, expected: true },
  { what: 'an unfinished line', text: 'name? ', before: true, expected: false },
  { what: 'a finished line with the colour reset after it', text: 'hello\r\n\x1b[0m', before: false, expected: true },
  { what: 'nothing but colours', text: '\x1b[31m\x1b[1m', before: true, expected: true },
  { what: 'nothing', text: '', before: false, expected: false },
])('$what: fresh line $expected', ({ text, before, expected }) => {
  expect(endsFreshLine(new TextEncoder().encode(text), before)).toBe(expected);
});

it('resets the program’s colours before its own, and its own afterwards', () => {
  expect(statusLine('a\nb', 'red')).toBe('\x1b[0m\x1b[31ma\r\nb\x1b[0m\r\n');
});

it('lets nothing in the text act on the terminal', () => {
  expect(statusLine('a\x1b]0;title\x07.c', 'quiet')).toBe('\x1b[0m\x1b[90ma\ufffd]0;title\ufffd.c\x1b[0m\r\n');
});
