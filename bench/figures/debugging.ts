import { prepareDebugProgram } from '../../runtime/debug/debug-program.ts';
import type { SessionHost, Stop } from '../../runtime/debug/session/debug-session.ts';
import { shownStop } from '../../runtime/debug/session/shown-stop.ts';
import { bootDebug, debugIn } from '../../runtime/debug/testing/debug-fixture.ts';
import type { DebugCommand } from '../../runtime/stops/stop.ts';
import { debugSettings } from '../../runtime/toolchain/driver/debug-settings.ts';
import { DEFAULT_SETTINGS } from '../../runtime/project/settings.ts';
import { NodeGuests } from '../drive/node-guest.ts';
import type { Group } from '../figure.ts';
import { numberSaid, programSource } from '../programs.ts';
import { median, range, repeat, timedMs } from '../statistics.ts';

const ROUNDS_OF_A_MILLION = 333_333;
const ROUNDS_OF_50_MILLION = 16_666_666;
const WARM_UP = 5;
const IN_NODE = { where: 'node', unit: 'ms' } as const;

/** What the debugger costs: until the first stop, while a program runs under it, a step, and going back. In Node, without page and browser. */
export const debugging: Group = {
  name: 'debugging',
  async *measure({ isQuick }) {
    const { run, debug } = await pressedMs(isQuick ? 5 : 15);
    yield {
      ...{ ...IN_NODE, name: 'hello.c, warm: Debug to its first stop', value: median(debug) },
      reference: { value: median(run), what: 'Run to its end' },
      goal: median(run) * 1.5,
      note: range(debug),
    };

    const cpu = await bootDebug({ 'main.c': programSource('cpu') });
    const [plain, debugged]: [number[], number[]] = [[], []];
    for (let i = 0; i < (isQuick ? 2 : 5); i++) {
      plain.push(numberSaid((await cpu.plain()).stderr, 'ns') / 1e6);
      debugged.push(numberSaid(cpu.debug(() => ({ type: 'continue' })).stdout, 'ns') / 1e6);
    }
    yield {
      ...{ ...IN_NODE, name: 'cpu.c under the debugger, no breakpoint', value: median(debugged) },
      reference: { value: median(plain), what: 'the same without it, -O0' },
      goal: median(plain) * 1.3,
      note: range(debugged),
    };

    const steps = await steppedMs();
    const sorted = [...steps].sort((a, b) => a - b);
    yield { ...IN_NODE, name: 'a step, to its values', value: median(steps), goal: 30, note: range(steps, 1) };
    const slow = sorted[Math.floor(sorted.length * 0.95)];
    yield { ...IN_NODE, name: 'the same, of 95 in 100 at the most', value: slow, goal: 50 };

    const million = await backMs(ROUNDS_OF_A_MILLION, isQuick ? 3 : 9);
    const { back, anywhere } = await backMs(ROUNDS_OF_50_MILLION, isQuick ? 3 : 9);
    for (const [name, times, goal] of [
      ['step back after a million places', million.back, 60],
      ['step back after 50 million places', back, 60],
      ['to any of 50 million places', anywhere, 500],
    ] as const)
      yield { ...IN_NODE, name, value: median(times), goal, note: range(times) };
    yield {
      ...IN_NODE,
      unit: 'MB',
      name: 'a million system calls, recorded',
      value: await recordedMegabytes(),
      goal: 64,
    };
  },
};

/** A changed hello.c each time, built, and run to its end or debugged to the first line of main; in turns. */
async function pressedMs(count: number) {
  const guests = new NodeGuests();
  const hello = (i: number): string => programSource('hello').replace('hello a', `hello a${i}`);
  const pressed = await repeat(WARM_UP + count, async (i) => ({
    run: await timedMs(async () => guests.measure(await guests.build(hello(2 * i), DEFAULT_SETTINGS), [])),
    debug: await timedMs(async () => {
      const built = await guests.build(hello(2 * i + 1), debugSettings(DEFAULT_SETTINGS));
      firstStop(guests, built);
    }),
  }));
  const warm = pressed.slice(WARM_UP);
  return { run: warm.map((one) => one.run), debug: warm.map((one) => one.debug) };
}

/** Thrown through a program that has been seen enough of. */
class Stopped extends TypeError {
  override readonly name = 'Stopped';
}

function firstStop({ workbench }: NodeGuests, built: Uint8Array): void {
  const program = prepareDebugProgram(built);
  try {
    debugIn(workbench.machine, program, (stop) => {
      shownStop(program, stop);
      throw new Stopped('The program has stopped');
    });
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  }
}

/** Gives commands one after the other, each with the time until the next stop. */
async function timed(
  text: string,
  commands: (stop: Stop, place: number) => DebugCommand | undefined,
  { shows = false, ...others }: Partial<SessionHost> & { readonly shows?: boolean } = {},
): Promise<readonly number[]> {
  const { debug, program } = await bootDebug({ 'main.c': text });
  const times: number[] = [];
  let [from, place] = [0, 0];
  const show = (stop: Stop): void => {
    if (shows) shownStop(program, stop);
    if (place > 0) times.push(performance.now() - from);
    next = commands(stop, place++) ?? { type: 'continue' };
  };
  let next: DebugCommand = { type: 'continue' };
  debug(
    () => next,
    [],
    '',
    () => false,
    undefined,
    undefined,
    {
      ...others,
      show,
      next: () => {
        from = performance.now();
        return next;
      },
    },
  );
  return times;
}

async function steppedMs(): Promise<readonly number[]> {
  const steps = 400;
  const times = await timed(programSource('cpu'), (_, place) => (place < steps ? { type: 'into' } : undefined), {
    shows: true,
  });
  // The engine compiles what shows a stop with the first ones.
  return times.slice(steps / 4, steps);
}

/** Of a person who looks at each stop for a while, as instances are made ready then. */
async function backMs(rounds: number, count: number) {
  const text = `#define ROUNDS ${rounds}u\n${programSource('stops')}`;
  const commands = (stop: Stop, place: number): DebugCommand | undefined => {
    // To the end, and once there and back, so that the engine has compiled what it runs.
    if (place === 0) return { type: 'continue' };
    if (place <= 1 + count) return { type: 'back-over' };
    if (place > 1 + 2 * count) return undefined;
    return { type: 'go', position: Math.floor((stop.furthest * (place - count)) / (count + 2)) };
  };
  const times = await timed(text, commands, { shows: true, isIdle: () => true });
  return { back: times.slice(2, 2 + count), anywhere: times.slice(2 + count, 2 + 2 * count) };
}

async function recordedMegabytes(): Promise<number> {
  const { debug } = await bootDebug({ 'main.c': programSource('many-calls') });
  let [before, after] = [0, 0];
  debug((stop) => {
    if (stop.end) after = process.memoryUsage().arrayBuffers;
    else before = process.memoryUsage().arrayBuffers;
    return { type: 'continue' };
  });
  return (after - before) / 2 ** 20;
}
