import { describe, expect, it } from 'vitest';
import { parseDiagnostics, readableDiagnostics } from './parse-diagnostics.ts';

const FILES: Readonly<Record<string, readonly string[]>> = {
  'main.c': [
    'int main(void) {',
    '    int unused = 1;',
    '    return größe + 1',
    '    puts("👩‍💻 é", missing);',
    '    👩 = 1;',
    '}',
  ],
};
const lineOf = (file: string, line: number): string | undefined => FILES[file]?.[line - 1];

function parse(...lines: readonly string[]) {
  return parseDiagnostics(lines.join('\n'), lineOf);
}

const at = (line: number, column: number, endColumn: number, endLine = line, file = 'main.c') => ({
  file,
  line,
  column,
  endLine,
  endColumn,
});

describe('parseDiagnostics', () => {
  it.each([
    {
      line: "main.c:2:9:{2:9-2:15}: warning: unused variable 'unused' [-Wunused-variable]",
      expected: {
        severity: 'warning',
        message: "unused variable 'unused'",
        flag: '-Wunused-variable',
        place: at(2, 9, 15),
      },
    },
    {
      line: 'main.c:2:9: error: no range, so the word at the point',
      expected: {
        severity: 'error',
        message: 'no range, so the word at the point',
        flag: undefined,
        place: at(2, 9, 15),
      },
    },
    {
      line: "main.c:1:10: fatal error: 'x.h' file not found",
      expected: { severity: 'error', message: "'x.h' file not found", place: at(1, 10, 14) },
    },
    // Byte 12 of line 3 is where `größe` begins; it ends at byte 19, with two letters of two bytes.
    {
      line: "main.c:3:12:{3:12-3:19}: error: use of undeclared identifier 'größe'",
      expected: { place: at(3, 12, 17) },
    },
    { line: 'main.c:3:12: error: the word has letters beyond ASCII', expected: { place: at(3, 12, 17) } },
    // Past the end of the line, where a semicolon is missing.
    { line: "main.c:3:23: error: expected ';'", expected: { place: at(3, 21, 22) } },
    // The emoji takes 11 bytes and 5 units of UTF-16.
    { line: "main.c:4:27:{4:27-4:34}: error: 'missing'", expected: { place: at(4, 20, 27) } },
    { line: 'main.c:5:5: error: a character that is a pair of units', expected: { place: at(5, 5, 7) } },
    // Of several ranges, the one that holds the point.
    { line: 'main.c:3:20:{3:12-3:19}{3:20-3:21}{3:22-3:23}: error: operands', expected: { place: at(3, 18, 19) } },
    { line: 'main.c:3:20:{3:12-3:19}: error: none holds it', expected: { place: at(3, 18, 19) } },
    // A range over several lines.
    { line: 'main.c:1:16:{1:16-6:2}: error: the body', expected: { place: at(1, 16, 2, 6) } },
    { line: './main.c:2:9: error: a path from here', expected: { place: at(2, 9, 15) } },
    {
      line: '/usr/include/stdio.h:7:3: error: a file we cannot see',
      expected: { place: at(7, 3, 4, 7, '/usr/include/stdio.h') },
    },
    {
      line: 'with space: and colon.c:7:3: remark: odd name',
      expected: { severity: 'remark', place: at(7, 3, 4, 7, 'with space: and colon.c') },
    },
    {
      line: "clang: error: unknown argument: '-bogus'",
      expected: { severity: 'error', message: "unknown argument: '-bogus'", place: undefined },
    },
    {
      line: 'clang++: warning: argument unused [-Wunused-command-line-argument]',
      expected: { severity: 'warning', message: 'argument unused', flag: '-Wunused-command-line-argument' },
    },
    {
      line: 'error: unable to open output file',
      expected: { severity: 'error', message: 'unable to open output file', place: undefined },
    },
    { line: 'warning: something general', expected: { severity: 'warning', message: 'something general' } },
    {
      line: 'wasm-ld: error: main.c: undefined symbol: twice',
      expected: { severity: 'error', message: 'undefined symbol: twice, used in main.c', place: undefined },
    },
  ])('$line', ({ line, expected }) => {
    const found = parse(line);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject(expected);
  });

  it.each([
    ['1 warning and 2 errors generated.'],
    ['2 errors generated.'],
    ['In file included from main.c:1:'],
    ['    3 |     return größe + 1'],
    ['      |            ^~~~~'],
    [''],
  ])('%j says nothing', (line) => {
    expect(parse(line)).toEqual([]);
  });

  it('gives notes and fix-its to the error they follow', () => {
    const found = parse(
      "main.c:2:9: error: unknown name 'unusd'; did you mean 'unused'?",
      'fix-it:"main.c":{2:9-2:15}:"unused"',
      "main.c:1:5: note: 'unused' declared here",
      'main.c:3:5: error: the next',
    );
    expect(found).toMatchObject([
      {
        notes: [{ message: "'unused' declared here", place: at(1, 5, 9) }],
        fixits: [{ place: at(2, 9, 15), text: 'unused' }],
      },
      { message: 'the next', notes: [], fixits: [] },
    ]);
  });

  it('gives what the linker adds to the error it belongs to', () => {
    const found = parse('wasm-ld: error: duplicate symbol: twice', '>>> defined in a.c', '>>> defined in src/b.c');
    expect(found).toMatchObject([
      {
        message: 'duplicate symbol: twice',
        notes: [
          { message: 'defined in a.c', place: undefined },
          { message: 'defined in src/b.c', place: undefined },
        ],
      },
    ]);
  });

  it.each([
    { line: 'fix-it:"main.c":{3:21-3:21}:";"', fixit: { place: at(3, 19, 19), text: ';' } },
    { line: 'fix-it:"main.c":{2:1-3:1}:""', fixit: { place: at(2, 1, 1, 3), text: '' } },
    {
      line: 'fix-it:"gr\\303\\274\\303\\237e.c":{1:1-1:2}:"\\303\\251\\n\\t\\"\\\\"',
      fixit: { place: at(1, 1, 2, 1, 'grüße.c'), text: 'é\n\t"\\' },
    },
  ])('$line', ({ line, fixit }) => {
    expect(parse('main.c:1:1: error: x', line)[0]?.fixits).toEqual([fixit]);
  });

  it('keeps a note that follows nothing', () => {
    expect(parse('main.c:1:5: note: alone')).toMatchObject([{ severity: 'note', message: 'alone' }]);
  });
});

describe('readableDiagnostics', () => {
  const plain = (text: string): string => readableDiagnostics(text).replace(/\x1b\[[\d;]*m/g, '');

  it.each([
    ['main.c:2:9:{2:9-2:15}{3:1-3:2}: error: x [-Wx]', 'main.c:2:9: error: x [-Wx]'],
    ['main.c:2:9: error: x', 'main.c:2:9: error: x'],
    ['a\nfix-it:"main.c":{1:1-1:1}:";"\nb', 'a\nb'],
    ['      |     ^~~~', '      |     ^~~~'],
    ['clang: error: x', 'clang: error: x'],
  ])('%j → %j', (text, expected) => {
    expect(plain(text)).toBe(expected);
  });

  it('colours severities and carets, and nothing in the source', () => {
    const text = readableDiagnostics('main.c:2:9: warning: w\n    2 | int error: 1;\n      |     ^~~');
    expect(text.split('\n')).toEqual([
      '\x1b[1mmain.c:2:9: \x1b[1;35mwarning: \x1b[0m\x1b[1mw\x1b[0m',
      '    2 | int error: 1;',
      '      | \x1b[1;32m    ^~~\x1b[0m',
    ]);
  });
});
