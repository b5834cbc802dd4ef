import type { Host } from '../../../runtime/kernel/host.ts';
import { rowOf } from '../../../runtime/kernel/watch/row-of.ts';
import type { DescriptorRow } from '../../../runtime/trace/descriptor-row.ts';
import { SharedExchange } from '../../../runtime/wire/shared.ts';
import { PortLine } from '../../../runtime/wire/suspending.ts';
import type { Line, PortEnd, SharedEnd } from '../../../runtime/wire/wire.ts';
import type { Threads } from './guest-messages.ts';
import { inputOf, launch, pump } from './launch.ts';
import type { Options, Program } from './options.ts';
import { outcomeOf, type Outcome } from './outcome.ts';
import { moduleOf, NotStarted } from './program.ts';
import { canSuspend } from './run.ts';

/** A program that runs in a thread of its own, while the caller's thread answers its calls. */
export interface Running {
  readonly ended: Promise<Outcome>;
  /** Ends it, also in the middle of a computation. What it has written is in its folders. */
  stop(): void;
  /** What it holds at this moment. */
  descriptors(): readonly DescriptorRow[];
  /** Takes a descriptor back, and what was opened through it: further calls with it fail with `ENOTCAPABLE`. */
  revoke(fd: number): void;
}

type OpenLine = Line & { readonly end: SharedEnd | PortEnd };

/** Starts a program in a thread of its own. Rejects with `NotStarted`. */
export async function startIn(threads: Threads, program: Program, options: Options): Promise<Running> {
  const module = await moduleOf(program, options.limits);
  const input = inputOf(options.stdin);
  const { host, process, ended } = launch(options, input);
  const line = openLine(host, threads);
  const finish = (end: Parameters<typeof process.finish>[0]): void => {
    // First the thread, so that it writes no more; then what it wrote; then its descriptors.
    thread.terminate();
    line.settle();
    process.finish(end);
  };
  const stop = (): void => finish({ kind: 'killed' });
  const thread = threads.start((over) => {
    if (over.type === 'trapped') finish({ kind: 'trapped', trap: over.trap });
    if (over.type === 'failed') finish({ kind: 'faulted', message: over.message });
  });
  options.signal?.addEventListener('abort', stop);
  void ended.then(() => {
    options.signal?.removeEventListener('abort', stop);
    thread.terminate();
    line.close();
  });
  line.attach(process);
  thread.start({ module, end: line.end, isWatched: process.tracer !== undefined });
  void pump(options.stdin, input, ended);
  return {
    ended: ended.then(outcomeOf),
    stop,
    descriptors: () => process.fds.list().map(([fd, descriptor]) => rowOf(descriptor, fd, process)),
    revoke(fd) {
      const held = process.fds.list().find(([number]) => number === fd);
      if (held) process.withdraw(() => process.fds.revoke(held[1]));
    },
  };
}

/** Shared memory where this thread has it; messages to a program that is suspended elsewhere. */
function openLine(host: Host, threads: Threads): OpenLine {
  const { crossOriginIsolated: isIsolated = true } = globalThis as { readonly crossOriginIsolated?: boolean };
  if (isIsolated && typeof SharedArrayBuffer !== 'undefined' && 'waitAsync' in Atomics) {
    // A page's own thread may not sleep.
    const canSleep = typeof document === 'undefined';
    return new SharedExchange(host, threads.taskQueue(), canSleep).open() as OpenLine;
  }
  if (canSuspend()) return new PortLine(host);
  throw new NotStarted(
    'A program cannot wait for answers here: the page is not cross-origin isolated, and the engine cannot suspend a program (JSPI)',
  );
}
