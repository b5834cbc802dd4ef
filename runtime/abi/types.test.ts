import fc from 'fast-check';
import { expect, it } from 'vitest';
import { copyBytes } from './types.ts';

it('copies short and long stretches alike, and nothing beside them', () => {
  fc.assert(
    fc.property(fc.nat(20), fc.nat(20), fc.nat(200), (fromAt, toAt, length) => {
      const from = Uint8Array.from({ length: 256 }, (_, i) => i);
      const to = new Uint8Array(256).fill(0xaa);
      copyBytes(from, fromAt, to, toAt, length);
      const expected = new Uint8Array(256).fill(0xaa);
      expected.set(from.slice(fromAt, fromAt + length), toAt);
      expect(to).toEqual(expected);
    }),
  );
});
