import { describe, expect, it, vi } from 'vitest';
import { bootDebug } from '../testing/debug-fixture.ts';
import type { DebugCommand, ShownStop } from '../../stops/stop.ts';
import { memoryHash } from './memory-hash.ts';
import { shownStop } from './shown-stop.ts';

vi.setConfig({ testTimeout: 240_000 });

const PROGRAM = `#include <stdio.h>
int main(void) {
  int n = (setvbuf(stdin, NULL, _IONBF, 0), 0);
  double half = 0;

  printf("Number? ");
  fflush(stdout);
  scanf("%d", &n);
  half = n / 2.0;
  printf("half of %d is %g\\n", n, half);
  return 0;
}
`;

interface Seen extends ShownStop {
  readonly line: number;
  readonly hash: number;
}

/** Gives these commands, then continues to the end and past it. */
async function walk(commands: readonly DebugCommand[], breakpoints: readonly number[] = [], stdin = '8\n6\n') {
  const { program, debug } = await bootDebug({ 'main.c': PROGRAM });
  const seen: Seen[] = [];
  const rest = [...commands];
  const { stdout } = debug(
    (stop) => {
      const shown = shownStop(program, stop);
      seen.push({ ...shown, line: stop.site.line, hash: memoryHash(stop.debuggee.memory) });
      return rest.shift() ?? { type: 'continue' };
    },
    breakpoints.map((line) => ({ file: 'main.c', line })),
    stdin,
  );
  return { seen, stdout };
}

const valueOf = ({ frames }: ShownStop, name: string): string | undefined =>
  frames[0]?.variables.find((one) => one.name === name)?.text;

describe('another value, given to a variable', () => {
  it('begins a new future, in which the program is the same again wherever it is gone to', async () => {
    const { seen, stdout } = await walk(
      [
        { type: 'run-to', file: 'main.c', line: 9 },
        { type: 'set', target: 'n', value: '2 + 8' },
        { type: 'set', target: 'half', value: '0.25' },
        { type: 'over' },
        { type: 'back-over' },
        { type: 'over' },
        { type: 'over' },
        { type: 'restart' },
        { type: 'run-to', file: 'main.c', line: 10 },
      ],
      [],
    );
    expect(seen.map(({ line }) => line)).toEqual([3, 9, 9, 9, 10, 9, 10, 11, 3, 10, 11]);
    expect([seen[1], seen[2], seen[3]].map((one) => one && valueOf(one, 'n'))).toEqual(['8', '10', '10']);
    expect(seen[3] && valueOf(seen[3], 'half')).toBe('0.25');
    expect([seen[4], seen[6], seen[9]].map((one) => one && valueOf(one, 'half'))).toEqual(['5', '5', '5']);
    expect(seen[6]?.hash).toBe(seen[4]?.hash);
    expect(seen[9]?.hash).toBe(seen[4]?.hash);
    expect(stdout).toBe('Number? half of 10 is 5\n');
  });

  it('is refused in a sentence, and then nothing is dropped', async () => {
    const { seen } = await walk([
      { type: 'run-to', file: 'main.c', line: 10 },
      { type: 'back-over' },
      { type: 'set', target: 'n', value: 'missing' },
      { type: 'set', target: 'n + 1', value: '3' },
    ]);
    expect(seen[3]?.note).toBe('n was not changed to missing: There is no missing here.');
    expect(seen[4]?.note).toBe('n + 1 was not changed to 3: Only a value that lies in memory can be changed.');
    expect(seen[4]?.furthest).toBeGreaterThan(seen[4]?.position ?? 0);
  });

  it('given at the last line of a run that has ended, leaves that end, however the line was come to', async () => {
    const { seen } = await walk([
      { type: 'continue' },
      { type: 'back-over' },
      { type: 'go', position: 1e9 },
      { type: 'set', target: 'n', value: '1' },
      { type: 'continue' },
    ]);
    expect(seen.slice(0, 6).map(({ reason, isOpen }) => [reason, isOpen])).toEqual([
      ['start', true],
      ['ended', undefined],
      ['moved', undefined],
      ['moved', undefined],
      ['moved', true],
      ['ended', undefined],
    ]);
  });

  it('dropped what came later, so the program reads on', async () => {
    const { seen, stdout } = await walk([
      { type: 'run-to', file: 'main.c', line: 11 },
      { type: 'go', position: 0 },
      { type: 'run-to', file: 'main.c', line: 8 },
      { type: 'new-future' },
      { type: 'over' },
    ]);
    expect(seen.map(({ line }) => line).slice(0, 6)).toEqual([3, 11, 3, 8, 8, 9]);
    expect(seen[4]?.furthest).toBe(seen[4]?.position);
    expect(seen[4]?.terminal).toBeUndefined();
    // What was read for the future that was dropped is not read again.
    expect(seen[5] && valueOf(seen[5], 'n')).toBe('6');
    // The other line was still in libc's buffer.
    expect(stdout).toBe('Number? half of 6 is 3\n');
  });
});

describe('a stop in the past', () => {
  it('tells what the terminal held, what came later, and where what happened', async () => {
    const { seen } = await walk(
      [{ type: 'continue' }, { type: 'continue' }, { type: 'run-back' }, { type: 'restart' }],
      [5, 9],
    );
    const [start, , half, again, restarted] = seen;
    expect(start?.terminal).toBeUndefined();
    expect(start?.moved).toEqual([{ file: 'main.c', line: 5, at: 6 }]);
    expect(half?.line).toBe(9);
    expect(half?.terminal).toBeUndefined();
    expect(again?.terminal).toEqual({ before: '', later: 'Number? ' });
    expect(restarted?.terminal).toEqual({ before: '', later: 'Number? ' });
    const kinds = restarted?.marks.map(({ kind }) => kind) ?? [];
    expect(kinds.filter((kind) => kind === 'breakpoint')).toHaveLength(2);
    expect(kinds).toContain('output');
    expect(kinds).toContain('input');
    const ended = seen.at(-1);
    expect(ended?.marks.length).toBeGreaterThan(kinds.length);
  });
});
