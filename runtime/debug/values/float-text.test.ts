import { expect, it } from 'vitest';
import { floatText, quadText } from './float-text.ts';

it.each([
  [Math.fround(0.1), 4, '0.1'],
  [Math.fround(16_777_217), 4, '16777216'],
  [Math.fround(1 / 3), 4, '0.33333334'],
  [0.1 + 0.2, 8, '0.30000000000000004'],
  [-0, 8, '-0'],
  [1e300, 8, '1e+300'],
  [-Infinity, 4, '-inf'],
])('%s in %i bytes is written %s', (value, bytes, text) => {
  expect(floatText(value, bytes)).toBe(text);
});

it.each([
  // 1, -2.5, 0.1L, the greatest one, the least one, and what no number is.
  [0x3fff0000000000000000000000000000n, '1'],
  [0xc0004000000000000000000000000000n, '-2.5'],
  [0x3ffb999999999999999999999999999an, '0.1'],
  [0x3ffb999999999999a000000000000000n, '0.100000000000000005551'],
  [0x7ffeffffffffffffffffffffffffffffn, '1.18973149535723176509e+4932'],
  [0x1n, '6.47517511943802511092e-4966'],
  [0x0n, '0'],
  [0x7fff0000000000000000000000000000n, 'inf'],
  [0x7fff8000000000000000000000000000n, 'nan'],
])('a long double of the bits %s is written %s', (bits, text) => {
  expect(quadText(bits)).toBe(text);
});
