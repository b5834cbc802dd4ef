import type { DebugCommand } from '../../stops/stop.ts';

/** A command and what it takes: `[STATE, PAUSE, LENGTH]`, then its bytes. */
const STATE = 0;
const PAUSE = 1;
const LENGTH = 2;
const HEADER_BYTES = 16;
/** A few thousand breakpoints. */
const BYTES = 1 << 18;

const EMPTY = 0;
const FULL = 1;

/** The kernel's end of what it says to a debugged program's worker, which hears no messages while the program runs. */
export class DebugLine {
  readonly buffer = new SharedArrayBuffer(BYTES);
  readonly #control = new Int32Array(this.buffer, 0, 4);
  /** Commands that the worker has no room for yet, in order. */
  readonly #waiting: DebugCommand[] = [];

  send(command: DebugCommand | { readonly type: 'pause' }): void {
    if (command.type === 'pause') {
      Atomics.store(this.#control, PAUSE, 1);
      return;
    }
    this.#waiting.push(command);
    this.#write();
  }

  /** The program has stopped: it takes the next command. */
  ready(): void {
    this.#write();
  }

  #write(): void {
    const [command] = this.#waiting;
    if (!command || Atomics.load(this.#control, STATE) === FULL) return;
    this.#waiting.shift();
    const bytes = new TextEncoder().encode(JSON.stringify(command));
    new Uint8Array(this.buffer, HEADER_BYTES).set(bytes);
    Atomics.store(this.#control, LENGTH, bytes.length);
    Atomics.store(this.#control, STATE, FULL);
    Atomics.notify(this.#control, STATE);
  }
}

/** The worker's end. */
export class DebugLineEnd {
  readonly #buffer: SharedArrayBuffer;
  readonly #control: Int32Array;

  constructor(buffer: SharedArrayBuffer) {
    this.#buffer = buffer;
    this.#control = new Int32Array(buffer, 0, 4);
  }

  /** Waits for a command. */
  next(): DebugCommand {
    while (Atomics.load(this.#control, STATE) === EMPTY) Atomics.wait(this.#control, STATE, EMPTY);
    // A decoder takes no shared memory.
    const bytes = new Uint8Array(this.#buffer, HEADER_BYTES, Atomics.load(this.#control, LENGTH)).slice();
    Atomics.store(this.#control, STATE, EMPTY);
    Atomics.store(this.#control, PAUSE, 0);
    // The kernel wrote it.
    return JSON.parse(new TextDecoder().decode(bytes)) as DebugCommand;
  }

  /** There is no command, and none comes in so many milliseconds. */
  isIdle(ms: number): boolean {
    if (ms > 0) Atomics.wait(this.#control, STATE, EMPTY, ms);
    return Atomics.load(this.#control, STATE) === EMPTY;
  }

  get isPausing(): boolean {
    return Atomics.exchange(this.#control, PAUSE, 0) === 1;
  }
}
