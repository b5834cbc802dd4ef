import { faultText } from '../../../base/fault-text.ts';
import { stdinOf } from '../../../kernel/devices/policy-stdin.ts';
import type { Policy } from '../../../policy/policy.ts';
import type { Uses } from '../../../policy/uses.ts';
import type { ProjectSettings } from '../../../project/settings.ts';
import { effectKey } from '../../../project/settings-table.ts';
import { argsOf, environOf } from '../../../protocol/program-start.ts';
import type { RunRefusals, TraceBatch } from '../../../protocol/kernel.ts';
import type { Breakpoint, DebugCommand, DebugEvent } from '../../../stops/stop.ts';
import { debugSettings } from '../../../toolchain/driver/debug-settings.ts';
import type { CPlace } from '../../../project/program-outcome.ts';
import type { RunOutcome, RunReport } from '../../../protocol/run.ts';
import { ChildPrograms } from '../../../toolchain/tools/child-programs.ts';
import type { Job, JobEnd } from '../../../toolchain/tools/machine.ts';
import { childReport } from '../../../toolchain/report/child-report.ts';
import { outcomeOf } from '../../../toolchain/report/outcome.ts';
import type { BrowserMachine } from '../machine/browser-machine.ts';
import type { Attention } from '../attention/attention.ts';
import type { BuildAhead } from '../attention/build-ahead.ts';
import { childReportWith, outcomeWith } from './run-outcome.ts';
import { RunRecord } from '../terminal/run-record.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { ToolchainLoader } from '../toolchain/toolchain-loader.ts';
import { isChecked } from '../../../toolchain/checks/is-checked.ts';
import { LookThrough, type LookThroughEvents } from './look-through.ts';
import { ReachedEnd } from './reached-end.ts';
import { RefusalFeed } from './refusal-feed.ts';
import { StandingStill } from './standing-still.ts';
import { TraceFeed } from './trace-feed.ts';
import { ProgramMaker, type BroughtModule, type ProgramMakerEvents, type RunProgram } from './program-maker.ts';
import { symbolizeTraced, type TracedRun } from './traced-run.ts';
import { untilAborted } from './until-aborted.ts';

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

export interface RunnerEvents extends ProgramMakerEvents, LookThroughEvents {
  readonly trace: (batch: TraceBatch) => void;
  readonly refusals: (refusals: RunRefusals) => void;
  readonly debugged: (event: DebugEvent) => void;
}

/** Said where a program that is debugged starts another one. */
function notFollowed(program: string, path: string): string {
  const stays = `The debugger stays with the program that you started: ${program} runs without stops.`;
  return path.endsWith('.wasm') ? `${stays}\n` : `${stays} To debug it, open its file and press Debug.\n`;
}

const NOT_DEBUGGED =
  'The debugger cannot stop a program whose library is a component of its own. Include <preopen/library.h> in place of <preopen/component.h> to debug it';

/** What watches over the programs that are run. */
export type Overseer = Required<Pick<Job, 'asker' | 'spawned'>>;

/** Builds the project and runs what came of it, one at a time; a new run ends the one before. */
export class Runner {
  readonly maker: ProgramMaker;
  readonly #machine: BrowserMachine;
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
  #traced: TracedRun | undefined;
  #runs = 0;
  /** Counts the ends that were asked for. */
  #turn = 0;
  #running: Promise<void> = Promise.resolve();
  /** Of the program that ran last. */
  #record: RunRecord | undefined;

  constructor(
    machine: BrowserMachine,
    loader: ToolchainLoader,
    attention: { readonly attention: Attention; readonly buildAhead: BuildAhead },
    terminal: Terminal,
    events: RunnerEvents,
    overseer: Overseer,
  ) {
    this.#machine = machine;
    this.maker = new ProgramMaker(loader, attention, events, (text) => terminal.print(text));
    this.#terminal = terminal;
    this.#events = events;
    this.#overseer = overseer;
    this.#lookThrough = new LookThrough(machine, attention.attention, events);
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
    return traced?.run === run ? symbolizeTraced(traced, numbers) : numbers.map(() => []);
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
    this.#lookThrough.cancel();
    // What failed of ours in a run was said then, and is not the next one's.
    await this.#running.catch(() => undefined);
    return turn;
  }

  /** The project is about to be another one, or was changed: what ran is not looked through any more. */
  edited(): void {
    this.#lookThrough.cancel();
  }

  async #run(
    settings: ProjectSettings,
    policy: Policy,
    brought: BroughtModule | undefined,
    { isRepeat, isTraced, input, breakpoints }: RunOptions,
  ): Promise<void> {
    let isWatched = isTraced;
    this.#lookThrough.cancel();
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
        ? await this.maker.accept(brought, policy)
        : await this.maker.make(breakpoints ? debugSettings(settings) : settings, pages, abort.signal);
      const program = 'kind' in made ? made : ((await this.maker.whyNot(policy, abort.signal)) ?? made);
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
          breakpoints && notFollowed,
        );
      const prepare = async (): Promise<Pick<RunProgram, 'module' | 'component'> | RunOutcome> => {
        if (breakpoints && program.library) return { kind: 'not-started', message: NOT_DEBUGGED };
        const layered = breakpoints ? program : await this.maker.layered(program, settings, pages);
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
            refused: (message) => reached.refused(message),
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
      if (isRecorded && (outcome.kind === 'exited' || outcome.kind === 'trapped' || outcome.kind === 'signalled'))
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
    program: RunProgram,
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
  #beginRecord(program: RunProgram, settings: ProjectSettings, policy: Policy, isRepeat: boolean): RunRecord {
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

  #now(): number {
    return this.#machine.kernel.host.monotonicNs() / 1e6;
  }
}
