import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatProfile, parseProfile } from './profile.ts';

describe('a profile', () => {
  it('comes back from its text', () => {
    const bits = fc.array(fc.constantFrom(0, 1), { minLength: 1, maxLength: 500 });
    fc.assert(
      fc.property(bits, (hot) => {
        expect([...parseProfile(formatProfile(Uint8Array.from(hot), 'abc'), 'abc')]).toEqual(hot);
      }),
    );
  });

  it('is refused for another core, or when it was damaged', () => {
    const text = formatProfile(Uint8Array.of(1, 0, 1), 'abc');
    expect(() => parseProfile(text, 'abd')).toThrow('another core');
    expect(() => parseProfile(text.replace('hot 2', 'hot 3'), 'abc')).toThrow('damaged');
  });
});
