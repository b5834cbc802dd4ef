import { expect, it } from 'vitest';
import type { ExpressionScope } from '../values/expression-value.ts';
import type { Site, Sites } from '../instrument/sites.ts';
import { Breakpoints, movedBreakpoints } from './breakpoints.ts';

const noScope = (): ExpressionScope => {
  throw new Error('Nothing is to be looked up');
};

/** One line with code, line 3, at site 7. */
function breakpointsAt(more: { readonly from?: number; readonly print?: string }): Breakpoints {
  const site = { number: 7, file: '/main.c', line: 3, function: 'main', address: 1 } as unknown as Site;
  const sites = [site] as unknown as Sites;
  return new Breakpoints(sites, [{ file: 'main.c', line: 3, ...more }] as never);
}

it('one that counts stops from that time on, and again where the program was taken back to', () => {
  const breakpoints = breakpointsAt({ from: 3 });
  const kinds = (positions: readonly number[]) => positions.map((at) => breakpoints.at(7, at, noScope).kind);
  expect(kinds([10, 20, 30, 40])).toEqual(['passes', 'passes', 'stops', 'stops']);
  // The same moments a second time: they do not count again.
  expect(kinds([10, 20, 30])).toEqual(['passes', 'passes', 'stops']);
  // In another future, what was passed later in the one before has not happened.
  breakpoints.forgetAfter(10);
  expect(kinds([15, 17, 20])).toEqual(['passes', 'stops', 'stops']);
});

it('tells one on a line of the same function from one on a line of a function that is not in the program', () => {
  const main = { name: 'main', rows: [{ file: '/main.c', line: 8 }] };
  const at = (number: number, line: number) => ({ number, file: '/main.c', line, function: main, address: number });
  const sites = [at(1, 9), at(2, 12)] as unknown as Sites;
  const set = [2, 7, 10, 12, 20].map((line) => ({ file: 'main.c', line }));
  expect(movedBreakpoints(sites, set)).toEqual([
    { file: 'main.c', line: 2, at: 9, isFar: true },
    { file: 'main.c', line: 7, at: 9 },
    { file: 'main.c', line: 10, at: 12 },
    { file: 'main.c', line: 20, at: undefined },
  ]);
});
