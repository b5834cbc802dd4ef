import { assertNever } from '../../base/assert-never.ts';
import { faultText } from '../../base/fault-text.ts';
import { AnswerLog, recording, recordingSuspended } from '../../guest/answer-log.ts';
import { CallStacks } from '../../guest/call-stacks.ts';
import { instantiateBlocking, instantiateSuspending, PartMissing, type Guest, type Link } from '../../guest/run.ts';
import { isOurs, trapOf, type Trap } from '../../guest/trap.ts';
import type { ComponentStart } from '../../component/component-start.ts';
import type { Introduction } from '../../protocol/process-worker-messages.ts';
import { port, type Port } from '../../protocol/port.ts';
import { linkParts, type MoreParts } from '../../toolchain/split/link-parts.ts';
import { Memories } from '../../toolchain/split/memories.ts';
import { blockingWithSysroot, LocalSysroot, suspendingWithSysroot } from '../../wire/local-sysroot.ts';
import { SharedWire } from '../../wire/shared.ts';
import { PortWire } from '../../wire/suspending.ts';
import { XhrWire } from '../../wire/xhr.ts';
import type { BlockingWire, WireEnd } from '../../wire/wire.ts';
import { browserHost } from '../shared/browser-host.ts';
import type { DebugStart, FromProcess, Rest, ToProcess } from '../shared/process-protocol.ts';

/** A trap's stack is as deep as the program's calls; Chromium keeps ten frames by default. */
const STACK_DEPTH = 64;
(Error as { stackTraceLimit?: number }).stackTraceLimit = STACK_DEPTH;

/** Why a component is not started here. */
const NO_COMPONENTS =
  'This component cannot be started here: its calls need the page to share memory with programs, or its service worker to answer them, and in this tab neither is ready. Load the page again';

let kernel: Port<FromProcess, ToProcess>;

type StartMessage = Extract<ToProcess, { readonly type: 'start' }>;
type Instantiate = (
  module: WebAssembly.Module,
  sysroot: LocalSysroot | undefined,
  link: Link | undefined,
  log?: AnswerLog,
) => Guest;

let instantiate: Instantiate = () => {
  throw new Error('The worker was asked to run a program before it was connected');
};
/** What a program that is debugged makes its calls over. */
let sharedWire: SharedWire | undefined;
/** Sends what a tool's wire still keeps. */
let flushWire = (): void => undefined;
/** What a component makes its calls over. */
let blockingWire: BlockingWire | undefined;
/** What there is of a split module besides its first part. */
let rest: Rest = { parts: [], usual: [] };
const parts: MoreParts = {
  get count() {
    return rest.parts.length;
  },
  get: (part) => rest.parts[part - 1],
  isUsual: (part) => rest.usual.includes(part),
  called: (part) => kernel.post({ type: 'called', part }),
};
const memories = new Memories();
const link = linkParts(parts, { memories });
const linkAhead = linkParts(parts, { memories, isAhead: true });
/** The sysroot for guests that use it here. */
let localSysroot: LocalSysroot | undefined;
/** Made ahead of time. */
let spare: Guest | undefined;

// The page starts this worker and says where the kernel is.
port<never, Introduction>(self).listen(({ kernel: end }) => {
  kernel = port<FromProcess, ToProcess>(end);
  kernel.listen(receive);
  end.start();
});

function receive(message: ToProcess): void {
  switch (message.type) {
    case 'connect':
      instantiate = instantiator(message.end);
      return;
    case 'sysroot':
      if (localSysroot?.volume.dev !== message.volume.dev) {
        localSysroot = new LocalSysroot(browserHost(), message.volume);
        spare = undefined;
      }
      localSysroot.add(message.image);
      return;
    case 'prepare':
      rest = message.rest ?? rest;
      spare ??= instantiate(message.module, message.hasSysroot ? localSysroot : undefined, message.rest && linkAhead);
      return;
    case 'start':
      rest = message.rest ?? rest;
      // An unhandled rejection would leave the run without an end.
      start(message, message.rest && link).catch((error: unknown) =>
        kernel.post({ type: 'failed', message: faultText(error) }),
      );
      return;
    default:
      return assertNever(message, 'message to a process worker');
  }
}

async function start(message: StartMessage, linkWith: Link | undefined): Promise<void> {
  const { module, isPrepared, isWatched } = message;
  if (message.debug) return debug(message.debug, isWatched);
  if (message.component) return component(message.component, isWatched);
  if (message.replays) return replay(module, message.replays);
  const log = message.isRecorded ? new AnswerLog() : undefined;
  let guest: Guest;
  const sysroot = message.hasSysroot ? localSysroot : undefined;
  try {
    sysroot?.begin();
    guest = isPrepared && spare ? spare : instantiate(module, sysroot, linkWith, log);
  } catch (error) {
    if (isOurs(error)) throw error;
    kernel.post({ type: 'unstartable', trap: trapOf(error, undefined) });
    return;
  } finally {
    spare = undefined;
  }
  let trap: Trap | undefined;
  try {
    trap = await guest.start(isWatched);
  } catch (error) {
    if (!(error instanceof PartMissing)) throw error;
    kernel.post({ type: 'incomplete', part: error.part });
    return;
  }
  if (trap) flushWire();
  const answers = log?.answers;
  kernel.post(
    trap === undefined ? { type: 'idle', answers } : { type: 'trapped', trap, answers },
    answers && [answers.buffer],
  );
}

/** The program has been run before: it is told the same, by what is fetched now. */
async function replay(module: WebAssembly.Module, answers: Uint8Array): Promise<void> {
  const { replay: replayHere } = await import('../../guest/replay.ts');
  kernel.post({ type: 'replayed', trap: replayHere(module, answers) });
}

/** Under the debugger, which is fetched now. */
async function debug(start: DebugStart, isWatched: boolean): Promise<void> {
  if (!sharedWire) throw new TypeError('A program is debugged over the shared wire only');
  const { debugHere, programToDebug } = await import('./debug-here.ts');
  const program = programToDebug(start.program);
  if (typeof program === 'string') {
    kernel.post({ type: 'undebuggable', message: program });
    return;
  }
  if (isWatched) sharedWire.frame.markWatched();
  const trap = debugHere(
    program,
    start,
    sharedWire,
    (event, end) => kernel.post({ type: 'debugged', event, end }),
    (number, frames) => kernel.post({ type: 'stack', number, frames }),
  );
  kernel.post(trap === undefined ? { type: 'idle' } : { type: 'trapped', trap });
}

/** What runs it is fetched now. */
async function component(started: ComponentStart, isWatched: boolean): Promise<void> {
  if (!blockingWire) {
    kernel.post({ type: 'unstartable', trap: trapOf(new Error(NO_COMPONENTS), undefined) });
    return;
  }
  const { prepareComponent } = await import('../../component/run-component.ts');
  const trap = await prepareComponent(started, blockingWire, newStacks()).start(isWatched);
  kernel.post(trap === undefined ? { type: 'idle' } : { type: 'trapped', trap });
}

function instantiator(end: WireEnd): Instantiate {
  switch (end.kind) {
    case 'shared': {
      const wire = new SharedWire(end);
      sharedWire = wire;
      blockingWire = wire;
      return (module, sysroot, linkWith, log) =>
        instantiateBlocking(module, blocking(wire, sysroot, log), newStacks(), linkWith);
    }
    case 'suspending': {
      const wire = new PortWire(end);
      return (module, sysroot, linkWith, log) => {
        const whole = sysroot ? suspendingWithSysroot(sysroot, wire) : wire;
        return instantiateSuspending(module, log ? recordingSuspended(whole, log) : whole, newStacks(), linkWith);
      };
    }
    case 'xhr': {
      const wire = new XhrWire(end);
      blockingWire = wire;
      flushWire = () => wire.flush();
      return (module, sysroot, linkWith, log) =>
        instantiateBlocking(module, blocking(sysroot ? wire.forTools : wire, sysroot, log), newStacks(), linkWith);
    }
    default:
      return assertNever(end, 'wire');
  }
}

function blocking(wire: BlockingWire, sysroot: LocalSysroot | undefined, log: AnswerLog | undefined): BlockingWire {
  const whole = sysroot ? blockingWithSysroot(sysroot, wire) : wire;
  return log ? recording(whole, log) : whole;
}

function newStacks(): CallStacks {
  return new CallStacks((number, frames) => kernel.post({ type: 'stack', number, frames }));
}
