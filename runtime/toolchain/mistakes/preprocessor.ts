import { nearestName } from '../report/nearest-name.ts';
import type { Mistake } from './mistake.ts';
import { noteLineOf, onLine } from './source-words.ts';

const DIRECTIVES = ['include', 'define', 'ifdef', 'ifndef', 'endif', 'undef', 'pragma', 'else', 'elif', 'error'];
const HEADERS = [
  ...['stdio.h', 'stdlib.h', 'string.h', 'math.h', 'ctype.h', 'time.h', 'limits.h', 'float.h', 'stdbool.h', 'stdint.h'],
  ...['stddef.h', 'assert.h', 'errno.h', 'signal.h', 'stdarg.h', 'unistd.h', 'fcntl.h', 'conio.h', 'locale.h'],
];

/** Lines that begin with #, and comments. */
export const PREPROCESSOR: readonly Mistake[] = [
  {
    name: 'misspelt header',
    says: /^'(.+?)' file not found$/,
    when: ({ match }) => nearestName(match[1] ?? '', HEADERS) !== undefined,
    means: ({ match }) =>
      `There is no header ${match[1] ?? ''}; there is a ${nearestName(match[1] ?? '', HEADERS) ?? ''}`,
    advice: ({ match }) => `Write #include <${nearestName(match[1] ?? '', HEADERS) ?? ''}>`,
    wrong: '#include <stido.h>\nint main(void) { puts("hello"); }',
    right: '#include <stdio.h>\nint main(void) { puts("hello"); }',
    frame: 'alone',
  },
  {
    name: 'header that the project does not have',
    says: /^'(.+?)' file not found$/,
    when: ({ after }) => after.startsWith('"'),
    means: ({ match }) => `No file of the project is called ${match[1] ?? ''}`,
    advice: ({ match }) =>
      `Add ${match[1] ?? 'it'} to the project, or check how it is spelt; a header of the system is written in < >`,
    wrong: '#include "shapes.h"\nint main(void) { return 0; }',
    right: '#include <stdio.h>\nint main(void) { return 0; }',
    frame: 'alone',
  },
  {
    name: '#include without its closing bracket',
    says: /^expected '>'$/,
    means: 'The name of a header is written between < and >, and the > is missing',
    advice: 'Put a > after the name',
    wrong: '#include <stdio.h\nint main(void) { return 0; }',
    right: '#include <stdio.h>\nint main(void) { return 0; }',
    frame: 'alone',
  },
  {
    name: '#include without brackets',
    says: /^expected "FILENAME" or <FILENAME>$/,
    means: 'The name of a header is written between < and >, or between quotes where it is a file of the project',
    advice: ({ code }) => `Write #include <${/include\s+([\w./]+)/.exec(code)?.[1] ?? 'stdio.h'}>`,
    wrong: '#include stdio.h\nint main(void) { return 0; }',
    right: '#include <stdio.h>\nint main(void) { return 0; }',
    frame: 'alone',
  },
  {
    name: 'misspelt line with #',
    says: /^invalid preprocessing directive/,
    when: ({ after }) => nearestName(/^\w+/.exec(after)?.[0] ?? '', DIRECTIVES) !== undefined,
    means: ({ after }) =>
      `There is no #${/^\w+/.exec(after)?.[0] ?? ''}; there is #${nearestName(/^\w+/.exec(after)?.[0] ?? '', DIRECTIVES) ?? ''}`,
    advice: ({ after }) => `Write #${nearestName(/^\w+/.exec(after)?.[0] ?? '', DIRECTIVES) ?? ''}`,
    wrong: '#inclued <stdio.h>\nint main(void) { return 0; }',
    right: '#include <stdio.h>\nint main(void) { return 0; }',
    frame: 'alone',
  },
  {
    name: '# in front of a comment',
    says: /^invalid preprocessing directive/,
    means: 'A line that begins with # is an instruction to the compiler, and it does not know this one',
    advice: 'A comment begins with //',
    wrong: '# say hello\nputs("hello");',
    right: '// say hello\nputs("hello");',
  },
  {
    name: 'comment that does not end',
    says: /^unterminated \/\* comment$/,
    means: 'The comment that begins here never ends, so all that follows is comment',
    advice: 'Put */ at the end of the comment',
    wrong: '/* says hello\nint main(void) {\n  puts("hello");\n}',
    right: '/* says hello */\nint main(void) {\n  puts("hello");\n}',
    frame: 'file',
  },
  {
    name: 'comment inside a comment',
    says: /^'\/\*' within block comment$/,
    means: 'Comments with /* */ do not nest: the first */ ends the whole comment',
    advice: 'Use // for the inner comment, or #if 0 … #endif around code that is to be left out',
    wrong: '/* int a; /* a number */ int b; */\nint main(void) { return 0; }',
    right: '/* int a; // a number\n   int b; */\nint main(void) { return 0; }',
    frame: 'file',
  },
  {
    name: '#if without #endif',
    says: /^unterminated conditional directive$/,
    means: 'The part of the file that begins here with #if, #ifdef or #ifndef never ends',
    advice: 'Put #endif at its end',
    wrong: '#ifndef SIZE\n#define SIZE 10\nint main(void) { return SIZE; }',
    right: '#ifndef SIZE\n#define SIZE 10\n#endif\nint main(void) { return SIZE; }',
    frame: 'file',
  },
  {
    name: '#endif without #if',
    says: /^#(\w+) without #if$/,
    means: ({ match }) => `This #${match[1] ?? 'endif'} belongs to no #if, #ifdef or #ifndef above`,
    advice: ({ match }) => `Remove it, or add the line that #${match[1] ?? 'endif'} belongs to`,
    wrong: '#endif\nint main(void) { return 0; }',
    right: 'int main(void) { return 0; }',
    frame: 'file',
  },
  {
    name: 'macro defined twice',
    says: /^'(\w+)' macro redefined$/,
    means: (seen) =>
      `${seen.match[1] ?? ''} is defined${onLine(noteLineOf(seen, 'previous definition'))} as something else; from here on the new meaning counts`,
    advice: ({ match }) => `Remove one of the two, or write #undef ${match[1] ?? ''} before the second`,
    wrong: '#define SIZE 10\n#define SIZE 20\nint main(void) { return SIZE; }',
    right: '#define SIZE 10\n#undef SIZE\n#define SIZE 20\nint main(void) { return SIZE; }',
    frame: 'file',
  },
];
