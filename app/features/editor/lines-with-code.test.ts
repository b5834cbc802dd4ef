import { expect, it } from 'vitest';
import { onLinesWithCode } from './lines-with-code.ts';

it('puts a breakpoint on the next line with code, and says so', () => {
  const breakpoints = [
    { file: 'main.c', line: 3, condition: 'i > 1' },
    { file: 'main.c', line: 9 },
  ];
  expect(onLinesWithCode(breakpoints, [{ file: 'main.c', line: 3, at: 5 }])).toEqual({
    breakpoints: [
      { file: 'main.c', line: 5, condition: 'i > 1' },
      { file: 'main.c', line: 9 },
    ],
    text: 'Line 3 of main.c has no code: its breakpoint is at line 5 now.',
  });
});

it('leaves one that was there already, and those for which there is no line', () => {
  const breakpoints = [
    { file: 'main.c', line: 3 },
    { file: 'main.c', line: 5, print: 'here' },
    { file: 'main.c', line: 90 },
  ];
  const moved = [
    { file: 'main.c', line: 3, at: 5 },
    { file: 'main.c', line: 90, at: undefined },
  ];
  expect(onLinesWithCode(breakpoints, moved)?.breakpoints).toEqual([
    { file: 'main.c', line: 5, print: 'here' },
    { file: 'main.c', line: 90 },
  ]);
  expect(onLinesWithCode(breakpoints.slice(1), moved.slice(1))).toBeUndefined();
});

it('leaves one that stops in another function where it was set, and says where it stops', () => {
  const breakpoints = [{ file: 'main.c', line: 3 }];
  const placed = onLinesWithCode(breakpoints, [{ file: 'main.c', line: 3, at: 9, isFar: true }]);
  expect(placed?.breakpoints).toBe(breakpoints);
  expect(placed?.text).toBe(
    'Line 3 of main.c has no code in this program: its breakpoint stops at line 9, in the next function.',
  );
});
