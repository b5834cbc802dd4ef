import type { Survey } from './survey.ts';

interface Functions {
  readonly bodies: readonly Uint8Array[];
  readonly calls: Survey;
}

/**
 * Which parts hold each defined function, a bit each. A call from part to part goes by a stand-in and a table, in place of
 * a plain call; so a part holds copies of the functions of up to `short` bytes that it calls and that belong to a part before it.
 * Which of them runs makes no difference: code has no state, and what stands in the tables is always the one at home.
 */
export function findCopies({ calls, bodies }: Functions, at: readonly number[], short: number): Uint8Array {
  const holds = Uint8Array.from(at, (part) => 1 << part);
  const copiesInto = (part: number): void => {
    const callers = at.flatMap((home, i) => (home === part ? [i] : []));
    for (let caller = callers.pop(); caller !== undefined; caller = callers.pop()) {
      for (const callee of calls.callees.subarray(calls.ends[caller - 1] ?? 0, calls.ends[caller])) {
        const held = holds[callee] ?? 0;
        const isBefore = (at[callee] ?? part) < part;
        if (!isBefore || (held & (1 << part)) !== 0 || (bodies[callee]?.length ?? 0) > short) continue;
        holds[callee] = held | (1 << part);
        callers.push(callee);
      }
    }
  };
  for (const part of new Set(at)) copiesInto(part);
  return holds;
}
