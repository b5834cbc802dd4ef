import { expect, it } from 'vitest';
import { envProblem } from './env-text.ts';

it.each([
  ['', undefined],
  ['A=1\n\nB=two words', undefined],
  ['EMPTY=', undefined],
  ['A=1\nnonsense', 'Line 2 is not NAME=value: “nonsense”'],
  ['=1', 'Line 1 is not NAME=value: “=1”'],
])('%j', (env, problem) => {
  expect(envProblem(env)).toBe(problem);
});
