import type { Frame } from '../abi/frame.ts';

/** The guest's end of a wire that blocks: `call` returns when the reply is in the frame. */
export interface BlockingWire {
  readonly frame: Frame;
  call(): void;
}

/** The guest's end of a wire on which the guest is suspended instead: JSPI turns the promise into waiting. */
export interface SuspendingWire {
  readonly frame: Frame;
  call(): Promise<void>;
}
