/**
 * What the halves of a split module share, by the names under which the hot half exports it and the cold half
 * imports it. The packer writes them, and linking looks them up.
 */
export const SHARED = 'split';
/** The module's own table. */
export const FUNCTIONS = 'split:functions';
/** The table through which the halves call each other. */
export const CROSSING = 'split:crossing';
export const MEMORY = 'split:memory';

export function globalName(index: number): string {
  return `split:global${index}`;
}

/** The crossing table's slot of the function that brings the cold half; the halves' own functions follow. */
export const LOADER_SLOT = 0;
