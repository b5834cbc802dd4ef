import { assertNever } from '../../../base/assert-never.ts';
import { Kernel } from '../../../kernel/kernel.ts';
import type { Host } from '../../../kernel/host.ts';
import type { Process, ProcessEnd } from '../../../kernel/process/process.ts';
import { usesOf } from '../../../kernel/process/uses-of.ts';
import { grantedListeners } from '../../../policy/granted-listeners.ts';
import { ChildStarter } from '../../../toolchain/tools/child-starter.ts';
import type { Ahead, BegunJob, Job, JobEnd, Machine, RunningJob } from '../../../toolchain/tools/machine.ts';
import { spawnErrorText } from '../../../toolchain/tools/spawn-error.ts';
import { watchProcess, type Watched } from '../../../toolchain/tools/watch-process.ts';
import type { Line } from '../../../wire/wire.ts';
import type { SysrootVolume } from '../../../wire/local-sysroot.ts';
import type { Attention } from '../attention/attention.ts';
import { CompilerParts, type More } from './compiler-parts.ts';
import type { ProcessWorkers } from './process-workers.ts';
import { DebugLine } from '../../shared/debug-line.ts';
import { WorkerPool } from './worker-pool.ts';

/** A guest that has ended and does not unwind within this time has caught what should unwind it: its worker goes. */
const UNWIND_MS = 1000;

/** What a browser says of the computer; how much memory it has, not every one does. */
interface Computer {
  readonly hardwareConcurrency: number;
  /** GB, rounded, and no more than 8. */
  readonly deviceMemory?: number;
}

/**
 * One core is left to the page and the kernel, where that leaves two; and a compiler at work takes up to half a GB.
 */
export function parallelismOf({ hardwareConcurrency, deviceMemory = 4 }: Computer): number {
  return Math.max(1, Math.min(Math.max(hardwareConcurrency - 1, Math.min(hardwareConcurrency, 2)), deviceMemory));
}

/** The machine in a tab: every process is a worker, and killing it is terminating that worker. */
export class BrowserMachine implements Machine, Ahead {
  readonly kernel: Kernel;
  readonly parallelism: number;
  readonly ahead: Ahead = this;
  readonly #attention: Attention;
  readonly #pool: WorkerPool;
  readonly #parts: CompilerParts;
  /** What has begun ahead, and is not needed yet. */
  readonly #begun = new Set<BegunJob>();

  constructor(
    host: Host,
    attention: Attention,
    workers: Pick<ProcessWorkers, 'start'>,
    openLine: () => Line,
    computer: Computer = navigator,
  ) {
    this.parallelism = parallelismOf(computer);
    this.kernel = new Kernel(host);
    this.#attention = attention;
    this.#parts = new CompilerParts(() => this.#killBegun());
    this.#pool = new WorkerPool({ workers, openLine, attention, restOf: (module) => this.#parts.restOf(module) });
  }

  /** Something will be started soon: a worker starts meanwhile, where none is ready. */
  expectStart(): void {
    this.#pool.expectStart();
  }

  /** Keeps spare workers with an instance of `module` ready from now on. */
  keepWarm(module: WebAssembly.Module): void {
    this.#pool.keepWarm(module);
  }

  /**
   * From now on guests of the warm module read the files of `image`, which are in `volume`, in their own worker. All its
   * processes have `volume` as their first preopen.
   */
  addSysroot(volume: SysrootVolume, image: Uint8Array): void {
    this.#killBegun();
    this.#pool.addSysroot(volume, image);
  }

  /** `module` is the first part of one that was split. */
  completeWith(module: WebAssembly.Module, more: More): void {
    this.#parts.complete(module, more);
  }

  /** Resolves when `part` of `module` is there for what starts from then on; rejects when it could not be loaded this time. */
  bring(module: WebAssembly.Module, part: number): Promise<void> {
    return this.#parts.bring(module, part);
  }

  whenAtRest(task: () => void): void {
    this.#attention.whenIdle('beginTools', task);
  }

  begin(job: Job): BegunJob {
    return this.#start(job, true);
  }

  start(job: Job): RunningJob {
    return this.#start(job, false);
  }

  #start(job: Job, isAhead: boolean): BegunJob {
    let settle: (end: JobEnd) => void = () => undefined;
    const ended = new Promise<JobEnd>((resolve) => (settle = resolve));
    const spawned = this.kernel.spawn(
      { ...job, args: job.argv },
      // Traps enter by `finish` below, as what `trapOf` made of them.
      (end) => settle(end as JobEnd),
    );
    if (!spawned.ok)
      return {
        ended: Promise.resolve({ kind: 'not-started', message: spawnErrorText(spawned.error) }),
        kill: () => undefined,
        uses: () => undefined,
        refused: () => 0,
        personMs: () => 0,
        watch: () => undefined,
        release: () => undefined,
      };
    const process = spawned.value;
    process.isSpeculative = isAhead;
    job.spawned?.(process);
    return this.#run(job, process, ended, isAhead);
  }

  /** `like`: of the program that started it. */
  #run(job: Job, process: Process, ended: Promise<JobEnd>, isAhead: boolean, like?: Watched): BegunJob {
    const { watcher } = job;
    const watched = watcher && watchProcess(process, this.kernel, watcher, like);
    const starter = job.programs && this.#starterOf(job, process, watched);
    const watch = (isWatching: boolean): void => {
      process.tracer = isWatching ? watched?.tracer : undefined;
      starter?.watch(isWatching);
    };
    watch(watcher?.isWatching ?? false);

    const sysroot = this.#pool.sysrootOf(job.module);
    if (sysroot) requireUsable(job, sysroot);
    const isTool = job.module === this.#pool.warmModule;
    let answered: (answers: Uint8Array<ArrayBuffer> | undefined) => void = () => undefined;
    const answers = new Promise<Uint8Array<ArrayBuffer> | undefined>((resolve) => (answered = resolve));
    let idle = isTool && !isAhead ? this.#attention.occupied() : (): void => undefined;
    const taken = this.#pool.take(job.module);
    const finish = (end: ProcessEnd): void => {
      // First the worker, so that it writes no more; then what it wrote; then its descriptors.
      taken.hired.end();
      answered(undefined);
      taken.line.settle();
      process.finish(end);
      this.#pool.discard(taken);
    };
    const release = (): void => {
      this.#begun.delete(running);
      this.#pool.wanted(taken);
      if (isTool && process.end === undefined) idle = this.#attention.occupied();
      process.release();
    };
    const running: BegunJob = {
      ended,
      kill: () => finish({ kind: 'killed' }),
      watch,
      uses: () => usesOf(process),
      refused: () => (watched?.refusals.count ?? 0) + (starter?.refused ?? 0),
      personMs: () => process.personNs / 1e6,
      answers: () => answers,
      release,
    };
    if (isAhead) {
      this.#begun.add(running);
      this.#pool.begun(taken);
    }
    taken.failed = (message) => finish({ kind: 'faulted', message });
    taken.receive = (message) => {
      switch (message.type) {
        case 'trapped':
          answered(message.answers);
          return finish({ kind: 'trapped', trap: message.trap });
        case 'replayed':
          return finish(message.trap ? { kind: 'trapped', trap: message.trap } : { kind: 'killed' });
        case 'unstartable':
          return finish({ kind: 'trapped', trap: message.trap });
        case 'failed':
          taken.failed(message.message);
          throw new Error(`A process worker failed: ${message.message}`);
        case 'incomplete':
          job.onIncomplete?.(this.#parts.lacked(job.module, message.part));
          return finish({ kind: 'killed' });
        case 'called':
          return this.#parts.called(job.module, message.part);
        case 'stack':
          return watcher?.stack(message.number, message.frames);
        case 'undebuggable':
          job.debug?.refused(message.message);
          return finish({ kind: 'killed' });
        case 'debugged':
          if (message.event.type === 'stopped') debugLine?.ready();
          return job.debug?.heard(message.event, message.end);
        case 'idle':
          answered(message.answers);
          taken.receive = () => undefined;
          return this.#pool.giveBack(taken);
        default:
          return assertNever(message, 'message from a process worker');
      }
    };
    void ended.then(() => {
      this.#begun.delete(running);
      idle();
      const timer = this.kernel.host.timer(UNWIND_MS, () => {
        answered(undefined);
        if (!this.#pool.isIdle(taken)) this.#pool.discard(taken);
      });
      const receive = taken.receive;
      taken.receive = (message) => {
        if (message.type !== 'stack' && message.type !== 'called') timer.dispose();
        receive(message);
      };
    });
    taken.line.attach(process, sysroot !== undefined);
    const debugLine = job.debug && new DebugLine();
    if (debugLine) running.command = (command) => debugLine.send(command);
    if (job.debug) {
      const { heard } = job.debug;
      process.onPersonWait = (isWaiting) => heard({ type: 'waiting', isWaiting }, undefined);
    }
    if (isAhead) this.#pool.prepare(taken, job.module);
    const isPrepared = taken.prepared === job.module;
    taken.prepared = undefined;
    taken.hired.port.post({
      type: 'start',
      module: job.module,
      isPrepared,
      hasSysroot: sysroot !== undefined,
      rest: this.#parts.restOf(job.module),
      isWatched: process.tracer !== undefined,
      component: job.component && { ...job.component, listeners: grantedListeners(job.policy) },
      isRecorded: job.isRecorded ?? false,
      replays: job.replays,
      debug: job.debug &&
        debugLine && {
          program: job.debug.program,
          breakpoints: job.debug.breakpoints,
          isTyped: job.policy.stdin.kind === 'terminal',
          line: debugLine.buffer,
        },
    });
    if (!isAhead) this.#pool.expectAnother();
    return running;
  }

  #starterOf(job: Job, process: Process, watched: Watched | undefined): ChildStarter {
    const starter = new ChildStarter(this.kernel, job, (child, one, ended, like) =>
      this.#run(child, one, ended, false, like),
    );
    starter.watched = watched;
    process.starter = starter;
    return starter;
  }

  /** They have begun with less than there is now. */
  #killBegun(): void {
    for (const begun of [...this.#begun]) begun.kill();
  }
}

/** The local sysroot answers as for a process that holds `volume` first, gets real random bytes, and is not watched. */
function requireUsable({ name, policy, watcher }: Job, volume: SysrootVolume): void {
  const isFirst = policy.preopens[0]?.folder === volume.preopen.folder;
  if (!isFirst || policy.random.kind !== 'real' || watcher)
    throw new Error(`${name} cannot be run with a local sysroot`);
}
