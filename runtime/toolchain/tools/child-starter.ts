import { fileName } from '../../base/file-name.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Process, Starter } from '../../kernel/process/process.ts';
import type { TraceEvent } from '../../trace/event.ts';
import type { Job, JobEnd, RunningJob, Watcher } from './machine.ts';
import type { Watched } from './watch-process.ts';

/** Processes of one run at once: each is a thread of its own, and a loop must not start them without end. */
const MOST_AT_ONCE = 16;
/** Numbers of stacks that each process of a run may use: its own begin at its number times this. */
const STACKS_EACH = 2 ** 24;

/** How a machine runs `job`, whose process is there already. `like`: of the program that began. */
type RunChild = (job: Job, process: Process, ended: Promise<JobEnd>, like: Watched | undefined) => RunningJob;

interface Made {
  readonly program: string;
  readonly module: WebAssembly.Module;
  readonly ended: Promise<JobEnd>;
  running?: RunningJob;
}

/** Starts what the program of a job asks for, and ends it. Stacks and events of children bear the child's number. */
export class ChildStarter implements Starter {
  readonly #kernel: Kernel;
  readonly #job: Job;
  readonly #run: RunChild;
  readonly #made = new Map<Process, Made>();
  #isWatching: boolean;
  #refused = 0;
  /** Of the job's own process. */
  watched: Watched | undefined;

  constructor(kernel: Kernel, job: Job, run: RunChild) {
    this.#kernel = kernel;
    this.#job = job;
    this.#run = run;
    this.#isWatching = job.watcher?.isWatching ?? false;
  }

  make(program: string, parent: Process): Process | 'again' | 'noent' | 'noexec' {
    const module = this.#job.programs?.find(program);
    if (module === undefined) return 'noent';
    if (typeof module === 'string') return 'noexec';
    if (parent.family.members.size >= MOST_AT_ONCE) return 'again';
    let settle: (end: JobEnd) => void = () => undefined;
    const ended = new Promise<JobEnd>((resolve) => (settle = resolve));
    // Traps enter as what `trapOf` made of them.
    const child = this.#kernel.child(parent, nameOf(program), (end) => settle(end as JobEnd));
    child.starter = this;
    this.#made.set(child, { program, module, ended });
    void ended.then((end) => this.#ended(child, end));
    return child;
  }

  start(child: Process): void {
    const made = this.#made.get(child);
    if (!made) throw new Error(`${child.name} was not made here`);
    const { watcher, asker } = this.#job;
    this.#job.programs?.started?.({ number: child.number, program: made.program });
    const job: Job = {
      name: child.name,
      module: made.module,
      // What it is started with, its process has already.
      argv: [],
      environ: [],
      policy: this.#job.policy,
      stdio: this.#job.stdio,
      ...(watcher && { watcher: watcherOf(watcher, child, this.#isWatching) }),
      ...(asker && { asker }),
    };
    made.running = this.#run(job, child, made.ended, this.watched);
  }

  end(child: Process): void {
    if (child.end) return;
    const running = this.#made.get(child)?.running;
    if (running) running.kill();
    else child.finish({ kind: 'killed' });
  }

  /** Begins or ends watching all that runs, and what will. */
  watch(isWatching: boolean): void {
    this.#isWatching = isWatching;
    for (const { running } of this.#made.values()) running?.watch(isWatching);
  }

  /** Calls of children that were refused so far. */
  get refused(): number {
    let count = this.#refused;
    for (const { running } of this.#made.values()) count += running?.refused() ?? 0;
    return count;
  }

  #ended(child: Process, end: JobEnd): void {
    const made = this.#made.get(child);
    this.#made.delete(child);
    if (!made?.running) return;
    this.#refused += made.running.refused();
    this.#job.programs?.ended?.({ number: child.number, program: made.program }, end);
  }
}

/** The number of the process that the stack `number` was taken in. */
export function processOfStack(number: number): number {
  return Math.floor(number / STACKS_EACH);
}

/** As the program is called where there is little room: the name of its file. */
function nameOf(program: string): string {
  return fileName(program).replace(/\.[^.]+$/, '');
}

function watcherOf(watcher: Watcher, { number, name }: Process, isWatching: boolean): Watcher {
  const first = number * STACKS_EACH;
  const process = { number, name };
  const marked = (event: TraceEvent): TraceEvent => ({
    ...event,
    process,
    ...(event.stack !== undefined && { stack: first + event.stack }),
  });
  return {
    isWatching,
    record: (event) => watcher.record(marked(event)),
    refused: (event) => watcher.refused(marked(event)),
    stack: (one, frames) => watcher.stack(first + one, frames),
  };
}
