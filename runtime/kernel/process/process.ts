import { faultText } from '../../base/fault-text.ts';
import type { Disposable } from '../../base/disposable.ts';
import type { Failure } from '../../abi/failure.ts';
import type { Frame } from '../../abi/frame.ts';
import type { SyscallName } from '../../abi/syscalls.ts';
import type { Descriptor } from '../../capability/descriptor.ts';
import type { FdTable } from '../../capability/fd-table.ts';
import type { Gate } from '../../capability/gate.ts';
import type { GrantedNeeds } from '../../capability/grant.ts';
import type { Witness } from '../../vfs/resolve.ts';
import { WaitQueue } from '../../vfs/stream.ts';
import type { Volume } from '../../vfs/volume.ts';
import type { Asker } from '../permission/asker.ts';
import { Children } from './children.ts';
import { Family } from './family.ts';
import type { ProcessClock } from './process-clock.ts';

/** How a process ended, as the kernel knows it. A trap's reason is the guest's to tell: its engine raised it. */
export type ProcessEnd<Trap = unknown> =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'signalled'; readonly signal: string }
  | { readonly kind: 'killed' }
  | { readonly kind: 'trapped'; readonly trap: Trap }
  /** Our own code threw while it served the process or ran it: not the program's fault. */
  | { readonly kind: 'faulted'; readonly message: string };

export interface ProcessParts {
  readonly pid: number;
  readonly name: string;
  readonly fds: FdTable;
  readonly needs: GrantedNeeds;
  /** Where the pipes that it makes belong. */
  readonly devices: Volume;
  /** `argv` and `NAME=value`, each already UTF-8 without its NUL. */
  readonly args: readonly Uint8Array[];
  readonly environ: readonly Uint8Array[];
  readonly clock: ProcessClock;
  readonly random: (bytes: Uint8Array) => void;
  /** Asked about preopens granted as *ask*; undefined: they are refused. */
  readonly asker: Asker | undefined;
  /** The process that started it. */
  readonly parent?: Process | undefined;
}

/** Called with what a process does, as it does it. A call that waited begins once for each time it is served. */
export interface Tracer {
  begins(call: SyscallName, frame: Frame): void;
  /** The call under way fails, and why. */
  failed(failure: Failure): void;
  /** The call under way walks a path; the returned witness is called with each step. */
  walks(from: Descriptor, path: string): Witness;
  served(frame: Frame, served: Served): void;
  /** A write that was taken on trust has been carried out. */
  wrote(fd: number, bytes: Uint8Array, start: number, length: number): void;
  sought(fd: number, offset: number): void;
}

/** Records the calls that are refused while no tracer sees them. */
export interface RefusalRecorder {
  /** `call` fails because a capability is missing. Its request is in `frame`, where the reply will be. */
  refused(call: SyscallName, frame: Frame, failure: Failure): void;
}

/** What runs the programs that a process starts. */
export interface Starter {
  /** A process that is to run `program`, and holds nothing yet; or why there is none. */
  make(program: string, parent: Process): Process | 'again' | 'noent' | 'noexec';
  /** Runs what `make` made. It ends by itself, or by `end`. */
  start(child: Process): void;
  end(child: Process): void;
}

/** What became of a request. `waiting`: the process is parked, and the reply comes when it was served again. */
export type Served = 'replied' | 'waiting' | 'ended';

/**
 * One running program as the kernel sees it: its descriptors, and nothing else through which it could reach
 * anything. A call that must wait is *parked*: nothing is remembered of it but when it began; what it waits
 * for wakes it, and the same request is served again from the start.
 */
export class Process {
  readonly pid: number;
  readonly name: string;
  readonly fds: FdTable;
  readonly needs: GrantedNeeds;
  /** Where the pipes that it makes belong. */
  readonly devices: Volume;
  /** What it and its family have asked for that is no descriptor. */
  readonly read: { args: boolean; environ: boolean; random: boolean };
  /** Itself, and all processes that have one another's descriptors. */
  readonly family: Family<Process>;
  /** In its family, from 0. */
  readonly number: number;
  /** Those that it started. */
  readonly children: Children<Process>;
  /** Woken when it has ended. */
  readonly endings = new WaitQueue();
  /** A child is given them before it runs. */
  readonly args: Uint8Array[];
  readonly environ: readonly Uint8Array[];
  readonly clock: ProcessClock;
  readonly random: (bytes: Uint8Array) => void;
  /** Set while the program is watched. */
  tracer: Tracer | undefined;
  refusals: RefusalRecorder | undefined;
  /** Called to have the wire serve the parked request again. */
  onWake: () => void = () => undefined;
  /** Writes that were taken on trust are carried out, and no more are taken, before something is taken back. */
  onWithdrawal: () => void = () => undefined;
  /** Bytes that may be on their way without an answer at this moment; undefined: its wire takes no writes on trust. */
  bytesUnderway: (() => number) | undefined;
  /** The process is about to end: its descriptors are still there. */
  onEnding: () => void = () => undefined;
  /** Runs what it starts; undefined: there is no other program. */
  starter: Starter | undefined;
  /** Its call begins to wait for the person at the terminal, or waits no longer. */
  onPersonWait: (isWaiting: boolean) => void = () => undefined;
  readonly asker: Asker | undefined;
  /** What was answered about the call under way, and to which question: what it would do may have changed since. */
  answers: Map<Gate, { readonly answer: 'once' | 'refuse'; readonly to: string }> | undefined;
  /** When the parked call was made, ns of the monotonic clock. */
  parkedAtNs: number | undefined;
  /** The earliest time at which the parked call must be looked at again. */
  wakeAtNs: number | undefined;
  /** Started before anything asks for its result: calls whose answer may change are parked until `release`. */
  isSpeculative = false;
  #end: ProcessEnd | undefined;
  #isOwnerActing = false;
  /** The parked call waits for the person. */
  #isWaitingForPerson = false;
  #waits: Disposable[] = [];
  readonly #ended: (end: ProcessEnd) => void;

  constructor(parts: ProcessParts, ended: (end: ProcessEnd) => void) {
    this.pid = parts.pid;
    this.name = parts.name;
    this.fds = parts.fds;
    this.needs = parts.needs;
    this.devices = parts.devices;
    this.args = [...parts.args];
    this.environ = parts.environ;
    this.clock = parts.clock;
    this.random = parts.random;
    this.asker = parts.asker;
    this.read = parts.parent?.read ?? { args: false, environ: false, random: false };
    this.family = parts.parent?.family ?? new Family<Process>();
    this.children = new Children<Process>({
      make: (program) => this.starter?.make(program, this) ?? 'noent',
      start: (child) => this.starter?.start(child),
      end: (child) => this.starter?.end(child),
    });
    this.number = this.family.join(this);
    this.#ended = ended;
  }

  /** Calls of its family that were answered so far. */
  get calls(): number {
    return this.family.calls;
  }

  set calls(count: number) {
    this.family.calls = count;
  }

  get end(): ProcessEnd | undefined {
    return this.#end;
  }

  /** Ends it, once: descriptors are closed, so that the other ends of its pipes notice. */
  finish(end: ProcessEnd): void {
    if (this.#end) return;
    this.#end = end;
    try {
      this.unpark();
      // What it started ends with it.
      this.children.endAll();
      this.onEnding();
      this.fds.closeAll();
    } finally {
      this.family.leave(this);
      this.endings.wake();
      this.#ended(end);
    }
  }

  /** Does something for the process. Where that throws, the process ends `faulted`, and the exception goes on its way. */
  guarded<T>(act: () => T): T {
    try {
      return act();
    } catch (error) {
      this.finish({ kind: 'faulted', message: faultText(error) });
      throw error;
    }
  }

  /** The current call waits for any of `queues`. */
  waitFor(...queues: readonly WaitQueue[]): void {
    for (const queue of queues) this.#waits.push(queue.wait(() => this.#wake()));
  }

  /** As `waitFor`, for something else that can be undone. */
  waitForAny(start: (wake: () => void) => Disposable): void {
    this.#waits.push(start(() => this.#wake()));
  }

  /** The current call, which has to wait, waits for the person at the terminal alone: no clock ends it. */
  waitForPerson(): void {
    if (!this.#isWaitingForPerson) this.family.waitsForPerson(this.clock.waitingNs);
    this.#isWaitingForPerson = true;
    this.onPersonWait(true);
  }

  /** ns for which calls of its family have waited for the person: for typing, and for answers to questions. */
  get personNs(): number {
    return this.family.personNs(this.clock.waitingNs);
  }

  /**
   * The user takes something back. What was written before counts as written; a call that waits is
   * served again, and fails where it needs what is gone.
   */
  withdraw(change: () => void): void {
    if (this.#end) return;
    this.onWithdrawal();
    this.asOwner(change);
    this.#wake();
  }

  /** The user takes `descriptor` back, and all that descends from it, in every process of the family. */
  revoke(descriptor: Descriptor): void {
    for (const member of this.family.members) member.withdraw(() => member.fds.revoke(descriptor));
  }

  /** The user need not be asked any more about what `gate` guards: no process of the family. */
  openGate(gate: Gate): void {
    for (const member of this.family.members) {
      member.asOwner(() => member.fds.openGate(gate));
      if (member !== this) member.#wake();
    }
  }

  /** The user does something to what it holds. */
  asOwner(change: () => void): void {
    this.#isOwnerActing = true;
    try {
      change();
    } finally {
      this.#isOwnerActing = false;
    }
  }

  /** What changes just now is not the program's doing. */
  get isOwnerActing(): boolean {
    return this.#isOwnerActing;
  }

  /** Its result is asked for now: parked calls are served. */
  release(): void {
    this.isSpeculative = false;
    this.#wake();
  }

  unpark(): void {
    if (this.#isWaitingForPerson) {
      this.#isWaitingForPerson = false;
      this.family.waitsNoLonger(this.clock.waitingNs);
      this.onPersonWait(false);
    }
    for (const wait of this.#waits) wait.dispose();
    this.#waits = [];
    this.wakeAtNs = undefined;
  }

  #wake(): void {
    // Not parked, or woken already: there is nothing to serve again.
    if (this.#waits.length === 0) return;
    this.unpark();
    this.onWake();
  }
}
