import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { bootC } from '../../testing/c-fixture.ts';
import { NodeToolchain } from '../../cli/node-toolchain.ts';
import { STREAM_FUNCTIONS } from './stream-functions.ts';

/** A call of each function with the stream `f`. */
const CALLS: Readonly<Record<string, string>> = {
  clearerr: 'clearerr(f)',
  clearerr_unlocked: 'clearerr_unlocked(f)',
  fclose: 'fclose(f)',
  feof: 'feof(f)',
  feof_unlocked: 'feof_unlocked(f)',
  ferror: 'ferror(f)',
  ferror_unlocked: 'ferror_unlocked(f)',
  fgetc: 'while ((c = fgetc(f)) != EOF) putchar(c)',
  fgetc_unlocked: 'fgetc_unlocked(f)',
  fgetpos: 'fgetpos(f, &at)',
  fgets: 'fgets(text, sizeof text, f)',
  fgetwc: 'fgetwc(f)',
  fgetws: 'fgetws(wide, 8, f)',
  fileno: 'fileno(f)',
  fileno_unlocked: 'fileno_unlocked(f)',
  fprintf: 'fprintf(f,\n            "%d",\n            c)',
  fputc: "fputc('x', f)",
  fputc_unlocked: "fputc_unlocked('x', f)",
  fputs: 'fputs("x", f)',
  fputwc: "fputwc(L'x', f)",
  fputws: 'fputws(L"x", f)',
  fread: 'fread(text, 1, 8, f)',
  fread_unlocked: 'fread_unlocked(text, 1, 8, f)',
  freopen: 'freopen("x", "r", f)',
  fscanf: 'fscanf(f, "%d", &c)',
  fseek: 'fseek(f, 0, SEEK_SET)',
  fseeko: 'fseeko(f, 0, SEEK_SET)',
  fsetpos: 'fsetpos(f, &at)',
  ftell: 'ftell(f)',
  ftello: 'ftello(f)',
  fwide: 'fwide(f, 0)',
  fwprintf: 'fwprintf(f, L"x")',
  fwrite: 'fwrite(text, 1, 8, f)',
  fwrite_unlocked: 'fwrite_unlocked(text, 1, 8, f)',
  fwscanf: 'fwscanf(f, L"%d", &c)',
  getc: 'getc(f)',
  getc_unlocked: 'getc_unlocked(f)',
  getw: 'getw(f)',
  getwc: 'getwc(f)',
  putc: "putc('x', f)",
  putc_unlocked: "putc_unlocked('x', f)",
  putw: 'putw(1, f)',
  putwc: "putwc(L'x', f)",
  rewind: 'rewind(f)',
  setbuf: 'setbuf(f, NULL)',
  setbuffer: 'setbuffer(f, text, 8)',
  setlinebuf: 'setlinebuf(f)',
  setvbuf: 'setvbuf(f, NULL, _IONBF, 0)',
  ungetc: "ungetc('x', f)",
  ungetwc: "ungetwc(L'x', f)",
  vfprintf: 'vfprintf(f, "x", list)',
  vfscanf: 'vfscanf(f, "%d", list)',
  vfwprintf: 'vfwprintf(f, L"x", list)',
  vfwscanf: 'vfwscanf(f, L"%d", list)',
};

let toolchain: NodeToolchain;
beforeAll(() => {
  toolchain = NodeToolchain.load();
});

async function trapOf(source: string, extraFlags = '') {
  const { outcome } = await bootC(toolchain, { 'main.c': source }, { extraFlags }).run();
  if (outcome.kind !== 'trapped') throw new Error(`It was to trap, and ${JSON.stringify(outcome)}`);
  return outcome;
}

describe('a FILE * that is NULL', () => {
  const names = [...STREAM_FUNCTIONS];

  it('is looked for in every function whose header says so', () => {
    const header = (name: string): string =>
      readFileSync(new URL(`../../sysroot/include/${name}`, import.meta.url), 'utf8');
    const declared = [...`${header('stdio.h')}${header('wchar.h')}`.matchAll(/(\w+)\([^()]*\) PREOPEN_STREAM\(\d\);/g)];
    expect(declared.map(([, name]) => name).sort()).toEqual([...names].sort());
    expect(Object.keys(CALLS).sort()).toEqual([...names].sort());
  });

  it('is said to be one by the function that was given it', async () => {
    const cases = names.map((name, i) => `    case ${i}:\n        ${CALLS[name] ?? ''};\n        break;\n`);
    const project = bootC(
      toolchain,
      {
        'main.c': `#define _GNU_SOURCE
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>
static void use(FILE *f, int which, ...)
{
    char text[8];
    wchar_t wide[8];
    fpos_t at = { 0 };
    int c = 0;
    va_list list;
    va_start(list, which);
    switch (which) {
${cases.join('')}    }
    va_end(list);
}
int main(int argc, char *argv[])
{
    use(fopen("missing.txt", "r"), atoi(argv[1]));
    return argc;
}
`,
      },
      { extraFlags: '-w' },
    );
    const built = await project.build();
    if (built.kind !== 'built') throw new Error(JSON.stringify(built));
    const heard: string[] = [];
    for (const [i, name] of names.entries()) {
      const { outcome } = await project.start(built.program, { args: [String(i)] });
      const said = outcome.kind === 'trapped' ? outcome.explanation : undefined;
      if (said?.startsWith(`${name} was given a FILE * that is NULL`) !== true)
        heard.push(`${name}: ${JSON.stringify(outcome)}`);
    }
    expect(heard).toEqual([]);
  });

  it('is no fault for fflush, and a stream that is open is none at all', async () => {
    const { stdout, outcome } = await bootC(toolchain, {
      'main.c': '#include <stdio.h>\nint main(void) {\n  fputs("said", stdout);\n  return fflush(NULL);\n}\n',
    }).run();
    expect([stdout, outcome]).toEqual(['said', { kind: 'exited', code: 0 }]);
  });
});

describe('a stack that is used up', () => {
  it('by an array whose size is computed: names it', async () => {
    const { explanation } = await trapOf(
      '#include <stdio.h>\n#include <stdlib.h>\nstatic int f(int n) {\n  int many[n];\n  many[0] = n;\n  return scanf("%d", many);\n}\nint main(void) {\n  return f(atoi("5000000"));\n}\n',
      '-O0',
    );
    expect(explanation).toContain('the size of the local array many in f() (main.c:4) is computed');
  });

  it.each(['off', 'on'] as const)('by functions that call each other: names them, checks %s', async (checks) => {
    const { outcome } = await bootC(
      toolchain,
      {
        'main.c':
          'int odd(int n);\nint even(int n) { volatile int here[9] = { n }; return odd(here[0] - 1) + here[1]; }\nint odd(int n) { volatile int here[9] = { n }; return even(here[0] - 1) + here[1]; }\nint main(void) { return even(-1); }\n',
      },
      { checks, optimization: '-O0' },
    ).run();
    expect(outcome).toMatchObject({ kind: 'trapped', reason: 'stack-overflow' });
    if (outcome.kind !== 'trapped') return;
    expect(outcome.explanation).toMatch(
      /(even\(\) calls odd\(\)|odd\(\) calls even\(\)), which calls \w+\(\) again and again/,
    );
    expect(outcome.explanation).toMatch(/It was about [\d,]{4,} calls deep/);
  });

  it.each(['off', 'on'] as const)('by one that calls itself: says how deep it was, checks %s', async (checks) => {
    const { outcome, stdout } = await bootC(
      toolchain,
      {
        'main.c':
          '#include <stdio.h>\nstatic int depth;\nint down(int n) {\n  int here = n + 1;\n  depth++;\n  if (depth % 100 == 0) { printf("%d\\n", depth); fflush(stdout); }\n  return down(here) + here;\n}\nint main(void) { return down(1); }\n',
      },
      { checks, optimization: '-O0' },
    ).run();
    const reached = Number(stdout.trim().split('\n').at(-1));
    const said =
      outcome.kind === 'trapped' ? /about ([\d,]+) calls deep/.exec(outcome.explanation ?? '')?.[1] : undefined;
    expect(Math.abs(Number(said?.replace(/,/g, '')) - reached)).toBeLessThan(110);
  });

  it('by one with an array of computed size: says no depth, since each call takes something else', async () => {
    const { explanation } = await trapOf(
      'static int down(int n) {\n  volatile char many[n];\n  many[0] = 1;\n  return down(n + 1) + many[0];\n}\nint main(int argc, char *argv[]) { return down(5000 + argc) + (argv == 0); }\n',
      '-O0',
    );
    expect(explanation).toContain('down()');
    expect(explanation).not.toContain('calls deep');
  });

  it('says how much the program has, and a size that would do', async () => {
    const { explanation } = await trapOf(
      'int main(int argc, char *argv[]) {\n  volatile char big[100000];\n  big[argc] = 1;\n  return big[argc] + (argv == 0);\n}\n',
      '-Wl,-z,stack-size=65536',
    );
    expect(explanation).toContain('big in main() (main.c:2) takes 100,000 bytes, and the whole stack has 65,536 bytes');
    expect(explanation).toContain('-Wl,-z,stack-size=262144');
  });
});

describe('what -fsanitize asked for', () => {
  it('is said in clang’s words', async () => {
    const { reason, explanation } = await trapOf(
      'int main(void) {\n  volatile int most = 2147483647;\n  return most + 1;\n}\n',
      '-fsanitize=signed-integer-overflow -fsanitize-trap=signed-integer-overflow',
    );
    expect(reason).toBe('failed-check');
    expect(explanation).toBe("The program did what C leaves undefined: signed integer addition overflow in 'most + 1'");
  });
});

describe('a division by zero', () => {
  it.each(['-O0', '-O1', '-O2', '-O3', '-Os'])('that the compiler can see traps at its line with %s', async (level) => {
    const { reason, stack } = await trapOf(
      '#include <stdio.h>\nint main(void) {\n  int a = 10, b = 0;\n  int c = a / b;\n  printf("%d\\n", c);\n  return 0;\n}\n',
      level,
    );
    expect(reason).toBe('divide-by-zero');
    expect(stack[0]).toEqual({ function: 'main', file: 'main.c', line: 4 });
  });
});
