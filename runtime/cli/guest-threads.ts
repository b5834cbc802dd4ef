import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { assertNever } from '../base/assert-never.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Process, ProcessEnd } from '../kernel/process/process.ts';
import { usesOf } from '../kernel/process/uses-of.ts';
import { ChildStarter } from '../toolchain/tools/child-starter.ts';
import type { Job, JobEnd, RunningJob } from '../toolchain/tools/machine.ts';
import { spawnErrorText } from '../toolchain/tools/spawn-error.ts';
import { watchProcess, type Watched } from '../toolchain/tools/watch-process.ts';
import { SharedExchange } from '../wire/shared.ts';
import type { FromGuestThread, GuestStart } from './guest-thread.ts';

const UNWIND_MS = 1000;
const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx/esm/api')).href.replace(/\.cjs$/, '.mjs');
/** A thread does not get the loader of the one that starts it. */
const ENTRY = `import(${JSON.stringify(TSX)}).then(({ register }) => {
  register();
  return import(${JSON.stringify(new URL('./guest-thread.ts', import.meta.url).href)});
})`;

/** Runs programs in threads of Node, over shared memory: what starts other programs cannot run in the kernel's own thread. */
export class GuestThreads {
  readonly #kernel: Kernel;
  readonly #exchange: SharedExchange;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.#exchange = new SharedExchange(kernel.host, (task) => void setImmediate(task));
  }

  start(job: Job): RunningJob {
    let settle: (end: JobEnd) => void = () => undefined;
    const ended = new Promise<JobEnd>((resolve) => (settle = resolve));
    // Traps enter as what `trapOf` made of them.
    const spawned = this.#kernel.spawn({ ...job, args: job.argv }, (end) => settle(end as JobEnd));
    if (!spawned.ok) {
      return {
        ended: Promise.resolve({ kind: 'not-started', message: spawnErrorText(spawned.error) }),
        kill: () => undefined,
        watch: () => undefined,
        uses: () => undefined,
        refused: () => 0,
        personMs: () => 0,
      };
    }
    job.spawned?.(spawned.value);
    return this.#run(job, spawned.value, ended);
  }

  #run(job: Job, process: Process, ended: Promise<JobEnd>, like?: Watched): RunningJob {
    const { watcher } = job;
    const watched = watcher && watchProcess(process, this.#kernel, watcher, like);
    const starter = job.programs && this.#starterOf(job, process, watched);
    const watch = (isWatching: boolean): void => {
      process.tracer = isWatching ? watched?.tracer : undefined;
      starter?.watch(isWatching);
    };
    watch(watcher?.isWatching ?? false);
    const line = this.#exchange.open();
    line.attach(process);
    const { end } = line;
    if (end.kind !== 'shared') throw new TypeError('Threads of Node share memory');
    const workerData: GuestStart = {
      module: job.module,
      end,
      isWatched: process.tracer !== undefined,
      isRecorded: job.isRecorded ?? false,
    };
    const thread = new Worker(ENTRY, { workerData, eval: true, execArgv: [] });
    let answers: Uint8Array<ArrayBuffer> | undefined;
    const gone = new Promise<void>((resolve) => thread.once('exit', () => resolve()));
    const finish = (how: ProcessEnd): void => {
      line.settle();
      process.finish(how);
    };
    thread.on('message', (message: FromGuestThread) => {
      switch (message.type) {
        case 'over':
          void thread.terminate();
          answers = message.answers;
          // One that ended by itself has said so by a call.
          return finish(message.trap ? { kind: 'trapped', trap: message.trap } : { kind: 'killed' });
        case 'failed':
          return finish({ kind: 'faulted', message: message.message });
        case 'stack':
          return watcher?.stack(message.number, message.frames);
        default:
          return assertNever(message, 'message from a thread');
      }
    });
    thread.on('error', (error) => finish({ kind: 'faulted', message: error.message }));
    void gone.then(() => finish({ kind: 'killed' }));
    void ended.then(() => {
      // A guest that has ended and does not unwind has caught what should unwind it.
      const timer = setTimeout(() => void thread.terminate(), UNWIND_MS);
      void gone.then(() => {
        clearTimeout(timer);
        line.close();
      });
    });
    return {
      // Stacks that it has taken come before its end.
      ended: gone.then(() => ended),
      answers: () => gone.then(() => answers),
      kill: () => {
        void thread.terminate();
        finish({ kind: 'killed' });
      },
      watch,
      uses: () => usesOf(process),
      refused: () => (watched?.refusals.count ?? 0) + (starter?.refused ?? 0),
      personMs: () => process.personNs / 1e6,
    };
  }

  #starterOf(job: Job, process: Process, watched: Watched | undefined): ChildStarter {
    const starter = new ChildStarter(this.#kernel, job, (child, one, ended, like) =>
      this.#run(child, one, ended, like),
    );
    starter.watched = watched;
    process.starter = starter;
    return starter;
  }
}
