import { describe, expect, it } from 'vitest';
import { addressOf, embedSnippet, isLong, lengthText } from './share-text.ts';

describe('what is shared', () => {
  it('is an address beside the page, without what the page was asked', () => {
    expect(addressOf('https://x.test/preopen/index.html?example=hello#1old', '1new')).toBe(
      'https://x.test/preopen/#1new',
    );
  });

  it.each([
    [1999, false],
    [2001, true],
  ])('is long at %i characters: %s', (length, expected) => {
    const address = 'x'.repeat(length);
    expect(isLong(address)).toBe(expected);
    expect(/cut/.test(lengthText(address))).toBe(expected);
  });

  it('is a piece of HTML that says only what is asked for', () => {
    expect(embedSnippet('https://x.test/', '1a', { theme: 'auto', isReadOnly: false })).toBe(
      '<script defer src="https://x.test/embed.js"></script>\n<preopen-embed link="1a"></preopen-embed>',
    );
    expect(embedSnippet('https://x.test/', '1a', { theme: 'dark', isReadOnly: true })).toContain(
      ' link="1a" theme="dark" readonly>',
    );
  });
});
