import { CallStacks, here } from '../../guest/call-stacks.ts';
import type { WasmFrame } from '../../guest/trap.ts';
import type { OffsetMap } from '../instrument/offset-map.ts';
import type { RecordedWire } from './recorded-wire.ts';

/**
 * Where a debugged program makes its calls from, in all instances of a session, as places of the program as it was built.
 * A call that is only repeated has been told already.
 */
export class SessionStacks extends CallStacks {
  readonly #wire: Pick<RecordedWire, 'isReplaying' | 'isRepeat'>;

  /** `offsets`: of the module that runs now. */
  constructor(
    wire: Pick<RecordedWire, 'isReplaying' | 'isRepeat'>,
    offsets: () => Pick<OffsetMap, 'built'>,
    found: (number: number, frames: readonly WasmFrame[]) => void,
  ) {
    super((number, frames) => {
      const map = offsets();
      found(
        number,
        frames.map((frame) => ({ ...frame, byteOffset: map.built(frame.byteOffset) })),
      );
    });
    this.#wire = wire;
  }

  override take(): number {
    return this.#wire.isReplaying ? 0 : super.take();
  }

  override takeAs(number: number, at: Error = here()): void {
    if (!this.#wire.isRepeat) super.takeAs(number, at);
  }
}
