import type { DescriptorRow, RowRights } from '../../../runtime/trace/descriptor-row.ts';
import type { Moment } from '../../state/live-slice.ts';

export type Mark = 'new' | 'changed' | 'closed';

export interface MarkedRow {
  readonly row: DescriptorRow;
  readonly mark: Mark | undefined;
}

/** A program that changes nothing for so long has come to rest, as at a prompt. */
const REST_MS = 700;

/**
 * The table at `index`, with what is different from when the program last rested. Of a moment that is looked back at, it is
 * different from the moment before.
 */
export function markedRows(moments: readonly Moment[], index: number): readonly MarkedRow[] {
  const now = moments[index];
  if (!now) return [];
  const isLatest = index === moments.length - 1;
  const before = moments[isLatest ? restBefore(moments) : Math.max(0, index - 1)] ?? now;
  const known = new Map(before.rows.map((row) => [row.id, row]));
  const open = new Set(now.rows.map(({ id }) => id));
  const marked = now.rows.map((row): MarkedRow => {
    const was = known.get(row.id);
    return { row, mark: was === undefined ? 'new' : isDifferent(was, row) ? 'changed' : undefined };
  });
  const closed = before.rows.filter(({ id }) => !open.has(id)).map((row): MarkedRow => ({ row, mark: 'closed' }));
  return [...marked, ...closed].sort(
    (a, b) => processOf(a.row) - processOf(b.row) || a.row.fd - b.row.fd || a.row.id - b.row.id,
  );
}

/** The number of the process that holds it: 0 is the program itself. */
export function processOf({ process }: DescriptorRow): number {
  return process?.number ?? 0;
}

/** The last moment before what happens now began. */
function restBefore(moments: readonly Moment[]): number {
  for (let at = moments.length - 1; at > 0; at--) {
    const [before, after] = [moments[at - 1], moments[at]];
    if (before && after && after.ms - before.ms > REST_MS) return at - 1;
  }
  return 0;
}

/** Offsets aside: those change with every read. */
function isDifferent(a: DescriptorRow, b: DescriptorRow): boolean {
  return (
    a.fd !== b.fd ||
    a.path !== b.path ||
    a.ask !== b.ask ||
    a.flags.join() !== b.flags.join() ||
    rightsKey(a.rights) !== rightsKey(b.rights)
  );
}

function rightsKey({ base, inheriting }: RowRights): string {
  return `${base.join()};${inheriting.join()}`;
}

/** Where `shown` stands; the latest when it is not among them, or none is looked at. */
export function momentIndex(moments: readonly Moment[], shown: Moment | undefined): number {
  const index = shown === undefined ? -1 : moments.indexOf(shown);
  return index === -1 ? moments.length - 1 : index;
}
