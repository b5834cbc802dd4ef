import { describe, expect, it } from 'vitest';
import { GuestFault } from './guest-memory.ts';
import { framesOf, trapOf } from './trap.ts';

describe('the reason of a trap, in each engine’s words', () => {
  it.each([
    // Chromium
    ['unreachable', 'unreachable'],
    ['memory access out of bounds', 'out-of-bounds'],
    ['null function or function signature mismatch', 'null-call'],
    ['table index is out of bounds', 'null-call'],
    ['divide by zero', 'divide-by-zero'],
    ['remainder by zero', 'divide-by-zero'],
    ['divide result unrepresentable', 'integer-overflow'],
    ['float unrepresentable in integer range', 'bad-conversion'],
    ['Maximum call stack size exceeded', 'stack-overflow'],
    ['WebAssembly.Instance(): Out of memory: Cannot allocate Wasm memory for new instance', 'out-of-memory'],
    // Firefox
    ['unreachable executed', 'unreachable'],
    ['index out of bounds', 'out-of-bounds'],
    ['indirect call to null', 'null-call'],
    ['indirect call signature mismatch', 'bad-call'],
    ['table index out of bounds', 'null-call'],
    ['integer divide by zero', 'divide-by-zero'],
    ['integer overflow', 'integer-overflow'],
    ['invalid conversion to integer', 'bad-conversion'],
    ['too much recursion', 'stack-overflow'],
    ['out of memory', 'out-of-memory'],
    // Safari
    ["Unreachable code should not be executed (evaluating 'start()')", 'unreachable'],
    ["Out of bounds memory access (evaluating 'start()')", 'out-of-bounds'],
    ["call_indirect to a null table entry (evaluating 'start()')", 'null-call'],
    ["Out of bounds call_indirect (evaluating 'start()')", 'null-call'],
    ["call_indirect to a signature that does not match (evaluating 'start()')", 'bad-call'],
    ["Division by zero (evaluating 'start()')", 'divide-by-zero'],
    ["Integer overflow (evaluating 'start()')", 'integer-overflow'],
    ["Out of bounds Trunc operation (evaluating 'start()')", 'bad-conversion'],
    ['Maximum call stack size exceeded.', 'stack-overflow'],
    ['Stack overflow', 'stack-overflow'],
    // Anybody
    ['something new', 'other'],
  ])('%s → %s', (message, reason) => {
    expect(trapOf(new Error(message), undefined)).toMatchObject({ reason, message });
  });

  it.each([
    [-16, 'stack-overflow'],
    [0, 'stack-overflow'],
    [63, 'stack-overflow'],
    [0xffff_fff0, 'stack-overflow'],
    [64, 'out-of-bounds'],
    [1_000_000, 'out-of-bounds'],
    [undefined, 'out-of-bounds'],
  ])('an access out of bounds with the stack pointer at %s is %s', (stackPointer, reason) => {
    expect(trapOf(new Error('memory access out of bounds'), stackPointer).reason).toBe(reason);
  });

  it('a fault in a system call’s pointers is bad-pointer, whatever its words', () => {
    expect(trapOf(new GuestFault('outside: out of bounds'), -16).reason).toBe('bad-pointer');
  });

  it('a WebAssembly exception that was not caught is exception', () => {
    const tag = new WebAssembly.Tag({ parameters: [] });
    expect(trapOf(new WebAssembly.Exception(tag, []), undefined).reason).toBe('exception');
  });

  it('takes what is no Error by its text', () => {
    expect(trapOf('thrown text', undefined)).toEqual({ reason: 'other', message: 'thrown text', frames: [] });
  });
});

describe('framesOf', () => {
  it.each([
    {
      engine: 'Chromium',
      stack: `RuntimeError: unreachable
    at inner (wasm://wasm/main.wasm-0a1b2c3d:wasm-function[12]:0x1a2)
    at main.wasm.outer (wasm://wasm/main.wasm-0a1b2c3d:wasm-function[13]:0x1ff)
    at std::vector<int, std::allocator<int>>::at(unsigned long) (wasm://wasm/0a1b2c3d:wasm-function[14]:0x2b0)
    at wasm://wasm/0a1b2c3d:wasm-function[15]:0x300
    at start (file:///kernel.js:10:20)`,
    },
    {
      engine: 'Firefox',
      stack: `inner@http://localhost/kernel.js line 8 > WebAssembly.Module:wasm-function[12]:0x1a2
outer@http://localhost/kernel.js line 8 > WebAssembly.Module:wasm-function[13]:0x1ff
std::vector<int, std::allocator<int>>::at(unsigned long)@http://localhost/kernel.js line 8 > WebAssembly.Module:wasm-function[14]:0x2b0
wasm-function[15]@http://localhost/kernel.js line 8 > WebAssembly.Module:wasm-function[15]:0x300
start@http://localhost/kernel.js:10:20`,
    },
  ])('takes $engine’s stack apart, innermost first', ({ stack }) => {
    expect(framesOf(stack)).toEqual([
      { functionIndex: 12, byteOffset: 0x1a2, name: 'inner' },
      { functionIndex: 13, byteOffset: 0x1ff, name: 'outer' },
      { functionIndex: 14, byteOffset: 0x2b0, name: 'std::vector<int, std::allocator<int>>::at(unsigned long)' },
      { functionIndex: 15, byteOffset: 0x300, name: undefined },
    ]);
  });

  it('has nothing to say of a stack without wasm', () => {
    expect(framesOf('Error: x\n    at f (file:///a.js:1:2)')).toEqual([]);
  });
});
