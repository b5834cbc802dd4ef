import { expect, it } from 'vitest';
import { parseMarkdown, type Block } from './markdown.ts';

const text = (text: string) => ({ kind: 'text', text }) as const;

it.each<readonly [string, string, Block[]]>([
  ['joins the lines of a paragraph', 'a\nb\n\nc', [para('a b'), para('c')]],
  ['keeps code as it is', '```c\nint *a;\n\n### b\n```', [{ kind: 'code', text: 'int *a;\n\n### b' }]],
  ['ends code that is not closed with the text', '```\na', [{ kind: 'code', text: 'a' }]],
  [
    'reads lists, with lines that go on',
    '- a\n  b\n- c',
    [{ kind: 'list', isOrdered: false, items: [[text('a b')], [text('c')]] }],
  ],
  ['reads ordered lists', '1. a', [{ kind: 'list', isOrdered: true, items: [[text('a')]] }]],
  ['reads headings', '### a', [{ kind: 'heading', spans: [text('a')] }]],
  ['leaves HTML as text', '<img src=x onerror=alert(1)>', [para('<img src=x onerror=alert(1)>')]],
  ['leaves single stars alone', 'a * b * c', [para('a * b * c')]],
])('%s', (_what, given, expected) => expect(parseMarkdown(given)).toEqual(expected));

it('reads code, strong and emphasis in a line', () => {
  expect(parseMarkdown('a `b*c*` **d** *e f*.')).toEqual([
    {
      kind: 'paragraph',
      spans: [
        text('a '),
        { kind: 'code', text: 'b*c*' },
        text(' '),
        { kind: 'strong', text: 'd' },
        text(' '),
        { kind: 'emphasis', text: 'e f' },
        text('.'),
      ],
    },
  ]);
});

function para(of: string): Block {
  return { kind: 'paragraph', spans: [text(of)] };
}
