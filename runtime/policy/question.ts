import type { SyscallName } from '../abi/syscalls.ts';
import type { ReachLevel } from './reach.ts';

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

/** Something in the guest's name space, for showing. */
export interface NamedPath {
  /** The preopen's name and the path below it, as the call has it. */
  readonly path: string;
  /** Where that leads through symbolic links or `..`; absent: there. */
  readonly leadsTo?: string;
}

/** A call that needs a preopen which was granted as *ask*. The program waits for the answer. */
export interface Question extends NamedPath {
  readonly id: number;
  readonly program: string;
  readonly call: SyscallName;
  /** The preopen that it goes through: the guest's name, and the folder of the machine. */
  readonly preopen: string;
  readonly folder: string;
  readonly purposes: readonly Purpose[];
  /** The call's other path: where it comes from, where it goes to, or what a symbolic link says. */
  readonly other?: NamedPath & { readonly is: 'from' | 'to' | 'target' };
  /** What is there already, and goes. */
  readonly replaces?: 'file' | 'folder' | 'link';
  /** What the program can do to it afterwards through what else it holds, without another question; absent: nothing. */
  readonly afterwards?: 'read' | 'change' | 'read-and-change';
  /** How far it gets when it is allowed for the run. */
  readonly whole: ReachLevel;
}

/**
 * `once`: this call, and what it was said to open for, for as long as that is open. `run`: everything through this preopen until
 * the program ends. `refuse`: this call fails. `never`: the preopen is revoked.
 */
export type Answer = 'once' | 'run' | 'refuse' | 'never';
