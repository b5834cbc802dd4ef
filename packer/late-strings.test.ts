import { describe, expect, it } from 'vitest';
import { lateStrings, type Functions } from './late-strings.ts';
import { assembleBody, type Instruction } from './wasm/assemble.ts';

const START = 0x10000;
const LITERALS = Array.from({ length: 20 }, (_, i) => `literal number ${i}`);
const ADDRESSES = LITERALS.map((_, i) => START + new TextEncoder().encode(textOf(LITERALS.slice(0, i))).length);

/** Function 0 is there soon; 1 and 2 are late. 2 takes one parameter and 3, which is there soon, takes two. */
const TYPES = {
  types: [0, 0, 1, 2],
  paramCounts: [0, 1, 2],
  imported: 0,
  isLate: (i: number) => i === 1 || i === 2,
  unsaid: new Set<number>(),
};

function textOf(literals: readonly string[]): string {
  return literals.map((literal) => `${literal}\0`).join('');
}

function at(i: number): number {
  return ADDRESSES[i] ?? 0;
}

/** The literals that are late when the function that is there soon, and the data behind them, refer to some of them. */
function late(
  soon: readonly Instruction[],
  {
    literals = LITERALS,
    data = [] as readonly number[],
    unmentioned = [] as readonly number[],
    unsaid = [] as readonly number[],
  } = {},
): string[] {
  const all = literals.flatMap((_, i): Instruction[] => (unmentioned.includes(i) ? [] : [['i32_const', at(i)]]));
  const bodies = [assembleBody(0, soon), assembleBody(0, all), assembleBody(0, []), assembleBody(0, [])];
  const code: Functions = { ...TYPES, bodies, unsaid: new Set(unsaid) };
  const words = new Uint8Array(Uint32Array.from(data).buffer);
  const text = new TextEncoder().encode(textOf(literals));
  const bytes = new Uint8Array(text.length + 3 + words.length + 1);
  bytes.set(text);
  bytes.set(words, text.length + 3);
  const ranges = lateStrings(code, [{ start: START, bytes }]);
  return ranges.flatMap(({ start, end }) =>
    new TextDecoder()
      .decode(bytes.subarray(start - START, end - START))
      .split('\0')
      .filter((literal) => literal !== ''),
  );
}

function without(...missing: readonly number[]): string[] {
  return LITERALS.filter((_, i) => !missing.includes(i));
}

describe('lateStrings', () => {
  it('names literals that only late functions refer to', () => {
    expect(late([])).toEqual(LITERALS);
  });

  it('keeps one that is read soon: by its address, by one within it, by a load at that offset', () => {
    expect(late([['i32_const', at(3)]])).toEqual(without(3));
    expect(late([['i32_store8', at(7)]])).toEqual(without(7));
    // What stands behind an address in the middle may be meant, too: `"0123456789"[x - 4]` is compiled so.
    expect(late([['i32_const', at(4) + 5]])).toEqual(without(4, 5));
  });

  it('keeps one that the data refers to, aligned or not', () => {
    expect(late([], { data: [at(9)] })).toEqual(without(9));
    expect(late([], { data: [at(9) << 8] })).toEqual(without(9));
  });

  it('takes one that is handed to a late function, and only the parameters', () => {
    expect(
      late([
        ['i32_const', at(2)],
        ['call', 2],
      ]),
    ).toEqual(LITERALS);
    expect(
      late([
        ['i32_const', at(1)],
        ['i32_const', at(2)],
        ['call', 2],
      ]),
    ).toEqual(without(1));
    expect(
      late([
        ['i32_const', at(2)],
        ['local_get', 0],
        ['call', 2],
      ]),
    ).toEqual(without(2));
    expect(
      late([
        ['i32_const', at(1)],
        ['i32_const', at(2)],
        ['call', 3],
      ]),
    ).toEqual(without(1, 2));
  });

  it('takes one that was mentioned once and is not any more', () => {
    const unmentioned = [17, 18, 19];
    const unsaid = unmentioned.map(at);
    expect(late([], { unmentioned })).toEqual(without(...unmentioned));
    expect(late([], { unmentioned, unsaid })).toEqual(LITERALS);
    expect(late([['i32_const', at(18)]], { unmentioned, unsaid })).toEqual(without(18));
  });

  it('takes few strings in a row for something else', () => {
    expect(late([], { literals: LITERALS.slice(0, 15) })).toEqual([]);
    expect(late([], { literals: LITERALS.slice(0, 16) })).toEqual(LITERALS.slice(0, 16));
  });
});
