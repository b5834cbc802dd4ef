import { describe, expect, it } from 'vitest';
import { bootC, type CRun } from '../../testing/c-fixture.ts';
import { NodeToolchain } from '../../cli/node-toolchain.ts';
import { mistakeLines, UNSET, type Mistake } from '../../project/mistake.ts';
import type { ProjectSettings } from '../../project/settings.ts';
import { MISTAKES } from './mistake-sentences.ts';

const toolchain = NodeToolchain.load();

/** A program that makes the mistake of a kind, in the line that holds HERE, and what its report says among other things. */
interface Sample {
  readonly kind: string;
  readonly source: string;
  readonly says: readonly RegExp[];
  readonly stdin?: string;
  readonly name?: string;
  readonly change?: Partial<ProjectSettings>;
}

const HEADERS = '#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n';
const inMain = (lines: string): string =>
  `${HEADERS}int main(int argc, char **argv) {\n  (void)argv;\n${lines}\n  return 0;\n}\n`;

const SAMPLES: readonly Sample[] = [
  {
    kind: 'null',
    source: `${HEADERS}struct node { int value; struct node *next; };
static struct node *find(struct node *list, int value) {
  while (list && list->value != value) list = list->next;
  return list;
}
int main(void) {
  struct node one = { 1, NULL };
  struct node *found = find(&one, 2);
  printf("%d\\n", found->value); // HERE
}`,
    says: [/read 4 bytes through a pointer that is NULL/, /found is NULL because find\(\) returned it at main\.c:11/],
  },
  {
    kind: 'null',
    source: inMain(
      '  struct { int a[3], b; } *p = argc > 5 ? malloc(16) : NULL;\n  p->b = 1; // HERE\n  printf("%d", p->b);',
    ),
    says: [/wrote 4 bytes through a pointer that is nearly NULL \(12\)/],
  },
  {
    kind: 'null-argument',
    source: inMain('  char *s = getenv("NOT_SET");\n  printf("%zu\\n", strlen(s)); // HERE'),
    says: [/strlen\(\) was given NULL as its argument 1/, /s is NULL because getenv\(\) returned it at main\.c:6/],
  },
  {
    kind: 'outside-memory',
    source: inMain('  char *p = (char *)(0x4a000000 + argc * 4);\n  printf("%zu\\n", strlen(p)); // HERE'),
    says: [/an address that is not in its memory/, /0x4a000004/],
  },
  {
    kind: 'constant',
    source: inMain('  char *s = "hello";\n  s[0] = \'H\'; // HERE\n  puts(s);'),
    says: [/wrote 1 byte to the text "hello", which cannot be changed/, /char text\[\]/],
    change: { optimization: '-O0' },
  },
  {
    kind: 'heap-outside',
    source: `${HEADERS}static int *make(int n) { return malloc(n * sizeof(int)); }
int main(void) {
  int *p = make(10);
  for (int i = 0; i <= 10; i++)
    p[i] = i; // HERE
  printf("%d\\n", p[3]);
  free(p);
}`,
    says: [
      /wrote 4 bytes after the end of a block/,
      /40 bytes, allocated in make\(\) at main\.c:4/,
      /it has 10, 0 to 9, and this is 10/,
      /byte {4}32 33 34 35 36 37 38 39 │ 40 41 42 43\n/,
      /holds {3}08 00 00 00 09 00 00 00 │ \.\. \.\. \.\. \.\.\n/,
      /access {28}\^\^ \^\^ \^\^ \^\^\n/,
    ],
  },
  {
    kind: 'heap-outside',
    source: inMain('  int *p = calloc(4, 4);\n  printf("%d\\n", p[-argc]); // HERE\n  free(p);'),
    says: [/read 4 bytes before the beginning/, /byte {4}-4 -3 -2 -1 │ {2}0 {2}1 {2}2 {2}3 {2}4 {2}5 {2}6 {2}7\n/],
  },
  {
    kind: 'heap-outside',
    source: inMain('  char *p = malloc(5);\n  strcpy(p, argc > 5 ? "no" : "hello"); // HERE\n  puts(p);\n  free(p);'),
    says: [/with strcpy\(\) after the end/, /one byte more than it has characters/],
  },
  {
    kind: 'heap-outside',
    source: inMain('  wchar_t *p = malloc(12);\n  mbstowcs(p, argc > 5 ? "no" : "abcd", 10); // HERE\n  free(p);'),
    says: [/wrote 20 bytes with mbstowcs\(\) after the end of a block/],
  },
  {
    kind: 'heap-outside',
    source: `#include <time.h>\n${inMain('  struct tm *p = calloc(1, sizeof p);\n  printf("%d %d\\n", argc, (int)mktime(p)); // HERE\n  free(p);')}`,
    says: [/with mktime\(\) after the end of a block/],
  },
  {
    kind: 'heap-freed',
    source: `${HEADERS}static void drop(int *p) { free(p); }
int main(void) {
  int *p = malloc(8);
  p[0] = 1;
  drop(p);
  printf("%d\\n", p[0]); // HERE
}`,
    says: [/in a block that was freed before/, /allocated in main\(\) at main\.c:6/, /freed in drop\(\) at main\.c:4/],
  },
  {
    kind: 'heap-freed',
    source: `#include <dirent.h>\n${inMain('  DIR *p = opendir(argc > 5 ? "no" : ".");\n  closedir(p);\n  printf("%p\\n", (void *)readdir(p)); // HERE')}`,
    says: [/with readdir\(\) in a block that was freed before/],
  },
  {
    kind: 'heap-freed',
    source: `#include <wchar.h>\n${inMain('  wchar_t *p = calloc(8, sizeof *p);\n  free(p);\n  wprintf(L"%d %.3ls\\n", argc, p); // HERE')}`,
    says: [/with wprintf\(\) in a block that was freed before/],
  },
  {
    kind: 'heap-outside',
    source: `#include <wchar.h>\n${inMain('  wchar_t *p = malloc(4 * sizeof *p);\n  wmemset(p, 65, 4);\n  printf("%5ls|%d\\n", p, argc); // HERE\n  free(p);')}`,
    says: [/with printf\(\) after the end of a block/],
  },
  {
    kind: 'local-outside',
    source: inMain('  int a[4] = { 0 };\n  int *p = a;\n  p[argc + 3] = 7; // HERE\n  printf("%d\\n", a[0]);'),
    says: [/after the end of the local variable a/, /16 bytes and is declared in line 6/],
  },
  {
    kind: 'local-outside',
    source: inMain('  int a[4] = { 1 };\n  int *p = a + argc;\n  printf("%d\\n", p[-9]); // HERE'),
    says: [/read 4 bytes before the beginning of the local variable a/],
    change: { optimization: '-O0' },
  },
  {
    kind: 'local-outside',
    source: inMain('  char name[4];\n  scanf("%s", name); // HERE\n  puts(name);'),
    stdin: 'Ada Lovelace\nmore',
    says: [],
  },
  {
    kind: 'local-outside',
    source: inMain('  char name[4];\n  scanf("%s", name); // HERE\n  puts(name);'),
    stdin: 'Lovelace\n',
    says: [/with scanf\(\) after the end of the local variable name/],
  },
  {
    kind: 'local-scope',
    source: inMain('  int *p;\n  { int x = argc; p = &x; }\n  printf("%d\\n", *p); // HERE'),
    says: [/in the local variable x, whose block \{ \} is over/],
    change: { optimization: '-O0' },
  },
  {
    kind: 'local-returned',
    source: `${HEADERS}static int *numbers(void) { int a[3] = { 1, 2, 3 }; int *volatile p = a; return p; }
int main(void) {
  int *p = numbers();
  printf("%d\\n", p[1]); // HERE
}`,
    says: [/the local variable a of a function that has returned/],
    change: { optimization: '-O0' },
  },
  {
    kind: 'global-outside',
    source: `${HEADERS}static int table[4] = { 1, 2, 3, 4 };
static int sum(const int *of, int n) {
  int s = 0;
  for (int i = 0; i <= n; i++)
    s += of[i]; // HERE
  return s;
}
int main(void) { printf("%d\\n", sum(table, 4)); }`,
    says: [/read 4 bytes after the end of the global variable table/],
  },
  {
    kind: 'double-free',
    source: inMain('  int *p = malloc(8);\n  free(p);\n  free(p); // HERE'),
    says: [/free\(\) was given a block that was freed before/, /freed in main\(\) at main\.c:7/],
  },
  {
    kind: 'bad-free',
    source: inMain('  int a[3] = { argc };\n  int *p = a;\n  free(p); // HERE'),
    says: [/given the address of the local variable a/],
  },
  {
    kind: 'bad-free',
    source: inMain('  int *p = malloc(40);\n  free(p + 2); // HERE'),
    says: [/an address in the middle of a block/, /40 bytes, allocated in main/],
  },
  {
    kind: 'mismatch',
    name: 'main.cpp',
    source: `#include <cstdio>
int main() {
  int *p = new int[4];
  p[0] = 1;
  std::printf("%d", p[0]);
  delete p; // HERE
}`,
    says: [
      /delete was given a block that new\[\] had allocated/,
      /16 bytes, allocated in main\(\) at main\.cpp:3/,
      /delete\[\]/,
    ],
  },
  {
    kind: 'mismatch',
    name: 'main.cpp',
    source: `#include <cstdlib>
int main() {
  int *p = new int(4);
  std::free(p); // HERE
}`,
    says: [/free\(\) was given a block that new had allocated/],
    change: { optimization: '-O0' },
  },
  {
    kind: 'container',
    name: 'main.cpp',
    source: `#include <cstdio>
#include <vector>
int main() {
  std::vector<int> squares;
  squares.reserve(10);
  for (int i = 0; i < 10; i++)
    squares[i] = i * i; // HERE
  std::printf("%d\\n", squares[3]);
}`,
    says: [/The index 0 is outside of a std::vector of no elements/, /reserve\(\) adds none/],
  },
  {
    kind: 'null',
    source: inMain('  int n = argc;\n  scanf("%d", n); // HERE\n  printf("%d\\n", n);'),
    stdin: '7\n',
    says: [/scanf\(\) was to store a value at the address 1, where no variable is/, /Write & before the variable/],
  },
  {
    kind: 'overlap',
    source: inMain('  char a[20] = "abcdefgh";\n  memcpy(a + argc, a, 8 * argc); // HERE\n  puts(a);'),
    says: [/memcpy\(\) was to copy 8 bytes between places that overlap/, /memmove/],
  },
  {
    kind: 'null-stream',
    source: inMain('  FILE *f = fopen("/not-there", "r");\n  char line[9];\n  fgets(line, 9, f); // HERE'),
    says: [/FILE \* that is NULL/, /f is NULL because fopen\(\) returned it at main\.c:6/],
    change: { withoutDefaults: ['compat'] },
  },
  {
    kind: 'closed-stream',
    source: inMain('  FILE *f = fopen("/tmp/x", "w");\n  fclose(f);\n  fprintf(f, "%d", argc); // HERE'),
    says: [/fprintf\(\) was given a FILE \* that was closed before/, /closed in main\(\) at main\.c:7/],
  },
  {
    kind: 'overflow',
    source: inMain('  int x = 2147483647;\n  x += argc; // HERE\n  printf("%d\\n", x);'),
    says: [/2147483647 \+ 1 does not fit into an int/],
  },
  {
    kind: 'unsigned-overflow',
    source: inMain('  unsigned x = 4294967295u;\n  x += (unsigned)argc; // HERE\n  printf("%u\\n", x);'),
    says: [/4294967295 \+ 1 does not fit into a unsigned int|an unsigned int/],
    change: { extraFlags: '-fsanitize=unsigned-integer-overflow' },
  },
  {
    kind: 'negation',
    source: inMain('  int x = -2147483647 - argc;\n  printf("%d\\n", -x); // HERE'),
    says: [/-\(-2147483648\) does not fit into an int/],
  },
  {
    kind: 'division-by-zero',
    source: inMain('  int n = argc - 1;\n  printf("%d\\n", 10 / n); // HERE'),
    says: [/divided 10 by zero/],
  },
  {
    kind: 'float-division-by-zero',
    source: inMain('  double n = argc - 1;\n  printf("%f\\n", 10 / n); // HERE'),
    says: [/by zero/],
    change: { extraFlags: '-fsanitize=float-divide-by-zero' },
  },
  {
    kind: 'division',
    source: inMain('  int x = -2147483647 - argc;\n  printf("%d\\n", x / -argc); // HERE'),
    says: [/-2147483648 divided by -1 does not fit into an int/],
  },
  { kind: 'shift-negative', source: inMain('  printf("%d\\n", 1 << -argc); // HERE'), says: [/shifted 1 by -1 bits/] },
  {
    kind: 'shift-too-far',
    source: inMain('  printf("%d\\n", 1 << (31 + argc)); // HERE'),
    says: [/shifted 1 by 32 bits, and an int has 32/],
  },
  {
    kind: 'shift-base',
    source: inMain('  printf("%d\\n", -argc << 3); // HERE'),
    says: [/-1 shifted by 3 bits/],
    change: { extraFlags: '-fsanitize=shift' },
  },
  {
    kind: 'index',
    source: inMain('  int a[5];\n  for (int i = 0; i <= 5; i++)\n    a[i] = i; // HERE\n  printf("%d\\n", a[argc]);'),
    says: [/The index 5 is outside of an array of 5 elements, 0 to 4/],
  },
  {
    kind: 'unreachable',
    source: inMain(
      '  switch (argc) {\n  case 9: puts("nine"); break;\n  default: __builtin_unreachable(); // HERE\n  }',
    ),
    says: [/it says is never reached/],
  },
  {
    kind: 'no-return',
    name: 'main.cpp',
    source: `#include <stdio.h>
static int sign(int x) {
  if (x < 0) return -1;
  if (x > 0) return 1; // HERE
}
int main(int argc, char **) { printf("%d\\n", sign(argc - 1)); }`,
    says: [/ended without return/],
  },
  {
    kind: 'too-small',
    source: inMain('  char a[2];\n  long long *p = (long long *)a;\n  *p = argc; // HERE\n  printf("%d", a[0]);'),
    says: [/less memory than that takes/],
    change: { extraFlags: '-fsanitize=object-size -fno-sanitize=address,alignment' },
  },
  {
    kind: 'array-length',
    source: inMain('  int n = -argc;\n  int a[n]; // HERE\n  a[0] = 1;\n  printf("%d\\n", a[0]);'),
    says: [/a local array with -1 elements/],
  },
  {
    kind: 'float-cast',
    source: inMain('  double x = 1e20 * argc;\n  printf("%d\\n", (int)x); // HERE'),
    says: [/1e\+20|100000000000000000000/, /does not fit into an int/],
  },
  {
    kind: 'invalid-value',
    source: inMain('  _Bool b;\n  memset(&b, 5, argc);\n  printf("%d\\n", b); // HERE'),
    says: [/_Bool holds 5|bool holds 5/],
    change: { optimization: '-O0' },
  },
  {
    kind: 'unset',
    source: `${HEADERS}int main(void) {
  int total;
  for (int i = 1; i <= 5; i++)
    total += i;
  printf("%d\\n", total); // HERE
}`,
    says: [/it comes from the local variable total/],
  },
  {
    kind: 'conversion',
    source: inMain('  int x = 300 * argc;\n  unsigned char c = x; // HERE\n  printf("%d\\n", c);'),
    says: [/300 changed to 44/],
    change: { extraFlags: '-fsanitize=implicit-conversion' },
  },
  { kind: 'builtin', source: inMain('  printf("%d\\n", __builtin_clz(argc - 1)); // HERE'), says: [/zeros of 0/] },
  {
    kind: 'null-argument',
    source: inMain('  FILE *f = fopen("/not-there", "r");\n  printf("%d\\n", fgetc(f)); // HERE'),
    says: [/fgetc\(\) was given a FILE \* that is NULL/],
  },
  {
    kind: 'null-returned',
    source: `${HEADERS}__attribute__((returns_nonnull, noinline)) static char *name(char *s) {
  return s; // HERE
}
int main(void) { char *s = getenv("NOT_SET"); printf("%d", name(s) == s); }`,
    says: [/never does/],
  },
  {
    kind: 'null-pointer',
    source: inMain('  int *p = argc > 5 ? &argc : NULL;\n  printf("%d\\n", *p); // HERE'),
    says: [/pointer to int that is NULL/],
    change: { extraFlags: '-fsanitize=null -fdelete-null-pointer-checks' },
  },
  {
    kind: 'alignment',
    source: inMain('  char a[16] = { 0 };\n  int *p = (int *)(a + argc);\n  printf("%d\\n", *p); // HERE'),
    says: [/needs a multiple of 4/, /memcpy/],
  },
  {
    kind: 'null-offset',
    source: inMain('  char *p = argc > 5 ? argv[0] : NULL;\n  printf("%d\\n", p + argc == argv[0]); // HERE'),
    says: [/from NULL and a distance/],
    change: { extraFlags: '-fsanitize=pointer-overflow -fdelete-null-pointer-checks' },
  },
  {
    kind: 'pointer-overflow',
    source: inMain('  char *p = argv[0];\n  size_t n = (size_t)-argc - 64;\n  printf("%d\\n", p + n == p); // HERE'),
    says: [/beyond the end of memory/],
    change: { extraFlags: '-fsanitize=pointer-overflow' },
  },
];

/** What each kind is called on its page. */
const TITLES: Readonly<Record<string, string>> = {
  null: 'A pointer that is NULL',
  'outside-memory': 'An address that is not in memory',
  constant: 'Writing to a constant text',
  'heap-outside': 'Outside a block from malloc',
  'heap-freed': 'Using a block after free',
  'local-outside': 'Outside a local array',
  'local-scope': 'A variable whose block is over',
  'local-returned': 'A variable whose function has returned',
  'global-outside': 'Outside a global array',
  'double-free': 'Freeing a block twice',
  'bad-free': 'Freeing what malloc did not give',
  mismatch: 'new, delete and free mixed up',
  container: 'Outside of a container of C++',
  overlap: 'Copying between places that overlap',
  'null-stream': 'A file that did not open',
  'closed-stream': 'A file that was closed before',
  unset: 'A value that was never set',
  overflow: 'A number too large for its type',
  'unsigned-overflow': 'An unsigned number that wraps around',
  negation: 'Negating the smallest number',
  'division-by-zero': 'Dividing by zero',
  'float-division-by-zero': 'Dividing a floating-point number by zero',
  division: 'Dividing the smallest number by -1',
  'shift-negative': 'Shifting by a negative number',
  'shift-too-far': 'Shifting too far',
  'shift-base': 'Shifting a number that is too large',
  index: 'An index outside of an array',
  unreachable: 'A place said never to be reached',
  'no-return': 'A function that ends without return',
  'array-length': 'An array of negative length',
  'float-cast': 'A number that does not fit an integer',
  'invalid-value': 'A value that its type does not have',
  conversion: 'A conversion that changes a value',
  builtin: 'Counting the zeros of 0',
  'null-argument': 'NULL given to a function',
  'null-returned': 'NULL returned against a promise',
  'null-pointer': 'A pointer that is NULL, found by UBSan',
  alignment: 'An address that is not aligned',
  'too-small': 'Less memory than a type takes',
  'null-offset': 'Computing with a pointer that is NULL',
  'pointer-overflow': 'A pointer beyond the end of memory',
};

const HEAD = `# Mistakes at run time

This page is generated: \`npx vitest run runtime/toolchain/report/mistakes.test.ts -u\` writes it. Each part shows a program with a mistake, and what a
checked run of it says in the terminal; what is printed before that is left out. The tests build and run the programs.
`;
/** Of each kind, the first program and its report. */
const pages = new Map<string, string>();

function pageOf({ kind, source, change = {}, name = 'main.c' }: Sample, report: string): string {
  const flags = change.extraFlags === undefined ? '' : `With the flags \`${change.extraFlags}\`:\n\n`;
  const language = name.endsWith('.cpp') ? 'cpp' : 'c';
  return `## ${TITLES[kind] ?? ''} (\`${kind}\`)\n\n${flags}\`\`\`${language}\n${source.replace(/ *\/\/ HERE/, '').trim()}\n\`\`\`\n\n\`\`\`text\n${report}\n\`\`\``;
}

/** What was found: while it ran, or after that. */
async function run({ source, stdin, change = {}, name = 'main.c', kind }: Sample): Promise<CRun & { found?: Mistake }> {
  const project = bootC(toolchain, { [name]: source }, { checks: 'on', warnings: 'none', ...change });
  const ran = await project.run({ stdin });
  const found = kind === UNSET ? await project.lookThrough() : undefined;
  return found ? { ...ran, found } : ran;
}

describe('a mistake stops the program and is explained', () => {
  it.each(SAMPLES.map((sample, i) => ({ ...sample, i })))('$kind ($i)', async (sample) => {
    const { outcome, found } = await run(sample);
    if (sample.says.length === 0) return expect(outcome).toEqual({ kind: 'exited', code: 0 });
    const mistake = found ?? (outcome.kind === 'trapped' ? outcome.mistake : undefined);
    if (!mistake) throw new Error(`Not found: ${JSON.stringify(outcome)}`);
    const text = mistakeLines(mistake).join('\n');
    expect(mistake.kind).toBe(sample.kind);
    // An address is another one with each change of the library.
    const report = text.replace(/ *\/\/ HERE/, '').replace(/0x[0-9a-f]+/g, '0x…');
    if (!pages.has(sample.kind)) pages.set(sample.kind, pageOf(sample, report));
    for (const words of sample.says) expect(text).toMatch(words);
    const line = sample.source.split('\n').findIndex((one) => one.includes('HERE')) + 1;
    expect(mistake.place).toMatchObject({ file: sample.name ?? 'main.c', line });
  });

  it('knows every kind that the table has words for', () => {
    const untested = Object.keys(MISTAKES).filter((kind) => !SAMPLES.some((sample) => sample.kind === kind));
    expect(untested).toEqual([]);
    expect(Object.keys(TITLES)).toEqual(expect.arrayContaining(Object.keys(MISTAKES)));
  });

  it('is what docs/run-time-mistakes.md says', async () => {
    const parts = Object.keys(MISTAKES).flatMap((kind) => pages.get(kind) ?? []);
    await expect(`${HEAD}\n${parts.join('\n\n')}\n`).toMatchFileSnapshot('../../../docs/run-time-mistakes.md');
  });
});
