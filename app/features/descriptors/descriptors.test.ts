import { describe, expect, it } from 'vitest';
import { RIGHT_NAMES, type RightName } from '../../../runtime/abi/rights.ts';
import { policy, readOnly, readWrite, type Personality, type Preopen } from '../../../runtime/policy/policy.ts';
import type { DescriptorRow } from '../../../runtime/trace/descriptor-row.ts';
import type { Moment } from '../../state/live-slice.ts';
import { layOut } from './graph-layout.ts';
import { plannedRows } from './planned-rows.ts';
import { abridged, heldGroups, RIGHT_GROUPS, shareLeft } from './right-groups.ts';
import { reachOfRows, type RowReach } from './row-reach.ts';
import { factTexts, momentText, rowName } from './row-text.ts';
import { markedRows, momentIndex } from './table-model.ts';

const [stdin, stdout, stderr, project] = plannedRows(policy(readWrite('/project', '/')));
if (!stdin || !stdout || !stderr || !project) throw new Error('There is always stdio');

it('takes standard input for a stream where it does not come from the terminal', () => {
  expect(stdin.kind).toBe('character_device');
  const [row] = plannedRows({ ...policy(), stdin: { kind: 'text', text: '1' } });
  expect(row?.kind).toBe('unknown');
});

function file(id: number, fd: number, change: Partial<DescriptorRow> = {}): DescriptorRow {
  const rights = { base: ['fd_read', 'fd_write', 'fd_seek'], inheriting: [] } as const;
  return {
    ...stdin!,
    id,
    fd,
    kind: 'regular_file',
    origin: `/file${id}`,
    path: `/project/file${id}`,
    rights,
    first: rights,
    offset: 0,
    from: { fd: 3, name: '/' },
    parent: project!.id,
    ...change,
  };
}

function moment(call: number, ms: number, rows: readonly DescriptorRow[], cause: Moment['cause'] = 'call'): Moment {
  return { call, ms, cause, rows };
}

describe('groups of rights', () => {
  it('have every right once', () => {
    expect(RIGHT_GROUPS.flatMap(({ rights }) => rights as readonly RightName[]).sort()).toEqual(
      [...RIGHT_NAMES].sort(),
    );
  });

  it('say what is left of what there was, and who took the rest', () => {
    expect(heldGroups(['fd_read', 'fd_write', 'fd_seek', 'fd_tell'], ['fd_read', 'fd_tell'], ['fd_write'])).toEqual([
      { word: 'read', held: 'all', isWithdrawn: false },
      { word: 'write', held: 'none', isWithdrawn: true },
      { word: 'seek', held: 'some', isWithdrawn: false },
    ]);
  });

  it('are abridged to what matters, and to what is missing', () => {
    const all = heldGroups(RIGHT_NAMES, RIGHT_NAMES, []);
    const brief = abridged(all, false);
    expect(brief.named.map(({ word }) => word)).toEqual(['read', 'write', 'open', 'list', 'accept', 'change']);
    expect(brief.others).toBe(RIGHT_GROUPS.length - 9);
    const less = abridged(heldGroups(RIGHT_NAMES, RIGHT_NAMES.slice(2), []), false);
    expect(less.named.filter(({ held }) => held !== 'all').map(({ word }) => word)).toEqual(['read', 'flush']);
  });

  it('weigh less the more is gone', () => {
    const first = project.first.base;
    const shares = [first, first.slice(5), []].map((now) => shareLeft(heldGroups(first, now, [])));
    expect(shares[0]).toBe(1);
    expect(shares[1]).toBeLessThan(1);
    expect(shares[2]).toBe(0);
  });
});

it.each([
  [stdin, 'read'],
  [stdout, 'write'],
  [project, 'read-write'],
  [plannedRows(policy(readOnly('/project', '/')))[3], 'read'],
  [plannedRows(policy({ ...readOnly('/project', '/'), ask: true }))[3], 'ask'],
  [file(9, 4, { rights: { base: [], inheriting: [] } }), 'nothing'],
] as const)('reach %#: %s', (row, expected) => {
  expect(row && reachOfRows([row], 'strict').get(row.id)).toBe(expected);
});

it.each<readonly [string, Partial<DescriptorRow>, Personality, RowReach]>([
  [
    'a file that libc opened to read',
    { rights: { base: ['fd_read', 'fd_filestat_set_times'], inheriting: [] } },
    'strict',
    'stamp',
  ],
  [
    'a file opened to be read and cut',
    { rights: { base: ['fd_read', 'fd_filestat_set_size'], inheriting: [] } },
    'strict',
    'read-write',
  ],
  ['what is not enforced is as good as held', { rights: { base: [], inheriting: [] } }, 'modern', 'names'],
  [
    'unless it was taken back',
    { rights: { base: [], inheriting: [] }, withdrawn: { base: ['fd_filestat_get'], inheriting: [] } },
    'modern',
    'nothing',
  ],
])('%s', (_what, change, personality, expected) => {
  const row = file(9, 4, change);
  expect(reachOfRows([row], personality).get(row.id)).toBe(expected);
});

it('takes the folders that are held together', () => {
  const ro = readOnly('/project/ro', '/ro');
  const [linking, writing] = [
    { ...ro, base: [...ro.base, 'path_link_source' as const] },
    readWrite('/project/rw', '/rw'),
  ];
  const reach = (...preopens: Preopen[]) => reachOfRows(plannedRows(policy(...preopens)), 'strict').get(-4);
  expect([reach(ro, writing), reach(linking), reach(linking, writing)]).toEqual(['read', 'read', 'read-write']);
});

it('says of a file where it is, where it came from and how far it was read', () => {
  expect(factTexts(file(9, 4, { offset: 12345, flags: ['append'] }))).toEqual([
    'file',
    '/project/file9',
    'from 3 /',
    'at byte 12,345',
    'append',
  ]);
});

describe('marks', () => {
  const dropped = file(6, 5, { rights: { base: ['fd_read'], inheriting: [] } });
  const moments = [
    moment(0, 0, [stdin]),
    moment(4, 1, [stdin, file(5, 4)]),
    moment(6, 2, [stdin, file(5, 4), file(6, 5)]),
    moment(9, 2000, [stdin, dropped]),
  ];
  const marks = (index: number) => markedRows(moments, index).map(({ row, mark }) => [row.fd, mark]);

  it('of the latest moment tell what happened since the program rested', () => {
    expect(marks(3)).toEqual([
      [0, undefined],
      [4, 'closed'],
      [5, 'changed'],
    ]);
    const burst = markedRows(moments.slice(0, 3), 2);
    expect(burst.map(({ mark }) => mark)).toEqual([undefined, 'new', 'new']);
  });

  it('of an earlier moment tell what it changed', () => {
    expect(marks(2)).toEqual([
      [0, undefined],
      [4, undefined],
      [5, 'new'],
    ]);
  });

  it('take a number that is used again for another descriptor', () => {
    const reused = [moment(0, 0, [file(5, 4)]), moment(1, 1, [file(8, 4)])];
    expect(markedRows(reused, 1).map(({ row, mark }) => [row.id, mark])).toEqual([
      [5, 'closed'],
      [8, 'new'],
    ]);
  });

  it('a moment that is no longer kept is the latest', () => {
    expect(momentIndex(moments, moment(1, 1, []))).toBe(3);
    expect(momentIndex(moments, moments[1])).toBe(1);
  });
});

it.each([
  [[moment(0, 0, [stdin])], 'What it was granted'],
  [[moment(0, 0, []), moment(3, 1, [file(5, 4)])], 'Opened 4 /file5'],
  [[moment(0, 0, [file(5, 4)]), moment(3, 1, [])], 'Closed 4 /file5'],
  [[moment(0, 0, [file(5, 4)]), moment(3, 1, [], 'owner')], 'You closed 4 /file5'],
  [[moment(0, 0, [file(5, 4)]), moment(3, 1, [file(5, 1)])], 'Moved 4 to 1'],
  [
    [moment(0, 0, [file(5, 4)]), moment(3, 1, [file(5, 4, { rights: { base: [], inheriting: [] } })])],
    'Gave up rights of 4 /file5',
  ],
  [
    [
      moment(0, 0, [file(5, 4), file(6, 5)]),
      moment(3, 1, [file(5, 4, { isRevoked: true }), file(6, 5, { isRevoked: true })], 'owner'),
    ],
    'You revoked 4 /file5 and 1 opened beneath it',
  ],
] as const)('moment %#: %s', (moments, expected) => {
  expect(momentText(moments, moments.length - 1)).toBe(expected);
});

describe('the graph', () => {
  const rows = [stdin, project, file(5, 4), file(6, 5, { parent: 5 }), file(7, 6, { path: '/project/file5' })].map(
    (row) => ({ row, mark: undefined }),
  );

  it('puts what was opened under what it was opened through', () => {
    const { descriptors } = layOut(rows, 480);
    expect(descriptors.map(({ row, x }) => [row.fd, x])).toEqual([
      [0, 28],
      [3, 28],
      [4, 48],
      [5, 68],
      [6, 48],
    ]);
    const tops = descriptors.map(({ y }) => y);
    expect(tops).toEqual([...tops].sort((a, b) => a - b));
  });

  it('has each file once, however many descriptors are of it', () => {
    const { things, holdings } = layOut(rows, 480);
    expect([things.length, holdings.length]).toEqual([4, 5]);
  });

  it('thins the edge of what has lost rights', () => {
    const lost = rows.map((marked) =>
      marked.row.fd === 4 ? { ...marked, row: file(5, 4, { rights: { base: ['fd_read'], inheriting: [] } }) } : marked,
    );
    const width = (from: typeof rows) => layOut(from, 480).holdings.find(({ id }) => id === 5)?.width ?? 0;
    expect(width(lost)).toBeLessThan(width(rows));
  });

  it('never overlaps, however little room there is', () => {
    for (const width of [0, 320, 900]) {
      const { descriptors, things, width: full } = layOut(rows, width);
      const right = Math.max(...descriptors.map((box) => box.x + box.width));
      expect(Math.min(...things.map(({ x }) => x)) - right).toBeGreaterThanOrEqual(90);
      expect(Math.max(...things.map((box) => box.x + box.width))).toBeLessThanOrEqual(full);
    }
  });
});

describe('programs that the program started', () => {
  const reader = { number: 1, name: 'reader' };
  const handed = file(7, 3, { process: reader, handed: { fd: 4, name: '/file5' }, parent: 5, from: undefined });
  const rows = markedRows([moment(1, 0, [handed, file(8, 4, { process: reader, parent: 7 }), file(5, 4), project])], 0);

  it('stand below it in the graph, with a line from what was handed on', () => {
    const { processes, descriptors, handings, height } = layOut(rows, 480);
    expect(processes.map(({ name }) => name)).toEqual(['program', 'reader 1']);
    const at = (id: number) => descriptors.find(({ row }) => row.id === id)!;
    expect([at(5).y < processes[1]!.y, processes[1]!.y < at(7).y, at(7).y < at(8).y]).toEqual([true, true, true]);
    expect(at(8).x).toBeGreaterThan(at(7).x);
    expect(handings.map(({ id }) => id)).toEqual([7]);
    expect(height).toBeGreaterThanOrEqual(at(8).y + at(8).height);
  });

  it('are named with what they hold, and where they have it from', () => {
    expect(rowName(handed)).toBe('3 /file7 of reader 1');
    expect(factTexts(handed)).toContain('handed on from 4 /file5');
  });

  it('reach no further because of what another one holds', () => {
    const folder = (id: number, base: readonly RightName[], process?: DescriptorRow['process']): DescriptorRow => ({
      ...project,
      id,
      rights: { base, inheriting: base },
      first: { base, inheriting: base },
      ...(process && { process }),
    });
    const reading: readonly RightName[] = ['path_open', 'fd_readdir', 'fd_read', 'path_filestat_get'];
    const reaches = reachOfRows([folder(1, RIGHT_NAMES), folder(2, reading, reader)], 'strict');
    expect([reaches.get(1), reaches.get(2)]).toEqual(['read-write', 'read']);
  });
});
