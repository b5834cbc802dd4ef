import type { Span } from '../../abi/types.ts';
import type { WaitQueue, Stream, Transfer } from '../../vfs/stream.ts';
import { Pipe } from './pipe.ts';

/** Both ends of a new pipe. An end is closed with the last descriptor on it, in whichever process that is. */
export function pipeEnds(): { readonly readEnd: Stream; readonly writeEnd: Stream } {
  const pipe = new Pipe();
  return { readEnd: new ReadEnd(pipe), writeEnd: new WriteEnd(pipe) };
}

abstract class End {
  protected readonly pipe: Pipe;
  #holders = 0;

  constructor(pipe: Pipe) {
    this.pipe = pipe;
  }

  get readers(): WaitQueue {
    return this.pipe.readers;
  }

  get writers(): WaitQueue {
    return this.pipe.writers;
  }

  opened(): void {
    this.#holders++;
  }

  closed(): void {
    if (--this.#holders === 0) this.gone();
  }

  protected abstract gone(): void;
}

class ReadEnd extends End implements Stream {
  get isHungUp(): boolean {
    return this.pipe.isEnded;
  }

  read(target: Span): Transfer {
    return this.pipe.read(target);
  }

  write(): Transfer {
    return 'closed';
  }

  readable(): number | undefined {
    return this.pipe.readable();
  }

  writable(): number | undefined {
    return undefined;
  }

  /** Writers meet a broken pipe. */
  protected gone(): void {
    this.pipe.close();
  }
}

class WriteEnd extends End implements Stream {
  get isHungUp(): boolean {
    return this.pipe.isEnded;
  }

  read(): Transfer {
    return 'closed';
  }

  write(source: Span): Transfer {
    return this.pipe.write(source);
  }

  readable(): number | undefined {
    return undefined;
  }

  writable(): number | undefined {
    return this.pipe.isEnded ? 0 : this.pipe.writable();
  }

  /** Readers meet the end once they have read what there is. */
  protected gone(): void {
    this.pipe.end();
  }
}
