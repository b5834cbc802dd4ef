import { describe, expect, it } from 'vitest';
import { NodeToolchain } from '../../cli/node-toolchain.ts';
import { bootC } from '../../testing/c-fixture.ts';

const toolchain = NodeToolchain.load();
const HEADERS =
  '#include <alloca.h>\n#include <setjmp.h>\n#include <signal.h>\n#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n#include <unistd.h>\n';

/** Programs that do with memory what few do: all are correct. */
const CORRECT = [
  {
    what: 'an allocator of its own in a global array',
    source: `static union { char bytes[4096]; double aligned; } arena;
static size_t used;
static void *take(size_t size) { void *at = arena.bytes + used; used += (size + 7) & ~(size_t)7; return used > sizeof arena ? NULL : at; }
int main(void) {
  int *first = take(10 * sizeof *first), *second = take(10 * sizeof *second);
  for (int i = 0; i < 10; i++) first[i] = second[9 - i] = i;
  printf("%d %d\\n", first[9], second[9]);
}`,
    prints: '9 0\n',
  },
  {
    what: 'an allocator of its own over sbrk()',
    source: `int main(void) {
  char *start = sbrk(65536);
  if (start == (void *)-1) return 1;
  memset(start, 7, 65536);
  printf("%d %d\\n", start[0], start[65535]);
}`,
    prints: '7 7\n',
  },
  {
    what: 'texts without an end that are converted in part, into no more than they need',
    source: `#include <wchar.h>
int main(void) {
  char part[4] = { 'a', 'b', 'c', 'd' };
  wchar_t wide[4], three[3], five[5] = { L'v', L'w', L'x', L'y', L'z' };
  char narrow[3], all[6];
  size_t whole = mbstowcs(wide, part, 4), ended = mbstowcs(three, "pq", 100);
  size_t some = wcstombs(narrow, five, 3), fitting = wcstombs(all, L"hello", 100);
  printf("%zu %zu %zu %zu %zu %s %.3s\\n", whole, ended, some, fitting, mbstowcs(NULL, "four", 0), all, narrow);
}`,
    prints: '4 2 3 5 4 hello vwx\n',
  },
  {
    what: 'longjmp() out of many frames with arrays',
    source: `static jmp_buf at;
static void deep(int n) { char room[200]; memset(room, n, sizeof room); if (n == 0) longjmp(at, room[150] + 1); deep(n - 1); room[0] = 1; }
int main(void) {
  volatile int times = 0;
  int a[20] = { 0 };
  while (setjmp(at) == 0 || ++times < 500) deep(30);
  for (int i = 0; i < 20; i++) a[i] = i;
  printf("%d %d\\n", times, a[19]);
}`,
    prints: '500 19\n',
  },
  {
    what: 'a signal handler with an array',
    source: `static volatile sig_atomic_t sum;
static void handle(int number) { int here[10]; for (int i = 0; i < 10; i++) here[i] = number; sum += here[9]; }
int main(void) { signal(SIGINT, handle); signal(SIGTERM, handle); raise(SIGINT); raise(SIGTERM); printf("%d\\n", (int)sum); }`,
    prints: '17\n',
  },
  {
    what: 'alloca() in a loop',
    source: `int main(void) { int sum = 0; for (int i = 1; i < 200; i++) { int *a = alloca(i * sizeof *a); a[0] = 0; a[i - 1] = i; sum += a[i - 1]; } printf("%d\\n", sum); }`,
    prints: '19900\n',
  },
  {
    what: 'arrays of variable length, in a loop and as a matrix',
    source: `static int trace(int n, int m[n][n]) { int t = 0; for (int i = 0; i < n; i++) t += m[i][i]; return t; }
int main(void) { int sum = 0; for (int n = 1; n < 40; n++) { int m[n][n]; memset(m, 0, sizeof m); m[n - 1][n - 1] = n; sum += trace(n, m); } printf("%d\\n", sum); }`,
    prints: '780\n',
  },
  {
    what: 'locals of 400 KB in five calls',
    source: `static int deep(int n) { char room[400000]; room[0] = (char)n; room[399999] = 1; return n == 0 ? 0 : deep(n - 1) + room[399999] + room[0]; }
int main(void) { printf("%d\\n", deep(5)); }`,
    prints: '20\n',
  },
  {
    what: 'a global of 200 MB, and a block that there is no memory for',
    source: `static char large[200 << 20];
int main(void) { large[0] = 1; large[(200 << 20) - 1] = 2; void *none = malloc(4000000000u); printf("%d %s\\n", large[0] + large[(200 << 20) - 1], none ? "block" : "NULL"); }`,
    prints: '3 NULL\n',
  },
  {
    what: 'main() that calls itself, and functions that take functions',
    source: `static int count;
int main(int argc, char **argv) { if (++count < 50) return main(argc, argv); printf("%d\\n", count); return 0; }`,
    prints: '50\n',
  },
] as const;

describe('a checked program that does with memory what few do', () => {
  it.each(CORRECT)('runs as without checks: $what', async ({ source, prints }) => {
    const boot = (checks: 'on' | 'off') =>
      bootC(toolchain, { 'main.c': `${HEADERS}${source}\n` }, { checks, warnings: 'none', optimization: '-O0' });
    const checked = boot('on');
    const expected = { outcome: { kind: 'exited', code: 0 }, stdout: prints, stderr: '' };
    expect(await checked.run()).toEqual(expected);
    expect(await checked.lookThrough()).toBeUndefined();
    expect(await boot('off').run()).toEqual(expected);
  });
});

describe('a mistake while a mistake is reported', () => {
  it.each([
    [
      'in a function of the program that the report calls by its name in libc',
      'size_t strlen(const char *text) { int a[2] = { 0 }; volatile int i = 7; return (size_t)a[i] + (text == NULL); }\nint main(void) { int *volatile p = NULL; return *p; }',
    ],
    [
      'in what is done when the program ends',
      'static void again(void) { int *volatile p = NULL; *p = 1; }\nint main(void) { atexit(again); int *volatile p = NULL; return *p; }',
    ],
    [
      'that is made again by a signal handler',
      'static void again(int number) { (void)number; int *volatile p = NULL; *p = 1; }\nint main(void) { signal(SIGINT, again); raise(SIGINT); return 0; }',
    ],
  ])('ends the program, and does not loop: %s', async (_, source) => {
    const project = bootC(
      toolchain,
      { 'main.c': `${HEADERS}${source}\n` },
      { checks: 'on', warnings: 'none', optimization: '-O0' },
    );
    expect((await project.run()).outcome).toMatchObject({ kind: 'trapped' });
  });
});
