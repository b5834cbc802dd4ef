import { expect, it } from 'vitest';
import { envText, quoteWords } from './typed-text.ts';

it.each([
  [['7', 'plus', '35'], '7 plus 35'],
  [['two words', "it's", ''], `'two words' 'it'\\''s' ''`],
])('%j is typed as %s', (words, typed) => {
  expect(quoteWords(words)).toBe(typed);
});

it('puts one variable on a line', () => {
  expect(envText({ A: '1', B: 'two words' })).toBe('A=1\nB=two words');
});
