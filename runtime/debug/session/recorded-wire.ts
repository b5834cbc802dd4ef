import { paramAt, type Frame } from '../../abi/frame.ts';
import { SYSCALL_NAMES } from '../../abi/syscalls.ts';
import { uncatchable } from '../../guest/uncatchable.ts';
import type { BlockingWire } from '../../wire/wire.ts';

const EXIT = SYSCALL_NAMES.indexOf('proc_exit');

/** Thrown through the program when it exits: its process lives on until the person is done with it. */
export class Exits extends Error {
  override readonly name = 'Exits';
}

/**
 * Keeps the answers of a program's system calls, and gives them again to an instance that starts over. The call by which the
 * program exits is held back.
 */
export class RecordedWire implements BlockingWire {
  readonly frame: Frame;
  readonly #wire: BlockingWire;
  readonly #answers: Uint8Array[] = [];
  #next = 0;
  /** The call that was held back. */
  #exit: Uint8Array | undefined;
  #hasExited = false;
  #isClosed = false;

  constructor(wire: BlockingWire) {
    this.#wire = wire;
    this.frame = wire.frame;
  }

  /** All that was answered before is answered again. */
  get isReplaying(): boolean {
    return this.#next < this.#answers.length;
  }

  /** What this instance has exited with; undefined: it has not. */
  get exitCode(): number | undefined {
    return this.#hasExited ? this.#exit && new DataView(this.#exit.buffer).getUint32(paramAt(0), true) : undefined;
  }

  call(): void {
    if (this.#isClosed) throw uncatchable(new Exits('The instance has ended'));
    if (this.frame.syscall === EXIT) {
      this.#exit = this.frame.bytes.slice(0, this.frame.requestLength);
      this.#hasExited = true;
      this.close();
      throw uncatchable(new Exits('The program exits'));
    }
    const known = this.#answers[this.#next++];
    if (known) {
      this.frame.bytes.set(known);
      return;
    }
    this.#wire.call();
    this.#answers.push(this.frame.bytes.slice(0, this.frame.replyLength));
  }

  /** The instance is unwound: nothing that it does from here on is to happen. */
  close(): void {
    this.#isClosed = true;
  }

  /** The next instance begins at the first answer. */
  startOver(): void {
    this.#next = 0;
    this.#hasExited = false;
    this.#isClosed = false;
  }

  /** Makes the call that was held back: the process ends. */
  exit(): void {
    if (!this.#exit) throw new TypeError('The program has not exited');
    this.frame.bytes.set(this.#exit);
    this.#wire.call();
  }
}
