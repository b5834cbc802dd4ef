import { expect, it } from 'vitest';
import type { ShownValue } from '../../../runtime/stops/stop.ts';
import { valueAt } from './value-at.ts';

const value = (name: string, text: string, ...parts: readonly ShownValue[]): ShownValue => ({
  ...{ name, text, type: '', parts },
});
const VALUES = [
  value('i', '1'),
  value(
    'list',
    '0x400',
    value('*list', '{}', value('value', '7'), value('next', '0x500', value('*next', '{}', value('value', '8')))),
  ),
  value('row', '{3, 4}', value('[0]', '3'), value('[1]', '4')),
];

it.each([
  ['  sum += i;', 'i;', 'i', '1'],
  ['  f(list->value);', 'list', 'list', '0x400'],
  ['  f(list->value);', 'value', 'list->value', '7'],
  ['  f(list -> next -> value);', 'value)', 'list -> next -> value', '8'],
  ['  x = row[1] + row[i];', 'row[1', 'row', '{3, 4}'],
  ['  x = row[0] + 1;', '] +', 'row[0]', '3'],
  ['  x = row[i];', '];', 'row[i]', '4'],
])('in %j at %j is %s', (line, at, expression, text) => {
  const found = valueAt(line, line.indexOf(at) + 1, VALUES);
  expect(found).toMatchObject({ expression, value: { text } });
  expect(line.slice((found?.from ?? 0) - 1, (found?.to ?? 0) - 1)).toBe(expression);
});

it.each([
  ['  other = 1;', 'other'],
  ['  list->missing = 1;', 'missing'],
  ['  row[9] = 1;', '] ='],
])('knows nothing of what stands in %j at %j', (line, at) => {
  expect(valueAt(line, line.indexOf(at) + 1, VALUES)).toBeUndefined();
});
