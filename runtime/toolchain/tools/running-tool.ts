import type { Capture } from '../../kernel/devices/devices.ts';
import type { RunningJob } from './machine.ts';

/** A tool at work. */
export interface RunningTool<Running extends RunningJob = RunningJob> {
  readonly job: Running;
  readonly stdout: Capture;
  readonly stderr: Capture;
  /** Resolves when what it was abandoned for is there. */
  coming: Promise<void> | undefined;
}
