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
#include <fcntl.h>
#include <dirent.h>
#include <poll.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <wasi/api.h>
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
    says: /a\[2\], part of the local variable a/,
  },
  {
    what: 'a member of an element',
    source:
      'struct point { double x; int y; char name[3]; };\nint main(void) {\n  struct point p[2];\n  p[0] = (struct point) { 1, 2, "a" };\n  p[1].x = 3;\n  printf("%f %d\\n", p[1].x, p[1].y); // HERE\n}',
    says: /p\[1\]\.y, part of the local variable p/,
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
    what: 'a wide text without an end that is printed',
    source:
      '#include <wchar.h>\nint main(void) {\n  wchar_t text[4];\n  wmemset(text, 65, 3);\n  wprintf(L"%ls\\n", text); // HERE\n}',
    says: /the local variable text/,
  },
  {
    what: 'a number in a wide format',
    source: '#include <wchar.h>\nint main(void) {\n  int n;\n  wprintf(L"%ls %d\\n", L"n", n); // HERE\n}',
    says: /wprintf\(\).*the local variable n/s,
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
    says: /bytes 8 to 11 of a block from malloc.*allocated in main\(\) at main\.c:18/s,
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
    what: 'what system calls write: descriptors, clocks, arguments',
    source: `int main(void) {
  __wasi_prestat_t prestat; char name[64];
  if (__wasi_fd_prestat_get(3, &prestat) != 0 || prestat.u.dir.pr_name_len >= sizeof name) return 1;
  if (__wasi_fd_prestat_dir_name(3, (uint8_t *)name, prestat.u.dir.pr_name_len) != 0 || name[0] != '/') return 2;
  __wasi_timestamp_t now, step;
  if (__wasi_clock_time_get(0, 0, &now) != 0 || now < 6 || __wasi_clock_res_get(1, &step) != 0 || step > now) return 3;
  __wasi_fdstat_t fdstat; __wasi_filestat_t filestat; __wasi_filesize_t at;
  if (__wasi_fd_fdstat_get(3, &fdstat) != 0 || fdstat.fs_filetype != __WASI_FILETYPE_DIRECTORY) return 4;
  if (__wasi_fd_filestat_get(3, &filestat) != 0 || filestat.filetype != fdstat.fs_filetype) return 5;
  if (__wasi_path_filestat_get(3, 0, ".", &filestat) != 0 || filestat.nlink == 77) return 6;
  __wasi_fd_t file;
  if (__wasi_path_open(3, 0, "f.txt", __WASI_OFLAGS_CREAT, -1, -1, 0, &file) != 0 || file < 3) return 7;
  uint8_t out[] = "some text", in[4], other[40]; __wasi_size_t n;
  __wasi_ciovec_t from = { out, 9 };
  if (__wasi_fd_write(file, &from, 1, &n) != 0 || n != 9) return 8;
  if (__wasi_fd_pwrite(file, &from, 1, 4, &n) != 0 || n != 9) return 9;
  if (__wasi_fd_seek(file, 0, __WASI_WHENCE_SET, &at) != 0 || at != 0) return 10;
  __wasi_iovec_t to[2] = { { in, 4 }, { other, 40 } };
  if (__wasi_fd_read(file, to, 2, &n) != 0 || n != 13 || in[3] != 'e' || other[8] != 't') return 11;
  if (__wasi_fd_tell(file, &at) != 0 || at != 13) return 12;
  size_t count, bytes;
  if (__wasi_args_sizes_get(&count, &bytes) != 0 || count != 1) return 13;
  uint8_t *argv[4], text[bytes];
  if (__wasi_args_get(argv, text) != 0 || argv[0][0] != 'm') return 14;
  uint8_t chance[8];
  if (__wasi_random_get(chance, 8) != 0) return 15;
  if (chance[0] == 1) puts("one");
  uint8_t entries[200];
  if (__wasi_fd_readdir(3, entries, 200, 0, &n) != 0 || n < 24 || entries[0] == 200) return 16;
  puts("done");
}`,
  },
  {
    what: 'what system calls write through functions of libc',
    source: `int main(void) {
  char a[8], b[8], chance[4];
  int file = open("f.txt", O_CREAT | O_RDWR, 0666);
  if (write(file, "some text", 9) != 9) return 1;
  struct iovec to[2] = { { a, 2 }, { b, 8 } };
  if (preadv(file, to, 2, 3) != 6 || a[1] != ' ' || b[3] != 't') return 2;
  if (lseek(file, 0, SEEK_SET) != 0 || readv(file, to, 2) != 9 || b[6] != 't') return 3;
  if (pread(file, a, 4, 5) != 4 || a[3] != 't') return 4;
  if (symlink("f.txt", "link.txt") != 0 || readlinkat(AT_FDCWD, "link.txt", b, 8) != 5 || b[0] != 'f') return 5;
  if (readlink("link.txt", a, 8) != 5 || a[0] != 'f') return 6;
  if (getentropy(chance, 4) == 0 && chance[2] == 1) puts("one");
  arc4random_buf(chance, 4);
  if (chance[3] == 1) puts("one");
  struct pollfd waits[1] = { { file, POLLIN, 0 } };
  if (poll(waits, 1, 0) != 1 || waits[0].revents != POLLIN) return 7;
  struct timespec now;
  if (clock_gettime(CLOCK_REALTIME, &now) != 0 || now.tv_sec < 9) return 8;
  FILE *stream = fopen("f.txt", "r");
  struct { char c[3]; } some[4];
  if (fread(some, 3, 4, stream) != 3 || some[2].c[2] != 't') return 9;
  puts("done");
}`,
  },
  {
    what: 'functions that the program imports itself, of either WASI',
    source: `#define FROM(module, name) __attribute__((import_module(module), import_name(#name)))
FROM("wasi_snapshot_preview1", clock_time_get) int own_clock(int, uint64_t, uint64_t *);
FROM("wasi_unstable", fd_filestat_get) int old_stat(int, void *);
FROM("wasi_unstable", fd_fdstat_get) int old_fdstat(int, void *);
int main(void) {
  uint64_t now, stat[8], fdstat[4];
  if (own_clock(0, 0, &now) != 0 || now < 6) return 1;
  if (old_stat(3, stat) != 0 || stat[4] == 77 || ((char *)stat)[16] != 3) return 2;
  if (old_fdstat(3, fdstat) != 0 || fdstat[1] == 0) return 3;
  puts("done");
}`,
  },
  {
    what: 'references in place of descriptors',
    source: `#include <preopen/ref.h>
int main(void) {
  char name[32], text[32]; struct preopen_stat stat;
  preopen_ref folder = preopen_folder(0);
  if (preopen_name(folder, name, sizeof name) < 1 || name[0] != '/') return 1;
  preopen_ref file = preopen_open_at(folder, "g.txt", PREOPEN_READ | PREOPEN_WRITE | PREOPEN_CREATE);
  if (preopen_is_null(file) || preopen_write(file, "four", 4) != 4) return 2;
  if (preopen_stat(file, &stat) != 0 || stat.size != 4 || stat.type != PREOPEN_TYPE_FILE) return 3;
  file = preopen_open_at(folder, "g.txt", PREOPEN_READ);
  if (preopen_read(file, text, sizeof text) != 4 || text[3] != 'r') return 4;
  if (preopen_list(folder, name, sizeof name) < 1 || name[0] == 'z') return 5;
  puts("done");
}`,
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

describe('after the first one', () => {
  it('others are named with their lines, each variable once', async () => {
    const { mistake } = await find(
      'int main(void) {\n  int a, b, c = 1;\n  if (a > 3) puts("a");\n  if (b > 3 || a > 4) puts("b");\n  printf("%d %d\\n", b, c);\n}',
    );
    expect(mistake?.what).toContain('the local variable a');
    expect(mistake?.details).toEqual([
      'Another one at main.c:20: the program used a value that was never set: it comes from the local variable b',
    ]);
  });
});

describe('a correct program is not accused', () => {
  it.each(CORRECT)('$what', async (row) => {
    const { outcome, mistake } = await find(row.source, 'stdin' in row ? row.stdin : '');
    expect(outcome).toMatchObject({ kind: 'exited', code: 0 });
    expect(mistake).toBeUndefined();
  });

  const DONE = 'puts("done");';
  it.each(CORRECT.filter(({ source }) => source.includes(DONE) && !source.includes('preopen/ref.h')))(
    'to the end of: $what',
    async ({ source }) => {
      const { mistake } = await find(source.replace(DONE, `int last; if (last == 77) ${DONE}`));
      expect(mistake && mistakeLines(mistake).join('\n')).toMatch(/the local variable last/);
    },
  );
});

describe('only the program that ran is looked through', () => {
  const SOUND = 'int main(void) { int n = 4; printf("%d\\n", n); }\n';
  const WRONG = SOUND.replace(' = 4', '');
  const boot = (text: string) =>
    bootC(toolchain, { 'main.c': `${HEADERS}${text}` }, { checks: 'on', warnings: 'none' });

  it('also where the linker had to be asked which files make it', async () => {
    const project = bootC(
      toolchain,
      {
        'main.c': `${HEADERS}#if 0\n#include "twice.c"\n#endif\nint twice(int);\nint main(void) { int n; printf("%d\\n", twice(n)); }\n`,
        'twice.c': 'int twice(int n) { return 2 * n; }\n',
      },
      { checks: 'on', warnings: 'none' },
    );
    await project.run();
    expect(await project.lookThrough()).toMatchObject({ place: { file: 'main.c' } });
  });

  it('also where a header lies in another folder', async () => {
    const project = bootC(
      toolchain,
      {
        'main.c': `${HEADERS}#include "twice.h"\nint main(void) { int n; printf("%d\\n", twice(n)); }\n`,
        'lib/twice.h': 'static int twice(int n) { return 2 * n; }\n',
      },
      { checks: 'on', warnings: 'none' },
    );
    await project.run();
    expect(await project.lookThrough()).toMatchObject({ place: { file: 'main.c' } });
  });

  it('and not the text of an edit since', async () => {
    const project = boot(SOUND);
    await project.run();
    project.write('main.c', `${HEADERS}${WRONG}`);
    expect(await project.lookThrough()).toBeUndefined();
  });

  it('and not what was built ahead of the next run', async () => {
    const project = boot(SOUND);
    await project.run();
    project.write('main.c', `${HEADERS}${WRONG}`);
    expect(await project.build()).toMatchObject({ kind: 'built' });
    expect(await project.lookThrough()).toBeUndefined();
    await project.run();
    expect(await project.lookThrough()).toMatchObject({ place: { file: 'main.c' } });
  });

  it('and not a text that was compiled since, for a program that could not be linked', async () => {
    const project = boot(SOUND);
    await project.run();
    project.write('main.c', `${HEADERS}${WRONG}`);
    project.write('other.c', 'int broken(void) { return }\n');
    expect(await project.build()).toMatchObject({ kind: 'failed' });
    expect(await project.lookThrough()).toBeUndefined();
  });
});
