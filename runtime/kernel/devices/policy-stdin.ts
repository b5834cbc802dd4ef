import { assertNever } from '../../base/assert-never.ts';
import type { StdinPolicy } from '../../policy/policy.ts';
import { StreamInode } from '../../vfs/inode.ts';
import { NullDevice, SuppliedInput } from './devices.ts';
import type { Kernel } from '../kernel.ts';

/** What descriptor 0 is by this policy, where the terminal would be `terminal`. */
export function stdinOf(kernel: Kernel, stdin: StdinPolicy, terminal: StreamInode): StreamInode {
  switch (stdin.kind) {
    case 'terminal':
      return terminal;
    case 'text':
      return new StreamInode(kernel.devices, 'unknown', new SuppliedInput(new TextEncoder().encode(stdin.text)));
    case 'empty':
      return new StreamInode(kernel.devices, 'unknown', new NullDevice());
    default:
      return assertNever(stdin, 'choice of stdin');
  }
}
