import { expect, it } from 'vitest';
import { within } from './within.ts';

/** Exports `f`, which loops for ever. */
const ENDLESS = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...[0x01, 0x04, 0x01, 0x60, 0x00, 0x00],
  ...[0x03, 0x02, 0x01, 0x00],
  ...[0x07, 0x05, 0x01, 0x01, 0x66, 0x00, 0x00],
  ...[0x0a, 0x09, 0x01, 0x07, 0x00, 0x03, 0x40, 0x0c, 0x00, 0x0b, 0x0b],
);

it('ends a program that does not end by itself, and nothing of it can catch that', () => {
  const { f } = new WebAssembly.Instance(new WebAssembly.Module(ENDLESS)).exports;
  let isCaught = false;
  const result = within(50, () => {
    try {
      (f as () => void)();
    } catch {
      isCaught = true;
    }
    return 'ended';
  });
  expect({ result, isCaught }).toEqual({ result: undefined, isCaught: false });
});

it('is what ends in time, or throws', () => {
  expect(within(60_000, () => 'ended')).toBe('ended');
  expect(() =>
    within(60_000, () => {
      throw new TypeError('ours');
    }),
  ).toThrow(new TypeError('ours'));
});
