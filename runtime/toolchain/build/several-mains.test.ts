import { describe, expect, it } from 'vitest';
import { bootC } from '../../testing/c-fixture.ts';
import { NodeToolchain } from '../../cli/node-toolchain.ts';
import type { ProjectSettings } from '../../project/settings.ts';

const toolchain = NodeToolchain.load();
const prints = (text: string): string => `#include <stdio.h>\nint main(void) { puts("${text}"); return 0; }\n`;

type Files = Readonly<Record<string, string>>;

/** Builds and runs: what the terminal shows, what the program prints, and which files were compiled. */
async function run(files: Files, change: Partial<ProjectSettings>) {
  const project = bootC(toolchain, files, change);
  const built = await project.build();
  if (built.kind !== 'built') throw new Error(JSON.stringify(built));
  const ran = project.takeRan();
  const { stdout } = await project.start(built.program);
  return { project, said: built.said, stdout, ran, diagnostics: built.diagnostics };
}

const EXERCISES: Files = {
  'ex1.c': prints('ex1'),
  'ex2.c': prints('ex2'),
  'ex3.c': 'int main(void) { return broken }\n',
  'day2/main.c': '#include "../say.h"\nint main(void) { say("day 2"); return 0; }\n',
  'say.c': '#include <stdio.h>\nvoid say(const char *text) { puts(text); }\n',
  'say.h': 'void say(const char *);\n',
};

describe('several files with a main()', () => {
  it.each<[string, Partial<ProjectSettings>, string, RegExp]>([
    ['the one in view', { openFile: 'ex2.c' }, 'ex2\n', /4 files have a main\(\)\. This is ex2\.c, the file in view/],
    ['the one that settings name', { openFile: 'ex2.c', mainFile: 'ex1.c' }, 'ex1\n', /ex1\.c, which Settings name/],
    ['with files that have none', { openFile: 'day2/main.c' }, 'day 2\n', /day2\/main\.c, the file in view/],
    ['main.c where the one in view has none', { openFile: 'say.h' }, 'ex1\n', /This is ex1\.c, without/],
    [
      'one in view although settings name none',
      { openFile: 'ex2.c', mainFile: 'gone.c' },
      'ex2\n',
      /gone\.c, which is no/,
    ],
  ])('run %s, and say so', async (_, change, stdout, said) => {
    const result = await run(EXERCISES, change);
    expect(result.stdout).toBe(stdout);
    expect(result.said).toMatch(said);
    expect(result.ran.filter((tool) => tool.startsWith('cc1'))).toHaveLength(2);
  });

  it('are built one after the other without compiling again what both have', async () => {
    const { project } = await run(EXERCISES, { openFile: 'ex1.c' });
    await project.build({ openFile: 'ex2.c' });
    expect(project.takeRan()).toEqual(['cc1 ex2.c', 'link']);
    await project.build({ openFile: 'ex2.c' });
    expect(project.takeRan()).toEqual([]);
  });

  it('are each linked again only after a change of their own', async () => {
    const { project } = await run(EXERCISES, { openFile: 'ex1.c' });
    const first = await project.build({ openFile: 'ex2.c' });
    project.takeRan();
    expect(await project.build({ openFile: 'ex1.c' })).toMatchObject({ kind: 'built', isUnchanged: true });
    expect(await project.build({ openFile: 'ex2.c' })).toEqual({ ...first, isUnchanged: true });
    expect(project.takeRan()).toEqual([]);
    project.write('ex1.c', prints('changed'));
    await project.build({ openFile: 'ex1.c' });
    await project.build({ openFile: 'ex2.c' });
    expect(project.takeRan()).toEqual(['cc1 ex1.c', 'link']);
  });

  it('are known by their objects where the sources do not show it', async () => {
    const files = {
      'hidden.c': '#include <stdio.h>\n#define PROGRAM int main(void)\nPROGRAM { puts("hidden"); return 0; }\n',
      'ex1.c': prints('ex1'),
    };
    const hidden = await run(files, { openFile: 'hidden.c' });
    expect([hidden.stdout, hidden.said]).toEqual(['hidden\n', expect.stringContaining('This is hidden.c') as string]);
    await hidden.project.build({ openFile: 'hidden.c' });
    expect(hidden.project.takeRan()).toEqual([]);
    expect((await run(files, { openFile: 'ex1.c' })).stdout).toBe('ex1\n');
  });

  it('are not one that is called otherwise, or that a condition takes out', async () => {
    const files = {
      'main.c':
        '#include <stdio.h>\nint helped(void), other(int, char **);\nint main(void) { printf("%d%d", helped(), other(0, 0)); return 0; }\n',
      'renamed.c': '#define main other\nint main(int c, char **v) { return c + !v; }\n',
      'helper.c': 'int helped(void) { return 4; }\n#ifdef TEST\nint main(void) { return helped(); }\n#endif\n',
    };
    expect((await run(files, { openFile: 'main.c' })).stdout).toBe('41');
  });

  it('do not drag in what belongs to another of them', async () => {
    const say = (text: string): string => `const char *word(void) { return "${text}"; }\n`;
    const main = '#include <stdio.h>\nconst char *word(void);\nint main(void) { puts(word()); return 0; }\n';
    const files = { 'a/main.c': main, 'a/word.c': say('from a'), 'b/main.c': main, 'b/word.c': say('from b') };
    expect((await run(files, { openFile: 'a/main.c' })).stdout).toBe('from a\n');
    expect((await run(files, { openFile: 'b/word.c' })).stdout).toBe('from b\n');
  });
});

describe('a source that includes another', () => {
  const files: Files = {
    'main.c': '#include <stdio.h>\n#include "list.c"\nint main(void) { printf("%d", length()); return 0; }\n',
    'list.c': 'int length(void) { return 3; }\n',
  };

  it('is compiled with it, once', async () => {
    const { stdout, said, ran } = await run(files, {});
    expect(stdout).toBe('3');
    expect(said).toContain('main.c includes list.c, so that file is not compiled by itself');
    expect(ran).toEqual(['cc1 main.c', 'link']);
  });

  it('or does not where a condition takes that out', async () => {
    const main =
      'int length(void);\n#if 0\n#include "list.c"\n#endif\n#include <stdio.h>\nint main(void) { printf("%d", length()); return 0; }\n';
    const without = { ...files, 'main.c': main };
    expect((await run(without, {})).stdout).toBe('3');
  });
});

describe('link errors say what to do', () => {
  const MAIN = 'int main(void) { return f(); }\n';
  /** The call cannot be replaced by the body. */
  const POINTED = 'int main(void) { int (*volatile g)(void) = f; return g(); }\n';
  it.each<[string, Files, RegExp, string | undefined]>([
    [
      'a variable in a header',
      {
        'a.c': '#include "v.h"\nint main(void) { return count; }\n',
        'b.c': '#include "v.h"\nint f(void) { return count; }\n',
        'v.h': '// count\nint count = 0;\n',
      },
      /count is defined in v\.h, which a\.c and b\.c include.*Write extern in front/,
      'v.h:2',
    ],
    [
      'a function in a header',
      {
        'a.c': `#include "f.h"\n${MAIN}`,
        'b.c': '#include "f.h"\nint g(void) { return f(); }\n',
        'f.h': 'int f(void) { return 1; }\n',
      },
      /f is defined in f\.h.*write static in front/,
      'f.h:1',
    ],
    [
      'a function in two files',
      { 'a.c': `int f(void) { return 1; }\n${MAIN}`, 'b.c': 'int f(void) { return 2; }\n' },
      /a\.c and b\.c each define f, and a program has one of each name/,
      undefined,
    ],
    [
      'a misspelt function',
      {
        'a.c': 'int compute_area(int);\nint main(void) {\n  return compute_area(1);\n}\n',
        'b.c': 'int computeArea(int n) { return n; }\nint compute_aera(int n) { return n; }\n',
      },
      /Nothing defines compute_area\. There is a compute_aera/,
      'a.c:1',
    ],
    [
      'a misspelt function of the library',
      { 'a.c': 'int strlenn(const char *);\nint main(void) { return strlenn(""); }\n' },
      /There is a strlen:/,
      'a.c:1',
    ],
    [
      'a function of a file with another main()',
      { 'a.c': `int f(void);\n${MAIN}`, 'b.c': 'int f(void) { return 2; }\nint main(void) { return 0; }\n' },
      /b\.c defines f, and is left out because it has a main\(\) of its own/,
      'a.c:1',
    ],
    [
      'a static function of another file',
      { 'a.c': `int f(void);\n${MAIN}`, 'b.c': 'static int f(void) { return 2; }\nint g(void) { return f(); }\n' },
      /f is static in b\.c/,
      'a.c:1',
    ],
    [
      'a function that is inline alone',
      { 'a.c': `inline int f(void) { return 2; }\n${POINTED}` },
      /f is defined in a\.c with inline alone.*Write static inline, or remove inline/,
      'a.c:1',
    ],
    [
      'a function that is inline alone in a header',
      { 'a.c': `#include "h.h"\n${POINTED}`, 'h.h': 'inline\nint f(void)\n{\n  return 2;\n}\n' },
      /f is defined in h\.h with inline alone.*Write static inline$/m,
      'a.c:2',
    ],
  ])('%s', async (_, files, sentence, place) => {
    const built = await bootC(toolchain, files, { openFile: 'a.c' }).build();
    if (built.kind !== 'failed') throw new Error(built.kind);
    const [first] = built.diagnostics.filter(({ severity }) => severity === 'error');
    expect(first?.explanation?.meaning).toMatch(sentence);
    expect(built.said).toMatch(sentence);
    expect(first?.place && `${first.place.file}:${first.place.line}`).toBe(place);
  });
});
