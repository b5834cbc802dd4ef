import { permits, rights, type RightName } from '../../../runtime/abi/rights.ts';
import { heldUnder, type Access } from '../../../runtime/policy/access.ts';
import type { Personality } from '../../../runtime/policy/policy.ts';
import {
  isWithin,
  LEVEL_WORDS,
  levelOf,
  REACH_SIGNS,
  volumeOf,
  type ReachLevel,
} from '../../../runtime/policy/reach.ts';
import { accessTogether } from '../../../runtime/policy/together.ts';
import type { DescriptorRow } from '../../../runtime/trace/descriptor-row.ts';
import { processOf } from './table-model.ts';

/** How far a descriptor reaches, in the words and signs used everywhere; `stamp`: reads, and may set times; or that it asks first. */
export type RowReach = ReachLevel | 'stamp' | 'ask';

export function reachSign(reach: RowReach): string {
  if (reach === 'ask') return '?';
  return REACH_SIGNS[reach === 'stamp' ? 'read' : reach];
}

export const REACH_WORDS: Readonly<Record<RowReach, string>> = {
  ...LEVEL_WORDS,
  stamp: 'read, and set its times',
  nothing: 'nothing left',
  ask: 'will ask',
};

/** Reach by the number that a row is known by. */
export type Reaches = ReadonlyMap<DescriptorRow['id'], RowReach>;

/** How far each descriptor reaches; a process is not helped by what another one holds. */
export function reachOfRows(rows: readonly DescriptorRow[], personality: Personality): Reaches {
  const processes = [...new Set(rows.map(processOf))];
  return new Map(
    processes.flatMap((process) => [
      ...reachOfProcess(
        rows.filter((row) => processOf(row) === process),
        personality,
      ),
    ]),
  );
}

/**
 * How far each descriptor of one process reaches, from the rights that the kernel checks under `personality`. Folders are taken
 * together: what may be linked or moved out of one can be changed where another one allows it.
 */
function reachOfProcess(rows: readonly DescriptorRow[], personality: Personality): Reaches {
  const folders = rows.filter(({ kind, isRevoked }) => kind === 'directory' && !isRevoked);
  const path = (i: number): string | undefined => folders[i]?.path;
  const accesses = accessTogether(
    folders.map(({ rights, withdrawn }) => heldUnder(rights, personality, withdrawn)),
    {
      isBeneath: (inner, outer) => isWithin(path(inner) ?? '?', path(outer) ?? '??'),
      // One that has lost its path may be anywhere.
      isJoined: (a, b) => {
        const [one, other] = [path(a), path(b)];
        return one === undefined || other === undefined || volumeOf(one) === volumeOf(other);
      },
    },
  );
  const levels = new Map(folders.map(({ id }, i) => [id, levelOf(accesses[i] as Access)]));
  return new Map(rows.map((row) => [row.id, reachOf(row, levels.get(row.id), personality)]));
}

function reachOf(row: DescriptorRow, level: ReachLevel | undefined, personality: Personality): RowReach {
  if (row.isRevoked) return 'nothing';
  if (level !== undefined) return row.ask === 'asks' && level !== 'nothing' ? 'ask' : level;
  const has = (...names: readonly RightName[]): boolean => names.some((name) => row.rights.base.includes(name));
  const reads = has('fd_read', 'sock_accept');
  if (has('fd_write', 'fd_allocate', 'fd_filestat_set_size')) return reads ? 'read-write' : 'write';
  if (has('fd_filestat_set_times')) return reads ? 'stamp' : 'write';
  if (reads) return 'read';
  const held = heldUnder(row.rights, personality, row.withdrawn);
  return row.kind === 'regular_file' && permits(held.base, rights('fd_filestat_get')) ? 'names' : 'nothing';
}
