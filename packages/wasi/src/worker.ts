import { taskQueue } from '../../../runtime/worker/shared/browser-host.ts';
import type { GuestOver, Threads } from './guest-messages.ts';
import type { Options, Program } from './options.ts';
import { startIn, type Running } from './running.ts';

export type { Running } from './running.ts';

/**
 * Starts a program in a web worker. Its calls come over shared memory where the page is cross-origin isolated, as messages
 * elsewhere; the files, the policy and its descriptors stay in this thread. Rejects with `NotStarted`.
 */
export function start(program: Program, options: Options = {}): Promise<Running> {
  return startIn(WEB_WORKERS, program, options);
}

const WEB_WORKERS: Threads = {
  taskQueue,
  start(over) {
    const worker = new Worker(new URL('./guest.worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<GuestOver>) => over(data);
    worker.onerror = (event) => over({ type: 'failed', message: event.message || 'its worker could not be started' });
    return {
      start: (message) => worker.postMessage(message, message.end.kind === 'suspending' ? [message.end.port] : []),
      terminate: () => worker.terminate(),
    };
  },
};
