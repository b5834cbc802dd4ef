import { describe, expect, it } from 'vitest';
import { Frame } from '../abi/frame.ts';
import { moduleProblemText } from '../abi/module-info.ts';
import { CallStacks } from '../guest/call-stacks.ts';
import { HostCalls } from '../guest/host-calls.ts';
import { readComponent } from './binary/read-component.ts';
import { Unreadable } from './binary/unreadable.ts';
import { inspectComponent } from './inspect-component.ts';
import { instantiateComponent } from './instantiate-component.ts';
import { exported, importingComponent } from './testing/component-fixture.ts';
import { wasiHost } from './wasi/host.ts';

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
