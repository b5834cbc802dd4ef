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
import type { WaitQueue } from '../../vfs/stream.ts';
import type { Asker } from '../permission/asker.ts';
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
  /** `argv` and `NAME=value`, each already UTF-8 without its NUL. */
  readonly args: readonly Uint8Array[];
  readonly environ: readonly Uint8Array[];
  readonly clock: ProcessClock;
  readonly random: (bytes: Uint8Array) => void;
  /** Asked about preopens granted as *ask*; undefined: they are refused. */
  readonly asker: Asker | undefined;
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
  /** What it has asked for that is no descriptor. */
  readonly read = { args: false, environ: false, random: false };
  readonly args: readonly Uint8Array[];
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
  /** What it queues comes with its next call: nothing that a person waits to see may be queued. */
  isQueueSlow = false;
  /** The process is about to end: its descriptors are still there. */
  onEnding: () => void = () => undefined;
  /** Calls that were answered so far. */
  calls = 0;
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
  #personNs = 0;
  /** Since when the parked call waits for the person. */
  #personSinceNs: number | undefined;
  #waits: Disposable[] = [];
  readonly #ended: (end: ProcessEnd) => void;

  constructor(parts: ProcessParts, ended: (end: ProcessEnd) => void) {
    this.pid = parts.pid;
    this.name = parts.name;
    this.fds = parts.fds;
    this.needs = parts.needs;
    this.args = parts.args;
    this.environ = parts.environ;
    this.clock = parts.clock;
    this.random = parts.random;
    this.asker = parts.asker;
    this.#ended = ended;
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
      this.onEnding();
      this.fds.closeAll();
    } finally {
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
    this.#personSinceNs = this.clock.waitingNs;
  }

  /** ns for which its calls have waited for the person: for typing, and for answers to questions. */
  get personNs(): number {
    const since = this.#personSinceNs;
    return this.#personNs + (since === undefined ? 0 : this.clock.waitingNs - since);
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
    this.#personNs = this.personNs;
    this.#personSinceNs = undefined;
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
