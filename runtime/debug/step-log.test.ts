import { describe, expect, it, vi } from 'vitest';
import { stopsOf } from './testing/debug-fixture.ts';
import type { JsonStop } from './stop-json.ts';
import type { JsonValue } from './values/json-value.ts';

// Each compiles a program, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

/** `line/depth` of each stop, as gdb prints it for the same program compiled by clang. */
function way(stops: readonly JsonStop[]): string {
  return stops.map(({ line, depth }) => `${line}/${depth}`).join(' ');
}

function at(stops: readonly JsonStop[], line: number, nth = 0): JsonStop {
  const stop = stops.filter((one) => one.line === line)[nth];
  if (!stop) throw new Error(`There is no stop ${nth} at line ${line}`);
  return stop;
}

/** A local, from the innermost block that has the name. */
function local(stop: JsonStop, name: string): JsonValue | undefined {
  return stop.blocks.find((block) => Object.hasOwn(block, name))?.[name];
}

describe('a step into goes where gdb goes', () => {
  it('in a checked program as in one without checks, and knows as well what is set', async () => {
    const files = {
      'main.c': `#include <stdio.h>
static int add(int a, int b) {
  int sum, *p = &sum;
  *p = a + b;
  return sum;
}
int main(void) {
  int list[2];
  for (int i = 0; i < 2; i++)
    list[i] = add(i, 1);
  int more = add(list[0], list[1]);
  printf("%d\\n", more);
  return 0;
}
`,
    };
    const plain = await stopsOf(files);
    const checked = await stopsOf(files, Infinity, {}, 'on');
    // Where an array is declared, the checks have something to do.
    expect(way(checked)).toBe(`8/1 ${way(plain)}`);
    const seen = (stops: readonly JsonStop[]) => stops.map(({ blocks }) => blocks);
    expect(seen(checked.slice(1))).toEqual(seen(plain));
  });

  it('through calls, loops and recursion', async () => {
    const stops = await stopsOf({
      'main.c': `int fact(int n) {
  if (n <= 1)
    return 1;
  int rest = fact(n - 1);
  return n * rest;
}
int fib(int n) { if (n < 2) return n; return fib(n - 1) + fib(n - 2); }
int main(void) {
  int sum = 0;
  for (int i = 0; i < 2; i++) sum += i;
  for (int i = 0; i < 2; i++)
    sum += i;
  sum += fact(2);
  sum += fib(2);
  return sum == 5;
}
`,
    });
    expect(way(stops)).toBe('9/1 10/1 11/1 12/1 11/1 12/1 11/1 13/1 2/2 4/2 2/3 3/3 6/3 5/2 6/2 14/1 7/2 7/3 7/3 15/1');
    expect(stops.map((stop) => stop.function).slice(7, 10)).toEqual(['main', 'fact', 'fact']);
  });

  it('into functions behind pointers, and over what libc calls', async () => {
    const stops = await stopsOf({
      'main.c': `#include <stdlib.h>
static int calls;
static int compare(const void *a, const void *b) {
  calls++;
  return *(const int *)a - *(const int *)b;
}
static int twice(int x) { return 2 * x; }
int main(void) {
  int list[3] = {3, 1, 2};
  int (*fn)(int) = twice;
  qsort(list, 3, sizeof *list, compare);
  int x = fn(list[0]);
  return x + calls;
}
`,
    });
    expect(way(stops)).toBe('9/1 10/1 11/1 12/1 7/2 13/1');
    expect(local(at(stops, 12), 'list')).toEqual([1, 2, 3]);
    expect(at(stops, 12).globals['calls']).toBeGreaterThan(0);
    expect(local(at(stops, 11), 'fn')).toBe('ptr');
  });

  it('over a longjmp', async () => {
    const stops = await stopsOf({
      'main.c': `#include <setjmp.h>
static jmp_buf env;
static void dive(int n) {
  if (n == 0)
    longjmp(env, 3);
  dive(n - 1);
}
int main(void) {
  int code = setjmp(env);
  if (code == 0)
    dive(1);
  code += 1;

  return code;
}
`,
    });
    expect(way(stops)).toBe('9/1 10/1 11/1 4/2 6/2 4/3 5/3 9/1 10/1 12/1 14/1');
    expect(local(at(stops, 14), 'code')).toBe(4);
  });

  it('from one file to another, with the variables of all', async () => {
    const stops = await stopsOf({
      'main.c': `void push(int);
static int steps = 1;
int main(void) {
  push(4);
  steps++;
  return 0;
}
`,
      'stack.c': `int items[2];
static int used;
void push(int value) {
  items[used++] = value;
}
`,
    });
    expect(stops.map(({ file, line }) => `${file}:${line}`)).toEqual([
      'main.c:4',
      'stack.c:4',
      'stack.c:5',
      'main.c:5',
      'main.c:6',
    ]);
    expect(stops[4]!.globals).toEqual({ steps: 2, items: [4, 0], used: 1 });
  });

  it('into constructors, methods and templates of C++', async () => {
    const stops = await stopsOf({
      'main.cpp': `namespace shapes { int made = 0; }
struct Base { int id; Base(int id) : id(id) { shapes::made++; } virtual int sides() const { return 0; } };
struct Square : Base {
  double side;
  Square(double s) : Base(7), side(s) {}
  int sides() const override {
    return 4;
  }
};
template <typename T> T larger(T a, T b) { return a > b ? a : b; }
void add(int &to) { to += 2; }
int main() {
  Square square(1.5);
  const Base &base = square;
  int n = base.sides();
  add(n);
  return larger(n, 3);
}
`,
    });
    expect(way(stops)).toBe('13/1 5/2 2/3 14/1 15/1 7/2 16/1 11/2 17/1 10/2');
    expect(local(at(stops, 16), 'square')).toEqual({ id: 7, side: 1.5 });
    expect(local(at(stops, 16), 'base')).toEqual({ id: 7 });
    expect(local(at(stops, 11), 'to')).toBe(4);
    expect(at(stops, 7).function).toBe('Square::sides');
    expect(at(stops, 16).globals).toEqual({ 'shapes::made': 1 });
  });

  it('no further than it is told to', async () => {
    const files = { 'main.c': 'int main(void) {\n  int x = 1;\n  x++;\n  return x - 2;\n}\n' };
    expect(way(await stopsOf(files, 2))).toBe('2/1 3/1');
  });
});

describe('a value is printed', () => {
  it('as not set until it has been written in this call', async () => {
    const stops = await stopsOf({
      'main.c': `#include <string.h>
static void leave(void) { int a[8] = {1, 2, 3, 4, 5, 6, 7, 8}; (void)a; }
static int f(int n) {
  int x;
  int *p = &x;
  char text[8];
  struct { int a, b; } pair;
  int list[n];
  pair.a = 1;
  list[1] = 5;
  x = 2;
  strcpy(text, "hey");
  memset(list, 0, sizeof list);
  return *p;
}
int main(void) {
  leave();
  return f(3) - 2;
}
`,
    });
    const before = at(stops, 8);
    expect([local(before, 'x'), local(before, 'text'), local(before, 'p')]).toEqual(['?', '?', { $ptr: '?' }]);
    expect(local(at(stops, 10), 'pair')).toEqual({ a: 1, b: '?' });
    expect(local(at(stops, 11), 'list')).toEqual(['?', 5, '?']);
    const end = at(stops, 14);
    expect([local(end, 'x'), local(end, 'p'), local(end, 'text'), local(end, 'list')]).toEqual([
      2,
      { $ptr: 2 },
      { $bytes: [104, 101, 121] },
      [0, 0, 0],
    ]);
  });

  it('of every kind of struct and union', async () => {
    const stops = await stopsOf({
      'main.c': `#include <stdbool.h>
enum shade { LIGHT, DARK = 7, NONE = -1 };
struct bits { unsigned a : 3; int b : 4; bool c : 1; enum shade d : 4; };
typedef struct {
  union { int whole; float part; unsigned char bytes[4]; };
  struct { short low, high; } range;
  enum shade shade;
  bool valid;
  char name[4];
  struct bits bits;
} thing_t;
thing_t things[2];
enum shade odd = 5;
int main(void) {
  thing_t *t = &things[1];
  t->part = 1.5f;
  t->range.low = -1;
  t->shade = NONE;
  t->valid = true;
  t->name[0] = 'q';
  t->bits.a = 5; t->bits.b = -3; t->bits.c = 1; t->bits.d = DARK;
  return 0;
}
`,
    });
    const { globals } = at(stops, 22);
    expect(globals['odd']).toBe(5);
    expect((globals['things'] as readonly JsonValue[])[1]).toEqual({
      whole: 0x3fc00000,
      part: 1.5,
      bytes: [0, 0, 192, 63],
      range: { low: -1, high: 0 },
      shade: 'NONE',
      valid: true,
      name: { $bytes: [113] },
      bits: { a: 5, b: -3, c: true, d: 'DARK' },
    });
  });

  it('of every kind of number', async () => {
    const stops = await stopsOf({
      'main.c': `#include <math.h>
long long most = 0x7fffffffffffffffLL;
unsigned char large = 250;
signed char tiny[2] = {-1, 2};
_Bool yes = 1;
const double third = 1.0 / 3;
long double wide = 2.5L;
__int128 huge = -5;
int main(void) {
  double special[3] = {INFINITY, -INFINITY, NAN};
  char c = -3;
  float f = 16777216;
  return 0;
}
`,
    });
    const end = at(stops, 13);
    expect(end.globals).toEqual({
      most: '9223372036854775807',
      large: 250,
      tiny: [-1, 2],
      yes: true,
      third: 0.333333,
      wide: 2.5,
      huge: -5,
    });
    expect(end.blocks).toEqual([{ special: ['inf', '-inf', 'nan'], c: -3, f: 16777200 }]);
  });

  it('behind pointers, to three hops, and never of what was freed', async () => {
    const stops = await stopsOf({
      'main.c': `#include <stdlib.h>
struct node { struct node *next; };
int main(void) {
  int x = 3, *p = &x, **pp = &p, ***ppp = &pp, ****pppp = &ppp;
  struct node n = {&n}, *none = NULL;
  char *text = "hi";
  void *raw = p;
  int *heap = malloc(sizeof *heap);
  *heap = 8;
  x = *heap;
  free(heap);
  return 0;
}
`,
    });
    const end = at(stops, 12);
    expect(end.blocks).toEqual([
      {
        x: 8,
        p: { $ptr: 8 },
        pp: { $ptr: { $ptr: 8 } },
        ppp: { $ptr: { $ptr: { $ptr: 8 } } },
        pppp: { $ptr: { $ptr: { $ptr: 'ptr' } } },
        n: { next: 'ptr' },
        none: null,
        text: { $ptr: 104 },
        raw: 'ptr',
        heap: { $ptr: '?' },
      },
    ]);
    expect(local(at(stops, 10), 'heap')).toEqual({ $ptr: 8 });
  });

  it('by blocks, innermost first, with static locals in the outermost', async () => {
    const stops = await stopsOf({
      'main.c': `int main(void) {
  int x = 1;
  {
    int x = 2;
    static int kept = 9;
    {
      int x = 3;
      kept += x;
    }
  }
  return 0;
}
`,
    });
    expect(at(stops, 8).blocks).toEqual([{ x: 3 }, { x: 2 }, { x: 1, kept: 9 }]);
  });

  it('of arrays: the first twenty elements, rows of rows, and what read() has filled', async () => {
    const stops = await stopsOf(
      {
        'main.c': `#include <unistd.h>
int many[25], grid[2][2] = {{1, 2}, {3, 4}};
char words[2][4] = {"ab", "c"};
int main(void) {
  char buffer[8];
  long n = read(0, buffer, sizeof buffer);
  return n < 0;
}
`,
      },
      Infinity,
      { stdin: 'line\n' },
    );
    const end = at(stops, 7);
    expect(end.globals).toEqual({
      many: new Array(20).fill(0),
      grid: [
        [1, 2],
        [3, 4],
      ],
      words: [{ $bytes: [97, 98] }, { $bytes: [99] }],
    });
    expect(local(end, 'buffer')).toBe('?');
    expect(local(end, 'n')).toBe(5);
  });
});
