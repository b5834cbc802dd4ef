import { expect, it, vi } from 'vitest';
import type { ShownStop, ShownValue } from '../../stops/stop.ts';
import { shownStop } from '../session/shown-stop.ts';
import { bootDebug } from '../testing/debug-fixture.ts';

vi.setConfig({ testTimeout: 240_000 });

const MAIN = `#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <complex.h>
#include <stdbool.h>
#include <stdint.h>
#include <wchar.h>
#include <stddef.h>
typedef unsigned char byte;
typedef struct node node_t;
typedef int (*operation)(int, int);
struct node { int value; node_t *next; };
enum color { RED, GREEN = 5, BLUE };
enum flags { READ = 1, WRITE = 2, EXEC = 4 };
union views { uint32_t word; float real; byte bytes[4]; struct { uint16_t low, high; }; };
struct bits { unsigned a : 3; int b : 5; unsigned : 2; bool c : 1; enum color d : 4; unsigned long long wide : 40; };
struct flexible { size_t count; int items[]; };
struct nested { struct { int x; union { int i; float f; }; } inner; const char *name; };
extern int shared_count;
int bump(void);
int global_array[3] = {1, 2, 3};
static const char *const names[] = {"ann", "bob"};
volatile int watched = 7;
const double PI = 3.14159;
struct node pool[2] = {{1, &pool[1]}, {2, NULL}};
static int add(int a, int b) { return a + b; }
static int counter(void) { static int calls; static char buffer[4] = "ab"; calls++; return calls + buffer[0]; }
static void fill(size_t n, int rows[n][3], char *restrict to, const char *restrict from) {
  for (size_t i = 0; i < n; i++) rows[i][0] = i;
  while ((*to++ = *from++)) ;
}
int main(int argc, char **argv) {
  int unset, *unset_pointer; struct node unset_node; int unset_array[3];
  signed char sc = -5; unsigned char uc = 200; char c = 'A'; char newline = '\\n';
  short s = -300; unsigned short us = 65000; int i = -70000; unsigned u = 4000000000u;
  long l = -5; unsigned long ul = 5; long long ll = -(1LL << 40); unsigned long long ull = ~0ULL;
  __int128 wide = (__int128)1 << 100; unsigned __int128 uwide = ~(unsigned __int128)0;
  float f = 0.1f; double d = 0.1; long double ld = 0.1L; double nan_value = 0.0 / 0.0, inf = 1e308 * 10, tiny = 1e-310, big = 1e300;
  float _Complex fc = 1.0f + 2.0f * I; double complex dc = 1.0 - 2.5 * I; _Bool yes = 1; bool no = false;
  enum color color = BLUE, odd = 3; enum flags rights = READ | EXEC;
  union views view = {.word = 0x3f800000};
  struct bits bits = {5, -3, true, GREEN, 1ULL << 39};
  int grid[2][3] = {{1, 2, 3}, {4, 5, 6}}; int cube[2][2][2] = {{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}};
  int n = argc + 2; int vla[n]; int vla2[n][n + 1];
  for (int k = 0; k < n; k++) { vla[k] = k * k; for (int m = 0; m <= n; m++) vla2[k][m] = 10 * k + m; }
  struct flexible *flex = malloc(sizeof *flex + 3 * sizeof(int)); flex->count = 3; for (int k = 0; k < 3; k++) flex->items[k] = k;
  char text[16] = "hi\\tthere"; char exact[3] = {'a', 'b', 'c'}; char *literal = "lit\\"eral"; char *heap_text = strdup("heap");
  unsigned char raw[4] = {1, 2, 255, 0}; wchar_t wide_text[4] = L"w\\u00e9"; wchar_t *wide_pointer = L"wide"; wchar_t wc = L'\\u20ac'; 
  int *pi = &i; int **ppi = &pi; int ***pppi = &ppi; int (*row)[3] = grid; int (*parr)[2][3] = &grid; int *parts[2] = {&i, NULL}; void *opaque = pi;
  operation op = add; int (*table[2])(int, int) = {add, NULL}; const int fixed = 3; const char *const twice = "const"; volatile int *vp = &watched;
  node_t first = {1, NULL}, *head = &first; struct nested nested = {{1, {2}}, "inner"};
  size_t size = sizeof i; ptrdiff_t diff = -4; int8_t i8 = -1; uint64_t u64 = 1; intptr_t ip = (intptr_t)pi;
  int *gone = malloc(4); *gone = 3; free(gone); int *dangling = gone;
  _Atomic int atomic = 4; int rows[2][3]; fill(2, rows, text, "filled"); byte b = 9; byte *bp = &b;
  { int shadowed = 1; int i = 99; { int i = 100; shadowed += i; } shadowed += i; }
  for (int i = 0; i < 1; i++) { int i = 5; shared_count += i; }
  counter(); bump(); int after = shared_count; uint8_t *bytes = (uint8_t *)&u; char multi[2][4] = {"ab", "cde"}; 
  struct { int x; } anonymous = {1}; struct node copies[2] = {{1, head}, {2, 0}}; const volatile int cv = 2; 
  printf("%d\\n", i);
  return 0;
}
`;
const OTHER = `int shared_count = 3;
static int hidden = 4;
int bump(void) { hidden++; return hidden + ++shared_count; }
`;

const LOCALS = {
  unset: 'int not set',
  unset_pointer: 'int * not set',
  unset_node: 'struct node {value = not set, next = not set}',
  unset_array: 'int[3] not set',
  sc: 'signed char -5',
  uc: 'unsigned char 200',
  c: "char 65 'A'",
  newline: "char 10 '\\n'",
  s: 'short -300',
  us: 'unsigned short 65000',
  i: 'int -70000',
  u: 'unsigned int 4000000000',
  l: 'long -5',
  ul: 'unsigned long 5',
  ll: 'long long -1099511627776',
  ull: 'unsigned long long 18446744073709551615',
  wide: '__int128 1267650600228229401496703205376',
  uwide: 'unsigned __int128 340282366920938463463374607431768211455',
  f: 'float 0.1',
  d: 'double 0.1',
  ld: 'long double 0.1',
  nan_value: 'double nan',
  inf: 'double inf',
  tiny: 'double 1e-310',
  big: 'double 1e+300',
  fc: 'float _Complex 1 + 2i',
  dc: 'double _Complex 1 - 2.5i',
  yes: '_Bool true',
  no: '_Bool false',
  color: 'enum color BLUE (6)',
  odd: 'enum color 3',
  rights: 'enum flags READ | EXEC (5)',
  view: 'union views {word = 1065353216, real = 1, bytes = {0, 0, 128, 63}, low = 0, high = 16256}',
  bits: 'struct bits {a = 5, b = -3, c = true, d = GREEN (5), wide = 549755813888}',
  grid: 'int[2][3] {{1, 2, 3}, {4, 5, 6}}',
  cube: 'int[2][2][2] {{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}}',
  n: 'int 3',
  flex: 'struct flexible * 0x…',
  text: 'char[16] "filled"',
  exact: 'char[3] "abc" without a \\0',
  literal: 'char * 0x… "lit\\"eral"',
  raw: 'unsigned char[4] {1, 2, 255, 0}',
  wide_text: 'wchar_t[4] L"wé"',
  wide_pointer: 'wchar_t * 0x… L"wide"',
  wc: "wchar_t 8364 '€'",
  pi: 'int * 0x…',
  ppi: 'int ** 0x…',
  pppi: 'int *** 0x…',
  row: 'int (*)[3] 0x…',
  parr: 'int (*)[2][3] 0x…',
  parts: 'int *[2] {0x…, NULL}',
  opaque: 'void * 0x…',
  fixed: 'const int 3',
  twice: 'const char * const 0x… "const"',
  vp: 'volatile int * 0x…',
  first: 'node_t {value = 1, next = NULL}',
  head: 'node_t * 0x…',
  nested: 'struct nested {inner = {x = 1, i = 2, f = 3e-45}, name = 0x… "inner"}',
  size: 'size_t 4',
  diff: 'ptrdiff_t -4',
  i8: 'int8_t -1',
  u64: 'uint64_t 1',
  ip: 'intptr_t 8388540',
  gone: 'int * 0x…, freed memory',
  dangling: 'int * 0x…, freed memory',
  atomic: 'int 4',
  rows: 'int[2][3] {{0, not set, not set}, {1, not set, not set}}',
  b: 'byte 9',
  bp: 'byte * 0x…',
  after: 'int 9',
  bytes: 'uint8_t * 0x…',
  multi: 'char[2][4] {"ab", "cde"}',
  anonymous: 'struct {…} {x = 1}',
  copies: 'struct node[2] {{value = 1, next = 0x…}, {value = 2, next = NULL}}',
  cv: 'const volatile int 2',
  vla: 'int[3] {0, 1, 4}',
  vla2: 'int[3][4] {{0, 1, 2, 3}, {10, 11, 12, 13}, {20, 21, 22, 23}}',
};

const GLOBALS = {
  shared_count: 'int 9',
  hidden: 'int 5',
  global_array: 'int[3] {1, 2, 3}',
  names: 'const char * const[2] {0x… "ann", 0x… "bob"}',
  watched: 'volatile int 7',
  PI: 'const double 3.14159',
  pool: 'struct node[2] {{value = 1, next = 0x…}, {value = 2, next = NULL}}',
};

/** By part: what does not stand in the text of the whole. */
const PARTS = {
  'text[0]': "char 102 'f'",
  'wide_text[1]': "wchar_t 233 'é'",
  'view.bytes[2]': 'byte 128',
  'view.high': 'uint16_t 16256',
  'bits.b': 'int : 5 -3',
  'cube[1][0]': 'int[2] {5, 6}',
  'vla2[2]': 'int[4] {20, 21, 22, 23}',
  'flex.*flex.items': 'int[] {0, 1, 2}',
  'pppi.*pppi.**pppi.***pppi': 'int -70000',
  'parr.*parr[1]': 'int[3] {4, 5, 6}',
  'head.*head.value': 'int 1',
};

it('tells values of every type of C as a person writes them', async () => {
  const { debug, program } = await bootDebug({ 'main.c': MAIN, 'other.c': OTHER });
  const stops: ShownStop[] = [];
  const line = (text: string): number => MAIN.split('\n').findIndex((one) => one.includes(text)) + 1;
  debug(
    (stop) => {
      if (stop.reason === 'breakpoint') stops.push(shownStop(program, stop));
      return { type: 'continue' };
    },
    [
      { file: 'main.c', line: line('return calls + buffer') },
      { file: 'main.c', line: line('printf("%d') },
    ],
  );
  const [inCounter, last] = stops;
  // Static variables belong to the function that declares them.
  expect(told(inCounter?.frames[0]?.variables)).toEqual({ calls: 'int 0', buffer: 'char[4] "ab"' });
  const locals = last?.frames[0]?.variables ?? [];
  expect(told(locals)).toMatchObject(LOCALS);
  expect(told(last?.globals)).toEqual(GLOBALS);
  for (const [path, expected] of Object.entries(PARTS)) {
    const [first = '', ...rest] = path.split(/\.|(?=\[)/);
    const part = rest.reduce((value, name) => byName(value?.parts, name), byName(locals, first));
    expect([path, part && lineOf(part)]).toEqual([path, expected]);
  }
});

it('tells names that are declared again in an inner scope apart', async () => {
  const text = `int main(void) {
  int i = 1;
  {
    int i = 2, inner = 3;
    {
      int i;
      i = inner;
    }
    inner = i;
  }
  for (int i = 7; i < 8; i++) {
    int i = 9;
    i++;
  }
  return i;
}
`;
  const { debug, program } = await bootDebug({ 'main.c': text });
  const seen: Record<number, string> = {};
  debug((stop) => {
    const variables = told(shownStop(program, stop).frames[0]?.variables);
    seen[stop.site.line] ??= Object.entries(variables)
      .map((one) => one.join(' '))
      .join(', ');
    return { type: stop.end ? 'continue' : 'over' };
  });
  expect(seen).toMatchObject({
    7: 'i int not set, inner int 3',
    9: 'i int 2, inner int 3',
    13: 'i int 9',
    15: 'i int 1',
  });
});

function byName(values: readonly ShownValue[] | undefined, name: string): ShownValue | undefined {
  return values?.find((one) => one.name === name);
}

function told(values: readonly ShownValue[] | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries((values ?? []).map((value) => [value.name, lineOf(value)]));
}

function lineOf({ type, text }: ShownValue): string {
  return `${type} ${text.replace(/0x[\da-f]+/g, '0x…')}`;
}
