import { parentPort, workerData } from 'node:worker_threads';
import { AnswerLog, recording } from '../guest/answer-log.ts';
import { CallStacks } from '../guest/call-stacks.ts';
import { instantiateBlocking } from '../guest/run.ts';
import { isOurs, trapOf, type Trap, type WasmFrame } from '../guest/trap.ts';
import { faultText } from '../base/fault-text.ts';
import { SharedWire } from '../wire/shared.ts';
import type { SharedEnd } from '../wire/wire.ts';

/** What a thread is started with. */
export interface GuestStart {
  readonly module: WebAssembly.Module;
  readonly end: SharedEnd;
  readonly isWatched: boolean;
  readonly isRecorded: boolean;
}

export type FromGuestThread =
  | {
      readonly type: 'over';
      readonly trap: Trap | undefined;
      /** Where it was recorded: what its calls were answered. */
      readonly answers?: Uint8Array<ArrayBuffer> | undefined;
    }
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'stack'; readonly number: number; readonly frames: readonly WasmFrame[] };

/** A trap's stack is as deep as the program's calls. */
(Error as { stackTraceLimit?: number }).stackTraceLimit = 64;

const { module, end, isWatched, isRecorded } = workerData as GuestStart;
const post = (message: FromGuestThread): void => parentPort?.postMessage(message);
try {
  const stacks = new CallStacks((number, frames) => post({ type: 'stack', number, frames }));
  const log = isRecorded ? new AnswerLog() : undefined;
  const wire = new SharedWire(end);
  const guest = instantiateBlocking(module, log ? recording(wire, log) : wire, stacks);
  // A blocking guest is over when start returns.
  const trap = guest.start(isWatched) as Trap | undefined;
  post({ type: 'over', trap, answers: log?.answers });
} catch (error) {
  post(
    isOurs(error) ? { type: 'failed', message: faultText(error) } : { type: 'over', trap: trapOf(error, undefined) },
  );
}
