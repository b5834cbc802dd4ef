/**
 * What the parts of a split module share, by the names under which the first part exports it and the others import it.
 * The packer writes them, and linking looks them up.
 */
export const SHARED = 'split';
/** The module's own table. */
export const FUNCTIONS = 'split:functions';
/** The table through which the parts call each other. */
export const CROSSING = 'split:crossing';
/** It comes from outside, so that one instance can have it after another; a section of this name says what it has to be like. */
export const MEMORY = 'split:memory';

/** A global: the page up to which memory has been handed out. What lies behind it was not used yet. */
export const BREAK = 'split:break';

export function globalName(index: number): string {
  return `split:global${index}`;
}

/** A global that is not 0 once a part, counted from 1, is there. */
export function presenceName(part: number): string {
  return `split:part${part}`;
}

/** The crossing table's slot of the function that brings a part, counted from 1; the parts' own functions follow. */
export function loaderSlot(part: number): number {
  return part - 1;
}
