import { copyBytes, type Span } from '../../abi/types.ts';
import { WaitQueue, type Stream, type Transfer } from '../../vfs/stream.ts';

/** Bytes a pipe holds before a writer has to wait, as on Linux. */
const CAPACITY = 64 << 10;

/** Bytes in at one end, out at the other, in order. `push` and `end` are the near end, for the host. */
export class Pipe implements Stream {
  readonly readers = new WaitQueue();
  readonly writers = new WaitQueue();
  readonly #chunks: Uint8Array[] = [];
  #at = 0;
  #held = 0;
  #isEnded = false;

  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#chunks.push(bytes.slice());
    this.#held += bytes.length;
    this.readers.wake();
  }

  /** Nothing comes after what is in it: readers meet end of file. */
  end(): void {
    this.#isEnded = true;
    this.readers.wake();
    this.writers.wake();
  }

  read(target: Span): Transfer {
    let copied = 0;
    for (let chunk = this.#chunks[0]; chunk && copied < target.length; chunk = this.#chunks[0]) {
      const count = Math.min(chunk.length - this.#at, target.length - copied);
      copyBytes(chunk, this.#at, target.bytes, target.start + copied, count);
      copied += count;
      this.#at += count;
      if (this.#at === chunk.length) {
        this.#chunks.shift();
        this.#at = 0;
      }
    }
    this.#held -= copied;
    if (copied > 0) this.writers.wake();
    return copied > 0 || this.#isEnded ? copied : 'would-block';
  }

  /** As `read`, leaving the bytes where they are. */
  peek(target: Span): Transfer {
    let copied = 0;
    let skip = this.#at;
    for (const chunk of this.#chunks) {
      const count = Math.min(chunk.length - skip, target.length - copied);
      copyBytes(chunk, skip, target.bytes, target.start + copied, count);
      copied += count;
      skip = 0;
      if (copied === target.length) break;
    }
    return copied > 0 || this.#isEnded ? copied : 'would-block';
  }

  /** The last reader is gone: writers meet a broken pipe. */
  close(): void {
    this.#chunks.length = 0;
    this.#held = 0;
    this.#at = 0;
    this.end();
  }

  get isHungUp(): boolean {
    return this.#isEnded;
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  write(source: Span): Transfer {
    if (this.#isEnded) return 'closed';
    const count = Math.min(source.length, CAPACITY - this.#held);
    if (count <= 0) return 'would-block';
    this.push(source.bytes.slice(source.start, source.start + count));
    return count;
  }

  readable(): number | undefined {
    return this.#held > 0 || this.#isEnded ? this.#held : undefined;
  }

  writable(): number | undefined {
    return this.#held < CAPACITY ? CAPACITY - this.#held : undefined;
  }

  opened(): void {
    // `pipeEnds` counts the descriptors on each end; here the host holds the other one.
  }

  closed(): void {
    // As above.
  }
}
