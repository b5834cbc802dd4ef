import { assertNever } from '../../base/assert-never.ts';
import type { StdinPolicy } from '../../policy/policy.ts';
import { StreamInode } from '../../vfs/inode.ts';
import { NullDevice, SuppliedInput } from './devices.ts';
import type { Kernel } from '../kernel.ts';

/** What standard input is taken from, besides what the policy holds itself. */
export interface InputSources {
  readonly terminal: StreamInode;
  /** The bytes of a file of the project; throws where there is no such file. */
  readonly readFile: (path: string) => Uint8Array;
}

/** What descriptor 0 is by this policy. After a text or the bytes of a file, input ends. */
export function stdinOf(kernel: Kernel, stdin: StdinPolicy, { terminal, readFile }: InputSources): StreamInode {
  const supplied = (bytes: Uint8Array): StreamInode =>
    new StreamInode(kernel.devices, 'unknown', new SuppliedInput(bytes));
  switch (stdin.kind) {
    case 'terminal':
      return terminal;
    case 'text':
      return supplied(new TextEncoder().encode(stdin.text));
    case 'file':
      return supplied(readFile(stdin.path));
    case 'empty':
      return new StreamInode(kernel.devices, 'unknown', new NullDevice());
    default:
      return assertNever(stdin, 'choice of stdin');
  }
}
