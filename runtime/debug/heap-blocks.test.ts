import { describe, expect, it } from 'vitest';
import { HeapBlocks } from './heap-blocks.ts';
import { HEAP } from './instrument/layout.ts';
import type { ProgramMemory } from './program-memory.ts';

const NO_MEMORY: Pick<ProgramMemory, 'word'> = { word: () => undefined };

function blocks() {
  const heap = new HeapBlocks();
  const note = (kind: number, first: number, result: number, second = 0): void =>
    heap.note(kind, first, second, result, 1, NO_MEMORY);
  return {
    heap,
    malloc: (address: number, bytes: number) => note(HEAP.malloc, bytes, address),
    free: (at: number) => note(HEAP.free, at, 0),
    note,
  };
}

describe('blocks of the heap', () => {
  it('are found by any address in them, and stay known when they are freed', () => {
    const { heap, malloc, free } = blocks();
    malloc(4000, 200);
    malloc(4208, 0);
    expect([3999, 4000, 4100, 4199, 4200, 4208].map((at) => heap.at(at)?.address)).toEqual([
      ...[undefined, 4000, 4000, 4000, undefined, 4208],
    ]);
    free(4000);
    expect(heap.at(4100)?.freedAt).toBe(1);
    expect([...heap.live].map(({ address }) => address)).toEqual([4208]);
  });

  it('are no more where a new one takes their place, in whole or in part', () => {
    const { heap, malloc, free, note } = blocks();
    malloc(1000, 8);
    malloc(1016, 8);
    malloc(1032, 8);
    [1000, 1016, 1032].forEach(free);
    malloc(1004, 20);
    expect([...heap.live].map(({ address }) => address)).toEqual([1004]);
    expect([1000, 1016, 1032].map((at) => heap.at(at)?.address)).toEqual([undefined, 1004, 1032]);
    expect(heap.at(1032)?.freedAt).toBe(1);
    note(HEAP.realloc, 1004, 1004, 12);
    expect([...heap.live].map(({ address, bytes }) => [address, bytes])).toEqual([[1004, 12]]);
    expect([1004, 1016, 1032].map((at) => heap.at(at)?.address)).toEqual([1004, undefined, 1032]);
  });

  it('cost no more each where there are many', () => {
    const { heap, malloc, free } = blocks();
    const MANY = 100_000;
    const started = performance.now();
    for (let i = 0; i < MANY; i++) malloc(65536 + 32 * i, 16);
    for (let i = 0; i < MANY; i += 2) free(65536 + 32 * i);
    for (let i = 0; i < MANY; i += 2) malloc(65536 + 32 * i, 24);
    // To sort them all for each would take minutes.
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(heap.live.size).toBe(MANY);
    expect(heap.at(65536 + 32 * 4)?.bytes).toBe(24);
  });
});
