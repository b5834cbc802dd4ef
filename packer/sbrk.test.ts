import { describe, expect, it } from 'vitest';
import { assembleBody } from './wasm/assemble.ts';
import { writeSections } from './wasm/sections.ts';
import { sectionsOf } from './testing/module-fixture.ts';
import { BREAK } from '../runtime/toolchain/split/shared-names.ts';
import { growInSteps } from './sbrk.ts';

const PAGE = 65536;
const ERRNO_AT = 400;

/** wasi-libc's, as in the core. */
const SBRK = Uint8Array.of(
  ...[0, 0x02, 0x40, 0x20, 0, 0x0d, 0, 0x3f, 0, 0x41, 0x10, 0x74, 0x0f, 0x0b],
  ...[0x02, 0x40, 0x20, 0, 0x41, 0xff, 0xff, 0x03, 0x71, 0x0d, 0, 0x20, 0, 0x41, 0x7f, 0x4c, 0x0d, 0],
  ...[0x02, 0x40, 0x20, 0, 0x41, 0x10, 0x76, 0x40, 0, 0x22, 0, 0x41, 0x7f, 0x47, 0x0d, 0],
  ...[
    0x41, 0, 0x41, 0x30, 0x36, 2, 0x90, 0x83, 0, 0x41, 0x7f, 0x0f, 0x0b, 0x20, 0, 0x41, 0x10, 0x74, 0x0f, 0x0b, 0, 0x0b,
  ],
);

function fixture(maximum: number, more: readonly Uint8Array[] = []) {
  const functions = [SBRK, ...more].map((body) => ({ params: 1, results: 1, body }));
  return sectionsOf({ functions, memory: [2, maximum] });
}

function boot(maximum: number, rewrite = true) {
  const sections = fixture(maximum);
  const instance = new WebAssembly.Instance(
    new WebAssembly.Module(writeSections(rewrite ? growInSteps(sections) : sections)),
  );
  const memory = instance.exports['memory'] as WebAssembly.Memory;
  return {
    sbrk: instance.exports['f0'] as (increment: number) => number,
    memory,
    pages: () => memory.buffer.byteLength / PAGE,
    errno: () => new DataView(memory.buffer).getInt32(ERRNO_AT, true),
  };
}

describe('the new sbrk', () => {
  it('hands out the addresses that the old one did', () => {
    const increments = [0, PAGE, 0, 3 * PAGE, 40 * PAGE, PAGE, 0];
    const [before, after] = [boot(3000, false), boot(3000)];
    expect(increments.map(after.sbrk)).toEqual(increments.map(before.sbrk));
  });

  it('grows by a quarter, by 64 MiB at most, and by more when more is asked for', () => {
    const { sbrk, pages } = boot(60_000);
    sbrk(98 * PAGE);
    expect(pages()).toBe(100);
    sbrk(PAGE);
    expect(pages()).toBe(125);
    sbrk(24 * PAGE);
    expect(pages()).toBe(125);
    sbrk(7875 * PAGE);
    expect(pages()).toBe(8000);
    sbrk(PAGE);
    expect(pages()).toBe(9024);
  });

  it('grows by what is needed where a quarter does not fit, then refuses with ENOMEM and stays usable', () => {
    const { sbrk, pages, errno } = boot(105);
    expect([sbrk(98 * PAGE), pages()]).toEqual([2 * PAGE, 100]);
    expect([sbrk(3 * PAGE), pages(), errno()]).toEqual([100 * PAGE, 103, 0]);
    expect([sbrk(3 * PAGE), pages(), errno()]).toEqual([-1, 103, 48]);
    expect([sbrk(2 * PAGE), pages()]).toEqual([103 * PAGE, 105]);
  });

  it('leaves alone what other code grew', () => {
    const { sbrk, memory, pages } = boot(9000);
    sbrk(98 * PAGE);
    sbrk(PAGE);
    expect(pages()).toBe(125);
    memory.grow(3);
    expect(sbrk(PAGE)).toBe(128 * PAGE);
    expect(pages()).toBe(160);
  });

  it.each([1, -PAGE, 65537])('traps for %i, as the old one does', (increment) => {
    expect(() => boot(9000, false).sbrk(increment)).toThrow(WebAssembly.RuntimeError);
    expect(() => boot(9000).sbrk(increment)).toThrow(WebAssembly.RuntimeError);
  });
});

describe('room', () => {
  it('is there from the start for the first step, as far as memory may grow, and the break says where it begins', () => {
    const boots = [
      [8, 100],
      [8, 9],
      [3, 3],
    ].map(([minimum = 0, maximum = 0]) => {
      const functions = [{ params: 1, results: 1, body: SBRK }];
      const sections = growInSteps(sectionsOf({ functions, memory: [minimum, maximum] }));
      return new WebAssembly.Instance(new WebAssembly.Module(writeSections(sections))).exports;
    });
    const pages = boots.map(({ memory }) => (memory as WebAssembly.Memory).buffer.byteLength / PAGE);
    expect(pages).toEqual([10, 9, 3]);
    expect(boots.map(({ [BREAK]: end }) => (end as WebAssembly.Global).value as number)).toEqual([8, 8, 3]);
    const [sbrk, memory] = [boots[0]?.['f0'] as (increment: number) => number, boots[0]?.['memory']];
    expect([sbrk(PAGE), sbrk(PAGE)]).toEqual([8 * PAGE, 9 * PAGE]);
    expect((memory as WebAssembly.Memory).buffer.byteLength).toBe(10 * PAGE);
    expect(sbrk(0)).toBe(10 * PAGE);
  });
});

describe('growInSteps', () => {
  it('refuses a module in which no function, or more than one, is sbrk', () => {
    const other = assembleBody(0, [
      ['local_get', 0],
      ['memory_grow', 0],
    ]);
    const without = sectionsOf({ functions: [{ params: 1, results: 1, body: other }], memory: [1, 2] });
    expect(() => growInSteps(without)).toThrow('0 functions');
    expect(() => growInSteps(fixture(3, [SBRK]))).toThrow('2 functions');
  });
});
