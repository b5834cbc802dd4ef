import { describe, expect, it } from 'vitest';
import { colored } from './plain-colors.ts';

const kinds = (source: string): readonly string[] =>
  colored(source).flatMap(({ text, kind }) => (kind === undefined ? [] : [`${kind}: ${text.trim()}`]));

describe('colored', () => {
  it('tells the parts of C apart', () => {
    expect(kinds('#include <stdio.h>\nint x = 0x1F; // why\nchar *s = "a\\"b";\n')).toEqual([
      'directive: #include',
      'string: <stdio.h>',
      'keyword: int',
      'delimiter: =',
      'number: 0x1F',
      'delimiter: ;',
      'comment: // why',
      'keyword: char',
      'delimiter: *',
      'delimiter: =',
      'string: "a\\"b"',
      'delimiter: ;',
    ]);
  });

  it('takes an unfinished comment or string as one', () => {
    expect(kinds('a /* b\nint c')).toEqual(['comment: /* b\nint c']);
    expect(kinds('"open\nint')).toEqual(['string: "open', 'keyword: int']);
  });

  it('leaves every character where it was', () => {
    const source = '/**/ #x\n  # define A(b) "c" \'\\n\' 1.5e-3f ... 5..6 @$\\ \u00e9\r\n\tL"w" a->b /* \n * */\n';
    expect(
      colored(source)
        .map(({ text }) => text)
        .join(''),
    ).toBe(source);
    const all = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)).join('');
    expect(
      colored(all + all)
        .map(({ text }) => text)
        .join(''),
    ).toBe(all + all);
  });

  it('leaves long text in one colour', () => {
    expect(colored('int '.repeat(10_000))).toHaveLength(1);
  });
});
