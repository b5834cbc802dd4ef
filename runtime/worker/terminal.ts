import { StreamInode } from '../vfs/inode.ts';
import { TtyDevice, type Screen } from '../kernel/devices.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { LineDiscipline } from '../kernel/tty/line-discipline.ts';
import type { Stdio } from '../capability/grant.ts';
import type { Transfer } from '../vfs/stream.ts';
import type { Span } from '../abi/types.ts';
import type { RunRecord } from './run-record.ts';

/** Bytes sent and not yet drawn at which programs must wait, and below which they may go on. */
const HIGH_WATER = 256 << 10;
const LOW_WATER = 96 << 10;
/** Enough for one message to be worth its cost. */
const BATCH = 64 << 10;

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
  #isFlushPlanned = false;
  #undrawn = 0;

  constructor(
    kernel: Kernel,
    send: (bytes: Uint8Array) => void,
    interrupt: () => void,
    soon: (task: () => void) => void,
  ) {
    this.#send = send;
    this.#soon = soon;
    this.line = new LineDiscipline({
      output: (bytes) => this.#queue(bytes),
      signal: interrupt,
      readable: () => this.#device.readers.wake(),
    });
    const isFull = (): boolean => this.#undrawn + this.#pendingLength > HIGH_WATER;
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
    this.line.input(bytes);
  }

  /** The page has drawn this much. */
  drawn(bytes: number): void {
    this.#undrawn = Math.max(0, this.#undrawn - bytes);
    if (this.#undrawn < LOW_WATER) this.#device.writers.wake();
  }

  /** Everything out, also a character that was never finished: the program is over. */
  flush(): void {
    this.#sendFirst(this.#pendingLength);
  }

  /** All whole characters out. The terminal loses one whose bytes come in two pieces, so an unfinished one stays. */
  #sendWhole(): void {
    this.#sendFirst(this.#pendingLength - unfinished(this.#pending, this.#pendingLength));
  }

  #sendFirst(length: number): void {
    if (length === 0) return;
    const bytes = this.#pending.slice(0, length);
    this.#pending.copyWithin(0, length, this.#pendingLength);
    this.#pendingLength -= length;
    this.#undrawn += length;
    this.#send(bytes);
  }

  #queue(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      if (this.#pendingLength === BATCH) this.#sendWhole();
      const count = Math.min(bytes.length - at, BATCH - this.#pendingLength);
      this.#pending.set(bytes.subarray(at, at + count), this.#pendingLength);
      this.#pendingLength += count;
      at += count;
    }
    if (this.#isFlushPlanned) return;
    this.#isFlushPlanned = true;
    this.#soon(() => {
      this.#isFlushPlanned = false;
      this.#sendWhole();
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

/** How many bytes at the end begin a UTF-8 character without finishing it: 0 to 3. */
function unfinished(bytes: Uint8Array, length: number): number {
  for (let back = 1; back <= Math.min(3, length); back++) {
    const byte = bytes[length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return size > back ? back : 0;
  }
  return 0;
}
