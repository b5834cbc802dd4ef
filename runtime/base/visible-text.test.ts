import fc from 'fast-check';
import { expect, it } from 'vitest';
import { visible, visibleLines } from './visible-text.ts';

it.each([
  ['main.c', 'main.c'],
  ['größe 1.c', 'größe 1.c'],
  ['日本語.txt', '日本語.txt'],
  ['a\u200bb', 'a⟨U+200B⟩b'],
  ['\u202egnp.c', '⟨U+202E⟩gnp.c'],
  ['a\u00a0b', 'a⟨U+00A0⟩b'],
  ['a\ufe0f', 'a⟨U+FE0F⟩'],
  ['a\u3164', 'a⟨U+3164⟩'],
  ['a\u{e0041}', 'a⟨U+E0041⟩'],
  ['a\ud800', 'a⟨U+D800⟩'],
  ['a\u001b[2J', 'a⟨U+001B⟩[2J'],
  [' a', '␣a'],
  ['a ', 'a␣'],
  ['a  b', 'a ␣b'],
  ['⟨U+200B⟩', '⟨U+27E8⟩U+200B⟩'],
  ['a␣', 'a⟨U+2423⟩'],
  ['\u0000 a', '⟨U+0000⟩ a'],
])('%j is shown as %s', (text, shown) => {
  expect(visible(text)).toBe(shown);
});

const tricky = fc.string({
  unit: fc.constantFrom('a', ' ', '\u0000', '\u200b', '\u202e', '\u00a0', '⟨', '⟩', 'U+200B', '␣', '\u2028', '\ufeff'),
});

it('shows two texts alike only when they are the same', () => {
  fc.assert(
    fc.property(fc.oneof(tricky, fc.string({ unit: 'binary' })), fc.oneof(tricky, fc.string()), (a, b) => {
      expect(visible(a) === visible(b)).toBe(a === b);
    }),
  );
  const seen = new Map<string, string>();
  for (const text of fc.sample(tricky, 5000)) {
    const known = seen.get(visible(text));
    if (known !== undefined) expect(known).toBe(text);
    seen.set(visible(text), text);
  }
});

it('leaves lines as they are', () => {
  expect(visibleLines('int  a;\n\tb \u202e;\n')).toBe('int  a;\n\tb ⟨U+202E⟩;\n');
});
