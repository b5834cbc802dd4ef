import type { Frame } from '../abi/frame.ts';
import { serve } from '../kernel/dispatch/dispatch.ts';
import type { Host } from '../kernel/host.ts';
import type { Process } from '../kernel/process/process.ts';

/**
 * The kernel's half of every wire that does not share the guest's thread: serves what is in `frame`, and gives
 * the reply now or, when the process was parked, after the event that wakes it. An exception of ours ends the process
 * `faulted` and is thrown on: who called this is a timer, a message or a loop, where it is reported.
 */
export function attend(host: Host, process: Process, frame: Frame, reply: () => void): void {
  if (process.end) return;
  const served = process.guarded(() => serve(process, frame));
  if (served !== 'waiting') return reply();
  process.onWake = () => attend(host, process, frame, reply);
  const { wakeAtNs } = process;
  if (wakeAtNs !== undefined) {
    process.waitForAny((wake) => host.timer(Math.max(0, (wakeAtNs - host.monotonicNs()) / 1e6), wake));
  }
}
