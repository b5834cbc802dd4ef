import { describe, expect, it } from 'vitest';
import { GuestFault } from '../../guest/guest-memory.ts';
import { SideMemory, type Side } from './context.ts';
import { lifted, lowered, type CoreFunc } from './functions.ts';
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

const thing = new ResourceType('thing', (rep) => rep !== undefined);
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
    const owned = handles.add(thing, 'x');
    expect(handles.take(owned, thing)).toBe('x');
    expect(() => handles.borrow(owned, thing)).toThrow('holds none with this number');
    let lent = 0;
    handles.lending(() => {
      lent = handles.lend(thing, 'y');
    });
    expect(() => handles.take(lent, thing)).toThrow('only borrowed');
    expect(() => handles.borrow(lent, new ResourceType('another', () => true))).toThrow('holds none with this number');
  });

  it.each<[string, Type, (value: string) => unknown]>([
    ['as a parameter', { kind: 'borrow', resource: thing }, (value) => value],
    [
      'in a list of options',
      { kind: 'list', of: { kind: 'option', of: { kind: 'borrow', resource: thing } } },
      (v) => [v],
    ],
    [
      'with too many parameters to pass',
      { kind: 'tuple', of: [{ kind: 'borrow', resource: thing }, ...new Array<Type>(20).fill({ kind: 'u8' })] },
      (value) => [value, ...new Array<number>(20).fill(0)],
    ],
  ])('a handle that it was lent for a call and keeps after it: %s', (_what, type, value) => {
    const callee = sideOf('utf8');
    const call = (core: CoreFunc) =>
      lifted(core, { params: [{ name: 'p', type }], result: undefined }, callee, undefined).call([value('x')]);
    const drops = (index: number): CoreFunc => {
      return () => {
        callee.handles.drop(index, thing);
        return undefined;
      };
    };
    expect(() => call(drops(1))).not.toThrow();
    expect(callee.handles.shown()).toEqual([]);
    // A call within the call drops what it was lent itself, and that settles nothing for the outer one.
    const nested: CoreFunc = () => {
      call(drops(2));
      return undefined;
    };
    expect(() => call(nested)).toThrow('kept a handle that it was lent for it: it has to drop what it borrows');
    expect(() => call(() => undefined)).toThrow(GuestFault);
  });

  it('a handle that it only borrowed, as a result', () => {
    const func = lifted(() => 1, { params: [], result: { kind: 'borrow', resource: thing } }, side, undefined);
    side.handles.add(thing, 'x');
    const take = lowered(func, sideOf('utf8'));
    expect(() => take()).toThrow('only lends');
  });
});

describe('a value has only what it has itself', () => {
  const side = sideOf('utf8');
  const memory = new SideMemory(side);
  const anything = new ResourceType('thing', () => true);
  const of = (name: string, type: Type): Type => ({ kind: 'record', fields: [{ name, type }] });

  it.each(['constructor', '__proto__', 'length', 'toString', 'write'])(
    'and "%s" is not lowered from another',
    (name) => {
      const type = of(name, { kind: 'own', resource: anything });
      const array = name === 'length' ? {} : [];
      for (const value of [
        array,
        new (class Thing {
          readonly is = 1;
        })(),
        'text',
        undefined,
        bareWith('other'),
      ]) {
        expect(() => lowerFlat(side, memory, type, value, [])).toThrow(GuestFault);
        expect(() => store(side, memory, type, value, 0)).toThrow(GuestFault);
      }
    },
  );

  it.each(['constructor', '__proto__', 'length'])('so "%s" that is lifted is a name like all others', (name) => {
    const type = of(name, { kind: 'record', fields: [{ name: 'write', type: { kind: 'u32' } }] });
    const lifted = liftFlat(side, memory, type, { next: () => 7 }) as Record<string, { write: number }>;
    memory.view.setUint32(64, 7, true);
    for (const value of [lifted, load(side, memory, type, 64) as Record<string, { write: number }>]) {
      expect(Object.getPrototypeOf(value)).toBeNull();
      expect(Object.keys(value)).toEqual([name]);
      expect(value['write']).toBeUndefined();
      expect(value[name]?.write).toBe(7);
    }
  });

  it('and nothing but what a resource is made of becomes a handle of it', () => {
    class Made {
      readonly is = 1;
    }
    const resource = new ResourceType('made', (rep) => rep instanceof Made);
    expect(side.handles.add(resource, new Made())).toBeGreaterThan(0);
    for (const rep of [Function, {}, 0, undefined, Object.create(null)])
      expect(() => side.handles.add(resource, rep)).toThrow(GuestFault);
  });

  it('and a reference in place of a number traps', () => {
    const add = lowered(
      { type: { params: [{ name: 'n', type: { kind: 'u64' } }], result: undefined }, call: () => 0 },
      side,
    );
    expect(add(1n)).toBeUndefined();
    for (const raw of [1, undefined, Function]) expect(() => add(raw as unknown as bigint)).toThrow(GuestFault);
  });
});

function bareWith(name: string): object {
  return Object.assign(Object.create(null) as object, { [name]: 1 });
}
