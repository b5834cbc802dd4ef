import { expect, it } from 'vitest';
import { portProblem } from './port-text.ts';

it.each(['8080', ' 1 ', '65535'])('%j is a port', (text) => {
  expect(portProblem(text)).toBeUndefined();
});

it.each([
  ['', 'A port is a number from 1 to 65535'],
  ['0', 'Port 0 means “any”; choose one from 1 to 65535'],
  ['65536', 'There is no such port: they end at 65535'],
  ['http', '“http” is not a number; ports go from 1 to 65535'],
  ['-1', '“-1” is not a number; ports go from 1 to 65535'],
  ['1e3', '“1e3” is not a number; ports go from 1 to 65535'],
])('%j: %s', (text, problem) => {
  expect(portProblem(text)).toBe(problem);
});
