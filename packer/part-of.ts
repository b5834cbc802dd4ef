import type { Profile } from './profile/profile.ts';
import { survey } from './survey.ts';
import { countImports, readBodies } from './wasm/declarations.ts';
import { type Sections } from './wasm/sections.ts';

/** What a first program needs, what the rest of everyday C needs, and the rest. */
export const PART_COUNT = 3;
const FIRST = 0;
export const USUAL = 1;
export const RARE = 2;

/**
 * Functions up to this many bytes join the usual part when something in it calls them. Of what programs that the profile
 * had not seen turned out to need, four in five were such: a rare case handled beside a common one. What never returns
 * handles no case: with it, all that failing assertions would say would be usual, too.
 */
const SMALL = 400;

/** Asks of a defined function which part it belongs to: one whose profile saw it, or the usual one if it is small and one call away. */
export function partOf(
  { first, usual }: { readonly first: Profile; readonly usual: Profile },
  sections: Sections,
): (defined: number) => number {
  const bodies = readBodies(sections);
  if (usual.length !== bodies.length || first.length !== bodies.length)
    throw new Error('Cannot use the profile: it is of another number of functions');
  const { callees, ends, neverReturns } = survey(bodies, countImports(sections));
  const isUsual = Uint8Array.from(usual);
  let at = 0;
  usual.forEach((isProfiled, caller) => {
    for (const end = ends[caller] ?? at; at < end; at++) {
      const callee = callees[at] ?? 0;
      const isSmall = (bodies[callee]?.length ?? 0) <= SMALL && neverReturns[callee] !== true;
      if (isProfiled !== 0 && isSmall) isUsual[callee] = 1;
    }
  });
  return (defined) => (first[defined] === 1 ? FIRST : isUsual[defined] === 1 ? USUAL : RARE);
}
