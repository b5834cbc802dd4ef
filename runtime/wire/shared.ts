import { Frame } from '../abi/frame.ts';
import type { Host } from '../kernel/host.ts';
import type { Process } from '../kernel/process.ts';
import { attend } from './attend.ts';
import type { BlockingWire } from './wire.ts';

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

/** What both sides share: a frame for each process, and one bell that all of them ring. */
export interface SharedEnd {
  readonly kind: 'shared';
  readonly frame: SharedArrayBuffer;
  readonly bell: SharedArrayBuffer;
}

/** The guest's end: rings, then waits. */
export class SharedWire implements BlockingWire {
  readonly frame: Frame;
  readonly #state: Int32Array;
  readonly #bell: Int32Array;

  constructor(end: SharedEnd) {
    this.frame = new Frame(end.frame);
    this.#state = new Int32Array(end.frame, 0, 1);
    this.#bell = new Int32Array(end.bell);
  }

  call(): void {
    const state = this.#state;
    Atomics.store(state, STATE, REQUESTED);
    Atomics.add(this.#bell, 0, 1);
    Atomics.notify(this.#bell, 0);
    for (let spins = 0; spins < GUEST_SPINS; spins++) if (Atomics.load(state, STATE) === REPLIED) return;
    while (Atomics.load(state, STATE) !== REPLIED) Atomics.wait(state, STATE, REQUESTED);
  }
}

interface Line {
  readonly process: Process;
  readonly frame: Frame;
  readonly state: Int32Array;
  readonly reply: () => void;
}

/** The kernel's end of all shared wires: one bell to listen for, and the frames to look through when it rings. */
export class SharedExchange {
  readonly #host: Host;
  readonly #soon: (task: () => void) => void;
  readonly #bell = new Int32Array(new SharedArrayBuffer(4));
  #lines: readonly Line[] = [];
  #isListening = false;

  /** `soon` runs a task after pending messages had their turn. */
  constructor(host: Host, soon: (task: () => void) => void) {
    this.#host = host;
    this.#soon = soon;
  }

  /** Connects a process; what is returned goes to its worker. */
  connect(process: Process): SharedEnd {
    const frame = Frame.allocateShared();
    const shared = frame.buffer as SharedArrayBuffer;
    const state = new Int32Array(shared, 0, 1);
    Atomics.store(state, STATE, IDLE);
    const reply = (): void => {
      Atomics.store(state, STATE, REPLIED);
      Atomics.notify(state, STATE);
    };
    this.#lines = [...this.#lines, { process, frame, state, reply }];
    if (!this.#isListening) {
      this.#isListening = true;
      this.#soon(this.#pump);
    }
    return { kind: 'shared', frame: shared, bell: this.#bell.buffer as SharedArrayBuffer };
  }

  disconnect(process: Process): void {
    this.#lines = this.#lines.filter((line) => line.process !== process);
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
    for (const { process, frame, state, reply } of this.#lines) {
      if (Atomics.load(state, STATE) !== REQUESTED) continue;
      // Until the reply the line is nobody's: a parked request must not be served again by the next ring.
      Atomics.store(state, STATE, IDLE);
      attend(this.#host, process, frame, reply);
      didServe = true;
    }
    return didServe;
  }
}
