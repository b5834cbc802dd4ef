import type { SysrootVolume } from '../../../wire/local-sysroot.ts';
import type { Line } from '../../../wire/wire.ts';
import type { FromProcess, Rest } from '../../shared/process-protocol.ts';
import type { Attention } from '../attention/attention.ts';
import type { HiredWorker, ProcessWorkers } from './process-workers.ts';

/** Workers kept ready, those that are at work included: for a compiler, a linker, and a program. */
const MOST_IDLE = 3;
/** Of these, how many have an instance of the compiler ready. */
const MOST_PREPARED = 2;
/** How many fewer of both where jobs have begun that are likely to be wanted. */
const LESS_BESIDE_BEGUN = 1;
/** Workers that are not ended when they have nothing to do. */
const MOST_KEPT = 5;

export interface PooledWorker {
  readonly hired: HiredWorker;
  readonly line: Line;
  /** Receives what the worker says; replaced for each process. */
  receive: (message: FromProcess) => void;
  /** Called when it broke down; replaced for each process. */
  failed: (message: string) => void;
  /** The module of which it holds an instance. */
  prepared: WebAssembly.Module | undefined;
}

/** What the pool asks of the machine. */
interface PoolOptions {
  readonly workers: Pick<ProcessWorkers, 'start'>;
  readonly openLine: () => Line;
  readonly attention: Attention;
  /** The parts of `module` that are there besides its first one. */
  readonly restOf: (module: WebAssembly.Module) => Rest | undefined;
}

/** The process workers: those at work, and spare ones, some with an instance of the compiler. */
export class WorkerPool {
  readonly #options: PoolOptions;
  #idle: PooledWorker[] = [];
  /** What runs in the others. */
  readonly #busy = new Map<PooledWorker, WebAssembly.Module>();
  /** Those at work whose job was begun ahead and is not needed yet. */
  readonly #begun = new Set<PooledWorker>();
  #warmModule: WebAssembly.Module | undefined;
  /** Over a service worker each call is a request, and the browser ends those that are not answered for long. */
  #canHold = false;
  /** What guests of the warm module read in their own worker. */
  #sysroot: { readonly volume: SysrootVolume; readonly images: readonly Uint8Array[] } | undefined;

  constructor(options: PoolOptions) {
    this.#options = options;
    options.attention.whenIdle('prepareWorkers', () => this.#keepWarm());
  }

  /** Calls can wait for long without an answer. Known once there is a worker. */
  get canHold(): boolean {
    return this.#canHold;
  }

  get warmModule(): WebAssembly.Module | undefined {
    return this.#warmModule;
  }

  /** Something will be started soon: a worker starts meanwhile, where none is ready. */
  expectStart(): void {
    if (this.#idle.length > 0 || this.#busy.size >= this.#mostIdle) return;
    this.#idle.push(this.#newWorker());
    this.#prepareSome();
  }

  /** After a compiler comes a linker: a second worker with an instance is made ready while the first one works. */
  expectAnother(): void {
    if (this.#warmModule && this.#busy.size < MOST_PREPARED) this.expectStart();
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

  /** From now on guests of the warm module read the files of `image`, which are in `volume`, in their own worker. */
  addSysroot(volume: SysrootVolume, image: Uint8Array): void {
    const images = this.#sysroot?.volume.dev === volume.dev ? this.#sysroot.images : [];
    this.#sysroot = { volume, images: [...images, image] };
    for (const { hired } of [...this.#idle, ...this.#busy.keys()]) hired.port.post({ type: 'sysroot', volume, image });
  }

  /** The volume that guests of `module` read in their own worker. */
  sysrootOf(module: WebAssembly.Module): SysrootVolume | undefined {
    return module === this.#warmModule ? this.#sysroot?.volume : undefined;
  }

  /** A worker for `module`, with an instance of it if there is one. */
  take(module: WebAssembly.Module): PooledWorker {
    const fitting =
      this.#idle.find((spare) => spare.prepared === module) ??
      this.#idle.find((spare) => spare.prepared === undefined) ??
      this.#idle.at(-1) ??
      this.#newWorker();
    this.#idle = this.#idle.filter((spare) => spare !== fitting);
    this.#busy.set(fitting, module);
    return fitting;
  }

  /** The job of `worker` begins ahead; `wanted` says that it is needed now. */
  begun(worker: PooledWorker): void {
    this.#begun.add(worker);
  }

  wanted(worker: PooledWorker): void {
    this.#begun.delete(worker);
  }

  isIdle(worker: PooledWorker): boolean {
    return this.#idle.includes(worker);
  }

  /** Its guest has been unwound: the worker can take another one. */
  giveBack(worker: PooledWorker): void {
    worker.failed = () => this.discard(worker);
    this.#busy.delete(worker);
    this.#begun.delete(worker);
    if (this.#idle.length >= MOST_KEPT) return this.discard(worker);
    this.#idle.push(worker);
    this.#prepareSoon();
  }

  /** Ends the worker. */
  discard(worker: PooledWorker): void {
    this.#busy.delete(worker);
    this.#begun.delete(worker);
    worker.receive = () => undefined;
    worker.hired.end();
    worker.line.close();
    this.#idle = this.#idle.filter((spare) => spare !== worker);
    this.#prepareSoon();
  }

  /** Has `worker` make an instance of `module`. */
  prepare(worker: PooledWorker, module: WebAssembly.Module): void {
    if (worker.prepared === module) return;
    worker.prepared = module;
    const rest = this.#options.restOf(module);
    worker.hired.port.post({ type: 'prepare', module, hasSysroot: this.sysrootOf(module) !== undefined, rest });
  }

  get #mostIdle(): number {
    return MOST_IDLE + this.#begun.size - (this.#begun.size > 0 ? LESS_BESIDE_BEGUN : 0);
  }

  #prepareSoon(): void {
    if (!this.#warmModule) return;
    if (this.#canHold) this.#options.attention.due('beginTools');
    this.#options.attention.due('prepareWorkers');
  }

  #keepWarm(): void {
    while (this.#idle.length + this.#busy.size < this.#mostIdle) this.#idle.push(this.#newWorker());
    this.#prepareSome();
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
      this.prepare(spare, module);
    }
  }

  #newWorker(): PooledWorker {
    const line = this.#options.openLine();
    this.#canHold = line.end.kind !== 'xhr';
    const made: PooledWorker = {
      hired: this.#options.workers.start((message) => made.failed(message)),
      line,
      receive: () => undefined,
      failed: () => this.discard(made),
      prepared: undefined,
    };
    made.hired.port.listen((message) => made.receive(message));
    made.hired.port.post({ type: 'connect', end: line.end }, line.end.kind === 'suspending' ? [line.end.port] : []);
    if (this.#sysroot) {
      const { volume, images } = this.#sysroot;
      for (const image of images) made.hired.port.post({ type: 'sysroot', volume, image });
    }
    return made;
  }
}
