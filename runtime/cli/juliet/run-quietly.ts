import { Capture, SuppliedInput } from '../../kernel/devices/devices.ts';
import { DEFAULT_POLICY } from '../../policy/policy.ts';
import type { RunningJob } from '../../toolchain/tools/machine.ts';
import { StreamInode } from '../../vfs/inode.ts';
import type { NodeMachine } from '../node-machine.ts';

export interface QuietRun {
  readonly job: RunningJob;
  /** What it wrote to stdout and stderr so far. */
  readonly output: () => string;
}

/** Runs a program that has nothing to read and shows nobody what it prints. */
export function runQuietly(machine: NodeMachine, module: WebAssembly.Module, args: readonly string[]): QuietRun {
  const { devices } = machine.kernel;
  const said = new Capture();
  const output = new StreamInode(devices, 'unknown', said);
  const job = machine.start({
    name: 'main',
    module,
    argv: ['main', ...args],
    environ: [],
    policy: DEFAULT_POLICY,
    isRecorded: true,
    stdio: {
      stdin: new StreamInode(devices, 'unknown', new SuppliedInput(new Uint8Array())),
      stdout: output,
      stderr: output,
    },
  });
  return { job, output: () => said.text };
}
