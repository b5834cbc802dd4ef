import { describe, expect, it } from 'vitest';
import { breakpointProblem, breakpointText, withFields } from './breakpoint-text.ts';

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

describe('a breakpoint that is set', () => {
  const at = { file: 'main.c', line: 3 };
  it.each([
    [{ condition: 'i > 2 && list->next' }, undefined],
    [{ print: 'i is {i}, and {list->value}' }, undefined],
    [{ condition: 'i >' }, 'i > cannot be read: The expression ends too early. It was not set.'],
    [{ condition: 'i = 3' }, 'i = 3 cannot be read: An expression here may not change anything. It was not set.'],
    [{ condition: 'f(i)' }, 'f(i) cannot be read: Functions cannot be called here. It was not set.'],
    [{ print: 'i is {i +}' }, 'i + cannot be read: The expression ends too early. It was not set.'],
  ])('%j', (parts, problem) => {
    expect(breakpointProblem({ ...at, ...parts })).toBe(problem);
  });
});
