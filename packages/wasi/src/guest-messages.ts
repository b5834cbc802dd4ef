import type { Trap } from '../../../runtime/guest/trap.ts';
import type { PortEnd, SharedEnd } from '../../../runtime/wire/wire.ts';

/** To the thread of a guest, once. */
export interface StartGuest {
  readonly module: WebAssembly.Module;
  readonly end: SharedEnd | PortEnd;
  readonly isWatched: boolean;
}

/** From it, when the guest is over. A program that ends by itself has reported that to the kernel. */
export type GuestOver =
  | { readonly type: 'returned' }
  | { readonly type: 'trapped'; readonly trap: Trap }
  | { readonly type: 'failed'; readonly message: string };

/** The thread of one guest, wherever it is. */
export interface GuestThread {
  start(message: StartGuest): void;
  terminate(): void;
}

/** What threads are made of. */
export interface Threads {
  start(over: (how: GuestOver) => void): GuestThread;
  /** For one program: runs tasks after messages that are already waiting. */
  taskQueue(): (task: () => void) => void;
}
