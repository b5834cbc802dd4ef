import { describe, expect, it } from 'vitest';
import { bootC } from '../../testing/c-fixture.ts';
import { NodeToolchain } from '../../cli/node-toolchain.ts';
import { DEFAULT_POLICY, policy, readOnly } from '../../policy/policy.ts';
import type { Diagnostic } from '../../project/diagnostic.ts';
import { DEFAULT_SETTINGS, type CStandard, type Optimization, type ProjectSettings } from '../../project/settings.ts';

const toolchain = NodeToolchain.load();
const boot = (files: Readonly<Record<string, string>>, change?: Partial<ProjectSettings>) =>
  bootC(toolchain, files, change);

const HELLO = '#include <stdio.h>\nint main(void) { puts("hello"); return 0; }\n';

/** A diagnostic in short: `error main.c:3 message`. */
function brief({ severity, place, message }: Diagnostic): string {
  return `${severity} ${place ? `${place.file}:${place.line} ` : ''}${message}`;
}

async function diagnosticsOf(...args: Parameters<typeof boot>): Promise<readonly string[]> {
  const built = await boot(...args).build();
  if (built.kind !== 'failed') throw new Error(`It was to fail, and was ${built.kind}`);
  return built.diagnostics.map(brief);
}

describe('programs', () => {
  it('says hello', async () => {
    expect(await boot({ 'main.c': HELLO }).run()).toEqual({
      outcome: { kind: 'exited', code: 0 },
      stdout: 'hello\n',
      stderr: '',
    });
  });

  it('reads standard input with scanf, arguments and the environment', async () => {
    const { run } = boot({
      'main.c': `#include <stdio.h>
#include <stdlib.h>
int main(int argc, char **argv) {
    int a, b;
    if (scanf("%d %d", &a, &b) != 2) return 9;
    fprintf(stderr, "%s %s", argc > 1 ? argv[1] : "-", getenv("NAME"));
    printf("%d", a + b);
    return 3;
}`,
    });
    expect(await run({ stdin: '40\n2\n', args: ['größe'], environ: ['NAME=Zoë'] })).toEqual({
      outcome: { kind: 'exited', code: 3 },
      stdout: '42',
      stderr: 'größe Zoë',
    });
  });

  it('writes a file and reads it back, and the project has it', async () => {
    const { run, files } = boot({
      'main.c': `#include <stdio.h>
int main(void) {
    FILE *f = fopen("notes.txt", "w");
    fprintf(f, "one\\ntwo\\n");
    fclose(f);
    char line[16];
    f = fopen("/notes.txt", "r");
    while (fgets(line, sizeof line, f)) printf("[%.3s]", line);
    return fclose(f);
}`,
    });
    expect(await run()).toMatchObject({ outcome: { code: 0 }, stdout: '[one][two]' });
    expect(new TextDecoder().decode(files.read('notes.txt'))).toBe('one\ntwo\n');
  });

  it('is found in a file whose name has blanks and letters beyond ASCII', async () => {
    const { run } = boot({
      'mein größtes Programm.c': '#include <stdio.h>\n#include "日本 x.h"\nint main(void) { puts(TEXT); return 0; }\n',
      '日本 x.h': '#define TEXT "ok"\n',
    });
    expect(await run()).toMatchObject({ outcome: { code: 0 }, stdout: 'ok\n' });
  });

  it('includes by `..` and from beside the source', async () => {
    const { run } = boot({
      'src/deep/main.c':
        '#include <stdio.h>\n#include "../../shared/answer.h"\n#include "local.h"\nint main(void) { printf("%d", ANSWER + LOCAL); return 0; }\n',
      'src/deep/local.h': '#define LOCAL 2\n',
      'shared/answer.h': '#define ANSWER 40\n',
    });
    expect((await run()).stdout).toBe('42');
  });

  it('keeps apart sources whose paths differ only in how they are spelled', async () => {
    const { run } = boot({
      'main.c':
        '#include <stdio.h>\nint a(void), b(void), c(void);\nint main(void) { printf("%d%d%d", a(), b(), c()); return 0; }\n',
      'x/y.c': 'int a(void) { return 1; }\n',
      'x!y.c': 'int b(void) { return 2; }\n',
      'x%2Fy.c': 'int c(void) { return 3; }\n',
    });
    expect((await run()).stdout).toBe('123');
  });

  it.each<Optimization>(['-O0', '-O1', '-O2', '-O3', '-Os'])('computes the same with %s', async (optimization) => {
    const { run } = boot(
      {
        'main.c':
          '#include <stdio.h>\n#include <math.h>\nint main(void) { double s = 0; for (int i = 1; i <= 1000; i++) s += sqrt(i); printf("%.6f", s); return 0; }\n',
      },
      { optimization },
    );
    expect((await run()).stdout).toBe('21097.455887');
  });

  it.each<[CStandard, string]>([
    ['c89', '-'],
    ['c99', '199901'],
    ['c11', '201112'],
    ['c17', '201710'],
    ['c23', '202311'],
    ['gnu89', '-'],
    ['gnu23', '202311'],
  ])('compiles as %s', async (standard, version) => {
    const source =
      '#include <stdio.h>\nint main(void) {\n#ifdef __STDC_VERSION__\n  printf("%ld", (long)__STDC_VERSION__);\n#else\n  printf("-");\n#endif\n  return 0;\n}\n';
    expect((await boot({ 'main.c': source }, { standard }).run()).stdout).toBe(version);
  });

  it('sleeps as long as it says', async () => {
    const { run } = boot({
      'main.c':
        '#include <unistd.h>\n#include <time.h>\nint main(void) { struct timespec t = {0, 60000000}; usleep(20000); return nanosleep(&t, 0); }\n',
    });
    const before = performance.now();
    const { outcome } = await run();
    expect(outcome).toEqual({ kind: 'exited', code: 0 });
    expect(performance.now() - before).toBeGreaterThan(80);
  });

  it('links libraries and defines what its settings say', async () => {
    const { run } = boot(
      { 'main.c': '#include <stdio.h>\nint main(void) { puts(TEXT); return 0; }\n' },
      { extraFlags: '-DTEXT=\'"two words"\'', libraries: 'm' },
    );
    expect((await run()).stdout).toBe('two words\n');
  });
});

describe('what a program is refused', () => {
  const OPEN = `#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
int main(int argc, char **argv) {
    int fd = open(argv[1], argv[2][0] == 'w' ? O_WRONLY | O_CREAT : O_RDONLY, 0644);
    if (fd < 0) { printf("open: %s", strerror(errno)); return 0; }
    printf("%s", write(fd, "x", 1) == 1 ? "written" : strerror(errno));
    return 0;
}`;
  const allReadOnly = { ...DEFAULT_POLICY, preopens: [readOnly('/project', '/')] };

  it.each([
    { path: '../x', mode: 'r', expected: 'open: Capabilities insufficient' },
    { path: 'a/../../x', mode: 'r', expected: 'open: No such file or directory' },
    { path: 'nothing', mode: 'r', expected: 'open: No such file or directory' },
    { path: 'new', mode: 'w', expected: 'written' },
    { path: 'main.c', mode: 'w', expected: 'written' },
    { path: 'main.c', mode: 'r', expected: 'Bad file descriptor' },
    { path: 'new', mode: 'w', policy: allReadOnly, expected: 'open: Capabilities insufficient' },
    { path: 'main.c', mode: 'r', policy: allReadOnly, expected: 'Bad file descriptor' },
    { path: 'main.c', mode: 'r', policy: policy(), expected: 'open: No such file or directory' },
  ])('$path to $mode: $expected', async ({ path, mode, policy: granted, expected }) => {
    expect((await boot({ 'main.c': OPEN }).run({ args: [path, mode], policy: granted })).stdout).toBe(expected);
  });
});

describe('what does not build', () => {
  const NO_MAIN = 'error There is no function main() in the project, so there is nowhere to begin';

  it.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    [
      'a syntax error',
      { 'main.c': 'int main(void)\n{\n    return 0\n}\n' },
      ["error main.c:3 expected ';' after return statement"],
    ],
    [
      'an error in a header',
      { 'main.c': '#include "a.h"\nint main(void) { return 0; }\n', 'a.h': '\n\nint f(void)) ;\n' },
      ['error a.h:3 expected function body after function declarator'],
    ],
    [
      'several errors in several files',
      { 'a.c': 'int x = y;\n', 'b.c': '\nint z = w;\n' },
      ["error a.c:1 use of undeclared identifier 'y'", "error b.c:2 use of undeclared identifier 'w'"],
    ],
    ['a header that is not there', { 'main.c': '#include "nope.h"\n' }, ["error main.c:1 'nope.h' file not found"]],
    [
      'an undefined function',
      { 'src/main.c': 'int twice(int);\nint main(void) { return twice(1); }\n' },
      ['error src/main.c:1 undefined symbol: twice, used in src/main.c'],
    ],
    [
      'a function defined twice',
      { 'a.c': 'int f(void) { return 1; }\nint main(void) { return f(); }\n', 'b.c': 'int f(void) { return 2; }\n' },
      ['error duplicate symbol: f'],
    ],
    [
      'a function called with other types',
      { 'a.c': 'int f(int);\nint main(void) { return f(1); }\n', 'b.c': 'int f(void) { return 2; }\n' },
      ['error function signature mismatch: f'],
    ],
    [
      'a main without a type',
      { 'main.c': 'main() { return 0; }\n' },
      ["error main.c:1 type specifier missing, defaults to 'int'; ISO C99 and later do not support implicit int"],
    ],
    ['no main', { 'main.c': 'int mian(void) { return 0; }\n' }, [NO_MAIN]],
    ['no sources', { 'readme.txt': '' }, ['error There is no C file in the project, so there is nothing to compile']],
  ])('%s', async (_, files, expected) => {
    expect(await diagnosticsOf(files)).toEqual(expected);
  });

  it.each([
    ['int main(void)', ''],
    ['int main()', '-flto'],
    ['int main(int c, char **v)', ''],
    ['int main(int c, char **v)', '-flto'],
    ['int main(int c, char **v, char **e)', ''],
  ])('%s is a main, with "%s" too', async (head, extraFlags) => {
    expect(await boot({ 'main.c': `${head} { return 0; }\n` }, { extraFlags }).build()).toMatchObject({
      kind: 'built',
      diagnostics: [],
    });
  });

  it('a main is missed without the defaults as well', async () => {
    expect(
      await diagnosticsOf({ 'main.c': 'int mian(void) { return 0; }\n' }, { withoutDefaults: ['compat'] }),
    ).toEqual([expect.stringMatching(/main/)]);
  });

  it.each<[string, Partial<ProjectSettings>, RegExp]>([
    [
      'a flag that clang does not know',
      { extraFlags: '-fnothing-of-the-kind' },
      /unknown argument: '-fnothing-of-the-kind'/,
    ],
    ['a library that is not there', { libraries: 'nothing' }, /unable to find library -lnothing/],
    ['flags that ask for several steps', { extraFlags: '-save-temps' }, /several steps/],
    ['flags that ask for nothing', { extraFlags: '--version' }, /nothing for the compiler to make/],
  ])('%s', async (_, change, message) => {
    expect(await diagnosticsOf({ 'main.c': HELLO }, change)).toEqual([expect.stringMatching(message)]);
  });

  it('says where else, in the words of the sources', async () => {
    const built = await boot({
      'a.c': 'int f(void) { return 1; }\nint main(void) { return f(); }\n',
      'src/b.c': 'int f(void) { return 2; }\n',
    }).build();
    if (built.kind !== 'failed') throw new Error(built.kind);
    expect(built.diagnostics[0]?.notes.map(({ message }) => message)).toEqual(['defined in a.c', 'defined in src/b.c']);
    expect(built.diagnostics[0]?.explanation?.meaning).toContain('a.c and src/b.c each define f');
    expect(built.said).not.toContain('/.build');
  });

  it('offers what clang would change, in a file of any name', async () => {
    const built = await boot({ 'größe.c': 'int main(void) { return 0 }\n' }).build();
    if (built.kind !== 'failed') throw new Error(built.kind);
    expect(built.diagnostics[0]?.fixits).toEqual([
      { place: { file: 'größe.c', line: 1, column: 26, endLine: 1, endColumn: 26 }, text: ';' },
    ]);
  });

  it('a file alone can be checked, and says the same', async () => {
    const files = { 'main.c': 'int main(void) {\n  return x;\n}\n', 'a.h': 'int f(void) return;\n' };
    const { builder, needCxx, takeRan, write } = bootC(toolchain, files, {}, { plans: {} });
    const check = (path: string) => builder.check(path, DEFAULT_SETTINGS, new AbortController().signal, needCxx);
    expect((await check('main.c'))?.map(brief)).toEqual(["error main.c:2 use of undeclared identifier 'x'"]);
    expect((await check('a.h'))?.map(brief)).toEqual(['error a.h:1 expected function body after function declarator']);
    write('main.c', 'int main(void) {\n  return 0;\n}\n');
    expect(await check('main.c')).toEqual([]);
    expect(takeRan()).toEqual(['driver', 'cc1 main.c', 'cc1 a.h', 'cc1 main.c']);
  });
});

describe('traps, with their places in the C source', () => {
  const program = (body: string): string => `#include <stdio.h>\n#include <stdlib.h>\n${body}\n`;

  it.each<[string, string, string, readonly string[]]>([
    [
      'a null function pointer',
      'int main(void) {\n  int (*volatile f)(void) = 0;\n  return f();\n}',
      'null-call',
      ['main main.c:5'],
    ],
    [
      'an access out of bounds',
      'int deref(volatile int *p) {\n  return *p;\n}\nint main(void) {\n  return deref((int *)0xfffffff0u);\n}',
      'out-of-bounds',
      ['deref main.c:4', 'main main.c:7'],
    ],
    [
      '__builtin_trap',
      'void give_up(void) {\n  __builtin_trap();\n}\nint main(void) {\n  give_up();\n  return 0;\n}',
      'unreachable',
      ['give_up main.c:4', 'main main.c:7'],
    ],
    ['abort', 'int main(void) {\n  abort();\n}', 'abort', ['main main.c:4']],
    [
      'division by zero',
      'int main(void) {\n  volatile int zero = 0;\n  return 1 / zero;\n}',
      'divide-by-zero',
      ['main main.c:5'],
    ],
    [
      'INT_MIN / -1',
      'int main(void) {\n  volatile int a = -2147483647 - 1, b = -1;\n  return a / b;\n}',
      'integer-overflow',
      ['main main.c:5'],
    ],
    [
      'recursion without end',
      'int down(volatile int n) {\n  volatile char room[64];\n  room[0] = (char)n;\n  return down(n + 1) + room[0];\n}\nint main(void) {\n  return down(0);\n}',
      'stack-overflow',
      ['down main.c:3'],
    ],
    [
      'an array larger than the stack',
      'int main(void) {\n  volatile char big[16 << 20];\n  big[0] = 1;\n  return big[0];\n}',
      'stack-overflow',
      ['main main.c:3'],
    ],
  ])('%s', async (_, body, reason, places) => {
    const { outcome } = await boot({ 'main.c': program(body) }, { optimization: '-O0' }).run();
    if (outcome.kind !== 'trapped') throw new Error(`It was to trap, and ${JSON.stringify(outcome)}`);
    expect(outcome.reason).toBe(reason);
    const stack = outcome.stack
      .filter(({ file }) => file === 'main.c')
      .map(({ function: name, file, line }) => `${name} ${file}:${line}`);
    expect(stack.slice(0, places.length)).toEqual(places);
  });

  it('what was printed before a trap is there', async () => {
    const { stdout, outcome } = await boot({
      'main.c': program('int main(void) {\n  puts("before");\n  fflush(stdout);\n  abort();\n}'),
    }).run();
    expect([stdout, outcome.kind]).toEqual(['before\n', 'trapped']);
  });

  it('arrays that no memory holds do not get as far as running', async () => {
    const built = await boot({
      'main.c': program(
        'char big[3000000000u], bigger[2000000000u];\nint main(void) {\n  return big[0] + bigger[1];\n}',
      ),
    }).build();
    expect(built).toMatchObject({ kind: 'crashed', output: expect.stringContaining('out of memory') as string });
  });

  it('malloc of more than there is says so', async () => {
    const { stdout } = await boot({
      'main.c': program(
        'int main(void) {\n  void *volatile block = malloc(0xfff00000u);\n  printf("%d", block == NULL);\n  return 0;\n}',
      ),
    }).run();
    expect(stdout).toBe('1');
  });
});
