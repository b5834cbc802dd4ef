import { expect, it } from 'vitest';
import { statusLine } from './status-line.ts';

it('resets the program’s colours before its own, and its own afterwards', () => {
  expect(statusLine({ text: 'a\nb', tone: 'red', isFresh: true }, 80)).toBe('\x1b[0m\x1b[31ma\r\nb\x1b[0m\r\n');
});

it('lets nothing in the text act on the terminal', () => {
  expect(statusLine({ text: 'a\x1b]0;title\x07.c', tone: 'quiet', isFresh: true }, 80)).toBe(
    '\x1b[0m\x1b[90ma\ufffd]0;title\ufffd.c\x1b[0m\r\n',
  );
});

it('breaks a line that is too long between words, and indents what follows', () => {
  const text = '▸ exit 1 in 3 ms\n  note: A block of 12 bytes was never freed';
  const lines = statusLine({ text, tone: 'amber', isFresh: true }, 24)
    .replaceAll(/\x1b\[\d+m/g, '')
    .split('\r\n');
  expect(lines).toEqual(['▸ exit 1 in 3 ms', '  note: A block of 12', '  bytes was never freed', '']);
});

it('leaves a word that is longer than a line to the terminal', () => {
  expect(statusLine({ text: 'see src/a-long-folder/main.c now', tone: 'quiet', isFresh: true }, 10)).toContain(
    'see\r\nsrc/a-long-folder/main.c\r\nnow',
  );
});

it('begins on a line of its own', () => {
  expect(statusLine({ text: 'done', tone: 'quiet', isFresh: false }, 80)).toMatch(/^\r\n/);
});
