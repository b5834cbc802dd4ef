import { describe, expect, it } from 'vitest';
import { breakpointText, withFields } from './breakpoint-text.ts';

describe('a breakpoint', () => {
  it.each([
    [['', '', ''], {}, 'main.c:3'],
    [['i > 2', '', ''], { condition: 'i > 2' }, 'main.c:3, where i > 2'],
    [['', '4', ''], { from: 4 }, 'main.c:3, from time 4 on'],
    [['', '1', ''], {}, 'main.c:3'],
    [['', 'x', 'i is {i}'], { print: 'i is {i}' }, 'main.c:3, prints “i is {i}”'],
  ] as const)('of %j', ([condition, from, print], expected, text) => {
    const made = withFields({ file: 'main.c', line: 3 }, condition, from, print);
    expect(made).toEqual({ file: 'main.c', line: 3, ...expected });
    expect(breakpointText(made)).toBe(text);
  });
});
