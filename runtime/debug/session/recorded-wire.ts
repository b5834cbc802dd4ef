import type { Frame } from '../../abi/frame.ts';
import type { BlockingWire } from '../../wire/wire.ts';

/** Keeps the answers of a program's system calls, and gives them again to an instance that starts over. */
export class RecordedWire implements BlockingWire {
  readonly frame: Frame;
  readonly #wire: BlockingWire;
  readonly #answers: Uint8Array[] = [];
  #next = 0;

  constructor(wire: BlockingWire) {
    this.#wire = wire;
    this.frame = wire.frame;
  }

  /** All that was answered before is answered again. */
  get isReplaying(): boolean {
    return this.#next < this.#answers.length;
  }

  call(): void {
    const known = this.#answers[this.#next++];
    if (known) {
      this.frame.bytes.set(known);
      return;
    }
    this.#wire.call();
    this.#answers.push(this.frame.bytes.slice(0, this.frame.replyLength));
  }

  /** The next instance begins at the first answer. */
  startOver(): void {
    this.#next = 0;
  }
}
