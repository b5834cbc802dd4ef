import { describe, expect, it } from 'vitest';
import { includable } from './include-names.ts';

const C = { language: 'c', flags: ['-Idata'] } as const;

describe('a file of the project may be what an include means', () => {
  it.each([
    ['a name that nothing asks for', 'fopen("out.txt", "w");', 'out.txt', false],
    ['a source that nothing asks for', '#include "other.c"', 'main.c', false],
    ['a source that is included', '#include "other.c"', 'lib/other.c', true],
    ['a name in quotes', '#include "table.txt"', 'table.txt', true],
    ['a name in another folder', '#include "data/table.txt"', 'old/data/table.txt', true],
    ['a name in angles', '  #  include_next\t<table.txt>', 'table.txt', true],
    ['the other spelling of #', '%:include "table.txt"', 'table.txt', true],
    ['a name over two lines', '#include \\\n"table\\\r\n.txt"', 'table.txt', true],
    ['what is embedded', '#embed "picture.png" limit(4)', 'picture.png', true],
    ['what is only asked for', '#if __has_include( "config.txt" )', 'config.txt', true],
    ['a header, since those of the system ask for many', 'int x;', 'lib/limits.h', true],
    ['an include that a macro makes', '#define NAME(x) <x.txt>\n#include NAME(table)', 'table.txt', true],
    ['a question that a macro makes', '#if __has_embed(NAME(table))', 'table.txt', true],
    ['a comment before the name', '#include /* the */ "table.txt"', 'table.txt', true],
    ['a comment before the word', '#/**/include "table.txt"', 'table.txt', true],
    ['what the assembler includes', 'asm(".incbin \\"a\\"");', 'table.txt', true],
    ['what the assembler reads as source', 'asm(".include \\"a\\"");', 'table.txt', true],
    ['a name by way of a folder', '#include "data/../other.txt"', 'data/out.csv', true],
    ['a name in the folder above', '#include "../other.txt"', 'data/out.csv', false],
    ['the question by another name', '#define ASK __has_include\n#if ASK("table.txt")', 'table.txt', true],
    ['a splice that is a trigraph', '#inc??/\nlude "table.txt"', 'table.txt', true],
    ['a header that counts as one of the system', '#pragma GCC system_header', 'table.txt', true],
    ['what only has to be older', '#pragma GCC dependency "table.txt"', 'table.txt', true],
    ['a question whether one can ask', '#ifdef __has_include\n#endif', 'table.txt', false],
    ['no ending', 'int x;', 'vector', false],
  ])('%s', (_what, text, path, expected) => {
    expect(includable([path], ['int before;', text], C)).toEqual(expected ? [path] : []);
  });

  it('without an ending in C++', () => {
    expect(includable(['vector', 'out.txt'], [], { language: 'c++', flags: [] })).toEqual(['vector']);
  });

  it('anything, where headers of the project count as such of the system', () => {
    const names = (...flags: readonly string[]) => includable(['a.txt'], [], { language: 'c', flags });
    expect([names('-isystem', 'vendor'), names('-isystemvendor'), names('--embed-dir=data')]).toEqual(
      new Array(3).fill(['a.txt']),
    );
    expect(names('-isystem', '/usr/include/compat')).toEqual([]);
  });

  it('named by a flag', () => {
    const paths = ['a.txt', 'b.txt'];
    expect(includable(paths, [], { language: 'c', flags: ['-include', 'deep/b.txt'] })).toEqual(['b.txt']);
  });
});
