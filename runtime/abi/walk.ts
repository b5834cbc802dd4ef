import type { Filetype } from './flags.ts';

/** One component of a path on its way from a granted directory, and what became of it. */
export type WalkStep =
  | { readonly name: string; readonly did: 'entered' | 'found'; readonly kind: Filetype }
  /** `..` to a directory that the walk had come through. */
  | { readonly name: string; readonly did: 'went-back' }
  | { readonly name: string; readonly did: 'followed-link'; readonly target: string }
  | { readonly name: string; readonly did: 'found-nothing' }
  /** `..` above where the walk began, or a leading slash: the walk was refused here. */
  | { readonly name: string; readonly did: 'stepped-out' };
