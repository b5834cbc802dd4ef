import { expect, it } from 'vitest';
import { menuStep } from './menu-step.ts';

const texts = ['New', 'Open', 'Other'];

it.each([
  { key: 'ArrowDown', from: 2, to: 0 },
  { key: 'ArrowUp', from: 0, to: 2 },
  { key: 'Home', from: 2, to: 0 },
  { key: 'End', from: 0, to: 2 },
  { key: 'o', from: 1, to: 2 },
  { key: 'o', from: 2, to: 1 },
  { key: 'x', from: 0, to: undefined },
  { key: 'Shift', from: 0, to: undefined },
])('$key from $from', ({ key, from, to }) => {
  expect(menuStep(key, texts, from)).toBe(to);
});

it('has nowhere to go in an empty menu', () => {
  expect(menuStep('ArrowDown', [], -1)).toBeUndefined();
});
