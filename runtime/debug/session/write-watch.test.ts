import { describe, expect, it, vi } from 'vitest';
import type { DebugCommand, LoopTable, NamedPlace, ShownStop, ShownValue } from '../../stops/stop.ts';
import { bootDebug } from '../testing/debug-fixture.ts';
import type { Stop } from './debug-session.ts';
import { shownStop } from './shown-stop.ts';

vi.setConfig({ testTimeout: 240_000 });

const PROGRAM = `#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct point { int x; int y[3]; unsigned bits : 3; };
static int total = 5;
static int unused = 9;
static int add(int n) {
  int before = total;
  total += n;
  return before;
}
int main(void) {
  struct point p = { 1, { 2, 3, 4 }, 5 };
  char line[16];
  int twice = add(2);
  p.y[1] = 30;
  struct point *copy = malloc(sizeof *copy);
  twice = add(twice);
  *copy = p;
  fgets(line, sizeof line, stdin);
  for (int i = 0; i < 3; i++)
    copy->y[i] += i;
  int late;
  memset(&p, 0, sizeof p);
  free(copy);
  late = add(1);
  return late;
}
`;

type Ask = (stop: ShownStop, raw: Stop) => DebugCommand | undefined;

/** Debugs the program; each of \`asks\` is given the next stop; then it continues to the end. */
async function walk(asks: readonly Ask[], text = PROGRAM, isPausing = () => false) {
  const { debug, program } = await bootDebug({ 'main.c': text });
  const stops: ShownStop[] = [];
  const tables: (LoopTable | undefined)[] = [];
  const rest = [...asks];
  const { stdout } = debug(
    (stop) => {
      const shown = shownStop(program, stop);
      stops.push(shown);
      return rest.shift()?.(shown, stop) ?? { type: 'continue' };
    },
    [],
    'a line\n',
    isPausing,
    undefined,
    (table) => tables.push(table),
  );
  const said = stops.map(({ reason, frames, note }) => [reason, frames[0]?.line, note]);
  return { stops, said, tables, stdout };
}

const to =
  (line: number): Ask =>
  () => ({ type: 'run-to', file: 'main.c', line });
const over: Ask = () => ({ type: 'over' });

/** The value that is reached from a variable by these names. */
function find(stop: ShownStop, ...names: readonly string[]): ShownValue {
  const variables = [...stop.frames.flatMap((frame) => frame.variables), ...stop.globals];
  const found = names.reduce<{ readonly parts: readonly ShownValue[] }>(
    (value, name) => value.parts.find((part) => part.name === name)!,
    { parts: variables },
  );
  return found as ShownValue;
}

function placeOf(stop: ShownStop, ...names: readonly string[]): NamedPlace {
  return { ...find(stop, ...names).place!, name: names.join(' ') };
}

const last =
  (...names: string[]): Ask =>
  (stop) => ({ type: 'last-write', place: placeOf(stop, ...names) });
const next =
  (...names: string[]): Ask =>
  (stop) => ({ type: 'next-write', place: placeOf(stop, ...names) });
const breakOn =
  (...names: string[]): Ask =>
  (stop) => ({ type: 'break-on-change', places: [placeOf(stop, ...names)] });
const end: Ask = () => ({ type: 'go', position: 1e9 });

describe('the last write before now', () => {
  it.each([
    [['total'], 18, 9, 'This line writes to total.'],
    [['twice'], 18, 15, 'This line writes to twice.'],
    [['p', 'y', '[1]'], 18, 16, 'This line writes to p y [1].'],
    [['p', 'y', '[2]'], 18, 13, 'This line writes to p y [2].'],
    [['p', 'bits'], 18, 13, 'This line writes to p bits.'],
    [['unused'], 18, 18, 'Nothing has written to unused since main began: it has its initial value.'],
    [['late'], 24, 24, 'Nothing has written to late in this call.'],
    [['copy', '*copy', 'x'], 19, 17, 'copy *copy x was allocated here, and not written to since.'],
    [['copy', '*copy', 'y', '[2]'], 24, 22, 'This line writes to copy *copy y [2].'],
    [['copy', '*copy', 'x'], 24, 19, 'This line writes to copy *copy x.'],
    [['line', '[0]'], 24, 20, 'This line writes to line [0].'],
    [['p', 'x'], 25, 24, 'This line writes to p x.'],
  ])('of %j, asked at line %i, is at line %i', async (names, at, line, note) => {
    const { said, stdout } = await walk([to(at), last(...names), end]);
    expect(said[2]).toEqual([line === at ? 'moved' : 'written', line, note]);
    expect(stdout).toBe('');
  });

  it('is of one round of a loop, and is gone back from further', async () => {
    const { said, stops } = await walk([
      () => ({ type: 'watch', expressions: ['i'] }),
      to(24),
      last('copy', '*copy', 'y', '[1]'),
      last('copy', '*copy', 'y', '[1]'),
    ]);
    expect(said.slice(3, 5).map(([, line]) => line)).toEqual([22, 19]);
    expect(stops[3]!.watched[0]!.text).toBe('1');
  });
});

describe('a value that the person has changed', () => {
  it('was written last by the person, and before that by the program', async () => {
    const change: Ask = () => ({ type: 'set', target: 'total', value: '50' });
    const { said } = await walk([to(19), change, last('total'), over, last('total'), last('total')]);
    expect(said.slice(3, 7)).toEqual([
      ['written', 19, 'You changed total here.'],
      ['step', 20, undefined],
      ['written', 19, 'You changed total here.'],
      ['written', 9, 'This line writes to total.'],
    ]);
  });

  it('is what a later write is compared to', async () => {
    // The program makes 7 of it, which it was before.
    const change: Ask = () => ({ type: 'set', target: 'total', value: '2' });
    const { said, stops } = await walk([to(18), breakOn('total'), change, () => ({ type: 'continue' })]);
    expect(said[4]).toEqual(['changed', 10, 'total has changed, by main.c:9.']);
    expect(find(stops[4]!, 'total').text).toBe('7');
  });
});

describe('the next write', () => {
  it('is also that of a line which has called what the program is in', async () => {
    const { said } = await walk([to(10), next('twice'), next('twice')]);
    expect(said[2]).toEqual(['written', 16, 'twice has been written, by main.c:15.']);
    expect(said[3]).toEqual(['written', 18, 'This line writes to twice.']);
  });

  it('is in the past that has been, or in what the program has not done yet', async () => {
    const { said, stops } = await walk([next('total'), next('total'), next('total'), next('total'), over]);
    expect(said.slice(1, 4)).toEqual(Array(3).fill(['written', 9, 'This line writes to total.']));
    expect(stops[1]!.position).toBeLessThan(stops[2]!.position);
    // After the last one the program comes to its end.
    expect(said[4]![0]).toBe('ended');
  });

  it('leads on from the last one', async () => {
    const { said } = await walk([to(24), last('total'), last('total'), next('total'), next('total')]);
    expect(said.slice(2, 5).map(([, line]) => line)).toEqual([9, 9, 9]);
    expect(said[5]![1]).toBe(9);
  });
});

describe('a change', () => {
  it('stops the program at the next line, and is run back to', async () => {
    const { said, stops } = await walk([
      breakOn('total'),
      () => ({ type: 'continue' }),
      () => ({ type: 'continue' }),
      () => ({ type: 'run-back' }),
      () => ({ type: 'run-back' }),
    ]);
    expect(said.slice(0, 6)).toEqual([
      ['start', 13, undefined],
      ['start', 13, undefined],
      ['changed', 10, 'total has changed, by main.c:9.'],
      ['changed', 10, 'total has changed, by main.c:9.'],
      ['changed', 10, 'total has changed, by main.c:9.'],
      ['first', 13, undefined],
    ]);
    expect(stops.slice(2, 5).map((stop) => find(stop, 'total').text)).toEqual(['7', '12', '7']);
    expect(stops[2]!.brokenOn).toEqual([expect.objectContaining({ name: 'total', bytes: 4 })]);
  });

  it('of a variable is not that of another call at the same place', async () => {
    const { said } = await walk([to(9), breakOn('before'), () => ({ type: 'continue' })]);
    expect(said.at(-1)![0]).toBe('ended');
    expect(said.map(([reason]) => reason)).not.toContain('changed');
  });

  it('is of the call that it was asked in, also when another place is added in the next', async () => {
    const { stops } = await walk([
      to(9),
      breakOn('before'),
      to(9),
      (stop) => ({ type: 'break-on-change', places: [...stop.brokenOn, placeOf(stop, 'total')] }),
    ]);
    const [first, second] = [placeOf(stops[1]!, 'before'), placeOf(stops[3]!, 'before')];
    expect(second).toMatchObject({ address: first.address, call: first.call });
    expect(second.began).not.toBe(first.began);
    expect(stops[4]!.brokenOn).toEqual([first, expect.objectContaining({ name: 'total' })]);
  });

  it('is seen in a step over a call, and where the host or libc makes it', async () => {
    const { said } = await walk([to(15), breakOn('total'), over, breakOn('line'), to(20), over]);
    expect(said[3]).toEqual(['changed', 10, 'total has changed, by main.c:9.']);
    expect(said[6]).toEqual(['changed', 21, 'line has changed, by main.c:20.']);
  });
});

describe('a table', () => {
  it('has a row for each time that the run has come to its lines, and leaves the program where it is', async () => {
    const { tables, stops } = await walk([
      to(25),
      () => ({
        type: 'table',
        lines: [
          { file: 'main.c', line: 22 },
          { file: 'main.c', line: 10 },
        ],
        expressions: ['total', 'i', 'copy->y[i]'],
      }),
    ]);
    expect(tables[0]!.rows.map(({ line, values }) => [line, ...values])).toEqual([
      [10, '7', '(There is no i here)', '(There is no copy here)'],
      [10, '12', '(There is no i here)', '(There is no copy here)'],
      [22, '12', '0', '2'],
      [22, '12', '1', '30'],
      [22, '12', '2', '4'],
    ]);
    expect(stops[2]).toMatchObject({ position: stops[1]!.position, reason: 'moved' });
    expect(tables[0]!.left).toBe(0);
  });

  it('does not outlive the future that it tells of', async () => {
    const { tables } = await walk([
      to(25),
      () => ({ type: 'table', lines: [{ file: 'main.c', line: 22 }], expressions: ['i'] }),
      () => ({ type: 'set', target: 'missing', value: '1' }),
      () => ({ type: 'set', target: 'total', value: '1' }),
    ]);
    expect(tables).toEqual([expect.objectContaining({ left: 0 }), undefined]);
  });
});

describe('a long look', () => {
  const LONG = `static int once, total;
int main(void) {
  once = 1;
  for (int i = 0; i < 2000000; i++)
    total += i;
  return 0;
}
`;
  it.each<readonly [string, Ask]>([
    ['for the last write', last('once')],
    ['for a table', () => ({ type: 'table', lines: [{ file: 'main.c', line: 5 }], expressions: ['i'] })],
  ])('%s is ended where the person asks for it', async (_, look) => {
    let isPausing = false;
    const { said, stops } = await walk(
      [
        to(6),
        (stop, raw) => {
          isPausing = true;
          return look(stop, raw);
        },
        () => {
          isPausing = false;
          return { type: 'continue' };
        },
      ],
      LONG,
      () => isPausing,
    );
    expect(said[2]![0]).toBe('pause');
    expect(stops[2]!.position).toBeLessThan(stops[1]!.position);
  });
});

it('a program that ends in a loop on one line stands in the round in which it ended', async () => {
  const text = `#include <stdio.h>
int main(void) {
  int i = 0;
  for (i = 3; i >= 0; i--) printf("%d\\n", 12 / i);
  return 0;
}
`;
  const { stops } = await walk([() => ({ type: 'continue' })], text);
  const ended = stops.find(({ reason }) => reason === 'ended')!;
  expect(ended.frames[0]!.line).toBe(4);
  expect(find(ended, 'i').text).toBe('0');
  expect(ended.terminal).toBeUndefined();
});

const VECTORS = `#include <wasm_simd128.h>
static int four[4];
__attribute__((target("simd128"))) static void fill(void) {
  wasm_v128_store(four, wasm_i32x4_splat(7));
}
int main(void) {
  fill();
  return four[0];
}
`;

it('says of a program with vector instructions that their writes are not seen', async () => {
  const { said } = await walk(
    [
      () => ({ type: 'run-to', file: 'main.c', line: 8 }),
      ({ globals }) => {
        const { name, place } = globals.find((one) => one.name === 'four')!;
        return { type: 'last-write', place: { ...place!, name } };
      },
    ],
    VECTORS,
  );
  const nothing = 'Nothing has written to four since main began: it has its initial value.';
  expect(said[2]).toEqual(['moved', 8, `${nothing} Writes by vector instructions (-msimd128) are not seen.`]);
});
