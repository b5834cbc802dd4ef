import { assertNever } from '../../../base/assert-never.ts';
import type { Disposable } from '../../../base/disposable.ts';
import { Kernel } from '../../../kernel/kernel.ts';
import type { Host } from '../../../kernel/host.ts';
import { CallTracer } from '../../../kernel/watch/tracer.ts';
import type { ProcessEnd } from '../../../kernel/process/process.ts';
import { usesOf } from '../../../kernel/process/uses-of.ts';
import type { Ahead, BegunJob, Job, JobEnd, Machine, RunningJob } from '../../../toolchain/tools/machine.ts';
import { spawnErrorText } from '../../../toolchain/tools/spawn-error.ts';
import type { Line } from '../../../wire/wire.ts';
import type { NearVolume } from '../../../wire/near.ts';
import type { FromProcess, Rest } from '../../shared/process-protocol.ts';
import type { HiredWorker, ProcessWorkers } from './process-workers.ts';

/** Workers kept ready, those that are at work included: for a compiler, a linker, and a program. */
const MOST_IDLE = 3;
/** Of these, how many have an instance of the compiler ready. */
const MOST_PREPARED = 2;
/** How many fewer of both where jobs have begun that are likely to be wanted. */
const LESS_BESIDE_BEGUN = 1;
/** Workers that are not ended when they have nothing to do. */
const MOST_KEPT = 5;
/** To instantiate it again takes a core for a while: not while a run goes from one process to the next. */
const BREATHER_MS = 40;
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

type Hiring = Pick<ProcessWorkers, 'start'>;

interface ProcessWorker {
  readonly hired: HiredWorker;
  readonly line: Line;
  /** Who is told what the worker says; replaced for each process. */
  receive: (message: FromProcess) => void;
  /** Is told that it broke down; replaced for each process. */
  failed: (message: string) => void;
  prepared: WebAssembly.Module | undefined;
}

interface Completion extends More {
  readonly coming: Map<number, Promise<void>>;
  rest: Rest;
}

/** How the parts of a split module that come after its first one are had. They are counted from 1. */
export interface More {
  readonly count: number;
  readonly load: (part: number) => Promise<WebAssembly.Module>;
  /** Told when a guest cannot go on without a part, which may be on its way already. */
  readonly needed: (part: number) => void;
}

/** The machine in a tab: every process is a worker, and killing it is terminating that worker. */
export class BrowserMachine implements Machine, Ahead {
  readonly kernel: Kernel;
  readonly parallelism: number;
  readonly #workers: Hiring;
  readonly #openLine: () => Line;
  #idle: ProcessWorker[] = [];
  /** What runs in the others. */
  readonly #busy = new Map<ProcessWorker, WebAssembly.Module>();
  /** What has begun, and nobody wants yet. */
  readonly #begun = new Map<ProcessWorker, BegunJob>();
  #atRest: () => void = () => undefined;
  /** Over a service worker each call is a request, and the browser ends those that are not answered for long. */
  #canHold = false;
  readonly ahead: Ahead = this;
  #warmModule: WebAssembly.Module | undefined;
  #breather: Disposable | undefined;
  /** What guests of the warm module find in their own worker. */
  #near: { readonly volume: NearVolume; readonly images: readonly Uint8Array[] } | undefined;
  readonly #completions = new Map<WebAssembly.Module, Completion>();

  constructor(host: Host, workers: Hiring, openLine: () => Line, computer: Computer = navigator) {
    this.parallelism = parallelismOf(computer);
    this.kernel = new Kernel(host);
    this.#workers = workers;
    this.#openLine = openLine;
  }

  /** Something will be started soon: a worker starts meanwhile, where none is ready. */
  expectStart(): void {
    if (this.#idle.length > 0 || this.#busy.size >= this.#mostIdle) return;
    this.#idle.push(this.#newWorker());
    this.#prepareSome();
  }

  /**
   * Keeps spare workers with an instance of `module` ready from now on; one at once, and the others when it is at work or
   * nothing is: together, they would all be ready later.
   */
  keepWarm(module: WebAssembly.Module): void {
    this.#warmModule = module;
    this.expectStart();
    this.#prepareSome();
    this.#prepareSoon();
  }

  #keepWarm(): void {
    while (this.#idle.length + this.#busy.size < this.#mostIdle) this.#idle.push(this.#newWorker());
    this.#prepareSome();
  }

  /**
   * From now on guests of the warm module find the files of `image`, which are in `volume`, in their own worker. All its
   * processes have `volume` as their first preopen.
   */
  addNear(volume: NearVolume, image: Uint8Array): void {
    const images = this.#near?.volume.dev === volume.dev ? this.#near.images : [];
    this.#near = { volume, images: [...images, image] };
    this.#killBegun();
    for (const { hired } of [...this.#idle, ...this.#busy.keys()]) hired.port.post({ type: 'near', volume, image });
  }

  /** `module` is the first part of one that was split. */
  completeWith(module: WebAssembly.Module, more: More): void {
    const parts = Array.from({ length: more.count }, () => undefined);
    this.#completions.set(module, { ...more, coming: new Map(), rest: { parts, usual: [] } });
  }

  /** Resolves when `part` of `module` is there for whatever starts from then on; rejects when it could not be had this time. */
  bring(module: WebAssembly.Module, part: number): Promise<void> {
    const completion = this.#completions.get(module);
    if (!completion) throw new Error('A module that was never split was asked for a part');
    const bringing = async (): Promise<void> => {
      try {
        const loaded = await completion.load(part);
        const parts = completion.rest.parts.map((each, i) => (i === part - 1 ? loaded : each));
        completion.rest = { ...completion.rest, parts };
        this.#killBegun();
      } catch (error) {
        completion.coming.delete(part);
        throw error;
      }
    };
    const coming = completion.coming.get(part) ?? bringing();
    completion.coming.set(part, coming);
    return coming;
  }

  whenAtRest(task: () => void): void {
    this.#atRest = task;
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
        watch: () => undefined,
        release: () => undefined,
      };
    const process = spawned.value;
    process.isHeld = isAhead;
    job.spawned?.(process);
    const { watcher } = job;
    const tracer =
      watcher && new CallTracer(process, this.kernel.root, this.kernel.host, (event) => watcher.record(event));
    const watch = (isWatching: boolean): void => void (process.tracer = isWatching ? tracer : undefined);
    watch(watcher?.isWatching ?? false);

    if (this.#near && this.#isNear(job.module)) requireNear(job, this.#near.volume);
    const taken = this.#take(job.module);
    const finish = (end: ProcessEnd): void => {
      // First the worker, so that it writes no more; then what it wrote; then its descriptors.
      taken.hired.end();
      taken.line.settle();
      process.finish(end);
      this.#discard(taken);
    };
    const release = (): void => {
      this.#begun.delete(taken);
      process.release();
    };
    taken.failed = (message) => finish({ kind: 'faulted', message });
    taken.receive = (message) => {
      switch (message.type) {
        case 'trapped':
        case 'unstartable':
          return finish({ kind: 'trapped', trap: message.trap });
        case 'failed':
          taken.failed(message.message);
          throw new Error(`A process worker failed: ${message.message}`);
        case 'incomplete':
          this.#completions.get(job.module)?.needed(message.part);
          job.onIncomplete?.(this.bring(job.module, message.part));
          return finish({ kind: 'killed' });
        case 'called':
          return this.#expect(job.module, message.part);
        case 'stack':
          return watcher?.stack(message.number, message.frames);
        case 'idle':
          taken.receive = () => undefined;
          return this.#giveBack(taken);
        default:
          return assertNever(message, 'message from a process worker');
      }
    };
    void ended.then(() => {
      const timer = this.kernel.host.timer(UNWIND_MS, () => {
        if (!this.#idle.includes(taken)) this.#discard(taken);
      });
      const receive = taken.receive;
      taken.receive = (message) => {
        if (message.type !== 'stack' && message.type !== 'called') timer.dispose();
        receive(message);
      };
    });
    taken.line.attach(process);
    if (isAhead) this.#prepare(taken, job.module);
    const isPrepared = taken.prepared === job.module;
    taken.prepared = undefined;
    taken.hired.port.post({
      type: 'start',
      module: job.module,
      isPrepared,
      isNear: this.#isNear(job.module),
      rest: this.#completions.get(job.module)?.rest,
      isWatched: process.tracer !== undefined,
    });
    const running = { ended, kill: () => finish({ kind: 'killed' }), watch, uses: () => usesOf(process), release };
    if (isAhead) this.#begun.set(taken, running);
    // After a compiler comes a linker; the program may have the compiler's worker.
    else if (this.#warmModule && this.#busy.size < MOST_PREPARED) this.expectStart();
    return running;
  }

  /** It has begun with less than there is now. */
  #killBegun(): void {
    for (const begun of [...this.#begun.values()]) begun.kill();
  }

  /** From now on `part` is put into instances of `module` ahead of time. */
  #expect(module: WebAssembly.Module, part: number): void {
    const completion = this.#completions.get(module);
    if (!completion || completion.rest.usual.includes(part)) return;
    completion.rest = { ...completion.rest, usual: [...completion.rest.usual, part] };
  }

  #take(module: WebAssembly.Module): ProcessWorker {
    const fitting =
      this.#idle.find((spare) => spare.prepared === module) ??
      this.#idle.find((spare) => spare.prepared === undefined) ??
      this.#idle.at(-1) ??
      this.#newWorker();
    this.#idle = this.#idle.filter((spare) => spare !== fitting);
    this.#busy.set(fitting, module);
    return fitting;
  }

  #giveBack(worker: ProcessWorker): void {
    worker.failed = () => this.#discard(worker);
    this.#busy.delete(worker);
    this.#begun.delete(worker);
    if (this.#idle.length >= MOST_KEPT) return this.#discard(worker);
    this.#idle.push(worker);
    this.#prepareSoon();
  }

  #discard(worker: ProcessWorker): void {
    this.#busy.delete(worker);
    this.#begun.delete(worker);
    worker.receive = () => undefined;
    worker.hired.end();
    worker.line.close();
    this.#idle = this.#idle.filter((spare) => spare !== worker);
    this.#prepareSoon();
  }

  #prepareSoon(): void {
    if (!this.#warmModule) return;
    this.#breather?.dispose();
    this.#breather = this.kernel.host.timer(BREATHER_MS, () => {
      const module = this.#warmModule;
      // While one of its kind is at work somebody waits for that; when it ends, there is another breather.
      const isAtWork = [...this.#busy].some(([worker, running]) => running === module && !this.#begun.has(worker));
      if (!module || isAtWork) return;
      if (this.#canHold) this.#atRest();
      this.#keepWarm();
    });
  }

  get #mostIdle(): number {
    return MOST_IDLE + this.#begun.size - (this.#begun.size > 0 ? LESS_BESIDE_BEGUN : 0);
  }

  #prepareSome(): void {
    const module = this.#warmModule;
    if (!module) return;
    const prepared = [...this.#idle.map((spare) => spare.prepared), ...this.#busy.values()];
    const most = MOST_PREPARED + this.#mostIdle - MOST_IDLE;
    let missing = most - prepared.filter((each) => each === module).length;
    for (const spare of this.#idle) {
      if (missing <= 0) return;
      if (spare.prepared === module) continue;
      missing--;
      this.#prepare(spare, module);
    }
  }

  #prepare(worker: ProcessWorker, module: WebAssembly.Module): void {
    if (worker.prepared === module) return;
    worker.prepared = module;
    const rest = this.#completions.get(module)?.rest;
    worker.hired.port.post({ type: 'prepare', module, isNear: this.#isNear(module), rest });
  }

  #isNear(module: WebAssembly.Module): boolean {
    return this.#near !== undefined && module === this.#warmModule;
  }

  #newWorker(): ProcessWorker {
    const line = this.#openLine();
    this.#canHold = line.end.kind !== 'xhr';
    const made: ProcessWorker = {
      hired: this.#workers.start((message) => made.failed(message)),
      line,
      receive: () => undefined,
      failed: () => this.#discard(made),
      prepared: undefined,
    };
    made.hired.port.listen((message) => made.receive(message));
    made.hired.port.post({ type: 'connect', end: line.end }, line.end.kind === 'suspending' ? [line.end.port] : []);
    if (this.#near) {
      const { volume, images } = this.#near;
      for (const image of images) made.hired.port.post({ type: 'near', volume, image });
    }
    return made;
  }
}

/** What is asked near is answered as for a process that holds `volume` first, gets real random bytes, and is not watched. */
function requireNear({ name, policy, watcher }: Job, volume: NearVolume): void {
  const isFirst = policy.preopens[0]?.folder === volume.preopen.folder;
  if (!isFirst || policy.random.kind !== 'real' || watcher) throw new Error(`${name} cannot be run with near files`);
}
