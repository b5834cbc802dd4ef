import { describe, expect, it } from 'vitest';
import { bootC } from '../../testing/c-fixture.ts';
import { NodeToolchain } from '../../cli/node-toolchain.ts';
import { DEFAULT_SETTINGS, type ProjectSettings } from '../../project/settings.ts';

const toolchain = NodeToolchain.load();
type Files = Readonly<Record<string, string>>;

async function run(files: Files, change: Partial<ProjectSettings> = {}, stdin?: string) {
  const project = bootC(toolchain, files, change);
  const built = await project.build();
  if (built.kind !== 'built') throw new Error('said' in built ? built.said : built.kind);
  const { stdout } = await project.start(built.program, { stdin });
  return { project, built, stdout };
}

describe('a name that a header of the system has for something else', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'K&R’s getline',
      '#include <stdio.h>\nint getline(char line[], int max);\nint main(void) { char s[9]; printf("%d", getline(s, 9)); return 0; }\nint getline(char s[], int n) { return s != 0 ? n : 0; }\n',
      ['getline'],
    ],
    [
      'functions of math and of files',
      '#include <math.h>\n#include <stdio.h>\nint round(double x) { return (int)x; }\nint log2(int n) { int i = 0; while (n >>= 1) i++; return i; }\nvoid remove(int *a) { *a = 0; }\nint main(void) { int a = 7; remove(&a); printf("%d", round(7.9) + log2(4) + a); return 0; }\n',
      ['round', 'log2', 'remove'],
    ],
    [
      'variables and types',
      '#include <math.h>\n#include <stdlib.h>\n#include <string.h>\n#include <stdio.h>\nint y1 = 4, index = 5;\ntypedef struct { int a; } div_t;\nint main(void) { div_t d = { y1 + index }; printf("%d", d.a); return 0; }\n',
      ['y1', 'index', 'div_t'],
    ],
    [
      'a static function, and one that is declared before the #include',
      "int dprintf(char c);\n#include <stdio.h>\n#include <unistd.h>\nstatic int access(int n) { return n; }\nint dprintf(char c) { return c == 'x'; }\nint main(void) { printf(\"%d\", access(8) + dprintf('x')); return 0; }\n",
      ['dprintf', 'access'],
    ],
  ])('is the program’s own: %s', async (_, text, names) => {
    const { project, built, stdout } = await run({ 'main.c': text });
    expect(stdout).toBe('9');
    const notes = built.diagnostics.filter(({ severity }) => severity === 'note');
    expect(notes.map(({ message }) => /^\w+/.exec(message)?.[0])).toEqual(expect.arrayContaining([...names]));
    expect(notes.every(({ place }) => place?.file === 'main.c')).toBe(true);
    expect(built.said).toContain('is the program’s own here');
    // Once it is known it costs nothing.
    project.takeRan();
    await project.build();
    expect(project.takeRan()).toEqual([]);
  });

  it('is noted while typing, too', async () => {
    const { builder, needCxx } = bootC(toolchain, {
      'main.c': '#include <stdio.h>\nint getline(int n) { return n; }\n',
    });
    const found = await builder.check('main.c', DEFAULT_SETTINGS, new AbortController().signal, needCxx);
    expect(found?.map(({ severity, place }) => [severity, place?.line])).toEqual([['note', 2]]);
  });

  it('does not hide an error that stays', async () => {
    const built = await bootC(toolchain, {
      'main.c':
        '#include <stdio.h>\nint getline(int n) { return m; }\nint f(int); char f(int);\nint main(void) { return 0; }\n',
    }).build();
    if (built.kind !== 'failed') throw new Error(built.kind);
    expect(built.diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([
      "use of undeclared identifier 'm'",
      "conflicting types for 'f'",
    ]);
  });

  it('stays an error where the header itself needs it', async () => {
    const built = await bootC(toolchain, {
      'main.c': '#include <stdio.h>\nint size_t = 1;\nint main(void) { return 0; }\n',
    }).build();
    expect(built.kind).toBe('failed');
  });
});

describe('a header in another folder of the project', () => {
  const MAIN = (include: string): string =>
    `#include <stdio.h>\n#include ${include}\nint main(void) { printf("%d", ANSWER); return 0; }\n`;
  it.each<[string, Files, RegExp]>([
    ['"util.h"', { 'include/util.h': '#define ANSWER 42\n' }, /Found in include, as with -Iinclude/],
    ['<util.h>', { 'include/util.h': '#define ANSWER 42\n' }, /-Iinclude/],
    ['<beside.h>', { 'beside.h': '#define ANSWER 42\n' }, /-I\./],
    [
      '"lib/util.h"',
      { 'deps/lib/util.h': '#include "other.h"\n', 'deps/lib/other.h': '#define ANSWER 42\n' },
      /-Ideps:/,
    ],
    ['"a\\sub\\util.h"', { 'a/sub/util.h': '#define ANSWER 42\n' }, /#include "a\/sub\/util\.h"/],
    ['"Util.H"', { 'util.h': '#define ANSWER 42\n' }, /#include "util\.h"/],
    ['"one.h"\n#include "two.h"', { 'x/one.h': '', 'y/two.h': '#define ANSWER 42\n' }, /-Ix:[^]*-Iy:/],
    ['<STDLIB.H>\n#define ANSWER (abs(-42))', {}, /Found as <stdlib\.h>/],
  ])('#include %s is found', async (include, files, note) => {
    const { project, built, stdout } = await run({ 'main.c': MAIN(include), ...files });
    expect(stdout).toBe('42');
    expect(built.said).toMatch(note);
    project.takeRan();
    await project.build();
    expect(project.takeRan()).toEqual([]);
  });

  it('outside of the project cannot be read, which is said', async () => {
    const built = await bootC(toolchain, { 'main.c': MAIN('"../util.h"') }).build();
    if (built.kind !== 'failed') throw new Error(built.kind);
    expect(built.said).toContain('outside of the project');
  });

  it('is compiled again when it changes', async () => {
    const { project } = await run({ 'main.c': MAIN('"Util.h"'), 'include/util.h': '#define ANSWER 42\n' });
    project.write('include/util.h', '#define ANSWER 43\n');
    expect((await project.run()).stdout).toBe('43');
  });

  it('has its errors at its own lines', async () => {
    const built = await bootC(toolchain, {
      'main.c': MAIN('"UTIL.H"'),
      'include/util.h': '\nint f(void)) ;\n',
    }).build();
    if (built.kind !== 'failed') throw new Error(built.kind);
    expect(built.diagnostics.find(({ severity }) => severity === 'error')?.place).toMatchObject({
      file: 'include/util.h',
      line: 2,
    });
  });
});

describe('sources from Windows', () => {
  it.each(['main.c', 'MAIN.C'])('%s with a BOM and CRLF', async (name) => {
    const { stdout, built } = await run({
      [name]:
        '\uFEFF#include <stdio.h>\r\n#define TWICE(x) \\\r\n  ((x) + \\\r\n   (x))\r\nint main(void) {\r\n  char *unused;\r\n  printf("a\\\r\nb %d", TWICE(2));\r\n  return 0;\r\n}\r\n',
    });
    expect(stdout).toBe('ab 4');
    expect(built.diagnostics.map(({ place }) => place)).toEqual([
      { file: name, line: 6, column: 9, endLine: 6, endColumn: 15 },
    ]);
  });

  it('in UTF-16 are named, with what to do', async () => {
    const project = bootC(toolchain, {});
    const text = Array.from('int x;\n').flatMap((char) => [char.charCodeAt(0), 0]);
    project.files.write('main.c', Uint8Array.from([0xff, 0xfe, ...text]));
    const built = await project.build();
    if (built.kind !== 'failed') throw new Error(built.kind);
    expect(built.diagnostics).toHaveLength(1);
    expect(built.said).toMatch(/main\.c[^]*save the file as UTF-8/);
  });
});

describe('flags that need a library', () => {
  const files = {
    'main.c':
      '#include <limits.h>\nint main(int argc, char **argv) { int x = INT_MAX; x += argc; return x != 0 && argv; }\n',
  };

  it.each([
    ['-fsanitize=undefined,thread', /-fsanitize=thread needs a library/],
    ['-fsanitize=memory -g', /-fsanitize=memory needs a library/],
    ['-pg', /-pg measures/],
    ['-fprofile-generate', /-fprofile-generate counts/],
    ['--coverage', /--coverage counts/],
  ])('%s is a sentence', async (extraFlags, sentence) => {
    const built = await bootC(toolchain, files, { extraFlags }).build();
    if (built.kind !== 'failed') throw new Error(built.kind);
    expect(built.diagnostics.map(({ message }) => message)).toEqual([expect.stringMatching(sentence)]);
    expect(built.said).toMatch(sentence);
  });

  it.each([
    ['-fsanitize=undefined', true],
    ['-fsanitize=address,undefined', true],
    ['-fsanitize=signed-integer-overflow,bounds', true],
    ['-fsanitize=undefined -fsanitize-trap=undefined', false],
  ])('%s stops the program at the line, with a report: %s', async (extraFlags, isReported) => {
    const project = bootC(toolchain, files, { extraFlags });
    const built = await project.build();
    if (built.kind !== 'built') throw new Error(built.kind);
    expect((await project.start(built.program)).outcome).toMatchObject({
      kind: 'trapped',
      reason: 'failed-check',
      ...(isReported ? { mistake: { kind: 'overflow', place: { file: 'main.c', line: 2 } } } : {}),
      stack: expect.arrayContaining([{ function: 'main', file: 'main.c', line: 2 }]) as unknown,
    });
  });
});
