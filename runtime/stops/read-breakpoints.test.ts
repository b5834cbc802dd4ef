import { expect, it } from 'vitest';
import { readBreakpoints } from './read-breakpoints.ts';

it('reads breakpoints, and leaves out what is none', () => {
  const whole = { file: 'main.c', line: 3, condition: 'i > 1', from: 2, print: 'i is {i}' };
  expect(readBreakpoints([whole, { file: 'a.c', line: 1, more: 'x' }])).toEqual([whole, { file: 'a.c', line: 1 }]);
  for (const value of [undefined, 'x', {}, [null, 3, {}, { file: 'a.c' }, { file: 'a.c', line: 0.5 }, { line: 1 }]])
    expect(readBreakpoints(value)).toEqual([]);
  expect(readBreakpoints([{ file: 'a.c', line: 1, condition: 3, print: 'x'.repeat(501) }])).toEqual([
    { file: 'a.c', line: 1 },
  ]);
  expect(readBreakpoints(Array.from({ length: 1000 }, () => whole))).toHaveLength(256);
});
