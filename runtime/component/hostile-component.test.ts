import { describe, expect, it } from 'vitest';
import { Frame } from '../abi/frame.ts';
import { moduleProblemText } from '../abi/module-info.ts';
import { CallStacks } from '../guest/call-stacks.ts';
import { HostCalls } from '../guest/host-calls.ts';
import { GuestFault } from '../guest/guest-memory.ts';
import { memoriesOf } from '../guest/limit-memory.ts';
import { WasmWriter } from '../wasm/wasm-writer.ts';
import { readComponent } from './binary/read-component.ts';
import { Unreadable } from './binary/unreadable.ts';
import { layoutOf, MOST_FLAT_PARAMS } from './canonical/layout.ts';
import type { Type } from './canonical/types.ts';
import { inspectComponent } from './inspect-component.ts';
import { instantiateComponent } from './instantiate-component.ts';
import { MemoryShares } from './memory-shares.ts';
import { exported, importingComponent } from './testing/component-fixture.ts';
import { interfaces, wasiHost } from './wasi/host.ts';
import { Pollable } from './wasi/poll.ts';
import { signatureOf, signatures } from './wasi/signatures.ts';

const [U8, U32, STRING, RESOURCE] = [0x7d, 0x79, 0x73, 1];
const named = (name: string): number[] => [name.length, ...new TextEncoder().encode(name)];
/** Declarations of types, each with the number that it has among the types of its instance. */
const type = (...form: number[]): number[] => [1, ...form];
const own = (of: number): number[] => type(0x69, of);
const borrow = (of: number): number[] => type(0x68, of);
const record = (field: string, ref: number): number[] => type(0x72, 1, ...named(field), ref);
const list = (of: number): number[] => type(0x70, of);
const func = (params: readonly number[], result: number): number[] =>
  type(0x40, params.length, ...params.flatMap((param, i) => [...named(`p${i}`), param]), 0, result);

function instantiate(bytes: Uint8Array<ArrayBuffer>): void {
  const wire = {
    frame: Frame.allocate(0),
    call: () => {
      throw new Error('A component that must not start made a call');
    },
  };
  const host = wasiHost(new HostCalls(wire, new CallStacks(() => undefined)), 65536);
  instantiateComponent(readComponent(bytes), {
    ...host,
    compile: (module) => new WebAssembly.Module(module),
    instantiate: (module, imports) => new WebAssembly.Instance(module, imports),
  });
}

function refused(bytes: Uint8Array<ArrayBuffer>): string {
  expect(() => instantiate(bytes)).toThrow(Unreadable);
  return problemOf(bytes);
}

function problemOf(bytes: Uint8Array<ArrayBuffer>): string {
  const { problem } = inspectComponent(bytes);
  return problem ? moduleProblemText(problem) : '';
}

const WRITE = '[method]output-stream.write';
/** `type` gives the declarations before the function, the last of which is the function's type. */
const CASES: readonly (readonly [string, string, string, readonly (readonly number[])[]])[] = [
  ...['constructor', '__proto__', 'length', 'a'].map((field) => {
    const decls = [exported('r', 'type', RESOURCE), own(0), record(field, 1), record(field, 2), func([], 3)];
    return [`a record with ${field} for the arguments`, 'wasi:cli/environment', 'get-arguments', decls] as const;
  }),
  ...['write', 'constructor', '__proto__'].map((field) => {
    const decls = [
      exported('output-stream', 'type', RESOURCE),
      borrow(0),
      record(field, 1),
      own(0),
      func([2, STRING], 3),
    ];
    return [`a record with ${field} for a stream`, 'wasi:io/streams', WRITE, decls] as const;
  }),
  ['one list for many', 'wasi:cli/environment', 'get-arguments', [list(U8), func([], 0)]],
  ['a parameter too many', 'wasi:cli/environment', 'get-arguments', [list(STRING), func([STRING], 0)]],
  ['a string for a number', 'wasi:random/random', 'get-random-bytes', [list(U8), func([STRING], 0)]],
  ['a shorter number', 'wasi:random/random', 'get-random-bytes', [list(U8), func([U32], 0)]],
  [
    'a resource of the same name in another interface',
    'wasi:cli/stdout',
    'get-stdout',
    [exported('output-stream', 'type', RESOURCE), own(0), func([], 1)],
  ],
  [
    'another resource of the same interface',
    'wasi:io/streams',
    '[method]input-stream.subscribe',
    [exported('output-stream', 'type', RESOURCE), borrow(0), own(0), func([1], 2)],
  ],
  [
    'a handle that is lent for one that is given',
    'wasi:clocks/monotonic-clock',
    'subscribe-instant',
    [exported('pollable', 'type', RESOURCE), borrow(0), func([0x77], 1)],
  ],
];

describe('a component that declares a function of WASI otherwise than it is', () => {
  it.each(CASES)('with %s is refused, and the function is named', (_what, from, name, decls) => {
    const declared = decls.length - 1;
    const bytes = importingComponent([{ name: `${from}@0.2.0`, decls: [...decls, exported(name, 'func', declared)] }]);
    expect(refused(bytes)).toContain(`declares ${name} of ${from}@0.2.0 with other parameters or another result`);
  });

  it('that declares it as it is gets as far as having nothing to run', () => {
    const decls = [list(STRING), func([], 0), exported('get-arguments', 'func', 1)];
    const bytes = importingComponent([{ name: 'wasi:cli/environment@0.2.0', decls }]);
    expect(problemOf(bytes)).toContain('exports no wasi:cli/run');
    expect(() => instantiate(bytes)).not.toThrow();
  });

  it.each(['0.2.0-rc-2023-11-10', '0.3.0', '0.2', '0.2.0.1'])('of version %s is not taken for 0.2', (version) => {
    const bytes = importingComponent([{ name: `wasi:cli/environment@${version}`, decls: [] }]);
    expect(problemOf(bytes)).toContain('another version of WASI');
  });
});

describe('a few bytes that stand for more than can be gone through', () => {
  const index = (at: number): readonly number[] => [...new WasmWriter().u32(at).written];
  const outer = (at: number): readonly number[] => [2, 3, 2, 1, ...index(at)];
  const chain = (length: number, decls: (at: number) => readonly (readonly number[])[]): Uint8Array<ArrayBuffer> =>
    importingComponent(
      Array.from({ length }, (_, at) => ({
        ...(at === length - 1 ? { name: 'own:things/all' } : {}),
        decls: at === 0 ? [] : decls(at - 1),
      })),
    );

  it('are refused where an instance has each other one twice', () => {
    const bytes = chain(15, (before) => [outer(before), exported('a', 'instance', 0), exported('b', 'instance', 0)]);
    expect(bytes.length).toBeLessThan(400);
    expect(refused(bytes)).toContain('declares more than 10000 imports');
  });

  it('are refused where 8,000 instances are in one another, and where 8,000 lists are', () => {
    expect(refused(chain(8000, (before) => [outer(before), exported('a', 'instance', 0)]))).toContain('too deeply');
    const lists = Array.from({ length: 8000 }, (_, at) =>
      type(0x70, ...(at === 0 ? [U8] : new WasmWriter().s32(at - 1).written)),
    );
    expect(refused(importingComponent([{ name: 'own:things/all', decls: lists }]))).toContain('too deeply');
  });

  it('have a layout that is made at once where a type has each other one twice', () => {
    let tuple: Type = { kind: 'u8' };
    for (let level = 0; level < 60; level++) tuple = { kind: 'tuple', of: [tuple, tuple] };
    expect(layoutOf(tuple)).toMatchObject({ size: 2 ** 60, align: 1 });
    expect(layoutOf(tuple).flat.length).toBe(MOST_FLAT_PARAMS + 1);
  });

  it.each([
    ['record', 0x72],
    ['tuple', 0x6f],
    ['flags', 0x6e],
    ['variant', 0x71],
    ['enum', 0x6d],
  ])('are refused in a %s of nothing, of which a list could have any number', (_kind, form) => {
    const bytes = importingComponent([{ name: 'own:things/all', decls: [type(form, 0)] }]);
    expect(refused(bytes)).toContain('an empty type');
  });

  it('and numbers that are larger than memory trap, or end with the clock', () => {
    const wire = { frame: Frame.allocate(64), call: () => 0 };
    const calls = new HostCalls(wire, new CallStacks(() => undefined));
    const call = (from: string, name: string, arg: bigint): unknown => {
      const wanted = signatureOf(from, name);
      return wanted && wasiHost(calls, 65536).find(from, name, wanted)?.call([arg]);
    };
    for (const length of [65537n, 2n ** 40n, 2n ** 64n - 1n])
      expect(() => call('wasi:random/random@0.2.0', 'get-random-bytes', length)).toThrow(GuestFault);
    expect(call('wasi:clocks/monotonic-clock@0.2.0', 'subscribe-duration', 2n ** 64n - 1n)).toEqual(
      new Pollable({ kind: 'instant', atNs: 2n ** 64n - 1n }),
    );
  });
});

describe('the memories of a component', () => {
  const module = (...memories: readonly number[][]): Uint8Array<ArrayBuffer> =>
    Uint8Array.from([
      0,
      0x61,
      0x73,
      0x6d,
      1,
      0,
      0,
      0,
      5,
      1 + memories.flat().length,
      memories.length,
      ...memories.flat(),
    ]);
  const shared = (pages: number, ...modules: Uint8Array<ArrayBuffer>[]) =>
    new MemoryShares(
      modules.map((bytes) => ({ kind: 'core-module', bytes })),
      pages,
    );

  it('share one limit: what each starts with, and an equal part of the rest', () => {
    const [small, large] = [module([0, 1]), module([0, 5])];
    const shares = shared(10, small, large);
    const most = [small, large].map((bytes) => {
      const limited = shares.limited(bytes);
      return memoriesOf(limited)[0]?.maxPages;
    });
    expect(most).toEqual([3, 7]);
    expect(memoriesOf(shared(10, small).limited(small))[0]?.maxPages).toBe(10);
    expect(() => shared(5, small, large)).toThrow('out of memory before it starts');
  });

  it('are one for each module, of 32 bits, which is started once', () => {
    expect(() => shared(10, module([0, 1], [0, 1]))).toThrow('more than one memory');
    expect(() => shared(10, module([4, 1]))).toThrow('64 bits');
    const bytes = module([0, 1]);
    const shares = shared(10, bytes);
    const made = shares.compile(bytes);
    shares.instantiate(made, {});
    expect(() => shares.instantiate(made, {})).toThrow('more than once');
  });
});

it('each function that this machine has for components has a signature, and only sockets for datagrams have signatures without one', () => {
  const calls = new HostCalls({ frame: Frame.allocate(0), call: () => 0 }, new CallStacks(() => undefined));
  const have = [...interfaces(calls, 0)].flatMap(([from, functions]) =>
    Object.keys(functions).map((name) => `${from} ${name}`),
  );
  const wanted = [...signatures().functions.keys()];
  const isExported = ['wasi:cli/run run', 'wasi:http/incoming-handler handle'];
  const ofNone = /^wasi:sockets\/udp |\]incoming-response\.|\]future-incoming-response\./;
  expect(wanted.filter((name) => !have.includes(name) && !ofNone.test(name))).toEqual(isExported);
  expect(have.filter((name) => !wanted.includes(name) && !name.startsWith('wasi:random/'))).toEqual([]);
});
