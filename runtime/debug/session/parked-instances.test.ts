import { describe, expect, it, vi } from 'vitest';
import type { Breakpoint, DebugCommand, NamedPlace, ShownStop } from '../../stops/stop.ts';
import { bootDebug } from '../testing/debug-fixture.ts';
import type { SessionHost } from './debug-session.ts';
import { memoryHash } from './memory-hash.ts';
import { shownStop } from './shown-stop.ts';

vi.setConfig({ testTimeout: 240_000 });

const PROGRAM = `#include <stdio.h>
#include <string.h>
static unsigned sum;
static char last[64];
static void say(int i) {
  printf("%d: %u\\n", i, sum);
  fflush(stdout);
}
int main(void) {
  for (int i = 0; i < 3000; i++) {
    sum += i * 7u;
    sum ^= 3;
    if (i % 500 == 0)
      say(i);
  }
  scanf("%63s", last);
  for (int i = 0; i < 3000; i++)
    sum += last[i % 4];
  say(1);
  say(2);
  return 0;
}
`;

/** A person who never hurries: all that can be made ready is. */
const PATIENT: Partial<SessionHost> = { isIdle: () => true, reach: 500 };

type Seen = readonly (readonly [position: number, line: number, hash: number, said: string])[];

type Command = DebugCommand | ((stop: ShownStop) => DebugCommand);

async function walk(
  text: string,
  commands: readonly Command[],
  breakpoints: readonly Breakpoint[],
  others: Partial<SessionHost>,
): Promise<{
  readonly seen: Seen;
  readonly stdout: string;
  readonly repeatedFrom: readonly number[];
  readonly ready: number;
}> {
  const { debug, program } = await bootDebug({ 'main.c': text });
  let ready = 0;
  const seen: (readonly [number, number, number, string])[] = [];
  const repeatedFrom: number[] = [];
  const rest = [...commands];
  const { stdout } = debug(
    (stop) => {
      const said = `${stop.reason}, ${stop.first} to ${stop.furthest}, ${stop.note ?? ''} ${stop.end?.kind ?? ''}`;
      seen.push([stop.position, stop.site.line, memoryHash(stop.debuggee.memory), said]);
      const command = rest.shift() ?? { type: 'continue' };
      return typeof command === 'function' ? command(shownStop(program, stop)) : command;
    },
    breakpoints,
    'abcd\n',
    () => false,
    () => undefined,
    () => undefined,
    {
      goesBack: (position) => repeatedFrom.push(position),
      ...others,
      // Asked before each instance is made ready.
      ...(others.isIdle && { isIdle: (ms) => (ready++, others.isIdle?.(ms) ?? false) }),
    },
  );
  return { seen, stdout, repeatedFrom, ready };
}

const all = (
  ...types: ('into' | 'over' | 'out' | 'continue' | 'back-into' | 'back-over' | 'back-out')[]
): DebugCommand[] => types.map((type) => ({ type }));
function placeOf({ globals }: ShownStop, name: string): NamedPlace {
  const place = globals.find((one) => one.name === name)?.place;
  if (!place) throw new Error(`There is no ${name}`);
  return { ...place, name };
}

const AT: readonly Breakpoint[] = [{ file: 'main.c', line: 20 }];

const CALLS = `#include <stdio.h>
#include <unistd.h>
int main(void) {
  for (int i = 0; i < 30000; i++)
    lseek(0, 0, SEEK_CUR);
  puts("called");
  puts("done");
  return 0;
}
`;

it('goes only on once its system calls are too many to keep, and says so at each stop', async () => {
  const { debug, program } = await bootDebug({ 'main.c': CALLS });
  const shown: ShownStop[] = [];
  const rest = all('continue', 'over', 'back-over', 'back-into', 'over');
  const others = { ...PATIENT, mostRecorded: 1 << 18 };
  const { stdout } = debug(
    (stop) => {
      shown.push(shownStop(program, stop));
      return rest.shift() ?? { type: 'continue' };
    },
    [{ file: 'main.c', line: 6 }],
    ...(['', () => false, undefined, undefined, others] as const),
  );
  expect(shown.map(({ frames }) => frames[0]?.line)).toEqual([4, 6, 7, 7, 7, 8]);
  expect(shown[0]?.note).toBeUndefined();
  for (const { note, first, position } of shown.slice(1)) {
    expect(note).toMatch(/take more than 256 MB.*can only go on from here/);
    expect(first).toBe(position);
  }
  expect(stdout).toBe('called\ndone\n');
});

const DEEP = `#include <unistd.h>
static int deeper(int n) { return n + deeper(n + 1); }
int main(void) {
  for (int i = 0; i < 3000; i++)
    ;
  write(1, "once\\n", 5);
  write(1, "here\\n", 5);
  for (int i = 0; i < 30000; i++)
    lseek(0, 0, SEEK_CUR);
  return deeper(0);
}
`;

it('ends where its stack is used up once its system calls are too many to keep: none is made twice', async () => {
  const { debug } = await bootDebug({ 'main.c': DEEP });
  let ready = 0;
  const others = { ...PATIENT, isIdle: () => ready++ >= 0, mostRecorded: 1 << 18 };
  const { stdout, trap } = debug(
    () => ({ type: 'continue' }),
    [{ file: 'main.c', line: 7 }],
    ...(['', () => false, undefined, undefined, others] as const),
  );
  expect(ready).toBeGreaterThan(0);
  expect(trap?.reason).toBe('stack-overflow');
  expect(stdout).toBe('once\nhere\n');
});

describe('instances that are made ready', () => {
  it.each<{ readonly what: string; readonly commands: readonly Command[] }>([
    {
      what: 'steps back and forward',
      commands: all(
        ...(['continue', 'back-over', 'back-over', 'over', 'back-into', 'back-into', 'over', 'over'] as const),
        ...(['over', 'into', 'into', 'back-out', 'back-over', 'into', 'out', 'over', 'over', 'back-over'] as const),
      ),
    },
    {
      what: 'going anywhere',
      commands: [
        { type: 'continue' },
        ...[9000, 8000, 4000, 15_000, 14_900, 14_000, 13_999].map((position): DebugCommand => ({
          type: 'go',
          position,
        })),
        { type: 'continue' },
        { type: 'restart' },
        { type: 'run-to', file: 'main.c', line: 16 },
        { type: 'back-into' },
        { type: 'run-back' },
      ],
    },
    {
      what: 'another value, and a new future',
      commands: [
        { type: 'continue' },
        { type: 'back-over' },
        { type: 'set', target: 'sum', value: '5' },
        { type: 'back-over' },
        { type: 'over' },
        { type: 'over' },
        ...all('over', 'over', 'back-over', 'back-over'),
        { type: 'new-future' },
        ...all('back-over', 'over', 'over', 'continue', 'back-over', 'back-over', 'over'),
      ],
    },
    {
      what: 'where a value came from, and a stop when it changes',
      commands: [
        { type: 'continue' },
        { type: 'back-over' },
        (stop) => ({ type: 'last-write', place: placeOf(stop, 'last') }),
        ...all('over', 'back-over'),
        (stop) => ({ type: 'break-on-change', places: [placeOf(stop, 'sum')] }),
        ...all('back-over', 'back-over', 'over', 'continue', 'continue', 'back-into'),
        { type: 'break-on-change', places: [] },
        ...all('back-over', 'back-over', 'over'),
        { type: 'table', lines: [{ file: 'main.c', line: 15 }], expressions: ['sum', 'i'] },
        ...all('over', 'back-over', 'into'),
      ],
    },
  ])('change nothing of $what', async ({ commands }) => {
    const without = await walk(PROGRAM, commands, AT, {});
    const patient = await walk(PROGRAM, commands, AT, PATIENT);
    expect(patient.seen).toEqual(without.seen);
    expect(patient.stdout).toBe(without.stdout);
    expect(patient.seen.length).toBeGreaterThan(commands.length);
    expect(patient.ready).toBeGreaterThan(0);
  });
});
