import { NodeToolchain, type NodeWorkbench } from '../../cli/node-toolchain.ts';
import type { Link } from '../../guest/run.ts';
import { bootC, type CRun, type RunOptions } from '../../testing/c-fixture.ts';
import { debugSettings } from '../../toolchain/driver/debug-settings.ts';
import { DEFAULT_SETTINGS } from '../../project/settings.ts';
import { prepareDebugProgram, type DebugProgram } from '../debug-program.ts';
import { Capture, SuppliedInput } from '../../kernel/devices/devices.ts';
import { DEFAULT_POLICY } from '../../policy/policy.ts';
import { StreamInode } from '../../vfs/inode.ts';
import { bytesOf } from '../../vfs/testing/tree-fixture.ts';
import { DirectWire } from '../../wire/direct.ts';
import type { Breakpoint, DebugCommand, LoopTable } from '../../stops/stop.ts';
import { builtEnd } from '../session/built-end.ts';
import type { ProgramOutcome } from '../../project/program-outcome.ts';
import { outcomeOf } from '../../toolchain/report/outcome.ts';
import { DebugSession, type SessionEnd, type SessionHost, type Stop } from '../session/debug-session.ts';
import { stepLog } from '../step-log.ts';
import type { JsonStop } from '../stop-json.ts';

type DebugArguments = Parameters<typeof debugIn> extends [unknown, unknown, ...infer Rest] ? Rest : never;

let toolchain: NodeToolchain | undefined;

/** The program that these files make, ready to be debugged, and what runs it. */
export async function bootDebug(files: Readonly<Record<string, string>>, checks: 'on' | 'off' = 'off') {
  toolchain ??= NodeToolchain.load();
  const project = bootC(toolchain, files, debugSettings({ ...DEFAULT_SETTINGS, checks, extraFlags: '-w' }));
  const built = await project.build();
  if (built.kind !== 'built') throw new Error('said' in built ? built.said : built.kind);
  const program = prepareDebugProgram(built.program);
  return {
    built: built.program,
    program,
    /** How the program ends at a stop, in words. */
    outcome: (end: SessionEnd): Promise<ProgramOutcome> =>
      outcomeOf(project.tools, built.program, builtEnd(program, end)),
    plain: (options?: RunOptions): Promise<CRun> => project.start(built.program, options),
    /** Debugs it: `ask` is called at each stop. Gives what was printed. */
    debug: (...how: DebugArguments) => debugIn(project.machine, program, ...how),
    run: (link: Link, options?: RunOptions): Promise<CRun> => project.start(program.module, { ...options, link }),
  };
}

/** Debugs a program on a machine: `ask` is called at each stop. Gives what was printed. */
export function debugIn(
  { kernel }: Pick<NodeWorkbench['machine'], 'kernel'>,
  program: DebugProgram,
  ask: (stop: Stop) => DebugCommand,
  breakpoints: readonly Breakpoint[] = [],
  stdin = '',
  isPausing: () => boolean = () => false,
  printed: (text: string) => void = () => undefined,
  tabled: (table: LoopTable | undefined) => void = () => undefined,
  others: Partial<SessionHost> = {},
) {
  const stdout = new Capture();
  const stream = (device: Capture | SuppliedInput): StreamInode => new StreamInode(kernel.devices, 'unknown', device);
  const spawned = kernel.spawn(
    {
      name: 'main',
      args: ['main'],
      environ: [],
      policy: DEFAULT_POLICY,
      stdio: { stdin: stream(new SuppliedInput(bytesOf(stdin))), stdout: stream(stdout), stderr: stream(stdout) },
    },
    () => undefined,
  );
  if (!spawned.ok) throw new Error('The process could not be started');
  const wire = new DirectWire(spawned.value, () => false);
  let shown: Stop | undefined;
  const trap = new DebugSession(program, new WebAssembly.Module(program.module), wire, breakpoints, {
    show: (stop) => (shown = stop),
    next: () => {
      if (!shown) throw new TypeError('The program has not stopped');
      return ask(shown);
    },
    isPausing,
    printed,
    tabled,
    ...others,
  }).run();
  return { trap, stdout: stdout.text };
}

/** All stops of a step into, from the first line of `main` on. */
export async function stopsOf(
  files: Readonly<Record<string, string>>,
  most = Infinity,
  options?: RunOptions,
  checks: 'on' | 'off' = 'off',
): Promise<readonly JsonStop[]> {
  const { program, run } = await bootDebug(files, checks);
  const stops: JsonStop[] = [];
  await run(
    stepLog(program, most, (stop) => stops.push(stop)),
    options,
  );
  return stops;
}
