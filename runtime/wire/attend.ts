import type { Frame } from '../abi/frame.ts';
import { serve } from '../kernel/dispatch.ts';
import type { Host } from '../kernel/host.ts';
import type { Process } from '../kernel/process.ts';

/**
 * The kernel's half of every wire that does not share the guest's thread: serves what is in `frame`, and gives
 * the reply now or, when the process was parked, after whatever wakes it.
 */
export function attend(host: Host, process: Process, frame: Frame, reply: () => void): void {
  if (process.end) return;
  const served = serve(process, frame);
  if (served !== 'waiting') return reply();
  process.onWake = () => attend(host, process, frame, reply);
  const { wakeAtNs } = process;
  if (wakeAtNs !== undefined) {
    process.waitForAny((wake) => host.timer(Math.max(0, (wakeAtNs - host.monotonicNs()) / 1e6), wake));
  }
}
