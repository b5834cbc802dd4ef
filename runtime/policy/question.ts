import type { SyscallName } from '../abi/syscalls.ts';

/** What a call would do, in the order in which a sentence says it. */
export type Purpose =
  | 'read'
  | 'write'
  | 'create'
  | 'empty'
  | 'list'
  | 'look'
  | 'stamp'
  | 'create-folder'
  | 'delete'
  | 'delete-folder'
  | 'rename'
  | 'link'
  | 'use';

/** A call that needs a preopen which was granted as *ask*. The program waits for the answer. */
export interface Question {
  readonly id: number;
  readonly program: string;
  readonly call: SyscallName;
  /** What the call is about, in the guest's words: the preopen's name and the path below it. */
  readonly path: string;
  /** The preopen that it goes through: the guest's name, and the folder of the machine. */
  readonly preopen: string;
  readonly folder: string;
  readonly purposes: readonly Purpose[];
}

/**
 * `once`: this call, and the file it opens for as long as that is open. `run`: everything through this preopen until
 * the program ends. `refuse`: this call fails. `never`: the preopen is revoked.
 */
export type Answer = 'once' | 'run' | 'refuse' | 'never';

/** A path is the program's to choose: what would move a cursor or turn text around does not rewrite the question. */
export function printable(path: string): string {
  return path.replace(/[\p{Cc}\p{Cf}]/gu, '\ufffd');
}
