import { expect, it } from 'vitest';
import type { WasmFrame } from '../../guest/trap.ts';
import { SessionStacks } from './session-stacks.ts';

it('tells the stack of a call that is made in earnest once, and that of one that is repeated not at all', () => {
  const told: [number, readonly WasmFrame[]][] = [];
  const wire = { isReplaying: false, isRepeat: false };
  const stacks = new SessionStacks(
    wire,
    () => ({ built: (offset) => offset - 0x100 }),
    (...one) => told.push(one),
  );
  const at = new Error('here');
  at.stack = 'Error: here\n    at add (wasm://wasm/0a1b2c3d:wasm-function[7]:0x1f0)';
  stacks.takeAs(4, at);
  expect(told).toEqual([[4, [{ functionIndex: 7, byteOffset: 0xf0, name: 'add' }]]]);
  expect(stacks.take()).toBeGreaterThan(0);
  wire.isReplaying = true;
  wire.isRepeat = true;
  stacks.takeAs(5, at);
  expect([stacks.take(), told.filter(([number]) => number === 5)]).toEqual([0, []]);
});
