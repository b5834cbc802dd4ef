import type { RightName } from '../abi/rights.ts';

/** What one grant was used for. */
export interface GrantUse {
  /** Rights that a call on the granted descriptor needed, and held. */
  readonly base: readonly RightName[];
  /** Rights that a call on something opened beneath it needed, and held. */
  readonly inheriting: readonly RightName[];
  /** Something was asked of it, and be it in vain. */
  readonly isTouched: boolean;
}

/** What a program used of its policy in one run. The lists are in the policy's order. */
export interface Uses {
  readonly preopens: readonly GrantUse[];
  readonly listen: readonly GrantUse[];
  /** Standard input was read, waited for or asked what it is. */
  readonly stdin: boolean;
  readonly clocks: boolean;
  readonly random: boolean;
  /** Also how many there are. */
  readonly args: boolean;
  readonly environ: boolean;
  /** Descriptors beyond those granted, most at once. */
  readonly openFiles: number;
}
