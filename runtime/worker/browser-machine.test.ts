import { describe, expect, it } from 'vitest';
import { parallelismOf } from './browser-machine.ts';

describe('how many compilers work at once', () => {
  it.each([
    { hardwareConcurrency: 1, expected: 1 },
    { hardwareConcurrency: 2, expected: 2 },
    { hardwareConcurrency: 4, expected: 3 },
    { hardwareConcurrency: 16, expected: 4 },
    { hardwareConcurrency: 16, deviceMemory: 8, expected: 8 },
    { hardwareConcurrency: 6, deviceMemory: 8, expected: 5 },
    { hardwareConcurrency: 8, deviceMemory: 0.5, expected: 1 },
  ])('$hardwareConcurrency cores, $deviceMemory GB: $expected', ({ expected, ...computer }) => {
    expect(parallelismOf(computer)).toBe(expected);
  });
});
