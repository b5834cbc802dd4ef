import { expect, it } from 'vitest';
import { previewText, textBlocks } from './preview-text.ts';

const shown = (text: string) => previewText(new TextEncoder().encode(text));

it('shows text as it is', () => {
  expect(shown('int main(void) {\r\n\treturn 0; // größer\n}\n')).toEqual({
    text: 'int main(void) {\n\treturn 0; // größer\n}\n',
    note: undefined,
  });
});

it('shows what would otherwise not be seen, or act', () => {
  expect(shown('"\u001b]0;x\u0007"').text).toBe('"⟨U+001B⟩]0;x⟨U+0007⟩"');
  expect(shown('/*\u202e } if (admin) \u2066*/').text).toBe('/*⟨U+202E⟩ } if (admin) ⟨U+2066⟩*/');
});

it('says what is not shown', () => {
  expect(previewText(Uint8Array.of(1, 0, 2)).note).toMatch(/binary/);
  expect(shown('x'.repeat(200_000)).note).toMatch(/beginning/);
});

it('shows no more of a text in which nothing shows than of another', () => {
  const { text, note } = shown('\u202e'.repeat(50_000));
  expect(text).toHaveLength(100_000);
  expect(note).toMatch(/beginning/);
});

it('is laid out in blocks, which hold all of it', () => {
  const text = `${'a line\n'.repeat(250)}the last`;
  const blocks = textBlocks(text);
  expect(blocks.map(({ lines }) => lines)).toEqual([100, 100, 51]);
  expect(blocks.map((block) => block.text).join('')).toBe(text);
});
