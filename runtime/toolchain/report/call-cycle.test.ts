import { expect, it } from 'vitest';
import { callCycle, cycleText } from './call-cycle.ts';

const repeated = (names: readonly string[], times: number): readonly string[] =>
  Array.from({ length: times }, () => names).flat();

it.each([
  { stack: repeated(['fact'], 5), says: 'fact() calls itself' },
  { stack: [...repeated(['odd', 'even'], 4), 'main'], says: 'even() calls odd(), which calls even()' },
  // What is called from the circle may be innermost.
  { stack: ['abs', ...repeated(['c', 'b', 'a'], 4)], says: 'a() calls b(), which calls c(), which calls a()' },
] as const)('$says', ({ stack, says }) => {
  expect(cycleText(callCycle(stack))).toBe(says);
});

it.each([
  { stack: [] },
  { stack: ['a', 'b', 'c', 'main'] },
  { stack: ['f', 'f', 'main'] },
  { stack: [undefined, undefined, undefined, undefined] },
])('finds no circle in $stack', ({ stack }) => {
  expect(callCycle(stack)).toEqual([]);
});
