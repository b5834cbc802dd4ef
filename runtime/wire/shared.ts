import { Frame } from '../abi/frame.ts';
import type { Host } from '../kernel/host.ts';
import type { Process } from '../kernel/process.ts';
import { queuedSeek, queuedWrite } from '../kernel/queued-writes.ts';
import type { Disposable } from '../base/disposable.ts';
import { attend } from './attend.ts';
import { allocateQueue, QueueReader, QueueWriter } from './write-queue.ts';
import type { BlockingWire, Line, SharedEnd } from './wire.ts';

/** The frame's first word says whose turn it is. */
const STATE = 0;
const IDLE = 0;
const REQUESTED = 1;
const REPLIED = 2;

/**
 * How often each side looks before it sleeps. A reply or the next request mostly comes within a few
 * microseconds, and waking a sleeper costs more than that.
 */
const GUEST_SPINS = 2_000;
const KERNEL_SPINS = 4_000;
/** The kernel turns to its messages (typing, Stop) at least this often, however busy the guests keep it. */
const BURST_NS = 4e6;
/** How long what a guest has queued may stay unseen while it makes no calls. */
const DRAIN_MS = 6;

/** The guest's end: rings, then waits. */
export class SharedWire implements BlockingWire {
  readonly frame: Frame;
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
    for (let spins = 0; spins < GUEST_SPINS; spins++) if (Atomics.load(state, STATE) === REPLIED) return;
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
  readonly #bell = new Int32Array(new SharedArrayBuffer(4));
  #lines: readonly SharedLine[] = [];
  #isListening = false;

  /** `soon` runs a task after pending messages had their turn. */
  constructor(host: Host, soon: (task: () => void) => void) {
    this.#host = host;
    this.#soon = soon;
  }

  /** A line for one worker. */
  open(): Line {
    const line = new SharedLine(this.#host, this.#bell.buffer as SharedArrayBuffer, () => {
      this.#lines = this.#lines.filter((other) => other !== line);
    });
    this.#lines = [...this.#lines, line];
    if (!this.#isListening) {
      this.#isListening = true;
      this.#soon(this.#pump);
    }
    return line;
  }

  /** Serves whatever has been asked, spins a little for more, then listens for the bell again. */
  readonly #pump = (): void => {
    const until = this.#host.monotonicNs() + BURST_NS;
    let rung = Atomics.load(this.#bell, 0);
    for (let spins = 0; spins < KERNEL_SPINS; spins++) {
      rung = Atomics.load(this.#bell, 0);
      if (!this.#serveAll()) continue;
      if (this.#host.monotonicNs() > until) return this.#soon(this.#pump);
      spins = 0;
    }
    if (this.#lines.length === 0) {
      this.#isListening = false;
      return;
    }
    const ring = Atomics.waitAsync(this.#bell, 0, rung);
    if (ring.async) void ring.value.then(this.#pump);
    else this.#soon(this.#pump);
  };

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

  constructor(host: Host, bell: SharedArrayBuffer, closed: () => void) {
    this.#host = host;
    this.#closed = closed;
    const frame = this.#frame.buffer as SharedArrayBuffer;
    const queue = allocateQueue();
    this.#state = new Int32Array(frame, 0, 1);
    this.#queue = new QueueReader(queue);
    this.#span.bytes = this.#queue.bytes;
    this.end = { kind: 'shared', frame, bell, queue };
  }

  attach(process: Process): void {
    this.#process = process;
    this.#isHeld = false;
    Atomics.store(this.#state, STATE, IDLE);
    this.#drainNowAndThen();
  }

  settle(): void {
    this.#isHeld = false;
    this.#drain();
    // What a full screen did not take is not worth keeping the dead waiting for.
    while (this.#queue.peek()) this.#queue.drop();
    this.#taken = 0;
    this.#process = undefined;
  }

  close(): void {
    this.#process = undefined;
    this.#timer?.dispose();
    this.#closed();
  }

  serveIfAsked(): boolean {
    if (Atomics.load(this.#state, STATE) !== REQUESTED || !this.#process || this.#isHeld) return false;
    if (!this.#drain()) return false;
    // Until the reply the line is nobody's: a parked request must not be served again by the next ring.
    Atomics.store(this.#state, STATE, IDLE);
    attend(this.#host, this.#process, this.#frame, this.#reply);
    return true;
  }

  /** Carries out queued writes, in order; false when one has to wait, and the rest with it. */
  #drain(): boolean {
    const process = this.#process;
    if (!process || process.end) return true;
    for (let entry = this.#queue.peek(); entry; entry = this.#queue.peek()) {
      if (entry.seekTo !== undefined) queuedSeek(process, entry.fd, entry.seekTo);
      else {
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
      }
      this.#queue.drop();
    }
    return true;
  }

  readonly #span: { bytes: Uint8Array; start: number; length: number } = { bytes: new Uint8Array(), start: 0, length: 0 };

  /** A guest that computes for long makes no calls, and what it printed is to be seen all the same. */
  #drainNowAndThen(): void {
    this.#timer?.dispose();
    if (!this.#process || this.#process.end) return;
    this.#timer = this.#host.timer(DRAIN_MS, () => {
      if (!this.#isHeld) this.#drain();
      this.#drainNowAndThen();
    });
  }

  readonly #reply = (): void => {
    Atomics.store(this.#state, STATE, REPLIED);
    Atomics.notify(this.#state, STATE);
  };
}
