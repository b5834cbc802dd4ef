import type { Personality } from '../policy/policy.ts';

/** A tree of files as plain data, to be copied into a fresh volume. */
export type FileTree = readonly FileTreeEntry[];
export type FileTreeEntry =
  | { readonly kind: 'file'; readonly path: string; readonly bytes: Uint8Array }
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'link'; readonly path: string; readonly target: string };

/** Everything one conformance run needs, as data that can be posted to a worker. */
export interface Case {
  readonly wasm: Uint8Array;
  readonly argv: readonly string[];
  readonly env: readonly string[];
  readonly preopens: readonly { readonly guest: string; readonly files: FileTree }[];
  readonly stdin: Uint8Array;
  readonly personality: Personality;
}

/** What came of it. */
export interface CaseResult {
  readonly end:
    | { readonly kind: 'exited'; readonly code: number }
    | { readonly kind: 'signalled'; readonly signal: string }
    | { readonly kind: 'trapped'; readonly message: string }
    | { readonly kind: 'not-started'; readonly message: string }
    | { readonly kind: 'killed' };
  readonly stdout: string;
  readonly stderr: string;
}
