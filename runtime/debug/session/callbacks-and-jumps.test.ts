import { expect, it, vi } from 'vitest';
import type { DebugCommand } from '../../stops/stop.ts';
import { bootDebug } from '../testing/debug-fixture.ts';
import { shownStop } from './shown-stop.ts';

vi.setConfig({ testTimeout: 240_000 });

const PROGRAM = `#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
static volatile sig_atomic_t caught;
static jmp_buf env;
static int order[3] = {3, 1, 2};
static void handler(int number) {
  caught = number;
  signal(number, handler);
}
static int compare(const void *a, const void *b) {
  int x = *(const int *)a, y = *(const int *)b;
  return (x > y) - (x < y);
}
static void deep(int n) {
  if (n == 0)
    longjmp(env, 5);
  deep(n - 1);
}
int main(void) {
  signal(SIGINT, handler);
  raise(SIGINT);
  int back = setjmp(env);
  if (back == 0)
    deep(1);
  qsort(order, 3, sizeof *order, compare);
  printf("%d %d %d\\n", (int)caught, back, order[0]);
  return 0;
}
`;

const INTO = [
  ...['main:22', 'main:23', 'handler:9 main:23', 'handler:10 main:23', 'handler:11 main:23'],
  ...['main:24', 'main:25', 'main:26', 'deep:17 main:26', 'deep:19 main:26'],
  ...['deep:17 deep:19 main:26', 'deep:18 deep:19 main:26', 'main:24', 'main:25', 'main:27'],
  ...['compare:13 main:27', 'compare:14 main:27', 'compare:13 main:27', 'compare:14 main:27'],
  ...['compare:13 main:27', 'compare:14 main:27', 'main:28', 'main:29'],
];

/** The calls at each stop, and what the program printed in all. */
async function walk(moves: readonly DebugCommand['type'][]) {
  const { debug, program } = await bootDebug({ 'main.c': PROGRAM });
  const stops: string[] = [];
  const rest = [...moves];
  const { stdout } = debug((stop) => {
    const { frames } = shownStop(program, stop);
    if (rest.length > 0) stops.push(frames.map((frame) => `${frame.function}:${frame.line}`).join(' '));
    return { type: rest.shift() ?? 'continue' } as DebugCommand;
  });
  return { stops, stdout };
}

it('goes through a signal handler, a longjmp and callbacks of qsort line by line, and back the same way', async () => {
  const last = INTO.length - 1;
  const moves = [...INTO.slice(1).map(() => 'into' as const), ...INTO.slice(1).map(() => 'back-into' as const)];
  const { stops, stdout } = await walk([...moves, 'continue']);
  expect(stops).toEqual([...INTO, ...INTO.slice(0, last).reverse()]);
  expect(stdout).toBe('2 5 1\n');
});

it('goes over and out of what never returns, and back over it', async () => {
  const { stops } = await walk([
    ...(['over', 'over', 'over', 'over', 'into', 'over', 'over', 'back-over', 'over'] as const),
    ...(['over', 'over', 'into', 'out', 'back-over', 'back-over', 'continue'] as const),
  ]);
  expect(stops).toEqual([
    ...['main:22', 'main:23', 'main:24', 'main:25', 'main:26', 'deep:17 main:26', 'deep:19 main:26'],
    // From a call that jumps away to where it jumps; and back over the whole of it.
    ...['main:24', 'main:26', 'main:24', 'main:25', 'main:27', 'compare:13 main:27', 'main:28', 'main:27', 'main:25'],
  ]);
});
