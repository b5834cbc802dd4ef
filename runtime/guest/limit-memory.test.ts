import { describe, expect, it } from 'vitest';
import { limitMemory } from './limit-memory.ts';

/** A module with one memory of `min` pages, exported as `m`, and at most `max`. */
function moduleWith(min: readonly number[], max?: readonly number[]): Uint8Array<ArrayBuffer> {
  const memory = [1, max ? 1 : 0, ...min, ...(max ?? [])];
  return Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 5, memory.length, ...memory, 7, 5, 1, 1, 0x6d, 2, 0]);
}

function grownTo(bytes: Uint8Array<ArrayBuffer>): number {
  const { m: memory } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
  if (!(memory instanceof WebAssembly.Memory)) throw new Error('The module has no memory');
  for (;;) {
    try {
      memory.grow(1);
    } catch {
      return memory.buffer.byteLength / 65536;
    }
  }
}

describe('limitMemory', () => {
  it.each([
    { what: 'no maximum', bytes: moduleWith([1]), pages: 5, expected: 5 },
    { what: 'a higher maximum', bytes: moduleWith([1], [9]), pages: 5, expected: 5 },
    { what: 'a lower maximum', bytes: moduleWith([1], [3]), pages: 5, expected: 3 },
    { what: 'a limit that takes more bytes to say', bytes: moduleWith([1], [0x80, 2]), pages: 200, expected: 200 },
    { what: 'as much as it may have', bytes: moduleWith([5]), pages: 5, expected: 5 },
  ])('lets a module with $what grow to $expected pages of $pages', ({ bytes, pages, expected }) => {
    const limited = limitMemory(bytes, pages);
    expect(limited instanceof Uint8Array && grownTo(limited)).toBe(expected);
  });

  it('refuses a module that needs more than it may have before it begins', () => {
    expect(limitMemory(moduleWith([0xff, 0xff, 3]), 100)).toEqual({ needsPages: 65535, mayPages: 100 });
  });

  it('leaves a module without a memory of its own alone', () => {
    const bytes = Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
    expect(limitMemory(bytes, 5)).toBe(bytes);
  });
});
