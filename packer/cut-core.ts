import { dropAssertions } from './assertions.ts';
import { dropIdleCalls } from './idle-calls.ts';
import { outlineModule } from './outline/outline-module.ts';
import { PART_COUNT, partOf, RARE, USUAL } from './part-of.ts';
import type { Profile, ProfileName } from './profile/profile.ts';
import { splitModule, type Split } from './split.ts';
import { blockStarts } from './wasm/code.ts';
import { readBodies } from './wasm/declarations.ts';
import type { Sections } from './wasm/sections.ts';

/**
 * Cuts the core in three by what was seen of it. What no program was seen to need of a function in the first part goes to
 * the usual part, since a program can need it, or, where it never returns, to the rare one.
 */
export function cutCore(sections: Sections, profiles: Readonly<Record<ProfileName, Profile>>): Split {
  const { first, usual, blocks } = profiles;
  const bodies = readBodies(sections);
  const starts = blockStarts(bodies);
  if (blocks.length !== starts.at(-1)) throw new Error('Cannot use the profile: it is of another number of blocks');
  const isEveryday = (i: number): boolean => first[i] === 1 || usual[i] === 1;
  const trusting = dropAssertions(sections, isEveryday);
  const whole = outlineModule(dropIdleCalls(trusting.sections, trusting.failing, isEveryday), (i) => {
    const start = starts[i] ?? 0;
    // Functions of which no block was seen are known from an older profile alone.
    if (first[i] !== 1 || blocks[start] !== 1) return undefined;
    const before = trusting.blocksBefore(i);
    return (block) => blocks[start + (before?.[block] ?? block)] === 1;
  });
  const partOfOwn = partOf(profiles, sections);
  const partOfTaken = whole.taken.map(({ neverReturns }) => (neverReturns ? RARE : USUAL));
  return splitModule(whole.sections, PART_COUNT, (i) => partOfTaken[i - bodies.length] ?? partOfOwn(i), {
    unsaid: trusting.unsaid,
  });
}
