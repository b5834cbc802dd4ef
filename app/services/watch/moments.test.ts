import { expect, it } from 'vitest';
import type { DescriptorRow, DescriptorStep } from '../../../runtime/trace/descriptor-row.ts';
import { withSteps } from './moments.ts';

const NONE = { base: [], inheriting: [] };

function row(id: number, fd: number, offset = 0): DescriptorRow {
  return {
    id,
    fd,
    kind: 'regular_file',
    origin: `/file${id}`,
    path: undefined,
    rights: NONE,
    first: NONE,
    withdrawn: NONE,
    isRevoked: false,
    offset,
    flags: [],
    preopen: undefined,
    parent: undefined,
    from: undefined,
    ask: undefined,
  };
}

function step(
  cause: DescriptorStep['cause'],
  call: number,
  rows: readonly DescriptorRow[],
  closed: readonly number[] = [],
) {
  return { cause, call, ms: call, rows, closed };
}

const table = (before: Parameters<typeof withSteps>[0], told: Parameters<typeof withSteps>[1]) =>
  withSteps(before, told, 'mine');
const told = (...steps: readonly DescriptorStep[]) => ({ run: 1, steps, isEnded: false });
const brief = (table: ReturnType<typeof withSteps>) =>
  table?.moments.map(({ call, rows }) => [call, ...rows.map(({ id, fd, offset }) => `${fd}=${id}@${offset ?? ''}`)]);

it('makes a moment of each change, with all that is open then', () => {
  const begun = table(undefined, told(step('start', 0, [row(1, 0)]), step('call', 1, [row(2, 1)])));
  const then = table(begun, told(step('call', 2, [row(3, 0)], [1])));
  expect(brief(then)).toEqual([
    [0, '0=1@0'],
    [1, '0=1@0', '1=2@0'],
    [2, '0=3@0', '1=2@0'],
  ]);
});

it('moves offsets on without a moment of their own', () => {
  const begun = table(undefined, told(step('start', 0, [row(1, 0)])));
  const then = table(begun, told(step('moved', 5, [row(1, 0, 9)])));
  expect(brief(then)).toEqual([[0, '0=1@9']]);
});

it('takes a look back at the same table for no change, and a table that changed meanwhile for one', () => {
  const begun = table(undefined, told(step('start', 3, [row(1, 0)])));
  expect(brief(table(begun, told(step('start', 3, [row(1, 0)]))))).toHaveLength(1);
  expect(brief(table(begun, told(step('start', 8, [row(4, 0)]))))).toEqual([
    [3, '0=1@0'],
    [8, '0=4@0'],
  ]);
});

it('begins anew with another run', () => {
  const first = table(undefined, told(step('start', 0, [row(1, 0)])));
  const second = table(first, { run: 2, steps: [step('start', 0, [row(1, 0)])], isEnded: true });
  expect([second?.moments.length, second?.isEnded]).toEqual([1, true]);
});

it('forgets the oldest where there are more than are kept', () => {
  const steps = Array.from({ length: 2500 }, (_, call) => step('call', call, [row(1, 0)]));
  const then = table(undefined, told(...steps));
  expect([then?.moments.length, then?.moments[0]?.call]).toEqual([2000, 500]);
});
