import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { BEYOND_OFF_T, Frame, FRAME_CAPACITY, paramAt, readS64, readU64, resultAt, writeU64 } from './frame.ts';

describe('Frame', () => {
  it('carries a MiB beside its head, in shared memory or not', () => {
    expect([Frame.allocate().capacity, Frame.allocateShared().capacity]).toEqual([FRAME_CAPACITY, FRAME_CAPACITY]);
    expect(FRAME_CAPACITY).toBe(1 << 20);
    expect(Frame.allocateShared().buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  it('keeps head, nine parameters, a filestat of results and data apart', () => {
    const frame = Frame.allocate(64);
    frame.syscall = 0x01020304;
    frame.setErrno('notcapable');
    frame.inLength = 13;
    frame.outLength = 21;
    frame.markMore();
    for (let i = 0; i < 9; i++) frame.view.setBigUint64(paramAt(i), BigInt(i + 1), true);
    for (let i = 0; i < 8; i++) frame.view.setBigUint64(resultAt(i), BigInt(i + 100), true);
    frame.bytes.fill(0xff, frame.inAt);
    expect({
      syscall: frame.syscall,
      errno: frame.errnoName,
      in: frame.inLength,
      out: frame.outLength,
      more: frame.hasMore,
    }).toEqual({
      syscall: 0x01020304,
      errno: 'notcapable',
      in: 13,
      out: 21,
      more: true,
    });
    expect(Array.from({ length: 9 }, (_, i) => readU64(frame.view, paramAt(i)))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(Array.from({ length: 8 }, (_, i) => readU64(frame.view, resultAt(i)))).toEqual([
      100, 101, 102, 103, 104, 105, 106, 107,
    ]);
  });

  it.each([
    { inLength: 0, outAt: 192, outCapacity: 64 },
    { inLength: 1, outAt: 200, outCapacity: 56 },
    { inLength: 8, outAt: 200, outCapacity: 56 },
    { inLength: 64, outAt: 256, outCapacity: 0 },
  ])('puts data out after $inLength bytes in, 8-aligned', ({ inLength, outAt, outCapacity }) => {
    const frame = Frame.allocate(64);
    frame.inLength = inLength;
    expect({ outAt: frame.outAt, outCapacity: frame.outCapacity, request: frame.requestLength }).toEqual({
      outAt,
      outCapacity,
      request: 192 + inLength,
    });
  });

  it('forgets the flags of the reply before', () => {
    const frame = Frame.allocate(8);
    frame.markMore();
    frame.markEnded();
    expect([frame.hasMore, frame.isEnded]).toEqual([false, true]);
    frame.clearReplyFlags();
    expect([frame.hasMore, frame.isEnded]).toEqual([false, false]);
  });
});

describe('64-bit slots', () => {
  const view = new DataView(new ArrayBuffer(8));

  it('hold every safe whole number exactly', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (value) => {
        writeU64(view, 0, value);
        expect(view.getBigUint64(0, true)).toBe(BigInt(value));
        expect(readU64(view, 0)).toBe(value);
      }),
    );
  });

  it('keep the sign of a delta, and stay beyond every limit where a number is not exact', () => {
    fc.assert(
      fc.property(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), (value) => {
        view.setBigInt64(0, value, true);
        expect(readS64(view, 0)).toBe(Number(value));
        const unsigned = BigInt.asUintN(64, value);
        if (unsigned <= Number.MAX_SAFE_INTEGER) expect(readU64(view, 0)).toBe(Number(unsigned));
        expect(readU64(view, 0) > Number.MAX_SAFE_INTEGER).toBe(unsigned > Number.MAX_SAFE_INTEGER);
        expect(readU64(view, 0) >= BEYOND_OFF_T).toBe(unsigned >= BEYOND_OFF_T);
      }),
      { examples: [[2n ** 63n - 1n], [2n ** 63n - 513n], [-1n], [-(2n ** 63n)], [2n ** 53n], [2n ** 53n - 1n]] },
    );
  });
});
