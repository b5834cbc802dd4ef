import { NO_RIGHTS, type Rights } from '../abi/rights.ts';

/**
 * What was needed of a grant so far. Descriptors share it with the ones that they descend from, and only bits are
 * ever set, so to keep it costs no call anything.
 */
export class Needed {
  rights: Rights = NO_RIGHTS;
  /** Something was asked of it, though it may have been refused: without the grant, the answer would be another. */
  isTouched = false;
}

/** What was needed of one granted descriptor: of itself, and of all that was opened beneath it. */
export interface Needs {
  readonly own: Needed;
  readonly beneath: Needed;
}

export function newNeeds(): Needs {
  return { own: new Needed(), beneath: new Needed() };
}
