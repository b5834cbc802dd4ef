import { afterAll, describe, expect, it } from 'vitest';
import { moduleProblemText } from '../abi/module-info.ts';
import { NodeRunner } from '../cli/conformance/node-runner.ts';
import { inspectModule } from '../guest/inspect.ts';
import { assemble, CODE, type ImportedFunction } from './testing/assemble-fixture.ts';
import type { CaseResult } from '../protocol/conformance-case.ts';

const EXIT: ImportedFunction = { module: 'wasi_snapshot_preview1', name: 'proc_exit', params: 1, result: false };
const RANDOM: ImportedFunction = { module: 'wasi_snapshot_preview1', name: 'random_get', params: 2, result: true };
const READ: ImportedFunction = { module: 'wasi_snapshot_preview1', name: 'fd_read', params: 4, result: true };

const runner = new NodeRunner();
afterAll(() => runner.close());

function run(imports: readonly ImportedFunction[], ...body: readonly (readonly number[])[]): Promise<CaseResult> {
  const wasm = assemble(imports, body);
  return runner.run(
    { wasm, argv: ['hostile'], env: [], preopens: [], stdin: new Uint8Array(), personality: 'strict' },
    10_000,
  );
}

describe('a guest that catches everything', () => {
  it('ends with its first proc_exit, however often it catches what unwinds it', async () => {
    const { loop, try: tried, i32, call, catchAll, end, br } = CODE;
    const { end: outcome } = await run([EXIT], loop, tried, i32(3), call(0), catchAll, end, br(0), end);
    expect(outcome).toEqual({ kind: 'exited', code: 3 });
  });

  it('does not outlive a pointer that lies outside its memory', async () => {
    const { try: tried, i32, call, catchAll, end, drop } = CODE;
    const { end: outcome } = await run(
      [EXIT, RANDOM],
      tried,
      i32(-16),
      i32(100),
      call(1),
      drop,
      catchAll,
      end,
      i32(0),
      call(0),
    );
    expect(outcome).toMatchObject({
      kind: 'trapped',
      message: expect.stringMatching(/^bad-pointer: .*outside/) as string,
    });
  });
});

describe('a guest that hides what it is', () => {
  it('gets an error that it has no memory when it calls without one', async () => {
    const { i32, call, drop } = CODE;
    const wasm = assemble([RANDOM], [i32(0), i32(4), call(0), drop]);
    // The memory goes by another name, so that the machine does not find it.
    const at = wasm.findIndex((_, i) => new TextDecoder().decode(wasm.subarray(i, i + 6)) === 'memory');
    wasm[at] = 'M'.charCodeAt(0);
    const { end } = await runner.run(
      { wasm, argv: [], env: [], preopens: [], stdin: new Uint8Array(), personality: 'strict' },
      10_000,
    );
    expect(end).toMatchObject({
      kind: 'trapped',
      message: expect.stringContaining('before the program had a memory') as string,
    });
  });

  it.each([
    ['a function that is not in WASI', { module: 'wasi_snapshot_preview1', name: 'fd_fly', params: 0, result: false }],
    ['another module', { module: 'env', name: 'fd_read', params: 0, result: false }],
    [
      'what every object of JavaScript has',
      { module: 'wasi_snapshot_preview1', name: 'constructor', params: 0, result: false },
    ],
    ['the constructor of functions', { module: 'constructor', name: 'constructor', params: 0, result: false }],
    ['a way to a prototype', { module: '__proto__', name: '__lookupGetter__', params: 0, result: false }],
    ['sock_accept of wasi_unstable', { module: 'wasi_unstable', name: 'sock_accept', params: 3, result: true }],
  ])('does not start when it imports %s', async (_, imported) => {
    expect((await run([imported])).end).toMatchObject({
      kind: 'trapped',
      message: expect.stringMatching(/import/i) as string,
    });
    const { problem } = await inspectModule(assemble([imported], []));
    expect(problem).toEqual({ kind: 'unknown-imports', imports: [`${imported.module}.${imported.name}`] });
  });

  it.each([
    [{ ...READ, params: 1 }, '(i32) → i32', '(i32, i32, i32, i32) → i32'],
    [{ ...READ, name: 'fd_seek', params: 4 }, '(i32, i32, i32, i32) → i32', '(i32, i64, i32, i32) → i32'],
    [{ ...EXIT, result: true }, '(i32) → i32', '(i32) → nothing'],
  ])('is named when it declares %o', async (imported, declares, has) => {
    const { problem } = await inspectModule(assemble([imported], []));
    expect(problem).toEqual({
      kind: 'mistyped-import',
      name: `wasi_snapshot_preview1.${imported.name}`,
      declares: `a function ${declares}`,
      has: `a function ${has}`,
    });
    expect(problem && moduleProblemText(problem)).toContain(
      `imports wasi_snapshot_preview1.${imported.name} as a function ${declares}, and WASI has it as`,
    );
  });

  it('fails with the name of what it imports that is no function', async () => {
    // (import "env" "memory" (memory 1)), and nothing else.
    const wasm = new Uint8Array([
      ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      ...[2, 15, 1, 3, 101, 110, 118, 6, 109, 101, 109, 111, 114, 121, 2, 0, 1],
    ]);
    const { problem } = await inspectModule(wasm);
    expect(problem && moduleProblemText(problem)).toContain(
      'asks for imports that WASI Preview 1 does not have, so it cannot be started here: env.memory (a memory)',
    );
  });

  it('passes as few arguments as it likes: those it leaves out are zero', async () => {
    const { i32, call, drop } = CODE;
    const { end } = await run([{ ...READ, params: 1 }], i32(0), call(0), drop);
    expect(end).toMatchObject({ kind: 'exited' });
  });
});
