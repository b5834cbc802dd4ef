import { Frame } from '../../../runtime/abi/frame.ts';
import { CallStacks } from '../../../runtime/guest/call-stacks.ts';
import { instantiateBlocking, instantiateSuspending, type Guest } from '../../../runtime/guest/run.ts';
import { trapOf } from '../../../runtime/guest/trap.ts';
import type { Host } from '../../../runtime/kernel/host.ts';
import type { Process } from '../../../runtime/kernel/process/process.ts';
import { attend } from '../../../runtime/wire/attend.ts';
import { DirectWire } from '../../../runtime/wire/direct.ts';
import type { SuspendingWire } from '../../../runtime/wire/wire.ts';
import { inputOf, launch, pump } from './launch.ts';
import type { Options, Program } from './options.ts';
import { outcomeOf, type Outcome } from './outcome.ts';
import { moduleOf } from './program.ts';

/**
 * Runs a program in this thread and resolves with how it ended. The thread does nothing else while the program computes,
 * and cannot end it: `@preopen/wasi/worker` can. A program that sleeps, or reads a stream that has nothing yet, is
 * suspended where the engine can do that (JSPI). Rejects with `NotStarted`, or with the reason of `options.signal`.
 */
export async function run(program: Program, options: Options = {}): Promise<Outcome> {
  const module = await moduleOf(program, options.limits);
  const { stdin, signal } = options;
  const input = inputOf(stdin);
  const suspends = stdin instanceof ReadableStream && canSuspend();
  if (!suspends) await pump(stdin, input);
  const { host, process, ended } = launch(options, input);
  const stop = (): void => process.finish({ kind: 'killed' });
  signal?.addEventListener('abort', stop);
  if (suspends) void pump(stdin, input, ended);
  void start(module, process, host, suspends);
  try {
    return outcomeOf(await ended);
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

async function start(module: WebAssembly.Module, process: Process, host: Host, suspends: boolean): Promise<void> {
  try {
    const guest = suspends ? suspended(module, process, host) : blocking(module, process, host);
    const trap = await guest.start(process.tracer !== undefined);
    if (trap) process.finish({ kind: 'trapped', trap });
  } catch (error) {
    process.finish(
      error instanceof WebAssembly.LinkError || error instanceof WebAssembly.RuntimeError
        ? { kind: 'trapped', trap: trapOf(error, undefined) }
        : { kind: 'faulted', message: error instanceof Error ? error.message : String(error) },
    );
  }
}

function blocking(module: WebAssembly.Module, process: Process, host: Host): Guest {
  const wire = new DirectWire(process, (untilNs) => idle(host, untilNs));
  return instantiateBlocking(module, wire, noStacks());
}

function suspended(module: WebAssembly.Module, process: Process, host: Host): Guest {
  const frame = Frame.allocate();
  const wire: SuspendingWire = {
    frame,
    call: () => new Promise((replied) => attend(host, process, frame, replied)),
  };
  return instantiateSuspending(module, wire, noStacks());
}

/** What a watched program's calls are, without the stack that each came from. */
function noStacks(): CallStacks {
  return new CallStacks(() => undefined);
}

export function canSuspend(): boolean {
  return 'Suspending' in WebAssembly && 'promising' in WebAssembly;
}

/** The program sleeps. A page's own thread may not, and counts the time instead. False: nothing will ever wake it. */
function idle(host: Host, untilNs: number | undefined): boolean {
  if (untilNs === undefined) return false;
  const ms = (untilNs - host.monotonicNs()) / 1e6;
  if (ms <= 0) return true;
  if (typeof document === 'undefined' && typeof SharedArrayBuffer !== 'undefined')
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  else while (host.monotonicNs() < untilNs);
  return true;
}
