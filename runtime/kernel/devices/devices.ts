import { copyBytes, type Span } from '../../abi/types.ts';
import { WaitQueue, type Stream, type Transfer } from '../../vfs/stream.ts';
import type { LineDiscipline } from '../tty/line-discipline.ts';
import { BoundedBytes } from './bounded-bytes.ts';

/** Nothing waits for these: they are always ready. */
abstract class AlwaysReady implements Stream {
  readonly takesEverything = true;
  readonly readers = new WaitQueue();
  readonly writers = new WaitQueue();

  read(_target: Span): Transfer {
    return 0;
  }

  write(source: Span): Transfer {
    return source.length;
  }

  readable(): number | undefined {
    return 0;
  }

  writable(): number | undefined {
    return 65536;
  }

  opened(): void {
    // Not counted: a device outlives its descriptors.
  }

  closed(): void {
    // Not counted.
  }
}

/** Reads nothing, swallows everything. */
export class NullDevice extends AlwaysReady {}

/** Reads from bytes given beforehand. */
export class SuppliedInput extends AlwaysReady {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    super();
    this.#bytes = bytes;
  }

  override read(target: Span): Transfer {
    const count = Math.min(target.length, this.#bytes.length - this.#at);
    copyBytes(this.#bytes, this.#at, target.bytes, target.start, count);
    this.#at += count;
    return count;
  }

  /** Its last writer has ended, as that of a pipe. */
  get isHungUp(): boolean {
    return true;
  }

  override readable(): number | undefined {
    return this.#bytes.length - this.#at;
  }
}

/** Keeps the beginning of what is written to it. */
export class Capture extends AlwaysReady {
  readonly #kept: BoundedBytes;

  constructor(limitBytes = 16 << 20) {
    super();
    this.#kept = new BoundedBytes(limitBytes);
  }

  override write(source: Span): Transfer {
    this.#kept.add(source.bytes, source.start, source.length);
    return source.length;
  }

  get bytes(): Uint8Array {
    return this.#kept.bytes;
  }

  get text(): string {
    return new TextDecoder().decode(this.bytes);
  }
}

/** Hands on what is written to it, at once. */
export class Forward extends AlwaysReady {
  readonly #to: (bytes: Uint8Array) => void;

  constructor(to: (bytes: Uint8Array) => void) {
    super();
    this.#to = to;
  }

  override write(source: Span): Transfer {
    this.#to(source.bytes.subarray(source.start, source.start + source.length));
    return source.length;
  }
}

/** Where a terminal's output goes, and how it says that it can take no more for now. */
export interface Screen {
  /** True while the screen is too slow: writers wait until `writers` of the terminal is woken. */
  readonly isFull: boolean;
}

/** Most bytes of one write that go to the screen at a time, so that back-pressure comes between. */
const SCREEN_CHUNK = 32 << 10;

/** The terminal as a device: reads what the line discipline hands over, writes to the screen as fast as the screen draws. */
export class TtyDevice implements Stream {
  readonly isTyped = true;
  readonly takesEverything = true;
  readonly readers = new WaitQueue();
  readonly writers = new WaitQueue();
  readonly #line: LineDiscipline;
  readonly #screen: Screen;

  constructor(line: LineDiscipline, screen: Screen) {
    this.#line = line;
    this.#screen = screen;
  }

  read(target: Span): Transfer {
    return this.#line.read(target.bytes.subarray(target.start, target.start + target.length));
  }

  get readWaitMs(): number | undefined {
    return this.#line.readWaitMs;
  }

  write(source: Span): Transfer {
    if (this.#screen.isFull) return 'would-block';
    const count = Math.min(source.length, SCREEN_CHUNK);
    this.#line.write(source.bytes.subarray(source.start, source.start + count));
    return count;
  }

  readable(): number | undefined {
    return this.#line.isReadable ? this.#line.readableBytes : undefined;
  }

  /** Ctrl-D was typed on an empty line: the next read says that the input has ended. */
  get isHungUp(): boolean {
    return this.#line.isReadable && this.#line.readableBytes === 0;
  }

  writable(): number | undefined {
    return this.#screen.isFull ? undefined : SCREEN_CHUNK;
  }

  opened(): void {
    // The terminal outlives the programs that use it.
  }

  closed(): void {
    // As above.
  }
}
