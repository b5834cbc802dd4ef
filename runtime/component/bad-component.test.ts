import { describe, expect, it } from 'vitest';
import { moduleProblemText } from '../abi/module-info.ts';
import { WasmWriter } from '../wasm/wasm-writer.ts';
import { policy } from '../policy/policy.ts';
import { inspectProgram } from './inspect-program.ts';
import { parsed } from './testing/embedded-fixture.ts';
import { serve } from './testing/serve-fixture.ts';

async function why(bytes: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
  const { problem } = await inspectProgram(bytes);
  return problem && moduleProblemText(problem);
}

/** A command of one module, with `more` in it. */
function command(more: string): Promise<Uint8Array<ArrayBuffer>> {
  return parsed(`(component
    (core module $m ${more} (func (export "run") (result i32) i32.const 0))
    (core instance $i (instantiate $m))
    (func $run (result (result)) (canon lift (core func $i "run")))
    (instance $r (export "run" (func $run)))
    (export "wasi:cli/run@0.2.0" (instance $r)))`);
}

describe('what is brought in place of a component that runs', () => {
  it('a module that one is to be made of is named as that', async () => {
    const module = await parsed('(module (import "wasi:cli/stdout@0.2.0" "get-stdout" (func (result i32))))');
    expect(await why(module)).toContain('This is a module that a component is to be made of');
    expect(await why(module)).toContain('wasi:cli/stdout@0.2.0.get-stdout');
  });

  it('a module that says it is a component is damaged, in a sentence', async () => {
    const module = await parsed('(module (memory 1) (func (export "_start")))');
    module.set([0x0d, 0, 1, 0], 4);
    expect(await why(module)).toMatch(/^This component /);
  });

  it('a component that imports a function and a type in no interface is not called damaged', async () => {
    const component = await parsed(`(component
      (import "thing" (type $thing (sub resource)))
      (import "use" (func (param "it" (borrow $thing)))))`);
    expect(await why(component)).toBe(
      'This component asks for interfaces that this machine does not have, so it cannot be started here: thing, use',
    );
  });

  it('a start that traps ends the run as a trap, before anything else of it runs', async () => {
    const traps = await command('(func $s unreachable) (start $s)');
    expect(await why(traps)).toBeUndefined();
    const { end } = await serve(traps, [], policy());
    expect(end).toMatchObject({ kind: 'trapped', trap: { reason: 'unreachable' } });
    expect((await serve(await command(''), [], policy())).end).toEqual({ kind: 'exited', code: 0 });
  });

  it('one that needs more memory than it may have says so', async () => {
    const { end } = await serve(await command('(memory 60000)'), [], policy());
    expect(end).toMatchObject({
      kind: 'trapped',
      trap: { message: expect.stringContaining('out of memory before it starts') as string },
    });
  });

  it.each([2, 5, 6, 7, 8, 10, 11])(
    'a section %i that says it has 4,294,967,295 items is cut off, and is not counted through',
    async (section) => {
      const w = new WasmWriter().bytes([0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0]);
      w.byte(section).sized(new WasmWriter().u32(0xffff_ffff).written);
      expect(await why(w.written.slice())).toContain('damaged or cut off');
    },
  );

  it('a huge one is looked at as far as it goes: 8 MB of data are read over', async () => {
    const whole = await command('(memory 1)');
    const w = new WasmWriter().bytes(whole);
    w.byte(0).sized(new WasmWriter().name('data').bytes(new Uint8Array(8 << 20)).written);
    const huge = w.written.slice();
    const { problem, size } = await inspectProgram(huge);
    expect(problem).toBeUndefined();
    expect(size).toBeGreaterThan(8 << 20);
    expect(await why(huge.subarray(0, huge.length - 1).slice())).toContain('damaged or cut off');
  });
});
