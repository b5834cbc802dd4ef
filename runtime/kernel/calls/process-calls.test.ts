import { describe, expect, it } from 'vitest';
import { bootGuest, type GuestOptions } from '../../testing/guest-fixture.ts';
import { ProcessEnded } from '../../guest/process-ended.ts';
import { GuestFault } from '../../guest/guest-memory.ts';
import type { ClockPolicy } from '../../policy/policy.ts';
import { textOf } from '../../vfs/testing/tree-fixture.ts';

type Booted = ReturnType<typeof bootGuest>;
type Which = 'args' | 'environ';

/** What libc's start-up code would see: as many pointers as were announced, each to a string. */
function strings({ sys, alloc, u32, peek }: Booted, which: Which): unknown {
  const [count, size] = [alloc(4), alloc(4)];
  expect(sys[`${which}_sizes_get`](count, size)).toBe('success');
  const guard = 4;
  const pointers = alloc(4 * u32(count) + guard, 4);
  const buffer = alloc(u32(size) + guard, 1);
  const errno = sys[`${which}_get`](pointers, buffer);
  if (errno !== 'success') return errno;
  // Neither array is written past its end.
  expect([peek(pointers + 4 * u32(count), guard), peek(buffer + u32(size), guard)]).toEqual([
    new Uint8Array(guard),
    new Uint8Array(guard),
  ]);
  return Array.from({ length: u32(count) }, (_, i) => {
    const at = u32(pointers + 4 * i);
    const rest = peek(at, u32(size));
    return textOf(rest.subarray(0, rest.indexOf(0)));
  });
}

describe.each<Which>(['args', 'environ'])('%s', (which) => {
  it.each([
    { given: [], seen: [] },
    { given: ['prog'], seen: ['prog'] },
    { given: ['prog', '', 'two words', 'X=1'], seen: ['prog', '', 'two words', 'X=1'] },
    { given: ['grüße', '日本', '👩‍💻'], seen: ['grüße', '日本', '👩‍💻'] },
    { given: ['a\0b', 'c'], seen: ['a', 'c'] },
  ])('$given', ({ given, seen }) => {
    expect(strings(bootGuest({ [which]: given }), which)).toEqual(seen);
  });

  it('more than a frame carries is 2big', () => {
    expect(strings(bootGuest({ [which]: ['x'.repeat(300)], capacity: 256 }), which)).toBe('2big');
  });

  it('pointers out of memory fault', () => {
    const { sys, alloc } = bootGuest({ [which]: ['x'] });
    expect(() => sys[`${which}_get`](0xffff_fff0, alloc(8))).toThrow(GuestFault);
    expect(() => sys[`${which}_get`](alloc(8), 0xffff_fff0)).toThrow(GuestFault);
    expect(() => sys[`${which}_get`](alloc(8) + 1, alloc(8))).toThrow(GuestFault);
  });
});

describe('clocks', () => {
  const read = (options: GuestOptions, id: number): unknown => {
    const { sys, alloc, u64, time } = bootGuest(options);
    time.wallNs += 1_000_448;
    time.monotonicNs += 1_500;
    const out = alloc(8);
    const errno = sys.clock_time_get(id, 0n, out);
    return errno === 'success' ? u64(out) : errno;
  };
  const rows: readonly { readonly clocks: ClockPolicy; readonly id: number; readonly expected: unknown }[] = [
    { clocks: { kind: 'exact' }, id: 0, expected: 1_700_000_000_001_000_448n },
    { clocks: { kind: 'exact' }, id: 1, expected: 5_000_001_500n },
    { clocks: { kind: 'exact' }, id: 2, expected: 1_500n },
    { clocks: { kind: 'exact' }, id: 3, expected: 1_500n },
    { clocks: { kind: 'exact' }, id: 4, expected: 'inval' },
    { clocks: { kind: 'exact' }, id: -1, expected: 'inval' },
    { clocks: { kind: 'coarse', stepNs: 1_000_000 }, id: 0, expected: 1_700_000_000_001_000_000n },
    { clocks: { kind: 'coarse', stepNs: 1_000 }, id: 1, expected: 5_000_001_000n },
    { clocks: { kind: 'frozen', atNs: '123456789' }, id: 0, expected: 123_456_789n },
    { clocks: { kind: 'frozen', atNs: '123456789' }, id: 1, expected: 0n },
  ];
  it.each(rows)('$clocks.kind, clock $id: $expected', ({ clocks, id, expected }) => {
    expect(read({ policy: { clocks } }, id)).toBe(expected);
  });

  it.each([
    { clocks: { kind: 'exact' }, id: 0, expected: 5_000n },
    { clocks: { kind: 'coarse', stepNs: 1_000_000 }, id: 1, expected: 1_000_000n },
    { clocks: { kind: 'exact' }, id: 9, expected: 'inval' },
  ] as const)('the resolution of clock $id, $clocks.kind: $expected', ({ clocks, id, expected }) => {
    const { sys, alloc, u64 } = bootGuest({ policy: { clocks } });
    const out = alloc(8);
    const errno = sys.clock_res_get(id, out);
    expect(errno === 'success' ? u64(out) : errno).toBe(expected);
  });
});

describe('random_get', () => {
  it.each([0, 1, 63, 64, 65, 56, 200, 1000])('fills %i bytes through frames of 64, and no more', (length) => {
    const { sys, alloc, peek } = bootGuest({ capacity: 64 });
    const at = alloc(length + 1);
    expect(sys.random_get(at, length)).toBe('success');
    expect([...peek(at, length + 1)]).toEqual([...Array.from({ length }, (_, i) => (i + 1) & 0xff), 0]);
  });

  it('with a seed is the same each time, and differs between seeds', () => {
    const draw = (seed: number): string => {
      const { sys, alloc, peek } = bootGuest({ policy: { random: { kind: 'seeded', seed } } });
      const at = alloc(32);
      sys.random_get(at, 32);
      return peek(at, 32).join();
    };
    expect([draw(1) === draw(1), draw(1) === draw(2)]).toEqual([true, false]);
  });
});

describe('the end', () => {
  it.each([0, 1, 255, 256, 0x8000_0000, -1])('proc_exit with %i does not return', (code) => {
    const { sys, ends, process, kernel } = bootGuest();
    expect(() => sys.proc_exit(code)).toThrow(ProcessEnded);
    expect([ends, process.fds.list(), kernel.processes.size]).toEqual([[{ kind: 'exited', code: code >>> 0 }], [], 0]);
  });

  it.each([
    [6, 'SIGABRT'],
    [9, 'SIGKILL'],
    [11, 'SIGSEGV'],
    [15, 'SIGTERM'],
    [30, 'SIGSYS'],
  ])('proc_raise of %i ends the process by %s', (signal, name) => {
    const { sys, ends } = bootGuest();
    expect(() => sys.proc_raise(signal)).toThrow(ProcessEnded);
    expect(ends).toEqual([{ kind: 'signalled', signal: name }]);
  });

  it.each([
    [0, 'success'],
    [16, 'success'],
    [17, 'success'],
    [22, 'success'],
    [27, 'success'],
    [18, 'notsup'],
    [19, 'notsup'],
    [31, 'inval'],
    [255, 'inval'],
  ])('proc_raise of %i is %s', (signal, expected) => {
    const { sys, ends } = bootGuest();
    expect([sys.proc_raise(signal), ends]).toEqual([expected, []]);
  });

  it('sched_yield comes back', () => {
    expect(bootGuest().sys.sched_yield()).toBe('success');
  });
});
