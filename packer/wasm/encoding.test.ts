import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assembleBody } from './assemble.ts';
import { walkBody } from './instructions.ts';
import { OP } from '../../runtime/wasm/instruction.ts';
import { WasmReader } from '../../runtime/wasm/wasm-reader.ts';
import { readSections, writeSections } from './sections.ts';
import { extended } from '../../runtime/wasm/sections.ts';
import { WasmWriter } from '../../runtime/wasm/wasm-writer.ts';

describe('numbers', () => {
  it('come back as they were written', () => {
    fc.assert(
      fc.property(fc.integer(), (value) => new WasmReader(new WasmWriter().s32(value).written).signed() === value),
    );
    fc.assert(
      fc.property(fc.nat(0xffffffff), (value) => new WasmReader(new WasmWriter().u32(value).written).u32() === value),
    );
  });

  it.each([
    { value: 63, bytes: [0x3f] },
    { value: 64, bytes: [0xc0, 0x00] },
    { value: -64, bytes: [0x40] },
    { value: -65, bytes: [0xbf, 0x7f] },
  ])('take as few bytes as they can: $value', ({ value, bytes }) => {
    expect([...new WasmWriter().s32(value).written]).toEqual(bytes);
  });

  it('may be padded, as linkers do', () => {
    expect(new WasmReader(Uint8Array.of(0x80, 0x80, 0x80, 0x80, 0x00)).u32()).toBe(0);
    expect(new WasmReader(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0x7f)).signed()).toBe(-1);
    expect(new WasmReader(Uint8Array.of(0x80, 0xfe, 0xff, 0xff, 0x07)).signed()).toBe(0x7fffff00);
  });

  it('that do not end, or that the bytes do not hold, throw', () => {
    expect(() => new WasmReader(new Uint8Array(6).fill(0x80)).u32()).toThrow('too long');
    expect(() => new WasmReader(Uint8Array.of(0x80)).u32()).toThrow('it ends');
    expect(() => new WasmReader(Uint8Array.of(3, 1)).name()).toThrow('it ends before');
  });
});

describe('sections', () => {
  const type = Uint8Array.of(1, 0x60, 0, 0);
  const custom = [0, 5, 4, ...new TextEncoder().encode('name')];
  const module = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...custom, 1, type.length, ...type);

  it('come back without the custom ones', () => {
    const sections = readSections(module);
    expect([...sections]).toEqual([['type', type]]);
    expect(WebAssembly.validate(writeSections(sections))).toBe(true);
  });

  it('are refused when they are cut off, unknown, or not of a module', () => {
    expect(() => readSections(module.subarray(0, -1))).toThrow('it ends before');
    expect(() => readSections(Uint8Array.of(...module, 99, 0))).toThrow('section 99');
    expect(() => readSections(Uint8Array.of(1, ...module.subarray(1)))).toThrow('does not begin like one');
  });

  it('can be extended, also when they were absent', () => {
    expect([...extended(Uint8Array.of(1, 7), [Uint8Array.of(8), Uint8Array.of(9)])]).toEqual([3, 7, 8, 9]);
    expect([...extended(undefined, [Uint8Array.of(8)])]).toEqual([1, 8]);
  });
});

describe('walkBody', () => {
  it('sees every instruction with its operand', () => {
    const seen: [number, number][] = [];
    const body = assembleBody(2, [
      ['local_get', 1],
      ['i32_const', -5],
      ['i32_store', 300],
      ['call', 9],
      ['call_indirect', 4, 1],
      ['memory_grow', 0],
    ]);
    walkBody(new WasmReader(body), (opcode, operand) => seen.push([opcode, operand]));
    expect(seen).toEqual([
      [OP.local_get, 1],
      [OP.i32_const, -5],
      [OP.i32_store, 300],
      [OP.call, 9],
      [OP.call_indirect, 4],
      [OP.memory_grow, 0],
      [OP.end, 0],
    ]);
  });

  it('steps over branch tables, typed selects, floats and bulk operations', () => {
    const body = Uint8Array.of(
      0,
      0x0e,
      2,
      0,
      1,
      2,
      0x1c,
      1,
      0x7f,
      0x43,
      1,
      2,
      3,
      4,
      0x44,
      1,
      2,
      3,
      4,
      5,
      6,
      7,
      8,
      0xfc,
      10,
      0,
      0,
      0xfc,
      0,
      0x10,
      7,
      0x0b,
    );
    const calls: number[] = [];
    walkBody(new WasmReader(body), (opcode, operand) => {
      if (opcode === OP.call) calls.push(operand);
    });
    expect(calls).toEqual([7]);
  });

  it('refuses what it does not understand', () => {
    expect(() => walkBody(new WasmReader(Uint8Array.of(0, 0xfd, 0, 0x0b)), () => undefined)).toThrow('opcode 0xfd');
  });
});
