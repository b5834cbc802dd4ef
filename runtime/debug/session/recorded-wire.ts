import { paramAt, type Frame } from '../../abi/frame.ts';
import type { MarkKind } from '../../stops/stop.ts';
import { SYSCALL_NAMES } from '../../abi/syscalls.ts';
import { uncatchable } from '../../guest/uncatchable.ts';
import type { BlockingWire } from '../../wire/wire.ts';
import { ReplyStore, type ReplyCursor } from './reply-store.ts';

/** Ten million calls, or as much that was read. */
const MOST_BYTES = 256 << 20;

const EXIT = SYSCALL_NAMES.indexOf('proc_exit');
const READ = SYSCALL_NAMES.indexOf('fd_read');
const WRITE = SYSCALL_NAMES.indexOf('fd_write');

/** What an instance comes back to that stood while others ran. */
export interface LeftWire extends ReplyCursor {
  readonly isWatched: boolean;
}

/** Hears of each call that is made in earnest. */
export interface CallWitness {
  /** Where the program is. */
  readonly position: () => number;
  /** `text`: what was printed, or what was read from standard input. */
  readonly called: (kind: MarkKind, position: number, text: Uint8Array | undefined) => void;
}

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
  readonly #witness: CallWitness;
  readonly #replies: ReplyStore;
  /** Where the next answer of this instance lies. */
  readonly #next: ReplyCursor = { chunk: 0, at: 0 };
  #isFull = false;
  /** The call that was held back. */
  #exit: Uint8Array | undefined;
  #hasExited = false;
  #isClosed = false;
  #isRepeat = false;

  constructor(wire: BlockingWire, witness: CallWitness, mostBytes = MOST_BYTES) {
    this.#wire = wire;
    this.#witness = witness;
    this.#replies = new ReplyStore(mostBytes);
    this.frame = wire.frame;
  }

  /** All that was answered before is answered again. */
  get isReplaying(): boolean {
    return !this.#isFull && !this.#replies.isAtEnd(this.#next);
  }

  /** There was no room for an answer: the program cannot be run again to where it is. */
  get isFull(): boolean {
    return this.#isFull;
  }

  /** What the answers take, in bytes. */
  get bytes(): number {
    return this.#replies.bytes;
  }

  /** The last call got an answer that had been given before. */
  get isRepeat(): boolean {
    return this.#isRepeat;
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
    this.#isRepeat = this.isReplaying;
    if (this.#isRepeat) {
      this.#replies.read(this.frame, this.#next);
      return;
    }
    this.#call();
    if (!this.frame.isEnded && !this.#isFull) this.#isFull = !this.#replies.add(this.frame, this.#next);
  }

  /** What was answered after the calls that the instance has made is dropped: its next call is made in earnest. Absent: the one that runs. */
  forgetLater(left: ReplyCursor = this.#next): void {
    this.#replies.dropAfter(left);
    this.#exit = undefined;
  }

  /** Makes the call in earnest. The frame says at which position, so that a trace can lead back to it. */
  #call(): void {
    const { frame } = this;
    const { syscall, inAt, inLength } = frame;
    const fd = frame.view.getUint32(paramAt(0), true);
    const position = this.#witness.position();
    const printed = syscall === WRITE && (fd === 1 || fd === 2) ? frame.bytes.slice(inAt, inAt + inLength) : undefined;
    frame.position = position;
    this.#wire.call();
    frame.position = 0;
    if (printed) return this.#witness.called('output', position, printed);
    const isInput = syscall === READ && fd === 0;
    const read = isInput ? frame.bytes.slice(frame.outAt, frame.outAt + frame.outLength) : undefined;
    this.#witness.called(isInput ? 'input' : 'call', position, read);
  }

  /** The instance is unwound: nothing that it does from here on is to happen. */
  close(): void {
    this.#isClosed = true;
  }

  /** The instance stands, and another one runs. */
  leave(): LeftWire {
    return { ...this.#next, isWatched: this.frame.isWatched };
  }

  /** It goes on. */
  enter({ chunk, at, isWatched }: LeftWire): void {
    this.startOver();
    this.#next.chunk = chunk;
    this.#next.at = at;
    this.frame.clearReplyFlags();
    if (isWatched) this.frame.markWatched();
  }

  /** The next instance begins at the first answer. */
  startOver(): void {
    this.#next.chunk = 0;
    this.#next.at = 0;
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
