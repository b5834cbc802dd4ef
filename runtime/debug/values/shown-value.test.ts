import { expect, it, vi } from 'vitest';
import type { ShownStop, ShownValue } from '../../stops/stop.ts';
import { shownStop } from '../session/shown-stop.ts';
import { bootDebug } from '../testing/debug-fixture.ts';

vi.setConfig({ testTimeout: 240_000 });

const TYPES = `#include <stdlib.h>
#include <complex.h>
#include <stdbool.h>
typedef unsigned int count_t;
enum color { RED, GREEN = 5 };
union word { unsigned whole; unsigned char bytes[4]; };
struct bag { int size; struct { unsigned low : 3; int high : 5; }; char rest[]; };
static int twice(int n) { return 2 * n; }
static int *inner(void) { int here = 3; int *volatile out = &here; return out; }
int main(void) {
  int n = 3;
  int (*calls)(int) = twice;
  int (*library)(const char *) = atoi;
  count_t count = 7;
  enum color color = GREEN;
  union word word = { 0x01020304 };
  struct bag *bag = malloc(sizeof *bag + 4);
  bag->size = 4; bag->low = 5; bag->high = -2;
  int open[n]; open[0] = 1; open[1] = 2; open[2] = 3;
  int grid[2][2] = { { 1, 2 }, { 3, 4 } };
  double _Complex z = 1.5 + 2 * I;
  long double wide = 0.1L;
  __int128 huge = (__int128)1 << 100;
  long long big = 1LL << 62;
  bool yes = true;
  char letter = 'A', text[] = "a\\"b";
  volatile short v = -3;
  int *gone = inner();
  int matrix[60][60]; matrix[0][0] = 1;
  int unset;
  free(bag);
  return calls(n) + library("1") + unset * 0 + v;
}
`;

it('writes every type of C as a person does', async () => {
  const { debug, program } = await bootDebug({ 'main.c': TYPES });
  let values: readonly ShownValue[] = [];
  const texts = (list: readonly ShownValue[]): Record<string, string> =>
    Object.fromEntries(list.map(({ name, text }) => [name, text]));
  let bag: readonly ShownValue[] = [];
  debug((stop) => {
    if (stop.site.line === 31) bag = shownStop(program, stop).frames[0]!.variables;
    if (stop.site.line === 33) values = shownStop(program, stop).frames[0]!.variables;
    return stop.end ? { type: 'continue' } : { type: 'over' };
  });
  expect(texts(values)).toMatchObject({
    calls: 'twice',
    library: 'atoi',
    count: '7',
    color: 'GREEN (5)',
    bag: expect.stringContaining('freed memory') as string,
    open: '{1, 2, 3}',
    grid: '{{1, 2}, {3, 4}}',
    z: '1.5 + 2i',
    wide: '0.1',
    huge: '1267650600228229401496703205376',
    big: '4611686018427387904',
    yes: 'true',
    letter: "65 'A'",
    text: '"a\\"b"',
    v: '-3',
    gone: expect.stringContaining('in a call that has returned') as string,
    unset: 'not set',
  });
  const find = (name: string): ShownValue => values.find((one) => one.name === name)!;
  expect(find('count').type).toBe('count_t');
  expect(texts(find('word').parts)).toEqual({ whole: '16909060', bytes: '{4, 3, 2, 1}' });
  expect(texts(bag.find(({ name }) => name === 'bag')!.parts[0]!.parts)).toMatchObject({
    size: '4',
    low: '5',
    high: '-2',
  });
  // Of what is large, a person opens the beginning.
  const told = (value: ShownValue): number => value.parts.reduce((sum, part) => sum + 1 + told(part), 0);
  expect(told(find('matrix'))).toBeLessThanOrEqual(1000);
});

const LARGE = `#include <stdlib.h>
struct node { int value; struct node *next; };
static int million[1000000];
static int grid[300][300], cube[40][40][40];
static struct { int id; char name[32]; double marks[50]; } table[500];
int main(void) {
  struct node *list = NULL;
  for (int i = 0; i < 100000; i++) {
    struct node *node = malloc(sizeof *node);
    node->value = i;
    node->next = list;
    list = node;
  }
  million[999999] = 1, grid[0][0] = 2, cube[0][0][0] = 3, table[0].id = 4;
  return list->value == 0;
}
`;

it('tells of large arrays and long lists what fits on a page, at every stop', async () => {
  const { debug, program } = await bootDebug({ 'main.c': LARGE });
  let stop: ShownStop | undefined;
  debug(
    (one) => {
      if (one.site.line === 15) stop = shownStop(program, one);
      return { type: 'continue' };
    },
    [{ file: 'main.c', line: 15 }],
  );
  const told = (values: readonly ShownValue[]): number => values.reduce((sum, one) => sum + 1 + told(one.parts), 0);
  const { frames, globals, memory } = stop!;
  expect(told(frames[0]!.variables) + told(globals)).toBeLessThan(4500);
  expect(told(globals.filter(({ name }) => name === 'million'))).toBe(101);
  expect(told(globals.filter(({ name }) => name === 'table'))).toBeGreaterThan(20);
  expect(globals.find(({ name }) => name === 'grid')!.parts[0]!.text).toMatch(/^\{2, 0, 0, .*…/);
  expect(memory.boxes.length).toBeLessThan(80);
  expect(memory.left).toBe(100_000 - memory.boxes.filter(({ kind }) => kind === 'block').length);
  // A page takes in a message of this size in a few milliseconds.
  expect(JSON.stringify(stop).length).toBeLessThan(1_000_000);
});
