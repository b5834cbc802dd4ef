import { Frame } from '../abi/frame.ts';
import type { Host } from '../kernel/host.ts';
import type { Process } from '../kernel/process/process.ts';
import { queuedSeek, queuedWrite } from '../kernel/dispatch/flush-queue.ts';
import type { Disposable } from '../base/disposable.ts';
import { attend } from './attend.ts';
import { allocateQueue, LONGEST_QUEUED, QUEUE_BYTES, QueueReader, QueueWriter } from './write-queue.ts';
import type { BlockingWire, Line, SharedEnd } from './wire.ts';

/** The frame's first word says whose turn it is. */
const STATE = 0;
const IDLE = 0;
const REQUESTED = 1;
const REPLIED = 2;

/** How long the kernel sleeps on the bell itself before it turns to its event loop; waking it from there takes longer. */
const DOZE_MS = 1;
/** The kernel turns to its messages (typing, Stop) at least this often, however busy the guests keep it. */
const BURST_NS = 4e6;
/** How long what a guest has queued may stay unseen while it makes no calls. */
const DRAIN_MS = 6;

/**
 * How often a side looks before it sleeps. A reply or the next request mostly comes within a few microseconds, and
 * waking a sleeper costs more than that; but where both sides share a core, looking only keeps the other from working.
 * So the patience grows while it pays and shrinks when it was wasted. Two sides without any never meet awake, though
 * they might: now and then one is tried with all of it, the less often the more often that was in vain.
 */
class Patience {
  static readonly most = 4_000;
  static readonly least = 60;
  static readonly soonest = 16;
  static readonly latest = 1024;
  spins: number = Patience.most;
  #isTrying = false;
  #wastes = 0;
  #tryAfter: number = Patience.soonest;

  paid(): void {
    if (this.#isTrying) this.#tryAfter = Patience.soonest;
    this.#isTrying = false;
    if (this.spins < Patience.most) this.spins = Math.min(Patience.most, this.spins + 40);
  }

  wasted(): void {
    if (this.#isTrying) {
      this.#tryAfter = Math.min(Patience.latest, this.#tryAfter * 2);
      this.spins = Patience.least;
    } else this.spins = Math.max(Patience.least, this.spins >> 1);
    this.#isTrying = ++this.#wastes >= this.#tryAfter;
    if (!this.#isTrying) return;
    this.#wastes = 0;
    this.spins = Patience.most;
  }
}

/** The guest's end: rings, then waits. */
export class SharedWire implements BlockingWire {
  readonly frame: Frame;
  readonly #patience = new Patience();
  readonly #state: Int32Array;
  readonly #bell: Int32Array;

  readonly queue: QueueWriter;

  constructor(end: SharedEnd) {
    this.frame = new Frame(end.frame);
    this.queue = new QueueWriter(end.queue);
    this.#state = new Int32Array(end.frame, 0, 1);
    this.#bell = new Int32Array(end.bell);
  }

  call(): void {
    const state = this.#state;
    Atomics.store(state, STATE, REQUESTED);
    Atomics.add(this.#bell, 0, 1);
    Atomics.notify(this.#bell, 0);
    for (let left = this.#patience.spins; left > 0; left--) {
      if (Atomics.load(state, STATE) === REPLIED) return this.#patience.paid();
    }
    this.#patience.wasted();
    for (;;) {
      const now = Atomics.load(state, STATE);
      if (now === REPLIED) return;
      Atomics.wait(state, STATE, now);
    }
  }
}

/** The kernel's end of all shared wires: one bell to listen for, and the frames to look through when it rings. */
export class SharedExchange {
  readonly #host: Host;
  readonly #soon: (task: () => void) => void;
  readonly #canSleep: boolean;
  readonly #bell = new Int32Array(new SharedArrayBuffer(4));
  readonly #patience = new Patience();
  #lines: readonly SharedLine[] = [];
  #isListening = false;

  /** `soon` runs a task after pending messages had their turn. `canSleep`: this is no page's thread, which may not. */
  constructor(host: Host, soon: (task: () => void) => void, canSleep = true) {
    this.#host = host;
    this.#soon = soon;
    this.#canSleep = canSleep;
  }

  /** A line for one worker. */
  open(): Line {
    const line = new SharedLine(this.#host, this.#bell.buffer, () => {
      this.#lines = this.#lines.filter((other) => other !== line);
    });
    this.#lines = [...this.#lines, line];
    if (!this.#isListening) {
      this.#isListening = true;
      this.#soon(this.#pump);
    }
    return line;
  }

  /** Serves every request, sleeps while a guest computes, and listens for the bell when that takes longer. */
  readonly #pump = (): void => {
    try {
      this.#serve();
    } catch (error) {
      // It ended the process that it was about. The others, and the next run, need this loop.
      this.#soon(this.#pump);
      throw error;
    }
  };

  #serve(): void {
    const until = this.#host.monotonicNs() + BURST_NS;
    for (;;) {
      const rung = this.#serveWhileAsked(until);
      if (rung === undefined) return this.#soon(this.#pump);
      if (this.#lines.length === 0) {
        this.#isListening = false;
        return;
      }
      const mayDoze = this.#canSleep && this.#lines.some((line) => line.isRunning);
      if (mayDoze && Atomics.wait(this.#bell, 0, rung, DOZE_MS) !== 'timed-out') continue;
      const ring = Atomics.waitAsync(this.#bell, 0, rung);
      if (ring.async) void ring.value.then(this.#pump);
      else this.#soon(this.#pump);
      return;
    }
  }

  /** How often the bell had rung when no request was left; undefined when messages must have their turn first. */
  #serveWhileAsked(until: number): number | undefined {
    let rung = Atomics.load(this.#bell, 0);
    for (let left = this.#patience.spins; left > 0; left--) {
      rung = Atomics.load(this.#bell, 0);
      if (!this.#serveAll()) continue;
      if (this.#host.monotonicNs() > until) return undefined;
      this.#patience.paid();
      left = this.#patience.spins;
    }
    this.#patience.wasted();
    return rung;
  }

  #serveAll(): boolean {
    let didServe = false;
    for (const line of this.#lines) if (line.serveIfAsked()) didServe = true;
    return didServe;
  }
}

/** The kernel's end of one worker's wire. */
class SharedLine implements Line {
  readonly end: SharedEnd;
  readonly #host: Host;
  readonly #frame = Frame.allocateShared();
  readonly #state: Int32Array;
  readonly #queue: QueueReader;
  readonly #closed: () => void;
  #process: Process | undefined;
  #timer: Disposable | undefined;
  /** Bytes of the queue's first write that have been taken. */
  #taken = 0;
  /** The queue's first write waits for its device. */
  #isHeld = false;
  #isDraining = false;
  /** The guest waits for a reply that is not there yet. */
  #isParked = false;

  constructor(host: Host, bell: SharedArrayBuffer, closed: () => void) {
    this.#host = host;
    this.#closed = closed;
    const frame = this.#frame.buffer as SharedArrayBuffer;
    const queue = allocateQueue();
    this.#state = new Int32Array(frame, 0, 1);
    this.#queue = new QueueReader(queue);
    this.end = { kind: 'shared', frame, bell, queue };
  }

  attach(process: Process): void {
    this.#process = process;
    this.#isHeld = false;
    this.#isParked = false;
    Atomics.store(this.#state, STATE, IDLE);
    process.onWithdrawal = () => {
      this.#queue.endGrants();
      if (!this.#isHeld && !this.#isDraining) this.#drain();
    };
    process.bytesUnderway = () => {
      if (this.#isHeld || this.#isDraining) return QUEUE_BYTES;
      const isWaiting = this.#isParked || Atomics.load(this.#state, STATE) === REQUESTED;
      // The guest may just be adding one that it has looked up its grant for.
      return isWaiting ? 0 : LONGEST_QUEUED;
    };
    this.#drainNowAndThen();
  }

  settle(): void {
    this.#isHeld = false;
    this.#drain();
    // What a full screen did not take is not worth keeping the dead waiting for.
    while (this.#queue.peek(false)) this.#queue.drop();
    this.#taken = 0;
    this.#process = undefined;
  }

  close(): void {
    this.#process = undefined;
    this.#timer?.dispose();
    this.#closed();
  }

  /** A guest is computing, and its next call may come at any moment. */
  get isRunning(): boolean {
    return this.#process !== undefined && !this.#process.end && !this.#isHeld && !this.#isParked;
  }

  serveIfAsked(): boolean {
    if (Atomics.load(this.#state, STATE) !== REQUESTED || !this.#process || this.#isHeld) return false;
    if (!this.#drain()) return false;
    // Until the reply neither side may use the line: a parked request must not be served again by the next ring.
    Atomics.store(this.#state, STATE, IDLE);
    this.#isParked = true;
    attend(this.#host, this.#process, this.#frame, this.#reply);
    return true;
  }

  /** Carries out queued writes, in order; false when one has to wait, and the rest with it. */
  #drain(): boolean {
    const process = this.#process;
    if (!process || process.end) return true;
    this.#isDraining = true;
    const isDone = process.guarded(() => this.#drainFor(process));
    this.#isDraining = false;
    return isDone;
  }

  #drainFor(process: Process): boolean {
    for (;;) {
      // A tracer gets the writes as they were made.
      const entry = this.#queue.peek(process.tracer === undefined || this.#taken > 0);
      if (!entry) return true;
      if (entry.seekTo !== undefined) {
        queuedSeek(process, entry.fd, entry.seekTo);
        process.tracer?.sought(entry.fd, entry.seekTo);
      } else {
        this.#span.bytes = entry.bytes;
        this.#span.start = entry.start + this.#taken;
        this.#span.length = entry.length - this.#taken;
        const moved = queuedWrite(process, entry.fd, this.#span);
        if (moved === 'wait') {
          this.#isHeld = true;
          process.onWake = () => {
            this.#isHeld = false;
            if (!this.serveIfAsked()) this.#drain();
          };
          return false;
        }
        this.#taken += moved;
        if (this.#taken < entry.length) continue;
        this.#taken = 0;
        process.tracer?.wrote(entry.fd, entry.bytes, entry.start, entry.length);
      }
      this.#queue.drop();
    }
  }

  readonly #span: { bytes: Uint8Array; start: number; length: number } = {
    bytes: new Uint8Array(),
    start: 0,
    length: 0,
  };

  /** A guest that computes for long makes no calls, and what it printed is to be seen all the same. */
  #drainNowAndThen(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
    // While it waits for a reply it writes nothing, and that may take hours.
    if (!this.#process || this.#process.end || this.#isParked) return;
    this.#timer = this.#host.timer(DRAIN_MS, () => {
      if (!this.#isHeld) this.#drain();
      this.#drainNowAndThen();
    });
  }

  readonly #reply = (): void => {
    this.#isParked = false;
    Atomics.store(this.#state, STATE, REPLIED);
    Atomics.notify(this.#state, STATE);
    if (!this.#timer) this.#drainNowAndThen();
  };
}
