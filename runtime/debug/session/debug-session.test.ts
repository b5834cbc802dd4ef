import { describe, expect, it, vi } from 'vitest';
import { bootDebug } from '../testing/debug-fixture.ts';
import type { Stop } from './debug-session.ts';
import type { DebugCommand, ShownStop } from '../../stops/stop.ts';
import { NodeToolchain } from '../../cli/node-toolchain.ts';
import { bootC } from '../../testing/c-fixture.ts';
import { valueText } from './breakpoints.ts';
import { stopScope } from './stop-scope.ts';
import { shownStop } from './shown-stop.ts';
import { memoryHash } from './memory-hash.ts';

vi.setConfig({ testTimeout: 240_000 });

const PROGRAM = `#include <stdio.h>
#include <stdlib.h>
static int total;
static int add(int n) {
  int before = total;
  total += n;
  return before;
}
static int down(int n) {
  if (n == 0)
    return 0;
  return add(n) + down(n - 1);
}
int main(void) {
  int n = 0;
  scanf("%d", &n);
  int *list = malloc(n * sizeof *list);
  for (int i = 0; i < n; i++)
    list[i] = rand();
  int sum = down(n);
  printf("%d %d\\n", total, sum);
  free(list);
  return 0;
}
`;

/** Gives one command after the other, and then continues; where it does, the end is not one of `stops`. */
function follow(commands: readonly DebugCommand[], stops: Stop[]): (stop: Stop) => DebugCommand {
  const rest = [...commands];
  return (stop) => {
    if (stop.end && rest.length === 0) return { type: 'continue' };
    stops.push(stop);
    return rest.shift() ?? { type: 'continue' };
  };
}

const lines = (stops: readonly Stop[]): readonly number[] => stops.map(({ site }) => site.line);
type Move = 'into' | 'over' | 'out' | 'continue' | 'back-into' | 'back-over' | 'back-out' | 'run-back' | 'restart';
const all = (...types: readonly Move[]): readonly DebugCommand[] => types.map((type) => ({ type }));

describe('a person at a stopped program', () => {
  it('steps over, into and out, and back the same way, and nothing happens twice', async () => {
    const { debug } = await bootDebug({ 'main.c': PROGRAM });
    const stops: Stop[] = [];
    const { stdout } = debug(
      follow(
        [
          ...all('over', 'over', 'over', 'over', 'over', 'over', 'over', 'over'),
          ...all('into', 'into', 'into', 'out', 'into', 'back-into', 'back-out', 'back-over', 'back-over'),
        ],
        stops,
      ),
      [],
      '2 ',
    );
    expect(lines(stops)).toEqual([15, 16, 17, 18, 19, 18, 19, 18, 20, 10, 12, 5, 13, 21, 13, 20, 18, 19]);
    expect(stdout).toBe('3 2\n');
  });

  it('goes back across an input, which is not asked for again', async () => {
    const { debug } = await bootDebug({ 'main.c': PROGRAM });
    const stops: Stop[] = [];
    debug(
      follow([...all('over', 'over', 'back-over', 'back-over', 'over', 'over'), ...all('restart')], stops),
      [],
      '2 ',
    );
    expect(lines(stops)).toEqual([15, 16, 17, 16, 15, 16, 17, 15]);
    expect(stops.map(({ position }) => position)).toEqual([0, 1, 2, 1, 0, 1, 2, 0].map((i) => stops[i]!.position));
  });

  it('continues to breakpoints, and runs back to the one before', async () => {
    const { debug } = await bootDebug({ 'main.c': PROGRAM });
    const stops: Stop[] = [];
    const { stdout } = debug(
      follow(all('continue', 'continue', 'run-back', 'run-back', 'continue', 'continue', 'continue'), stops),
      [{ file: 'main.c', line: 6 }],
      '2 ',
    );
    expect(lines(stops)).toEqual([15, 6, 6, 6, 15, 6, 6]);
    expect(stops.map(({ reason }) => reason)).toEqual([
      'start',
      'breakpoint',
      'breakpoint',
      'breakpoint',
      'first',
      'breakpoint',
      'breakpoint',
    ]);
    expect(stdout).toBe('3 2\n');
  });

  it('sets a breakpoint on a line without code: it is the next one that has some', async () => {
    const { debug } = await bootDebug({ 'main.c': PROGRAM });
    const stops: Stop[] = [];
    debug(follow(all('continue'), stops), [{ file: 'main.c', line: 8 }], '1 ');
    expect(lines(stops)).toEqual([15, 10, 10]);
  });
});

describe('a program that is debugged', () => {
  it('may let its memory grow between two stops', async () => {
    const { debug } = await bootDebug({
      'main.c':
        '#include <stdio.h>\n#include <stdlib.h>\nint main(void) {\n  char *big = malloc(40 << 20);\n  big[0] = 7;\n  printf("%d\\n", big[0]);\n  free(big);\n}\n',
    });
    const stops: Stop[] = [];
    const { stdout, trap } = debug(follow(all('over', 'over', 'over', 'back-over', 'back-over', 'over'), stops));
    expect(lines(stops)).toEqual([4, 5, 6, 7, 6, 5, 6]);
    expect(stdout).toBe('7\n');
    expect(trap).toBeUndefined();
  });

  it('is paused in the middle of a long step', async () => {
    const { debug } = await bootDebug({
      'main.c':
        'static void wait_long(void) {\n  for (volatile int i = 0; i < 300000; i++)\n    ;\n}\nint main(void) {\n  wait_long();\n}\n',
    });
    const stops: Stop[] = [];
    debug(follow(all('over'), stops), [], '', () => stops.length === 1);
    expect(stops[1]?.reason).toBe('pause');
    expect(stops[1]?.site.function.name).toBe('wait_long');
  });

  it.each([
    ['while (1) {', '}'],
    ['for (;;) {', '}'],
    ['do {', '} while (n < 4);'],
    ['while (n < 4) {', '}'],
  ])('stops in each round of %s', async (head, tail) => {
    const { debug } = await bootDebug({
      'main.c': `int main(void) {\n  int n = 0;\n  ${head}\n    n = n + 1;\n    if (n == 4)\n      break;\n  ${tail}\n  return n;\n}\n`,
    });
    const stops: Stop[] = [];
    debug(follow(all('continue', 'continue', 'continue', 'continue'), stops), [{ file: 'main.c', line: 4 }]);
    expect(lines(stops).slice(1)).toEqual([4, 4, 4, 4]);
  });
});

const MISTAKE = `#include <stdio.h>
#include <stdlib.h>
struct node { int value; struct node *next; };
static void cut(struct node *at) {
  at->next->value = 1;
}
int main(void) {
  int fine = 7;
  struct node *head = malloc(sizeof *head);
  head->value = fine;
  head->next = NULL;
  printf("before\\n");
  cut(head);
  return 0;
}
`;

/** Continues to the end, goes back from there, and comes to it once more. */
async function twiceToTheEnd(files: Readonly<Record<string, string>>, checks: 'on' | 'off') {
  const { debug, outcome, program } = await bootDebug(files, checks);
  const stops: Stop[] = [];
  const shown: ShownStop[] = [];
  const ask = follow(
    [{ type: 'continue' }, { type: 'back-over' }, { type: 'over' }, { type: 'over' }, { type: 'continue' }],
    stops,
  );
  const { stdout, trap } = debug((stop) => {
    shown.push(shownStop(program, stop));
    return ask(stop);
  });
  return { stops, shown, stdout, trap, outcome };
}

const LOOP = `enum color { RED, GREEN };
struct point { int x; unsigned bits : 3; enum color color; int row[3]; };
int main(void) {
  struct point point = {1, 5, GREEN, {4, 5, 6}}, *to = &point;
  double half = 0.5;
  int *none = 0, unset;
  int sum = 0;
  for (int i = 0; i < 10; i++) {
    sum += i;
  }
  return sum;
}
`;

describe('a breakpoint', () => {
  it('with a condition stops only where that is true, forward and back', async () => {
    const { debug, program } = await bootDebug({ 'main.c': LOOP });
    const stops: Stop[] = [];
    const sums: string[] = [];
    const ask = follow(all('continue', 'continue', 'run-back', 'run-back', 'continue'), stops);
    debug(
      (stop) => {
        sums.push(valueText(stopScope(program, stop.debuggee, stop.site, stop.record), 'i'));
        return ask(stop);
      },
      [{ file: 'main.c', line: 9, condition: 'i % 4 == 3 && to->row[1] == 5' }],
    );
    expect(sums.slice(1, 6)).toEqual(['3', '7', '3', expect.anything(), '3']);
    expect(stops.map(({ reason }) => reason).slice(1, 6)).toEqual([
      ...['breakpoint', 'breakpoint', 'breakpoint', 'first', 'breakpoint'],
    ]);
  });

  it('that is counted stops from the n-th time on, and once more at the same moment', async () => {
    const { debug, program } = await bootDebug({ 'main.c': LOOP });
    const stops: Stop[] = [];
    const seen: string[] = [];
    const ask = follow(all('continue', 'continue', 'run-back', 'restart', 'continue'), stops);
    debug(
      (stop) => {
        seen.push(valueText(stopScope(program, stop.debuggee, stop.site, stop.record), 'i'));
        return ask(stop);
      },
      [{ file: 'main.c', line: 9, from: 8 }],
    );
    expect([seen[1], seen[2], seen[3], seen[5]]).toEqual(['7', '8', '7', '7']);
  });

  it('that prints does not stop, and prints once whatever is gone back over', async () => {
    const { debug } = await bootDebug({ 'main.c': LOOP });
    const stops: Stop[] = [];
    const printed: string[] = [];
    debug(
      follow(all('continue', 'back-over', 'run-back'), stops),
      [{ file: 'main.c', line: 9, condition: 'i > 7', print: 'i is {i}, sum {sum + 100}, {nothing}' }],
      '',
      undefined,
      (text) => printed.push(text),
    );
    expect(printed).toEqual([
      'i is 8, sum 128, (There is no nothing here)',
      'i is 9, sum 136, (There is no nothing here)',
    ]);
    expect(stops.map(({ reason }) => reason)).toEqual(['start', 'ended', 'moved', 'first']);
  });

  it('whose condition has no value stops, and says so', async () => {
    const { debug } = await bootDebug({ 'main.c': LOOP });
    const stops: Stop[] = [];
    debug(follow(all('continue'), stops), [{ file: 'main.c', line: 9, condition: 'unset > 3' }]);
    expect(stops[1]?.note).toBe('The condition unset > 3 has no value: A value in it is not set.');
  });

  it('is not needed to run to a line', async () => {
    const { debug } = await bootDebug({ 'main.c': LOOP });
    const stops: Stop[] = [];
    debug(follow([{ type: 'run-to', file: 'main.c', line: 10 }, { type: 'continue' }], stops));
    expect(lines(stops)).toEqual([4, 11]);
  });
});

describe('an expression', () => {
  it('has the value that it has in C, or a sentence why it has none', async () => {
    const { debug, program } = await bootDebug({ 'main.c': LOOP });
    const values: Record<string, string> = {};
    debug((stop) => {
      if (stop.site.line === 11 && stop.reason === 'moved')
        for (const text of Object.keys(EXPRESSIONS))
          values[text] = valueText(stopScope(program, stop.debuggee, stop.site, stop.record), text);
      return stop.reason === 'start' ? { type: 'run-to', file: 'main.c', line: 11 } : { type: 'continue' };
    });
    expect(values).toEqual(EXPRESSIONS);
  });
});

const EXPRESSIONS = {
  sum: '45',
  'sum + 2 * 3': '51',
  '(sum + 2) * -3': '-141',
  'sum / 10 % 3': '1',
  'sum >> 2 | 1 << 4': '27',
  'half * 3': '1.5',
  'to->x': '1',
  '(*to).x': '1',
  'to->bits': '5',
  'to->bits + 1': '6',
  'point.color == GREEN': '1',
  'point.color': 'GREEN (1)',
  'to->row[1]': '5',
  '*(to->row + 2)': '6',
  '&to->row[2] - to->row': '2',
  'to == &point': '1',
  '!none && sum > 0x10': '1',
  "sum > 'a' ? 1 : 2": '2',
  'none[0]': '(The pointer is NULL)',
  'unset + 1': '(A value in it is not set)',
  unset: 'not set',
  'sum / 0': '(It divides by zero)',
  'sum = 3': '(An expression here may not change anything)',
  'main(1)': '(Functions cannot be called here)',
  'sum +': '(The expression ends too early)',
  'point.y': '(struct point has no member y)',
  'sum @ 2': '(“@ 2” is not understood)',
  gone: '(There is no gone here)',
};

describe('the end of a program', () => {
  it.each([
    ['on', 'a check', { kind: 'trapped', reason: 'failed-check', mistake: { kind: 'null', place: { line: 5 } } }],
    ['off', 'the machine', undefined],
  ] as const)('found with checks %s by %s is stood at, and gone back from', async (checks, _by, expected) => {
    const { stops, shown, stdout, outcome } = await twiceToTheEnd({ 'main.c': MISTAKE }, checks);
    // Without checks, nothing finds it: the last line is the last one of main.
    expect(lines(stops)).toEqual(expected ? [8, 5, 13, 5, 5] : [8, 14, 13, 14, 14]);
    // A step that comes to the end stands there; a further one has nowhere to go.
    expect(stops.map(({ reason }) => reason)).toEqual([
      'start',
      'ended',
      'moved',
      expected ? 'ended' : 'step',
      'ended',
    ]);
    expect(shown[1]?.frames.at(-1)?.variables.find(({ name }) => name === 'fine')?.text).toBe('7');
    expect(await outcome(stops[1]!.end!)).toMatchObject(expected ?? { kind: 'exited', code: 0 });
    expect(await outcome(stops[4]!.end!)).toMatchObject(expected ?? { kind: 'exited', code: 0 });
    expect(stdout).toBe('before\n');
  });

  it('in the same report as without the debugger, for what lies beyond an array', async () => {
    const text =
      'int main(void) {\n  int list[4];\n  for (int i = 0; i <= 4; i++)\n    list[i] = i;\n  return list[0];\n}\n';
    const { stops, outcome, shown } = await twiceToTheEnd({ 'main.c': text }, 'on');
    const project = bootC(NodeToolchain.load(), { 'main.c': text }, { checks: 'on' });
    const plain = await project.run();
    const debugged = await outcome(stops[1]!.end!);
    expect(debugged).toMatchObject({ kind: 'trapped', mistake: { place: { file: 'main.c', line: 4 } } });
    expect(debugged).toMatchObject({ mistake: plain.outcome.kind === 'trapped' ? plain.outcome.mistake : 'none' });
    const variables = shown[1]!.frames[0]!.variables.map(({ name, text: value }) => `${name} ${value}`);
    expect(variables).toEqual(['list {0, 1, 2, 3}', 'i 4']);
    expect(shown[0]!.frames[0]!.variables[0]!.text).toBe('not set');
  });

  it('of a recursion without one is stood at, too', async () => {
    const text = 'static int down(int n) {\n  return down(n + 1) + 1;\n}\nint main(void) {\n  return down(0);\n}\n';
    const { debug } = await bootDebug({ 'main.c': text });
    const stops: Stop[] = [];
    const { trap } = debug(follow(all('continue', 'back-out'), stops));
    expect(stops.map(({ reason }) => reason)).toEqual(['start', 'ended', 'moved']);
    expect(stops[1]!.end).toMatchObject({ kind: 'trapped', trap: { reason: 'stack-overflow' } });
    expect(trap?.reason).toBe('stack-overflow');
  });

  it('by exit() in the middle keeps its code, and says nothing twice', async () => {
    const text =
      '#include <stdio.h>\n#include <stdlib.h>\nint main(void) {\n  printf("once");\n  exit(3);\n  return 0;\n}\n';
    const { stops, stdout, outcome } = await twiceToTheEnd({ 'main.c': text }, 'on');
    expect(lines(stops)).toEqual([4, 5, 4, 5, 5]);
    expect(await outcome(stops[1]!.end!)).toMatchObject({ kind: 'exited', code: 3 });
    expect(stdout).toBe('once');
  });
});

describe('a moment is the same however it was reached', () => {
  it('by memory, in walks at random', async () => {
    const { debug } = await bootDebug({ 'main.c': PROGRAM });
    const seen = new Map<number, number>();
    let seed = 7;
    const next = (n: number): number => {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
      return (seed >>> 8) % n;
    };
    const moves = ['into', 'over', 'out', 'back-into', 'back-over', 'back-out', 'into', 'into'] as const;
    const main = ['into', 'over', 'back-into', 'back-over', 'into', 'over'] as const;
    let left = 120;
    let compared = 0;
    const { stdout } = debug(
      (stop) => {
        const hash = memoryHash(stop.debuggee.memory);
        const before = seen.get(stop.position);
        if (before !== undefined) {
          compared++;
          expect([stop.position, hash]).toEqual([stop.position, before]);
        }
        seen.set(stop.position, hash);
        if (left-- <= 0) return { type: 'continue' };
        if (stop.site.line >= 20) return { type: 'restart' };
        return next(5) === 0
          ? { type: 'go', position: next(stop.furthest + 1) }
          : { type: stop.site.function.name === 'main' ? main[next(6)]! : moves[next(8)]! };
      },
      [],
      '4 ',
    );
    expect(compared).toBeGreaterThan(60);
    expect(stdout).toBe('10 20\n');
  });
});
