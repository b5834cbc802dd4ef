import { describe, expect, it } from 'vitest';
import { GuestFault } from '../../guest/guest-memory.ts';
import { SideMemory, type Side } from './context.ts';
import { Handles } from './handles.ts';
import { layoutOf } from './layout.ts';
import { liftFlat, load, type Raw } from './lift.ts';
import { lowerFlat, store } from './lower.ts';
import { ResourceType, type Type, type Value } from './types.ts';

function sideOf(encoding: Side['encoding']): Side {
  const memory = new WebAssembly.Memory({ initial: 1 });
  let top = 1024;
  return {
    instance: {},
    handles: new Handles(),
    encoding,
    memory: () => memory,
    realloc: () => (_old, _oldSize, align, size) => {
      const at = Math.ceil(top / align) * align;
      top = at + size;
      // As an allocator does that runs out: views of the old memory have no bytes any more.
      memory.grow(1);
      return at;
    },
  };
}

const thing = new ResourceType('thing');
const VALUES: readonly (readonly [Type, Value])[] = [
  [{ kind: 'bool' }, true],
  [{ kind: 's8' }, -7],
  [{ kind: 'u8' }, 250],
  [{ kind: 's16' }, -30_000],
  [{ kind: 'u16' }, 65_000],
  [{ kind: 's32' }, -2_000_000_000],
  [{ kind: 'u32' }, 4_000_000_000],
  [{ kind: 's64' }, -(2n ** 62n)],
  [{ kind: 'u64' }, 2n ** 63n + 5n],
  [{ kind: 'f32' }, 0.5],
  [{ kind: 'f64' }, Math.PI],
  [{ kind: 'char' }, '😀'],
  [{ kind: 'string' }, 'naïve 😀'],
  [{ kind: 'string' }, ''],
  [{ kind: 'list', of: { kind: 'u8' } }, new Uint8Array([1, 2, 3])],
  [{ kind: 'list', of: { kind: 'u8' } }, new Uint8Array()],
  [{ kind: 'list', of: { kind: 'string' } }, ['a', 'bc', '']],
  [
    { kind: 'list', of: { kind: 'tuple', of: [{ kind: 'u8' }, { kind: 'u64' }] } },
    [
      [1, 2n],
      [3, 4n],
    ],
  ],
  [
    {
      kind: 'record',
      fields: [
        { name: 'a-b', type: { kind: 'u8' } },
        { name: 'c', type: { kind: 'f64' } },
      ],
    },
    { 'a-b': 9, c: 1.5 },
  ],
  [{ kind: 'flags', labels: ['a', 'b', 'c'] }, 5],
  [{ kind: 'flags', labels: Array.from({ length: 20 }, (_, i) => `f${i}`) }, 2 ** 19 + 1],
  [{ kind: 'enum', labels: ['red', 'green'] }, 'green'],
  [{ kind: 'option', of: { kind: 'u32' } }, undefined],
  [{ kind: 'option', of: { kind: 'string' } }, 'some'],
  [
    { kind: 'result', ok: undefined, err: { kind: 'enum', labels: ['io', 'no-entry'] } },
    { tag: 'err', val: 'no-entry' },
  ],
  [
    { kind: 'result', ok: { kind: 'u64' }, err: { kind: 'f32' } },
    { tag: 'err', val: 0.25 },
  ],
  [
    { kind: 'result', ok: { kind: 'u64' }, err: { kind: 'f32' } },
    { tag: 'ok', val: 7n },
  ],
  [
    {
      kind: 'variant',
      cases: [
        { name: 'a', type: { kind: 'f32' } },
        { name: 'b', type: { kind: 's32' } },
      ],
    },
    { tag: 'a', val: 2.5 },
  ],
  [
    {
      kind: 'variant',
      cases: [
        { name: 'a', type: { kind: 'f64' } },
        { name: 'b', type: { kind: 'string' } },
      ],
    },
    { tag: 'a', val: -1.25 },
  ],
  [{ kind: 'own', resource: thing }, { is: 'one' }],
];

describe.each(['utf8', 'utf16', 'latin1+utf16'] as const)('with strings as %s', (encoding) => {
  it.each(VALUES)('%j: %o comes back from memory', (type, value) => {
    const side = sideOf(encoding);
    const memory = new SideMemory(side);
    const at = memory.allocate(layoutOf(type).size, layoutOf(type).align);
    store(side, memory, type, value, at);
    expect(load(side, memory, type, at)).toEqual(value);
  });

  it.each(VALUES)('%j: %o comes back from core values, of the types that WebAssembly is told', (type, value) => {
    const side = sideOf(encoding);
    const memory = new SideMemory(side);
    const raw: Raw[] = [];
    lowerFlat(side, memory, type, value, raw);
    expect(raw.map((one) => typeof one)).toEqual(
      layoutOf(type).flat.map((core) => (core === 'i64' ? 'bigint' : 'number')),
    );
    let next = 0;
    expect(liftFlat(side, memory, type, { next: () => raw[next++] ?? 0 })).toEqual(value);
    expect(next).toBe(raw.length);
  });
});

describe('what a component passes wrongly traps', () => {
  const side = sideOf('utf8');
  const memory = new SideMemory(side);
  const flat = (...raw: Raw[]) => ({ next: () => raw.shift() ?? 0 });

  it.each<[string, Type, Raw[]]>([
    ['a list outside memory', { kind: 'list', of: { kind: 'u8' } }, [65_530, 1_000_000_000]],
    ['a list at an odd address', { kind: 'list', of: { kind: 'u32' } }, [1, 1]],
    ['a string that is not UTF-8', { kind: 'string' }, [0, 1]],
    ['half of a surrogate pair', { kind: 'char' }, [0xd800]],
    ['a case that there is not', { kind: 'option', of: { kind: 'u8' } }, [2, 0]],
    ['a handle that it does not hold', { kind: 'borrow', resource: thing }, [5]],
  ])('%s', (_what, type, raw) => {
    memory.bytes[0] = 0xff;
    expect(() => liftFlat(side, memory, type, flat(...raw))).toThrow(GuestFault);
  });

  it('a handle that it has given away, or only borrowed', () => {
    const handles = new Handles();
    const owned = handles.add(thing, 'x', true);
    expect(handles.take(owned, thing)).toBe('x');
    expect(() => handles.borrow(owned, thing)).toThrow('holds none with this number');
    const lent = handles.add(thing, 'y', false);
    expect(() => handles.take(lent, thing)).toThrow('only borrowed');
    expect(() => handles.borrow(lent, new ResourceType('another'))).toThrow('holds none with this number');
  });
});
