import type { Frame } from '../abi/frame.ts';
import type { Process } from '../kernel/process/process.ts';
import type { QueueWriter } from './write-queue.ts';

/** A call has no answer, and will have none: not for anything that the guest did. */
export class WireFailure extends Error {
  override readonly name = 'WireFailure';
}

/** The guest's end of a wire that blocks: `call` returns when the reply is in the frame. */
export interface BlockingWire {
  readonly frame: Frame;
  /** Where writes that cannot fail may go instead of a call; absent where a call is cheap. */
  readonly queue?: QueueWriter;
  call(): void;
}

/** The guest's end of a wire on which the guest is suspended instead: JSPI turns the promise into waiting. */
export interface SuspendingWire {
  readonly frame: Frame;
  call(): Promise<void>;
}

/** What both sides share: a frame for each worker, and one bell that all of them ring. */
export interface SharedEnd {
  readonly kind: 'shared';
  readonly frame: SharedArrayBuffer;
  readonly bell: SharedArrayBuffer;
  readonly queue: SharedArrayBuffer;
}

export interface PortEnd {
  readonly kind: 'suspending';
  readonly port: MessagePort;
}

export interface XhrEnd {
  readonly kind: 'xhr';
  /** Where requests go; the service worker answers there. */
  readonly url: string;
}

/** What a worker is given to make its end of. */
export type WireEnd = SharedEnd | PortEnd | XhrEnd;

/** The kernel's end of one worker's wire. A worker runs one process after another over the same line. */
export interface Line {
  readonly end: WireEnd;
  /**
   * Requests are this process's from now on. `isTool`: what it writes is looked at when it has ended, so a wire may
   * keep it until its next call.
   */
  attach(process: Process, isTool?: boolean): void;
  /** Carries out what the guest has written and not waited for. It has ended, or is about to be. */
  settle(): void;
  /** The worker is gone. */
  close(): void;
}
