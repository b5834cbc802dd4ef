import { describe, expect, it } from 'vitest';
import { NodeToolchain } from '../../cli/node-toolchain.ts';
import { mistakeLines } from '../../project/mistake.ts';
import { bootC } from '../../testing/c-fixture.ts';

const toolchain = NodeToolchain.load();
const HEADERS = `#include <ctype.h>
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <sys/stat.h>
`;

async function find(source: string, stdin = '') {
  const project = bootC(toolchain, { 'main.c': `${HEADERS}${source}\n` }, { checks: 'on', warnings: 'none' });
  const { outcome, stdout } = await project.run({ stdin });
  return { outcome, stdout, mistake: await project.lookThrough() };
}

const USED = [
  {
    what: 'a sum that begins with nothing',
    source:
      'int main(void) {\n  int total;\n  for (int i = 0; i < 5; i++) total += i;\n  printf("%d\\n", total); // HERE\n}',
    says: /the local variable total/,
  },
  {
    what: 'an element that decides a branch',
    source:
      'int main(int argc, char **argv) {\n  int a[4];\n  a[1] = 2;\n  if (a[1] == 2) puts("set");\n  if (a[argc + 1] == 7) puts("seven"); // HERE\n}',
    says: /the local variable a/,
  },
  {
    what: 'an index',
    source: 'int main(void) {\n  static int table[256];\n  unsigned char i;\n  return table[i]; // HERE\n}',
    says: /the local variable i/,
  },
  {
    what: 'an address',
    source:
      'int main(int argc, char **argv) {\n  static int x;\n  int *p;\n  if (argc > 5) p = &x;\n  *p = 3; // HERE\n  return x;\n}',
    says: /the local variable p/,
  },
  {
    what: 'what scanf did not read',
    source:
      'int main(void) {\n  int n;\n  scanf("%d", &n);\n  for (int i = 0; i < n; i++) // HERE\n    puts("again");\n}',
    stdin: 'no number',
    says: /the local variable n.*check that scanf/s,
  },
  {
    what: 'a block from malloc',
    source:
      'int main(void) {\n  int *p = malloc(3 * sizeof *p);\n  p[0] = p[1] = 1;\n  printf("%d %d\\n", p[1], p[2]); // HERE\n  free(p);\n}',
    says: /a block from malloc.*allocated in main\(\) at main\.c:12/s,
  },
  {
    what: 'what realloc added',
    source:
      'int main(void) {\n  int *p = calloc(2, sizeof *p);\n  p = realloc(p, 4 * sizeof *p);\n  if (p[1] == 0) puts("zero");\n  if (p[3] == 0) puts("zero"); // HERE\n  free(p);\n}',
    says: /a block from malloc/,
  },
  {
    what: 'a text without its end',
    source: "int main(void) {\n  char s[8];\n  s[0] = 'a';\n  puts(s); // HERE\n}",
    says: /puts\(\) was given text that was never set: .*variable s/,
  },
  {
    what: 'a text that printf prints',
    source: 'int main(void) {\n  char s[8];\n  s[0] = \'a\';\n  printf("%s\\n", s); // HERE\n}',
    says: /printf\(\) was given text/,
  },
  {
    what: 'a member',
    source:
      'struct point { int x, y; };\nint main(void) {\n  struct point p, q;\n  p.x = 1;\n  q = p;\n  printf("%d\\n", q.x);\n  printf("%d\\n", q.y); // HERE\n}',
    says: /the local variable p/,
  },
] as const;

const CORRECT = [
  {
    what: 'structures with holes, copied and written',
    source:
      'struct s { char a; int b; char c; };\nint main(void) {\n  struct s one, other;\n  one.a = 1; one.b = 2; one.c = 3;\n  other = one;\n  memcpy(&one, &other, sizeof one);\n  fwrite(&one, sizeof one, 1, stderr);\n  printf("%d\\n", one.a + one.b + one.c);\n}',
  },
  {
    what: 'bit-fields',
    source:
      'struct s { unsigned a : 3, b : 5, c : 9; };\nint main(void) {\n  struct s one;\n  one.a = 1; one.c = 5;\n  if (one.a == 1 && one.c == 5) puts("yes");\n}',
  },
  {
    what: 'unions',
    source:
      'union u { int i; char c[8]; float f; };\nint main(void) {\n  union u u;\n  u.f = 1;\n  union u *p = &u;\n  printf("%x\\n", p->i);\n}',
  },
  {
    what: 'setjmp and longjmp',
    source:
      'static jmp_buf at;\nstatic void deep(int n) { int a[64]; a[n] = n; if (n == 9) longjmp(at, a[n]); deep(n + 1); }\nint main(void) {\n  volatile int count = 0;\n  int code = setjmp(at);\n  if (code == 0) deep(0);\n  count++;\n  char text[32];\n  sprintf(text, "%d %d", code, count);\n  puts(text);\n}',
  },
  {
    what: 'variable arguments',
    source:
      'static double sum(int n, ...) { va_list list, again; va_start(list, n); va_copy(again, list); double s = 0; for (int i = 0; i < n; i++) s += va_arg(list, double); va_end(list); s += va_arg(again, double); va_end(again); return s; }\nstatic void say(const char *format, ...) { va_list list; va_start(list, format); vprintf(format, list); va_end(list); }\nint main(void) { int junk[100]; junk[3] = 1; say("%g %s %lld\\n", sum(3, 1.0, 2.0, 3.0), "x", 5LL); return junk[3] - 1; }',
  },
  {
    what: 'what libc fills',
    source:
      'int compare(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }\nint main(void) {\n  char line[64], word[16], copy[64]; int n; double d; struct stat st; time_t now; char *end;\n  if (!fgets(line, sizeof line, stdin)) return 1;\n  if (sscanf(line, "%d %lf %15s", &n, &d, word) != 3) return 2;\n  strcpy(copy, line); strcat(copy, word);\n  int a[5]; for (int i = 0; i < 5; i++) a[i] = 5 - i;\n  qsort(a, 5, sizeof *a, compare);\n  time(&now); struct tm *tm = localtime(&now); char when[40]; strftime(when, sizeof when, "%Y", tm);\n  if (stat("/", &st) == 0 && st.st_size >= 0) puts("there");\n  long l = strtol(line, &end, 10);\n  char *token = strtok(copy, " \\n");\n  char raw[4]; ssize_t got = read(0, raw, sizeof raw); if (got > 0 && raw[0] == \'x\') puts("x");\n  printf("%d %g %s %d %ld %s %d %d\\n", n, d, word, a[0], l, token, (int)(end - line), toupper(when[0]));\n}',
    stdin: '12 3.5 word\nxyz',
  },
  {
    what: 'blocks that are used again',
    source:
      'int main(void) {\n  for (int i = 0; i < 50; i++) {\n    char *p = malloc(100 + i);\n    if (i % 2) p[3] = 1;\n    free(p);\n    char *q = strdup("some text");\n    printf("%s%zu ", q, strlen(q));\n    free(q);\n  }\n  char *line = NULL; size_t room = 0;\n  while (getline(&line, &room, stdin) > 0) printf("%s", line);\n  free(line);\n}',
    stdin: 'one\ntwo longer than that\n',
  },
  {
    what: 'structures passed and returned',
    source:
      'struct big { int a[20]; char c; };\nstruct small { short s; };\nstatic struct big make(int n) { struct big b; memset(&b, 0, sizeof b); b.a[3] = n; b.c = 1; return b; }\nstatic int of(struct big b, struct small s) { return b.a[3] + s.s + b.c; }\nint main(void) { struct small s = { 4 }; div_t d = div(17, 5); printf("%d %d\\n", of(make(3), s), d.rem); }',
  },
] as const;

describe('a value that was never set is found where it matters, once the run is over', () => {
  it.each(USED)('$what', async (row) => {
    const { mistake } = await find(row.source, 'stdin' in row ? row.stdin : '');
    const text = mistake ? mistakeLines(mistake).join('\n') : '';
    expect(text).toMatch(/^Found after the run: a mistake at main\.c:/);
    expect(text).toMatch(row.says);
    const line = `${HEADERS}${row.source}`.split('\n').findIndex((one) => one.includes('HERE')) + 1;
    expect(mistake?.place).toMatchObject({ file: 'main.c', line });
  });
});

describe('a correct program is not accused', () => {
  it.each(CORRECT)('$what', async (row) => {
    const { outcome, mistake } = await find(row.source, 'stdin' in row ? row.stdin : '');
    expect(outcome).toMatchObject({ kind: 'exited', code: 0 });
    expect(mistake).toBeUndefined();
  });
});
