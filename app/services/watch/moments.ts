import type { DescriptorRow, DescriptorStep } from '../../../runtime/trace/descriptor-row.ts';
import type { LiveTable, Moment } from '../../state/live-slice.ts';

/** A run keeps so many moments, and so many rows in all of them together; the oldest go first. */
const MOST_MOMENTS = 2000;
const MOST_ROWS = 200_000;

interface Told {
  readonly run: number;
  readonly steps: readonly DescriptorStep[];
  readonly isEnded: boolean;
}

/** The table after what the kernel sent. A program that begins is one of `project`. */
export function withSteps(
  before: LiveTable | undefined,
  { run, steps, isEnded }: Told,
  project: string | undefined,
): LiveTable | undefined {
  const isSameRun = before?.run === run;
  const moments: Moment[] = isSameRun ? [...before.moments] : [];
  for (const step of steps) {
    const last = moments.at(-1);
    const next = after(step.cause === 'start' ? undefined : last, step);
    // To read on in a file is no change of what is held: the moment stays, with offsets as they are now.
    if (last && step.cause === 'moved') moments[moments.length - 1] = { ...last, rows: next.rows };
    else if (last && step.cause === 'start' && isEqual(last, next)) continue;
    else moments.push(next);
  }
  if (moments.length === 0) return undefined;
  return { run, project: isSameRun ? before.project : project, moments: bounded(moments), isEnded };
}

function after(last: Moment | undefined, { call, ms, cause, rows, closed }: DescriptorStep): Moment {
  const byId = new Map<number, DescriptorRow>((last?.rows ?? []).map((row) => [row.id, row]));
  for (const id of closed) byId.delete(id);
  for (const row of rows) byId.set(row.id, row);
  return { call, ms, cause, rows: [...byId.values()].sort((a, b) => a.fd - b.fd) };
}

/** Who looks away and back again finds the table as it was. */
function isEqual(a: Moment, b: Moment): boolean {
  return a.call === b.call && JSON.stringify(a.rows) === JSON.stringify(b.rows);
}

function bounded(moments: readonly Moment[]): readonly Moment[] {
  let rows = 0;
  let from = moments.length;
  while (from > 0 && moments.length - from < MOST_MOMENTS) {
    rows += moments[from - 1]?.rows.length ?? 0;
    if (rows > MOST_ROWS && from < moments.length) break;
    from--;
  }
  return from === 0 ? moments : moments.slice(from);
}
