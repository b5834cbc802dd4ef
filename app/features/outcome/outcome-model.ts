import { compareUses } from '../../../runtime/policy/least.ts';
import type { RunReport } from '../../../runtime/protocol/run.ts';
import type { CPlace } from '../../../runtime/project/program-outcome.ts';
import { explain, type Explanation } from '../../../runtime/trace/explain.ts';
import type { TraceEvent } from '../../../runtime/trace/event.ts';
import { projectPath } from '../../state/paths.ts';
import type { Refused } from '../../state/run-slice.ts';

export interface SourceLine {
  readonly file: string;
  readonly line: number;
}

/** Refusals that were for the same reason and come from the same line. */
export interface RefusedRow {
  readonly event: TraceEvent;
  readonly why: Explanation;
  readonly at: SourceLine | undefined;
  readonly times: number;
}

/** The innermost place in a file of the project. */
export function ownLine(places: readonly CPlace[]): SourceLine | undefined {
  for (const { file, line } of places)
    if (file !== undefined && line !== undefined && !file.startsWith('/usr/')) return { file: projectPath(file), line };
  return undefined;
}

/** The refusals as the card lists them, each reason at each line once. */
export function refusedRows({ events, policy, places }: Refused): readonly RefusedRow[] {
  const rows = new Map<string, RefusedRow>();
  for (const event of events) {
    const stack = places.get(event.stack ?? 0) ?? [];
    const why = explain(
      event,
      policy,
      stack.map(({ function: name }) => name),
    );
    if (!why) continue;
    const at = ownLine(stack);
    const key = JSON.stringify([why.because[0], at]);
    rows.set(key, { event, why, at, times: (rows.get(key)?.times ?? 0) + 1 });
  }
  return [...rows.values()];
}

/** How many of the granted things the run used: a line of the policy's report each. */
export function usedOfGranted({ policy, uses }: RunReport): { readonly used: number; readonly granted: number } {
  const rows = compareUses(policy, uses);
  return { granted: rows.length, used: rows.filter(({ used }) => used !== undefined).length };
}
