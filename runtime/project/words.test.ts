import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { words } from './words.ts';

describe('words', () => {
  it.each([
    ['', []],
    ['   \t\n ', []],
    ['a b', ['a', 'b']],
    ['  a\t\tb\nc ', ['a', 'b', 'c']],
    ['"a b" c', ['a b', 'c']],
    ["'a b' c", ['a b', 'c']],
    ['a"b c"d', ['ab cd']],
    ['""', ['']],
    ["a '' b", ['a', '', 'b']],
    ['"it\'s"', ["it's"]],
    ['\'say "hi"\'', ['say "hi"']],
    ['a\\ b', ['a b']],
    ['"a\\"b"', ['a"b']],
    ["'a\\b'", ['a\\b']],
    ['-DX=\\"y\\"', ['-DX="y"']],
    ['"not closed', ['not closed']],
    ['\\', ['\\']],
    ['$HOME *.c', ['$HOME', '*.c']],
    ['größe 日本', ['größe', '日本']],
  ])('%j → %j', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it('gives back any words that were put in quotes', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (given) => {
        const quoted = given.map((word) => `"${word.replace(/["\\]/g, '\\$&')}"`).join(' ');
        expect(words(quoted)).toEqual(given);
      }),
    );
  });
});
