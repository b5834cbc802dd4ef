import type { Filetype, FlagName } from '../abi/flags.ts';
import type { RightName } from '../abi/rights.ts';

/** Rights by name, in witx order. */
export interface RowRights {
  readonly base: readonly RightName[];
  readonly inheriting: readonly RightName[];
}

/** One open descriptor, as plain data for the watcher. */
export interface DescriptorRow {
  /** Never given again in the run, unlike the number. */
  readonly id: number;
  readonly fd: number;
  readonly kind: Filetype;
  /** How the guest came by it, in its words: `stdin`, the name of a preopen, the path it opened. */
  readonly origin: string;
  /** Where it stands in the machine now; undefined: nowhere, or not under that name any more. */
  readonly path: string | undefined;
  readonly rights: RowRights;
  /** What it could do when it was opened. */
  readonly first: RowRights;
  /** Of that, what the user took back. What else is missing the program gave up by itself. */
  readonly withdrawn: RowRights;
  readonly isRevoked: boolean;
  /** Bytes from the start of the file; undefined for what has no offset. */
  readonly offset: number | undefined;
  readonly flags: readonly FlagName<'fdflags'>[];
  /** The guest's name for it, when it is a preopened directory. */
  readonly preopen: string | undefined;
  /** What it was opened beneath, by `id`, where that is still open. */
  readonly parent: number | undefined;
  /** The granted descriptor that it descends from; undefined: it was granted itself. */
  readonly from: { readonly fd: number; readonly name: string } | undefined;
  /** The process that holds it, where that is not the program itself but one that it started: its number from 1, and its name. */
  readonly process?: { readonly number: number; readonly name: string };
  /** What it was handed on from, in the process that started that one. */
  readonly handed?: { readonly fd: number; readonly name: string };
  /** Whether calls are asked about; undefined: they never were to be. */
  readonly ask: 'asks' | 'allowed' | undefined;
}

/** One change of a descriptor table. */
export interface DescriptorStep {
  /** How many calls the program had made, the one that changed the table included. */
  readonly call: number;
  /** Since the program started. */
  readonly ms: number;
  /** `start`: the whole table, in place of what there was. `moved`: only offsets, flags and names. */
  readonly cause: 'start' | 'call' | 'owner' | 'moved';
  /** Rows that are new or different. */
  readonly rows: readonly DescriptorRow[];
  /** Ids of those that were closed. */
  readonly closed: readonly number[];
}
