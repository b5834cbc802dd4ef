import type { RightName } from '../abi/rights.ts';
import type { Limits, Personality } from '../policy/policy.ts';

/** A tree of files as plain data, to be copied into a fresh volume. */
export type FileTree = readonly FileTreeEntry[];
export type FileTreeEntry =
  | { readonly kind: 'file'; readonly path: string; readonly bytes: Uint8Array }
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'link'; readonly path: string; readonly target: string };

/** Everything one conformance run needs, as data that can be posted to a worker. */
export interface Case {
  readonly wasm: Uint8Array;
  /** What runs in place of `wasm`: the same program as a component. */
  readonly component?: Uint8Array;
  readonly argv: readonly string[];
  readonly env: readonly string[];
  readonly preopens: readonly { readonly guest: string; readonly files: FileTree }[];
  readonly stdin: Uint8Array;
  readonly personality: Personality;
  readonly setup?: Setup;
}

/** How the machine of one case differs from the usual one. Preopens are meant by their guest name. */
export interface Setup {
  /** Preopens on which nothing changes. */
  readonly readOnly?: readonly string[];
  /** Bytes that the files of a preopen may take together. */
  readonly maxBytes?: Readonly<Record<string, number>>;
  /** Folders, made in a preopen, that are volumes of their own. */
  readonly mounts?: readonly { readonly guest: string; readonly path: string }[];
  /** Rights on the preopened directory itself, beyond the usual ones. */
  readonly moreRights?: Readonly<Record<string, readonly RightName[]>>;
  readonly limits?: Partial<Limits>;
  /** Instead of the one that all cases are run under. */
  readonly personality?: Personality;
  /** Ports with a listening socket, granted after the preopens. */
  readonly listen?: readonly number[];
  /** What others on the network do: each read from standard input makes the next one act. */
  readonly peers?: readonly Peer[];
}

export type Peer =
  | { readonly act: 'connect'; readonly port: number; readonly says: string }
  /** The connection made by this number of `connect`s before it, counted from 0, is closed. */
  | { readonly act: 'hang-up'; readonly connection: number };

/** What came of it. */
export interface CaseResult {
  readonly end:
    | { readonly kind: 'exited'; readonly code: number }
    | { readonly kind: 'signalled'; readonly signal: string }
    | { readonly kind: 'trapped'; readonly message: string }
    | { readonly kind: 'not-started'; readonly message: string }
    | { readonly kind: 'faulted'; readonly message: string }
    | { readonly kind: 'killed' };
  readonly stdout: string;
  readonly stderr: string;
}
