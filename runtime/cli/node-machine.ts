import { readSync } from 'node:fs';
import { webcrypto } from 'node:crypto';
import { prepareComponent } from '../component/run-component.ts';
import { AnswerLog, recording } from '../guest/answer-log.ts';
import { CallStacks } from '../guest/call-stacks.ts';
import { instantiateBlocking, type Guest, type Link } from '../guest/run.ts';
import { trapOf, type Trap } from '../guest/trap.ts';
import type { Host } from '../kernel/host.ts';
import { Kernel } from '../kernel/kernel.ts';
import type { Process } from '../kernel/process/process.ts';
import { usesOf } from '../kernel/process/uses-of.ts';
import { grantedListeners } from '../policy/granted-listeners.ts';
import type { Refusals } from '../kernel/watch/refusals.ts';
import type { Job, JobEnd, Machine, RunningJob } from '../toolchain/tools/machine.ts';
import { spawnErrorText } from '../toolchain/tools/spawn-error.ts';
import { watchProcess } from '../toolchain/tools/watch-process.ts';
import { GuestThreads } from './guest-threads.ts';
import type { Idle } from '../wire/direct.ts';
import { DirectWire } from '../wire/direct.ts';
import type { BlockingWire } from '../wire/wire.ts';
import { Frame } from '../abi/frame.ts';

/** Clocks, entropy and timers of the Node process. */
export function nodeHost(): Host {
  return {
    wallNs: () => (performance.timeOrigin + performance.now()) * 1e6,
    monotonicNs: () => performance.now() * 1e6,
    random: (bytes) => {
      // getRandomValues takes at most 64 KiB at a time.
      for (let at = 0; at < bytes.length; at += 65536) webcrypto.getRandomValues(bytes.subarray(at, at + 65536));
    },
    timer: (ms, due) => {
      const timer = setTimeout(due, ms);
      return { dispose: () => clearTimeout(timer) };
    },
  };
}

/** A machine whose guests run in this thread, over the direct wire; those that start others run in threads of their own. */
export class NodeMachine implements Machine {
  readonly kernel: Kernel;
  readonly parallelism = 1;
  readonly #idle: Idle;
  /** Guests run one at a time, so one frame does for all. */
  readonly #frame = Frame.allocate();
  readonly #links = new WeakMap<WebAssembly.Module, Link>();

  #threads: GuestThreads | undefined;

  constructor(idle: Idle = sleepOnly) {
    this.kernel = new Kernel(nodeHost());
    this.#idle = idle;
  }

  /** From now on `link` completes every instance of `module`. */
  linkWith(module: WebAssembly.Module, link: Link): void {
    this.#links.set(module, link);
  }

  start(job: Job): RunningJob {
    // A component starts no programs, and a thread runs none.
    if (job.programs && !job.component) return (this.#threads ??= new GuestThreads(this.kernel)).start(job);
    let process: Process | undefined;
    let refusals: Refusals | undefined;
    const log = job.isRecorded === true ? new AnswerLog() : undefined;
    const end = this.#run(job, log, (spawned, recorded) => {
      process = spawned;
      refusals = recorded;
    });
    // It is over when this returns.
    return {
      ended: Promise.resolve(end),
      kill: () => undefined,
      watch: () => undefined,
      uses: () => process && usesOf(process),
      refused: () => refusals?.count ?? 0,
      personMs: () => (process?.personNs ?? 0) / 1e6,
      answers: () => Promise.resolve(log?.answers),
    };
  }

  #run(
    job: Job,
    log: AnswerLog | undefined,
    spawned: (process: Process, refusals: Refusals | undefined) => void,
  ): JobEnd {
    let ended: JobEnd | undefined;
    const process = this.kernel.spawn({ ...job, args: job.argv }, (end) => (ended = end as JobEnd));
    if (!process.ok) return { kind: 'not-started', message: spawnErrorText(process.error) };
    const { watcher } = job;
    const watched = watcher && watchProcess(process.value, this.kernel, watcher);
    if (watcher?.isWatching) process.value.tracer = watched?.tracer;
    spawned(process.value, watched?.refusals);
    job.spawned?.(process.value);
    const direct = new DirectWire(process.value, this.#idle, this.#frame);
    const wire = log ? recording(direct, log) : direct;
    const trap = run(job, wire, this.#links.get(job.module));
    if (trap !== undefined) process.value.finish({ kind: 'trapped', trap });
    if (!ended) throw new Error(`${job.name} returned without having ended`);
    return ended;
  }
}

/** Why it ended, unless by itself. A module that does not even start ends as one that trapped, as in a worker. */
function run(
  { module, component, policy, watcher }: Job,
  wire: BlockingWire,
  link: Link | undefined,
): Trap | undefined {
  let guest: Guest;
  try {
    const stacks = new CallStacks((number, frames) => watcher?.stack(number, frames));
    guest = component
      ? prepareComponent({ ...component, listeners: grantedListeners(policy) }, wire, stacks)
      : instantiateBlocking(module, wire, stacks, link);
  } catch (error) {
    return trapOf(error, undefined);
  }
  const trap = guest.start(watcher?.isWatching ?? false);
  // A blocking guest is over when start returns; only a suspended one gives a promise.
  return trap instanceof Promise ? undefined : trap;
}

/** There is no keyboard: waiting is for clocks. */
export function sleepOnly(untilNs: number | undefined): boolean {
  if (untilNs === undefined) return false;
  const ms = (untilNs - performance.now() * 1e6) / 1e6;
  if (ms > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  return true;
}

/** Waits for the person at the console, or for a clock. */
export function readingStdin(input: { push(bytes: Uint8Array): void; end(): void }): Idle {
  return (untilNs) => {
    if (untilNs !== undefined) return sleepOnly(untilNs);
    const bytes = new Uint8Array(4096);
    try {
      const count = readSync(0, bytes);
      if (count === 0) input.end();
      else input.push(bytes.subarray(0, count));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return sleepOnly(performance.now() * 1e6 + 5e6);
      input.end();
    }
    return true;
  };
}
