import type { Profile } from './profile/profile.ts';
import { survey } from './survey.ts';
import { countImports, readBodies } from './wasm/declarations.ts';
import { type Sections } from './wasm/sections.ts';

/**
 * Functions up to this many bytes join the hot half when something hot calls them. Of what programs that the profile
 * had not seen turned out to need, four in five were such: a rare case handled beside a common one.
 */
const SMALL = 400;

/** Asks of a defined function whether it belongs into the hot half: the profile saw it, or it is small and one call away. */
export function hotSet(profile: Profile, sections: Sections): (defined: number) => boolean {
  const bodies = readBodies(sections);
  if (profile.length !== bodies.length) throw new Error('Cannot use the profile: it is of another number of functions');
  const { callees, ends } = survey(bodies, countImports(sections));
  const isHot = Uint8Array.from(profile);
  let at = 0;
  profile.forEach((isProfiled, caller) => {
    for (const end = ends[caller] ?? at; at < end; at++) {
      const callee = callees[at] ?? 0;
      if (isProfiled !== 0 && (bodies[callee]?.length ?? 0) <= SMALL) isHot[callee] = 1;
    }
  });
  return (defined) => isHot[defined] === 1;
}
