/** A cycle longer than this is not looked for. */
const LONGEST = 8;
/** So often it has to be there, whole. */
const TURNS = 3;

/**
 * The functions that call each other in a circle at the innermost end of a stack of calls, in the order in which they call; the
 * first one is the one that the others lead back to. Empty where there is no circle. `names`: innermost first.
 */
export function callCycle(names: readonly (string | undefined)[]): readonly string[] {
  // The innermost call may be of a function that the circle only uses.
  for (let from = 0; from < LONGEST; from++)
    for (let length = 1; length <= LONGEST; length++) {
      const turns = names.slice(from, from + length * TURNS);
      if (turns.length < length * TURNS) break;
      const isCycle = turns.every((name, i) => name !== undefined && name === turns[i % length]);
      if (isCycle)
        return turns
          .slice(0, length)
          .flatMap((name) => name ?? [])
          .reverse();
    }
  return [];
}

/** `even() calls odd(), which calls even()`. */
export function cycleText(cycle: readonly string[]): string {
  const [first, ...others] = cycle.map((name) => `${name}()`);
  if (first === undefined) return '';
  return others.length === 0 ? `${first} calls itself` : `${first} calls ${[...others, first].join(', which calls ')}`;
}
