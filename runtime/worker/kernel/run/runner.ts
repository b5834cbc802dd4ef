import { moduleProblemText } from '../../../abi/module-info.ts';
import { worldText } from '../../../abi/world-text.ts';
import { faultText } from '../../../base/fault-text.ts';
import { err, ok, type Result } from '../../../base/result.ts';
import { isComponent } from '../../../component/binary/is-component.ts';
import { componentForOthers, makeComponent } from '../../../component/export/make-component.ts';
import { inspectProgram } from '../../../component/inspect-program.ts';
import { NO_MODULE } from '../../../component/no-module.ts';
import { compileModule } from '../../../guest/compile-module.ts';
import { moduleProblem } from '../../../guest/inspect.ts';
import { limitMemory, tooMuchMemoryText } from '../../../guest/limit-memory.ts';
import { stdinOf } from '../../../kernel/devices/policy-stdin.ts';
import type { Policy } from '../../../policy/policy.ts';
import type { Uses } from '../../../policy/uses.ts';
import type { Diagnostic } from '../../../project/diagnostic.ts';
import { SYSROOT_MOUNT } from '../../../toolchain/layout.ts';
import type { ProjectSettings } from '../../../project/settings.ts';
import { effectKey } from '../../../project/settings-table.ts';
import { argsOf, environOf } from '../../../protocol/program-start.ts';
import type { BuiltComponent, RunRefusals, TraceBatch } from '../../../protocol/kernel.ts';
import type { Breakpoint, DebugCommand, DebugEvent } from '../../../stops/stop.ts';
import { debugSettings } from '../../../toolchain/driver/debug-settings.ts';
import type { CPlace } from '../../../project/program-outcome.ts';
import type { RunOutcome, RunPhase, RunReport } from '../../../protocol/run.ts';
import { buildChildren, type ChildModules } from '../../../toolchain/build/child-programs.ts';
import type { BuildProgress, BuildResult } from '../../../toolchain/build/build-result.ts';
import { ChildPrograms } from '../../../toolchain/tools/child-programs.ts';
import { processOfStack } from '../../../toolchain/tools/child-starter.ts';
import type { Job, JobComponent, JobEnd } from '../../../toolchain/tools/machine.ts';
import { childReport } from '../../../toolchain/report/child-report.ts';
import { outcomeOf } from '../../../toolchain/report/outcome.ts';
import { AssetError } from '../toolchain/assets.ts';
import type { BrowserMachine } from '../machine/browser-machine.ts';
import type { Attention } from '../attention/attention.ts';
import type { BuildAhead } from '../attention/build-ahead.ts';
import { childReportWith, outcomeWith, unbuilt } from './run-outcome.ts';
import { RunRecord } from '../terminal/run-record.ts';
import { namesOf, symbolizeStacks } from '../../../toolchain/report/symbolize.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { Toolchain, ToolchainLoader } from '../toolchain/toolchain-loader.ts';
import { isChecked } from '../../../toolchain/checks/is-checked.ts';
import { LookThrough, type LookThroughEvents } from './look-through.ts';
import { ReachedEnd } from './reached-end.ts';
import { RefusalFeed } from './refusal-feed.ts';
import { StandingStill } from './standing-still.ts';
import { TraceFeed } from './trace-feed.ts';

/** A module of the project that was not compiled here. */
export interface BroughtModule {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface RunOptions {
  /** With what was typed during the run before. */
  readonly isRepeat: boolean;
  /** Watched from its first call on. */
  readonly isTraced: boolean;
  /** Under the debugger, with these. */
  readonly breakpoints?: readonly Breakpoint[] | undefined;
  /** What the file of the project held that the policy takes standard input from; otherwise empty. */
  readonly input: Uint8Array;
}

/** Something that can be started. Without the toolchain its traps have no C places. */
interface Program {
  readonly name: string;
  readonly module: WebAssembly.Module;
  /** What `module` was compiled from, to the byte: the places of a trap count from its start. */
  readonly bytes: Uint8Array;
  readonly toolchain: Toolchain | undefined;
  /** As it was built here, before its memory was limited. */
  readonly built?: Uint8Array;
  readonly component?: JobComponent;
  /** Other programs that it may start. */
  readonly children?: ChildModules;
}

export interface RunnerEvents extends LookThroughEvents {
  readonly phase: (phase: RunPhase) => void;
  readonly diagnostics: (diagnostics: readonly Diagnostic[]) => void;
  readonly trace: (batch: TraceBatch) => void;
  readonly refusals: (refusals: RunRefusals) => void;
  readonly debugged: (event: DebugEvent) => void;
}

/** What watches over the programs that are run. */
export type Overseer = Required<Pick<Job, 'asker' | 'spawned'>>;

/** Builds the project and runs what came of it, one at a time; a new run ends the one before. */
export class Runner {
  readonly #machine: BrowserMachine;
  readonly #loader: ToolchainLoader;
  readonly #attention: Attention;
  readonly #buildAhead: BuildAhead;
  readonly #terminal: Terminal;
  readonly #events: RunnerEvents;
  readonly #overseer: Overseer;
  readonly #lookThrough: LookThrough;
  #stop: () => void = () => undefined;
  /** The run that was announced and has not come; Stop may come before it does. */
  #awaited: { isStopped: boolean } | undefined;
  #watch: (isWatching: boolean) => void = () => undefined;
  #command: (command: DebugCommand | { readonly type: 'pause' }) => void = () => undefined;
  /** The run that was started last, with what its stacks are looked up in. */
  #traced:
    | {
        readonly run: number;
        readonly feed: TraceFeed;
        readonly program: Program;
        readonly children: ChildPrograms | undefined;
      }
    | undefined;
  #runs = 0;
  /** Counts the ends that were asked for. */
  #turn = 0;
  #running: Promise<void> = Promise.resolve();
  /** Of the program that ran last. */
  #record: RunRecord | undefined;
  #compiled:
    | { readonly program: Uint8Array; readonly pages: number; readonly made: Pick<Program, 'module' | 'bytes'> }
    | undefined;

  constructor(
    machine: BrowserMachine,
    loader: ToolchainLoader,
    attention: { readonly attention: Attention; readonly buildAhead: BuildAhead },
    terminal: Terminal,
    events: RunnerEvents,
    overseer: Overseer,
  ) {
    this.#machine = machine;
    this.#loader = loader;
    this.#attention = attention.attention;
    this.#buildAhead = attention.buildAhead;
    this.#terminal = terminal;
    this.#events = events;
    this.#overseer = overseer;
    this.#lookThrough = new LookThrough(machine, this.#attention, events);
  }

  /** Run was pressed, and the request to run is on its way: what is typed or stopped from here on concerns that run. */
  awaited(): void {
    this.#terminal.awaitProgram();
    this.#awaited = { isStopped: false };
  }

  /** Ends the build or the program that is under way, or the run that is awaited. */
  stop(): void {
    if (this.#awaited) this.#awaited.isStopped = true;
    this.#stop();
  }

  /** Begins or ends watching the program that runs. */
  watch(isWatching: boolean): void {
    this.#watch(isWatching);
  }

  /** Asks something of the program that is debugged. */
  debug(command: DebugCommand | { readonly type: 'pause' }): void {
    this.#command(command);
  }

  /** The page has taken in what it was sent of the trace. */
  traced(): void {
    this.#traced?.feed.taken();
  }

  /** Where the watched program's stacks were, in the C source where that is known, and otherwise by names alone. */
  async symbolizeStacks(run: number, numbers: readonly number[]): Promise<readonly (readonly CPlace[])[]> {
    const traced = this.#traced;
    if (traced?.run !== run) return numbers.map(() => []);
    const { feed, program, children } = traced;
    const stacks = await feed.framesOf(numbers);
    const { toolchain } = program;
    if (!toolchain) return stacks.map((frames) => namesOf({ frames }));
    const places = stacks.map((): readonly CPlace[] => []);
    // Each process has its own program, and the stacks of one are looked up together.
    for (const process of new Set(numbers.map(processOfStack))) {
      const of = numbers.flatMap((number, i) => (processOfStack(number) === process ? [i] : []));
      const bytes = children?.bytesOf(process) ?? program.bytes;
      const found = await symbolizeStacks(
        toolchain.tools,
        bytes,
        of.map((i) => stacks[i] ?? []),
      );
      for (const [at, i] of of.entries()) places[i] = found[at] ?? [];
    }
    return places;
  }

  /** Resolves when the run is over, however it ended. */
  async run(
    settings: ProjectSettings,
    policy: Policy,
    brought: BroughtModule | undefined,
    how: RunOptions,
  ): Promise<void> {
    const awaited = this.#awaited;
    this.#awaited = undefined;
    const turn = await this.end();
    if (turn !== this.#turn || awaited?.isStopped) {
      this.#terminal.programEnded();
      this.#events.phase({ phase: 'ended', outcome: { kind: 'stopped' }, buildMs: 0, runMs: 0 });
      return;
    }
    this.#running = this.#run(settings, policy, brought, how);
    await this.#running;
  }

  /** Resolves when nothing is under way any more. What waits to begin never does. */
  async end(): Promise<number> {
    const turn = ++this.#turn;
    this.stop();
    this.#lookThrough.forget();
    // What failed of ours in a run was said then, and is not the next one's.
    await this.#running.catch(() => undefined);
    return turn;
  }

  /** The project is about to be another one, or was changed: what ran is not looked through any more. */
  edited(): void {
    this.#lookThrough.forget();
  }

  /** What was built last. */
  get program(): Uint8Array | undefined {
    return this.#compiled?.program;
  }

  /** What is started for `program`: where the settings say so, a component in which the preview1 adapter answers its calls. */
  async #layered(
    program: Program,
    { layer }: ProjectSettings,
    pages: number,
  ): Promise<Pick<Program, 'module' | 'component'> | RunOutcome> {
    if (layer === 'none' || program.component) return program;
    const made = await this.#componentOf(program.built ?? program.bytes, makeComponent);
    if (!made.ok) return { kind: 'not-started', message: made.error };
    return { module: NO_MODULE, component: { bytes: made.value, memoryPages: pages } };
  }

  /** The same as a component of WASI 0.2, or why it cannot be one. */
  async component(): Promise<BuiltComponent | undefined> {
    const { program } = this;
    if (!program) return undefined;
    const made = await this.#componentOf(program, componentForOthers);
    if (!made.ok) return made;
    const { inspectComponent } = await import('../../../component/inspect-component.ts');
    return ok({ bytes: made.value, world: worldText(inspectComponent(made.value)) });
  }

  async #componentOf(
    program: Uint8Array,
    make: typeof makeComponent,
  ): Promise<Result<Uint8Array<ArrayBuffer>, string>> {
    try {
      return make(program, await this.#loader.adapters());
    } catch (error) {
      if (error instanceof AssetError) return err(error.message);
      throw error;
    }
  }

  async #run(
    settings: ProjectSettings,
    policy: Policy,
    brought: BroughtModule | undefined,
    { isRepeat, isTraced, input, breakpoints }: RunOptions,
  ): Promise<void> {
    let isWatched = isTraced;
    this.#lookThrough.forget();
    const abort = new AbortController();
    this.#stop = () => abort.abort();
    this.#watch = (isWatching) => (isWatched = isWatching);
    const started = this.#now();
    let buildMs = 0;
    let runStarted: number | undefined;
    const told = { end: false };
    let refusals: RefusalFeed | undefined;
    let waitedMs = 0;
    const reached = new ReachedEnd();
    const still = new StandingStill(() => this.#now());
    const end = (outcome: RunOutcome, report?: RunReport): void => {
      this.#stop = () => undefined;
      this.#watch = () => undefined;
      this.#command = () => undefined;
      if (breakpoints) this.#events.debugged({ type: 'ended' });
      this.#terminal.programEnded();
      this.#traced?.feed.end();
      refusals?.end();
      told.end = true;
      const runMs = runStarted === undefined ? 0 : this.#now() - runStarted - waitedMs - still.ms;
      this.#events.phase({
        phase: 'ended',
        outcome,
        buildMs: runStarted === undefined ? this.#now() - started : buildMs,
        runMs,
        ...(waitedMs > 0 && { waitedMs }),
        ...(report && { report }),
      });
      this.#terminal.line.interrupted();
    };

    const pages = policy.limits.memoryPages;
    const carryOut = async (): Promise<void> => {
      const made = brought
        ? await this.#accept(brought, pages)
        : await this.#make(breakpoints ? debugSettings(settings) : settings, pages, abort.signal);
      const program = 'kind' in made ? made : ((await this.#whyNot(policy, abort.signal)) ?? made);
      if ('kind' in program) {
        end(program);
        return;
      }
      // Once the program has ended, Stop ends the wait for the tools that find places in C.
      let skip = (): void => undefined;
      const skipped = new Promise<undefined>((resolve) => (skip = () => resolve(undefined)));
      const children =
        program.children &&
        new ChildPrograms(
          program.children,
          pages,
          async (name, bytes, end) =>
            (await Promise.race([childReportWith(program.toolchain?.tools, name, bytes, end), skipped])) ??
            (await childReport(undefined, name, bytes, end)),
          (text) => this.#terminal.print(text),
        );
      const prepare = async (): Promise<Pick<Program, 'module' | 'component'> | RunOutcome> => {
        const layered = breakpoints ? program : await this.#layered(program, settings, pages);
        await children?.ready;
        return layered;
      };
      const prepared = (await untilAborted(abort.signal, prepare)) ?? { kind: 'stopped' as const };
      if ('kind' in prepared) {
        end(prepared);
        return;
      }
      const { module, component } = prepared;

      buildMs = this.#now() - started;
      runStarted = this.#now();
      this.#events.phase({ phase: 'running', buildMs });
      this.#terminal.line.interrupted();
      const before = this.#record;
      const record = this.#beginRecord(program, settings, policy, isRepeat);
      const run = ++this.#runs;
      const feed = new TraceFeed(isWatched, this.#machine.kernel.host, (events, dropped, isLast) =>
        this.#events.trace({ run, policy, events, dropped, isLast }),
      );
      this.#traced = { run, feed, program, children };
      const refused = new RefusalFeed(this.#machine.kernel.host, (events) =>
        this.#events.refusals({ run, policy, events, count: job.refused() }),
      );
      refusals = refused;
      const { toolchain, built } = program;
      const isRecorded =
        toolchain !== undefined && built !== undefined && !component && !breakpoints && isChecked(settings);
      const job = this.#machine.start({
        name: program.name,
        module,
        ...(component && { component }),
        argv: [program.name, ...argsOf(settings)],
        environ: environOf(settings),
        policy,
        ...(children && { programs: children }),
        isRecorded,
        ...this.#overseer,
        ...(breakpoints && {
          debug: {
            program: program.bytes,
            breakpoints,
            heard: (event, end) => {
              reached.heard(event, end);
              still.heard(event);
              void this.#debugged(event, end, program, told);
            },
          },
        }),
        stdio: {
          ...this.#terminal.stdio,
          stdin: stdinOf(this.#machine.kernel, policy.stdin, {
            terminal: this.#terminal.stdio.stdin,
            readFile: () => input,
          }),
        },
        watcher: {
          isWatching: feed.isWatching,
          record: (event) => feed.record(event),
          refused: (event) => refused.add(event),
          stack: (number, frames) => feed.stack(number, frames),
        },
      });
      this.#stop = () => job.kill();
      this.#watch = (isWatching) => job.watch(isWatching);
      this.#command = (command) => job.command?.(command);
      const killed: JobEnd = await job.ended;
      // A program that was debugged to its end is held there until it is stopped.
      const ended = (killed.kind === 'killed' && reached.end) || killed;
      const ranUntil = this.#now();
      waitedMs = job.personMs();
      // Where a trap was may take tools that are still coming; a caller that does not wait for them gets what is known.
      this.#stop = skip;
      await children?.reported();
      const outcome =
        (await Promise.race([outcomeWith(program.toolchain?.tools, program.bytes, ended), skipped])) ??
        (await outcomeOf(undefined, program.bytes, ended));
      runStarted += this.#now() - ranUntil;
      end(outcome, this.#endRecord(record, outcome, policy, job.uses(), isRepeat ? before : undefined));
      if (isRecorded && (outcome.kind === 'exited' || outcome.kind === 'trapped'))
        void this.#lookThrough.over({ toolchain, program: built, settings }, job);
    };
    try {
      await carryOut();
    } catch (error) {
      // After any exception the page still gets an end of the run.
      if (!told.end)
        this.#events.phase({
          phase: 'ended',
          outcome: { kind: 'faulted', message: faultText(error) },
          buildMs: 0,
          runMs: 0,
        });
      this.#terminal.programEnded();
      throw error;
    }
  }

  /** Tells the page; at the program's end, with how it ends. */
  async #debugged(
    event: DebugEvent,
    end: JobEnd | undefined,
    program: Program,
    told: { readonly end: boolean },
  ): Promise<void> {
    if (!end || event.type !== 'stopped') {
      this.#events.debugged(event);
      return;
    }
    const outcome = await outcomeWith(program.toolchain?.tools, program.bytes, end);
    // It may have been stopped meanwhile.
    if (!told.end) this.#events.debugged({ ...event, outcome });
  }

  /** From here on the terminal's traffic is recorded. A repetition gets at once what was typed before. */
  #beginRecord(program: Program, settings: ProjectSettings, policy: Policy, isRepeat: boolean): RunRecord {
    const typed = this.#record?.everythingTyped;
    const record = new RunRecord(program.bytes, effectKey(settings, 'run'));
    this.#record = record;
    this.#terminal.programStarted(record);
    if (isRepeat && typed && policy.stdin.kind === 'terminal') this.#terminal.typed(typed);
    return record;
  }

  #endRecord(
    record: RunRecord,
    outcome: RunOutcome,
    policy: Policy,
    uses: Uses | undefined,
    before: RunRecord | undefined,
  ): RunReport | undefined {
    record.outcome = outcome;
    return uses && { policy, uses, comparison: before && record.comparedWith(before) };
  }

  /** The project, compiled and linked; or why there is no program. */
  async #make(settings: ProjectSettings, pages: number, signal: AbortSignal): Promise<Program | RunOutcome> {
    this.#events.phase({ phase: 'waiting-for-toolchain' });
    const finish = this.#attention.urgent();
    try {
      return await this.#makeUrgently(settings, pages, signal);
    } finally {
      finish();
    }
  }

  async #makeUrgently(settings: ProjectSettings, pages: number, signal: AbortSignal): Promise<Program | RunOutcome> {
    const toolchain = await this.#toolchain(signal);
    if (typeof toolchain === 'string') return { kind: 'not-started', message: toolchain };
    if (!toolchain) return { kind: 'stopped' };
    // One builder makes them all, and what is under way in the background uses it too.
    await this.#buildAhead.takeOver(settings, signal, (now) => this.#progress(now));
    // First the others: what was built last is the program that runs.
    const children = await this.#buildChildren(toolchain, settings, signal);
    if (typeof children === 'string') return { kind: 'not-started', message: children };
    if (children && 'kind' in children) {
      if (children.kind === 'failed') this.#report(children);
      return unbuilt(children);
    }
    const built = await this.#build(toolchain, settings, signal);
    if (typeof built === 'string') return { kind: 'not-started', message: built };
    if (built.kind === 'built' || built.kind === 'failed') this.#report(built);
    if (built.kind !== 'built') return unbuilt(built);
    const compiled = await this.#module(built.program, pages);
    if (typeof compiled === 'string') return { kind: 'not-started', message: compiled };
    return { name: 'main', ...compiled, toolchain, built: built.program, ...(children && { children }) };
  }

  /** A module that the user brought, if it can run here. */
  async #accept({ name, bytes }: BroughtModule, pages: number): Promise<Program | RunOutcome> {
    const { problem } = await inspectProgram(bytes);
    if (problem) return { kind: 'not-started', message: moduleProblemText(problem) };
    const shownName = name.replace(/^.*\//, '');
    if (isComponent(bytes))
      return {
        name: shownName,
        module: NO_MODULE,
        component: { bytes, memoryPages: pages },
        bytes,
        toolchain: undefined,
      };
    const limited = limitMemory(bytes, pages);
    if (!(limited instanceof Uint8Array)) return { kind: 'not-started', message: tooMuchMemoryText(limited) };
    return {
      name: shownName,
      module: await compileModule(limited),
      bytes: limited,
      toolchain: undefined,
    };
  }

  /** Waits for the headers and libraries where `policy` grants them; answers why they cannot be had. */
  async #whyNot({ preopens }: Policy, signal: AbortSignal): Promise<RunOutcome | undefined> {
    if (!preopens.some(({ folder }) => folder.split('/')[1] === SYSROOT_MOUNT)) return undefined;
    this.#events.phase({ phase: 'waiting-for-toolchain' });
    const toolchain = await this.#toolchain(signal, () => this.#loader.get());
    return typeof toolchain === 'string' ? { kind: 'not-started', message: toolchain } : undefined;
  }

  /** The toolchain; a sentence when it cannot be had; undefined when the user did not wait for it. */
  async #toolchain(
    signal: AbortSignal,
    get = (): Promise<Toolchain> => this.#loader.getEarly(),
  ): Promise<Toolchain | string | undefined> {
    return orWhyMissing(untilAborted(signal, get));
  }

  /** The other programs of the project, where its program may start them. */
  async #buildChildren(
    { builder }: Toolchain,
    settings: ProjectSettings,
    signal: AbortSignal,
  ): Promise<ChildModules | Exclude<BuildResult, { readonly kind: 'built' }> | string | undefined> {
    if (!builder.programsBeside(settings)) return undefined;
    return orWhyMissing(buildChildren(builder, this.#buildOptions(settings, signal)));
  }

  #buildOptions(settings: ProjectSettings, signal: AbortSignal) {
    const { needCxx } = this.#loader;
    return { settings, signal, progress: (now: BuildProgress) => this.#progress(now), needCxx };
  }

  #progress(now: BuildProgress): void {
    this.#events.phase(
      now.step === 'linking'
        ? { phase: 'linking' }
        : { phase: 'compiling', file: now.file, done: now.done, total: now.total },
    );
  }

  #build({ builder }: Toolchain, settings: ProjectSettings, signal: AbortSignal): Promise<BuildResult | string> {
    return orWhyMissing(builder.build(this.#buildOptions(settings, signal)));
  }

  #report(built: BuildResult & { readonly kind: 'built' | 'failed' }): void {
    this.#events.diagnostics(built.diagnostics);
    if (built.said !== '') this.#terminal.print(built.said);
  }

  /** The module of `program`; compiled once for every run of the same bytes. */
  async #module(program: Uint8Array, pages: number): Promise<Pick<Program, 'module' | 'bytes'> | string> {
    if (this.#compiled?.program === program && this.#compiled.pages === pages) return this.#compiled.made;
    try {
      // What the linker wrote lies in memory of our own, never shared.
      const limited = limitMemory(program as Uint8Array<ArrayBuffer>, pages);
      if (!(limited instanceof Uint8Array)) return tooMuchMemoryText(limited);
      const made = { module: await compileModule(limited), bytes: limited };
      const problem = moduleProblem(made.module, limited);
      if (problem) return moduleProblemText(problem);
      this.#compiled = { program, pages, made };
      return made;
    } catch (error) {
      return `The browser does not accept the program: ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  #now(): number {
    return this.#machine.kernel.host.monotonicNs() / 1e6;
  }
}

/** What the work gives, or the sentence that says which part of the toolchain could not be fetched. */
async function orWhyMissing<T>(work: Promise<T>): Promise<T | string> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AssetError) return error.message;
    throw error;
  }
}

/** What `work` gives; undefined where `signal` is aborted first. */
async function untilAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T | undefined> {
  if (signal.aborted) return undefined;
  const aborted = new Promise<undefined>((resolve) => signal.addEventListener('abort', () => resolve(undefined)));
  return Promise.race([work(), aborted]);
}
