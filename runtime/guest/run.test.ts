import { expect, it } from 'vitest';
import { assemble } from '../conformance/testing/assemble-fixture.ts';
import { bootGuest } from '../testing/guest-fixture.ts';
import { DirectWire } from '../wire/direct.ts';
import type { BlockingWire } from '../wire/wire.ts';
import { CallStacks } from './call-stacks.ts';
import { instantiateBlocking } from './run.ts';

it('begins without the stack and the note that the program before left in the frame', () => {
  const { process } = bootGuest();
  const direct = new DirectWire(process, () => false);
  const { frame } = direct;
  const found: unknown[] = [];
  const wire: BlockingWire = {
    frame,
    call: () => {
      found.push(frame.takeStack(), frame.takeNote());
      direct.call();
    },
  };
  const guest = instantiateBlocking(new WebAssembly.Module(assemble([], [])), wire, new CallStacks(() => undefined));
  frame.stack = 7;
  frame.inLength = 0;
  frame.putNote(new Uint8Array([1, 2, 3]));
  // Only a suspended guest gives a promise.
  void guest.start(false);
  expect(found).toEqual([0, undefined]);
  expect(process.end).toEqual({ kind: 'exited', code: 0 });
});
