import { replay } from '../guest/replay.ts';
import type { Mistake } from '../project/mistake.ts';
import { findUnset } from '../toolchain/unset/find-unset.ts';
import { makeComponent } from '../component/export/make-component.ts';
import { withLibrary } from '../component/export/library.ts';
import { limitMemory } from '../guest/limit-memory.ts';
import { NO_MODULE } from '../component/no-module.ts';
import type { Link } from '../guest/run.ts';
import { Capture, SuppliedInput, TtyDevice } from '../kernel/devices/devices.ts';
import { LineDiscipline } from '../kernel/tty/line-discipline.ts';
import { DEFAULT_LIMITS, DEFAULT_POLICY, type Policy } from '../policy/policy.ts';
import { buildChildren } from '../toolchain/build/child-programs.ts';
import { ChildPrograms } from '../toolchain/tools/child-programs.ts';
import type { BuildResult } from '../toolchain/build/build-result.ts';
import { Builder } from '../toolchain/build/build.ts';
import type { BuildStore } from '../toolchain/build/build-store.ts';
import type { Job, Machine, Watcher } from '../toolchain/tools/machine.ts';
import type { ProgramOutcome } from '../project/program-outcome.ts';
import { outcomeOf } from '../toolchain/report/outcome.ts';
import { DEFAULT_SETTINGS, type ProjectSettings } from '../project/settings.ts';
import type { KnownPlans } from '../toolchain/driver/plans.ts';
import { Tools } from '../toolchain/tools/tools.ts';
import { StreamInode } from '../vfs/inode.ts';
import { bytesOf } from '../vfs/testing/tree-fixture.ts';
import type { Idle } from '../wire/direct.ts';
import { sleepOnly } from '../cli/node-machine.ts';
import type { NodeToolchain } from '../cli/node-toolchain.ts';

export interface RunOptions {
  readonly stdin?: string | undefined;
  /** At a terminal instead, at which these are typed, one whenever the program waits. */
  readonly typed?: readonly string[] | undefined;
  readonly args?: readonly string[] | undefined;
  readonly environ?: readonly string[] | undefined;
  readonly policy?: Policy | undefined;
  readonly watcher?: Watcher | undefined;
  /** Completes the instance. */
  readonly link?: Link | undefined;
}

export interface CRun {
  readonly outcome: ProgramOutcome;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * A project on a machine of its own, with the real compiler: builds it, runs it, and keeps count of the tools. Without `plans`
 * the driver is asked for each set of flags.
 */
export function bootC(
  toolchain: NodeToolchain,
  files: Readonly<Record<string, string>>,
  change: Partial<ProjectSettings> = {},
  { store, plans = toolchain.plans }: { readonly store?: BuildStore; readonly plans?: KnownPlans } = {},
) {
  let idle: Idle = sleepOnly;
  const workbench = toolchain.boot((untilNs) => idle(untilNs));
  for (const [path, text] of Object.entries(files)) workbench.files.write(path, bytesOf(text));
  const ran: string[] = [];
  const said: string[] = [];
  const machine = counting(workbench.machine, ran);
  const tools = new Tools(machine, toolchain.core);
  const builder = new Builder(tools, plans, store);

  /** The project's other programs, where one of its files starts programs. */
  const others = async (): Promise<ChildPrograms | undefined> => {
    const { signal } = new AbortController();
    const settings = { ...DEFAULT_SETTINGS, checks: 'off', ...change } as const;
    const built = await buildChildren(builder, {
      settings,
      signal,
      progress: () => undefined,
      needCxx: workbench.needCxx,
    });
    if (!built) return undefined;
    if ('kind' in built) throw new Error(`Not built: ${'said' in built ? built.said : built.kind}`);
    const programs = new ChildPrograms(
      built,
      DEFAULT_LIMITS.memoryPages,
      () => Promise.resolve(''),
      () => undefined,
    );
    await programs.ready;
    return programs;
  };

  let programs: ChildPrograms | undefined;
  let library: Uint8Array | undefined;
  const build = async (changeNow: Partial<ProjectSettings> = {}): Promise<BuildResult> => {
    programs = await others();
    const built = await builder.build({
      // Tests of checked programs say so.
      settings: { ...DEFAULT_SETTINGS, checks: 'off', ...change, ...changeNow },
      signal: new AbortController().signal,
      progress: (now) => said.push(now.step === 'linking' ? 'link' : `cc1 ${now.file}`),
      needCxx: workbench.needCxx,
    });
    library = built.kind === 'built' ? built.library : undefined;
    return built;
  };

  /** As it is started: alone, or with its library as a component of its own. */
  const startable = (program: Uint8Array): Pick<Job, 'module' | 'component'> => {
    if (!library) return { module: new WebAssembly.Module(program as Uint8Array<ArrayBuffer>) };
    const made = makeComponent(program, toolchain.adapters(), library);
    if (!made.ok) throw new Error(made.error);
    return { module: NO_MODULE, component: { bytes: made.value, memoryPages: DEFAULT_LIMITS.memoryPages } };
  };

  /** What places in the program are looked up in. */
  const withPlaces = (program: Uint8Array): Uint8Array => {
    const limited = library && limitMemory(library as Uint8Array<ArrayBuffer>, DEFAULT_LIMITS.memoryPages);
    return limited instanceof Uint8Array ? withLibrary(program, limited, program) : program;
  };

  let answers: Uint8Array | undefined;
  let last: Uint8Array | undefined;

  const start = async (program: Uint8Array, options: RunOptions = {}): Promise<CRun> => {
    const [stdout, stderr] = [new Capture(), new Capture()];
    const { devices } = workbench.machine.kernel;
    const terminal = options.typed && terminalOf(options.typed, stdout);
    idle = terminal?.idle ?? sleepOnly;
    const tty = terminal && new StreamInode(devices, 'character_device', terminal.device);
    const { module, component } = startable(program);
    if (options.link) workbench.machine.linkWith(module, options.link);
    const job = workbench.machine.start({
      name: 'main',
      module,
      ...(component && { component }),
      argv: ['main', ...(options.args ?? [])],
      environ: options.environ ?? [],
      policy: options.policy ?? DEFAULT_POLICY,
      stdio: {
        stdin: tty ?? new StreamInode(devices, 'unknown', new SuppliedInput(bytesOf(options.stdin ?? ''))),
        stdout: tty ?? new StreamInode(devices, 'unknown', stdout),
        stderr: new StreamInode(devices, 'unknown', stderr),
      },
      ...(options.watcher ? { watcher: options.watcher } : {}),
      isRecorded: !component,
      ...(programs && { programs }),
    });
    const ended = await job.ended;
    answers = await job.answers?.();
    last = program;
    return { outcome: await outcomeOf(tools, withPlaces(program), ended), stdout: stdout.text, stderr: stderr.text };
  };

  return {
    ...workbench,
    tools,
    builder,
    build,
    start,
    write: (path: string, text: string): void => workbench.files.write(path, bytesOf(text)),
    /** What tools ran since this was asked last: `driver`, `cc1 main.c`, `link`. */
    takeRan: (): readonly string[] => ran.splice(0),
    /** What builds said that they do, since this was asked last: `cc1 main.c`, `link`. */
    takeSaid: (): readonly string[] => said.splice(0),
    /** What is found in the run before when it is looked through for values that were never set. */
    lookThrough: (): Promise<Mistake | undefined> => {
      const { signal } = new AbortController();
      const settings = { ...DEFAULT_SETTINGS, checks: 'off', ...change } as const;
      const [told, program] = [answers, last];
      if (!told || !program) throw new Error('What the program was told was not kept');
      return findUnset({
        builder,
        program,
        tools,
        settings,
        signal,
        // Without a limit: a busy machine changes nothing.
        replay: (module) => Promise.resolve(replay(new WebAssembly.Module(module), told)),
      });
    },
    /** Builds and runs; a build that fails ends the test, with what the compiler said. */
    run: async (options?: RunOptions): Promise<CRun> => {
      const built = await build();
      if (built.kind !== 'built') throw new Error(`Not built: ${'said' in built ? built.said : JSON.stringify(built)}`);
      return start(built.program, options);
    },
  };
}

/** The same machine, which writes down what it is asked to run. */
function counting(machine: Machine, ran: string[]): Machine {
  return {
    kernel: machine.kernel,
    parallelism: machine.parallelism,
    start: (job) => {
      ran.push(toolOf(job.argv));
      return machine.start(job);
    },
  };
}

function toolOf(argv: readonly string[]): string {
  if (argv.includes('-###')) return 'driver';
  if (argv.includes('-cc1')) return `cc1 ${argv.at(-1) ?? ''}`;
  return argv[0]?.includes('wasm-ld') ? 'link' : (argv[0] ?? '');
}

/** A terminal of 80 by 24 whose cursor is always at row 7, column 5; what it draws is captured. */
function terminalOf(typed: readonly string[], screen: Capture): { readonly device: TtyDevice; readonly idle: Idle } {
  const rest = [...typed];
  const line: LineDiscipline = new LineDiscipline({
    output: (bytes) => {
      const asked = /\x1b\[6;(\d+)n/.exec(new TextDecoder().decode(bytes));
      if (asked) line.located(Number(asked[1]), 7, 5);
      else screen.write({ bytes, start: 0, length: bytes.length });
    },
    signal: () => undefined,
    readable: () => device.readers.wake(),
  });
  const device: TtyDevice = new TtyDevice(line, { isFull: false });
  line.resize(80, 24);
  return {
    device,
    idle: (untilNs) => {
      const next = rest.shift();
      if (next === undefined) return sleepOnly(untilNs);
      line.input(bytesOf(next));
      return true;
    },
  };
}
