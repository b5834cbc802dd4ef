import { expect, it } from 'vitest';
import { valuePath } from './value-path.ts';

it.each([
  [['point', 'x'], 'point.x'],
  [['list', '[3]'], 'list[3]'],
  [['head', '*head', 'next', '*next', 'value'], 'head->next->value'],
  [['head', '*head'], '*head'],
  [['grid', '[1]', '[2]'], 'grid[1][2]'],
  [['rows', '*rows', '[2]'], '(*rows)[2]'],
  [['people', '[0]', 'name'], 'people[0].name'],
])('the part %j is %s', ([whole = '', ...parts], expected) => {
  expect(parts.reduce(valuePath, whole)).toBe(expected);
});
