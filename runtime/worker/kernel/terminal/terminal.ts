import { StreamInode } from '../../../vfs/inode.ts';
import { BoundedBytes } from '../../../kernel/devices/bounded-bytes.ts';
import { TtyDevice, type Screen } from '../../../kernel/devices/devices.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { LineDiscipline } from '../../../kernel/tty/line-discipline.ts';
import type { Stdio } from '../../../capability/grant.ts';
import type { Transfer } from '../../../vfs/stream.ts';
import type { Span } from '../../../abi/types.ts';
import type { RunRecord } from './run-record.ts';

/**
 * What is sent and not yet drawn, in bytes and in the weight of control sequences, at which programs must wait, and
 * below which they may go on.
 */
const HIGH_WATER = 256 << 10;
const LOW_WATER = 96 << 10;
/** Enough for one message to be worth its cost. */
const BATCH = 64 << 10;

/**
 * The weight of one message. The page draws a message in pieces of bytes and answers the user in between, so what else
 * it costs must fit into one piece.
 */
const MOST_WEIGHT = 4 << 10;
/** What is typed while a program is built. */
const MOST_EARLY = 64 << 10;

/** The one terminal: between the line discipline and the page, with credit so that no output floods the page. */
export class Terminal {
  readonly stdio: Stdio;
  readonly line: LineDiscipline;
  /** Of the program that runs. */
  record: RunRecord | undefined;
  readonly #device: TtyDevice;
  readonly #send: (bytes: Uint8Array) => void;
  readonly #soon: (task: () => void) => void;
  readonly #pending = new Uint8Array(BATCH);
  #pendingLength = 0;
  #pendingWeight = 0;
  #isFlushPlanned = false;
  #undrawn = 0;
  /** What each message that was sent and is not drawn counts for, in order. */
  readonly #sent: number[] = [];
  /** Typed since Run was pressed, until there is a record. */
  #early: BoundedBytes | undefined;

  constructor(
    kernel: Kernel,
    send: (bytes: Uint8Array) => void,
    interrupt: () => void,
    soon: (task: () => void) => void,
  ) {
    this.#send = send;
    this.#soon = soon;
    this.line = new LineDiscipline({
      output: (bytes, weight) => this.#queue(bytes, weight),
      signal: interrupt,
      readable: () => this.#device.readers.wake(),
    });
    const isFull = (): boolean => this.#undrawn + this.#pendingLength + this.#pendingWeight > HIGH_WATER;
    const screen = {
      get isFull() {
        return isFull();
      },
    };
    this.#device = new RecordedTty(this.line, screen, (bytes, start, length) =>
      this.record?.wrote(bytes, start, length),
    );
    const inode = new StreamInode(kernel.devices, 'character_device', this.#device);
    this.stdio = { stdin: inode, stdout: inode, stderr: inode };
  }

  /** Text of our own: what the compiler said. Not held back by credit. */
  print(text: string): void {
    this.line.write(new TextEncoder().encode(text));
  }

  /** From the page's keyboard. */
  typed(bytes: Uint8Array): void {
    this.record?.typed(bytes);
    this.#early?.add(bytes, 0, bytes.length);
    this.line.input(bytes);
  }

  /** Run was pressed: what is typed from here on is for the program, what was typed before for none. */
  awaitProgram(): void {
    this.line.flushInput();
    this.#early = new BoundedBytes(MOST_EARLY);
  }

  /** A program begins to run, with what was typed while it was built; `record` is kept of it. */
  programStarted(record: RunRecord): void {
    if (this.#early) record.typed(this.#early.bytes);
    this.#early = undefined;
    this.record = record;
  }

  /** A program, or its build, is over, however that came: the terminal is as new, and shows what was printed. */
  programEnded(): void {
    this.record = undefined;
    this.#early = undefined;
    this.line.programEnded();
    this.#flush();
  }

  /** The page has drawn a message. */
  drawn(): void {
    this.#undrawn -= this.#sent.shift() ?? 0;
    if (this.#undrawn < LOW_WATER) this.#device.writers.wake();
  }

  #flush(): void {
    if (this.#pendingLength === 0) return;
    const bytes = this.#pending.slice(0, this.#pendingLength);
    const cost = this.#pendingLength + this.#pendingWeight;
    this.#pendingLength = 0;
    this.#pendingWeight = 0;
    this.#undrawn += cost;
    this.#sent.push(cost);
    this.#send(bytes);
  }

  /** What comes in one piece ends between characters; only plain text is longer than a message. */
  #queue(bytes: Uint8Array, weight: number): void {
    if (this.#pendingLength + bytes.length > BATCH) this.#flush();
    for (let at = 0; at < bytes.length;) {
      if (this.#pendingLength === BATCH) this.#flush();
      const count = Math.min(bytes.length - at, BATCH - this.#pendingLength);
      this.#pending.set(bytes.subarray(at, at + count), this.#pendingLength);
      this.#pendingLength += count;
      at += count;
    }
    this.#pendingWeight += weight;
    if (this.#pendingWeight >= MOST_WEIGHT) this.#flush();
    if (this.#isFlushPlanned) return;
    this.#isFlushPlanned = true;
    this.#soon(() => {
      this.#isFlushPlanned = false;
      this.#flush();
    });
  }
}

/** The terminal as programs have it, which tells what they write to it: without the echo of what is typed. */
class RecordedTty extends TtyDevice {
  readonly #wrote: RunRecord['wrote'];

  constructor(line: LineDiscipline, screen: Screen, wrote: RunRecord['wrote']) {
    super(line, screen);
    this.#wrote = wrote;
  }

  override write(source: Span): Transfer {
    const done = super.write(source);
    if (typeof done === 'number') this.#wrote(source.bytes, source.start, done);
    return done;
  }
}
