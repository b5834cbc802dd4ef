import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PartMissing, type Link } from '../runtime/guest/run.ts';
import { linkParts } from '../runtime/toolchain/split/link-parts.ts';
import { BREAK } from '../runtime/toolchain/split/shared-names.ts';
import { sectionsOf } from './testing/module-fixture.ts';
import { splitModule } from './split.ts';
import { assembleBody, type Instruction } from './wasm/assemble.ts';
import { readBodies, writeExport, writeGlobalI32 } from './wasm/declarations.ts';
import { readSections, writeSections } from './wasm/sections.ts';
import { extended } from '../runtime/wasm/sections.ts';

function fn(params: number, results: number, ...instructions: readonly Instruction[]) {
  return { params, results, body: assembleBody(0, instructions) };
}

/** They call each other directly and through the table, and share the global and the memory. */
const SECTIONS = sectionsOf({
  memory: [1, 10],
  functions: [
    // f0(n): f1(n, 3) + f2() + table[4](n)
    fn(
      1,
      1,
      ['local_get', 0],
      ['i32_const', 3],
      ['call', 1],
      ['call', 2],
      ['i32_add'],
      ['local_get', 0],
      ['i32_const', 4],
      ['call_indirect', 4, 0],
      ['i32_add'],
    ),
    // f1(a, b): f5(); a - b
    fn(2, 1, ['call', 5], ['local_get', 0], ['local_get', 1], ['i32_sub']),
    // f2(): f5(); the global
    fn(0, 1, ['call', 5], ['global_get', 0]),
    // f3(n): memory[16] = n; f4(n) shifted
    fn(
      1,
      1,
      ['i32_const', 0],
      ['local_get', 0],
      ['i32_store', 16],
      ['local_get', 0],
      ['call', 4],
      ['i32_const', 1],
      ['i32_shl'],
    ),
    // f4(n): table[3]() + n
    fn(1, 1, ['i32_const', 3], ['call_indirect', 3, 0], ['local_get', 0], ['i32_add']),
    // f5(): the global, up by one
    fn(0, 0, ['global_get', 0], ['i32_const', 1], ['i32_add'], ['global_set', 0]),
    // f6(n): grows the memory
    fn(1, 1, ['local_get', 0], ['memory_grow', 0], ['call', 5]),
  ],
});

function linked(first: WebAssembly.Module, link: Link): WebAssembly.Instance {
  const imports = link.imports(first);
  const instance = new WebAssembly.Instance(first, imports);
  link.complete(instance, imports);
  return instance;
}

type Exports = Readonly<Record<string, (...params: readonly number[]) => number>>;

function boot(parts: readonly number[], isUsual = false, short = 0) {
  const split = splitModule(SECTIONS, 3, (i) => parts[i] ?? 0, { short });
  const modules = split.parts.map((part) => new WebAssembly.Module(part));
  const loads: number[] = [];
  const [first] = modules;
  if (!first) throw new Error('There is no first part');
  const called: number[] = [];
  const link = linkParts({
    count: 2,
    get: (part) => {
      loads.push(part);
      return modules[part];
    },
    isUsual: () => isUsual,
    called: (part) => called.push(part),
  });
  const instance = linked(first, link);
  return { instance, loads, called, counts: split.counts };
}

function observe({ exports }: WebAssembly.Instance) {
  const f = exports as unknown as Exports;
  const results = [f['f0']?.(20), f['f6']?.(2), f['f3']?.(7), f['f1']?.(9, 4), f['f2']?.(), f['f0']?.(1)];
  const memory = new Uint8Array((exports['memory'] as WebAssembly.Memory).buffer);
  return {
    results,
    size: memory.length,
    stored: memory[16],
    global: (exports['global'] as WebAssembly.Global).value as number,
  };
}

const whole = observe(new WebAssembly.Instance(new WebAssembly.Module(writeSections(SECTIONS)), {}));
const anyCut = fc.array(fc.nat({ max: 2 }), { minLength: 7, maxLength: 7 });

describe('splitModule', () => {
  it('gives a module that behaves as the whole, wherever it is cut', () => {
    fc.assert(
      fc.property(anyCut, fc.boolean(), fc.constantFrom(0, 10, 100), (parts, isUsual, short) => {
        expect(observe(boot(parts, isUsual, short).instance)).toEqual(whole);
      }),
    );
  });

  it('asks for a part once, and only when something in it is called', () => {
    fc.assert(
      fc.property(anyCut, (parts) => {
        const { instance, loads, called } = boot(parts);
        expect(loads).toEqual([]);
        observe(instance);
        observe(instance);
        const needed = [1, 2].filter((part) => parts.includes(part));
        expect(loads.toSorted()).toEqual(needed);
        expect(called).toEqual(loads);
      }),
    );
    const { instance, loads } = boot([1, 0, 0, 2, 1, 0, 0]);
    (instance.exports as unknown as Exports)['f1']?.(1, 2);
    expect(loads).toEqual([]);
  });

  it('has copies of what is short in the parts behind it, and none in those before', () => {
    const reached = (parts: readonly number[], short: number) => boot(parts, false, short).counts[0]?.reached;
    // f5 is called by f1 and by f2, which are elsewhere.
    const parts = [0, 1, 2, 0, 0, 0, 0];
    expect([reached(parts, 0), reached(parts, 100)]).toEqual([1, 0]);
    expect(boot([1, 0, 0, 0, 0, 1, 0], false, 100).counts[1]?.reached).toBe(2);
  });

  it('asks for a part that is usual before anything is called, and does not wait for it then', () => {
    const { instance, loads, called } = boot([0, 1, 0, 0, 2, 1, 0], true);
    expect(loads).toEqual([1, 2]);
    observe(instance);
    expect(loads).toEqual([1, 2]);
    expect(called).toEqual([]);
  });

  it('gives equal bytes for equal inputs', () => {
    const cut = () => splitModule(SECTIONS, 3, (i) => i % 3);
    expect(cut()).toEqual(cut());
  });

  it('leaves out what another part has and this one does not call', () => {
    const { counts } = boot([0, 0, 0, 0, 0, 0, 0]);
    expect(counts).toEqual([
      { functions: 7, reached: 0 },
      { functions: 0, reached: 0 },
      { functions: 0, reached: 0 },
    ]);
  });

  it('gives each part numbers for the functions that it has, and the others none', () => {
    const sections = new Map([
      ...SECTIONS,
      ['export', extended(undefined, [writeExport('f1', 'function', 1), writeExport('global', 'global', 0)])],
      ['element', extended(undefined, [])],
      ['start', Uint8Array.of(5)],
    ] as const);
    // f1 and f5, which is where it starts, are here; f1's caller and all others there.
    const { parts } = splitModule(sections, 2, (i) => (i === 1 ? 0 : 1), { short: 0 });
    // And one that brings the other part.
    expect(parts.map((part) => readBodies(readSections(part)).length)).toEqual([2 + 1, 5 + 2 + 1]);
    const [first, second] = parts.map((part) => new WebAssembly.Module(part));
    if (!first || !second) throw new Error('There are not two parts');
    const { exports } = linked(first, linkParts({ count: 1, get: () => second }));
    const { f1, global } = exports as unknown as {
      readonly f1: (a: number, b: number) => number;
      readonly global: WebAssembly.Global;
    };
    expect(global.value).toBe(1001);
    expect(f1(9, 4)).toBe(5);
    expect(global.value).toBe(1002);
  });

  it('brings strings that nothing else reads with the last part, and leaves the module that it was given alone', () => {
    const address = 256;
    const literals = Array.from({ length: 20 }, (_, i) => `${String.fromCharCode(65 + i)}ay\0`);
    const bytes = Buffer.from(literals.join(''));
    // f0(): the letter of literal 3, by f2, which is late; f1, late, mentions most of them; f3(): that of literal 0, by f4
    const mentions = literals.flatMap((_, i) => [['i32_const', address + 4 * i] as const, ['local_set', 0] as const]);
    const load = Uint8Array.of(0, 0x20, 0, 0x2d, 0, 0, 0x0b);
    const fixture = sectionsOf({
      memory: [1, 1],
      data: [{ start: address, bytes }],
      functions: [
        fn(0, 1, ['i32_const', address + 4 * 3], ['call', 2]),
        fn(1, 1, ['local_get', 0], ...mentions.slice(2), ['call', 2]),
        { params: 1, results: 1, body: load },
        fn(0, 1, ['i32_const', address], ['call', 4]),
        { params: 1, results: 1, body: load },
      ],
    });
    // As files are read: in a Buffer, whose `slice` copies nothing.
    const before = Buffer.from(writeSections(fixture));
    const sections = readSections(Buffer.from(before));
    const { parts, lateBytes } = splitModule(sections, 2, (i) => (i === 1 || i === 2 ? 1 : 0));
    expect(Buffer.compare(writeSections(sections), before)).toBe(0);
    // All but the first, which something reads that is there from the start.
    expect(lateBytes).toBe(bytes.length - 4);

    const [first, second] = parts.map((part) => new WebAssembly.Module(part));
    if (!first || !second) throw new Error('There are not two parts');
    const instance = linked(first, linkParts({ count: 1, get: () => second }));
    const { f0, f3, memory } = instance.exports as unknown as {
      readonly f0: () => number;
      readonly f3: () => number;
      readonly memory: WebAssembly.Memory;
    };
    const inMemory = (): string => Buffer.from(memory.buffer, address, bytes.length).toString();
    expect(String.fromCharCode(f3())).toBe('A');
    expect(inMemory()).toBe('Aay\0'.padEnd(bytes.length, '\0'));
    expect(String.fromCharCode(f0())).toBe('D');
    expect(inMemory()).toBe(bytes.toString());
  });

  it('uses the memory behind the break, and only that, in an instance that is made ahead of time', () => {
    const fixture = sectionsOf({ memory: [3, 3], functions: [fn(0, 0)] });
    const sections = new Map([
      ...fixture,
      ['global', extended(fixture.get('global'), [writeGlobalI32(1)])],
      ['export', extended(fixture.get('export'), [writeExport(BREAK, 'global', 1)])],
    ] as const);
    const changed = [false, true].map((isAhead) => {
      const { parts } = splitModule(sections, 2, () => 0);
      const [first, second] = parts.map((part) => new WebAssembly.Module(part));
      if (!first || !second) throw new Error('There are not two parts');
      const link = linkParts({ count: 1, get: () => second }, { isAhead });
      const imports = link.imports(first);
      const instance = new WebAssembly.Instance(first, imports);
      const bytes = new Uint8Array((instance.exports['memory'] as WebAssembly.Memory).buffer).fill(1);
      link.complete(instance, imports);
      return [...bytes.entries()].flatMap(([at, byte]) => (byte === 1 ? [] : [at]));
    });
    expect(changed).toEqual([[], Array.from({ length: 32 }, (_, i) => 65_536 + 4096 * i)]);
  });

  it('lets one instance after the other have the same memory, as new, until one has grown it', () => {
    const modules = splitModule(SECTIONS, 3, (i) => i % 3).parts.map((part) => new WebAssembly.Module(part));
    const [first] = modules;
    if (!first) throw new Error('There is no first part');
    const link = linkParts({ count: 2, get: (part) => modules[part] });
    const memoryOf = ({ exports }: WebAssembly.Instance) => exports['memory'] as WebAssembly.Memory;
    const bytesOf = (instance: WebAssembly.Instance) => new Uint8Array(memoryOf(instance).buffer);

    const one = linked(first, link);
    const meanwhile = linked(first, link);
    expect(memoryOf(meanwhile)).not.toBe(memoryOf(one));
    bytesOf(one).fill(1);
    link.over(one);
    const another = linked(first, link);
    expect(memoryOf(another)).toBe(memoryOf(one));
    expect(bytesOf(another).every((byte) => byte === 0)).toBe(true);
    expect(observe(another)).toEqual(whole);
    link.over(another);
    expect(memoryOf(linked(first, link))).not.toBe(memoryOf(one));
  });

  it('tries again at the next call when a part could not be had', () => {
    const [first, second] = splitModule(SECTIONS, 2, (i) => (i === 5 ? 1 : 0)).parts;
    if (!first || !second) throw new Error('There are not two parts');
    let isOnline = false;
    const link = linkParts({ count: 1, get: () => (isOnline ? new WebAssembly.Module(second) : undefined) });
    const instance = linked(new WebAssembly.Module(first), link);
    const { f1 } = instance.exports as unknown as { f1: (a: number, b: number) => number };
    expect(() => f1(9, 4)).toThrow(PartMissing);
    isOnline = true;
    expect(f1(9, 4)).toBe(5);
  });

  it('refuses modules whose code it cannot keep whole', () => {
    const twoMemories = new Map([...SECTIONS, ['memory', Uint8Array.of(2, 0, 1, 0, 1)]] as const);
    expect(() => splitModule(twoMemories, 2, () => 0)).toThrow('exactly one memory');
    const reference = { params: 0, results: 0, body: Uint8Array.of(0, 0xd2, 0, 0x1a, 0x0b) };
    expect(() => splitModule(sectionsOf({ functions: [reference], memory: [1, 1] }), 2, () => 0)).toThrow('references');
  });
});
