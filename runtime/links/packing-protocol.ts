import type { Result } from '../base/result.ts';
import type { LinkedProject, LinkProblem } from './linked-project.ts';
import type { ZippedProject } from './read-zip.ts';

/**
 * Page → packing worker. One worker does one task: it reads a link, or makes one, or takes the entries of a zip one by
 * one and then zips them. There is no `cancel`: the page terminates the worker.
 */
export type ToPacker =
  | { readonly type: 'read-link'; readonly fragment: string }
  | { readonly type: 'make-link'; readonly project: LinkedProject }
  /** A path that ends in a slash is a folder. */
  | { readonly type: 'zip-entry'; readonly path: string; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly type: 'zip' }
  | { readonly type: 'read-zip'; readonly bytes: Uint8Array<ArrayBuffer> };

/** What each task results in. */
export interface Packed {
  readonly 'read-link': Result<LinkedProject, LinkProblem>;
  readonly 'make-link': Result<string, string>;
  readonly zip: Uint8Array<ArrayBuffer>;
  /** The error is a sentence. */
  readonly 'read-zip': Result<ZippedProject, string>;
}

/** Packing worker → page: one message, and the task is done. */
export type FromPacker = {
  readonly [N in keyof Packed]: { readonly type: N; readonly value: Packed[N] };
}[keyof Packed];
