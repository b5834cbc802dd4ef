import { describe, expect, it } from 'vitest';
import { errnoName } from '../../abi/errno.ts';
import {
  event,
  subscription,
  subscriptionClock,
  subscriptionFd,
  SUBSCRIPTION_PAYLOAD,
  SUBSCRIPTION_SIZE,
} from '../../abi/layout.ts';
import { ALL_RIGHTS, NO_RIGHTS, rights, without } from '../../abi/rights.ts';
import { bootGuest, type FakeTime, type GuestOptions } from '../../testing/guest-fixture.ts';
import type { ClockPolicy } from '../../policy/policy.ts';
import { StreamInode } from '../../vfs/inode.ts';
import { bytesOf } from '../../vfs/testing/tree-fixture.ts';
import { WouldWaitForever } from '../../wire/direct.ts';
import { Pipe } from '../devices/pipe.ts';

type Wanted =
  | { readonly clock: number; readonly timeout: bigint; readonly isAbsolute?: boolean; readonly flags?: number }
  | { readonly fd: number; readonly to: 'read' | 'write' }
  | { readonly tag: number };

/** The only flag that an event has. */
const HANGUP = 1;
const REALTIME = 0;
const MONOTONIC = 1;

function boot(options: GuestOptions = {}) {
  const guest = bootGuest({ tree: { file: 'abcdef', dir: {} }, ...options });
  const pipe = new Pipe();
  const held = {
    file: guest.hold(guest.at('file'), ALL_RIGHTS),
    dir: guest.hold(guest.at('dir'), ALL_RIGHTS),
    pipe: guest.hold(new StreamInode(guest.kernel.devices, 'unknown', pipe), ALL_RIGHTS),
    mute: guest.hold(
      new StreamInode(guest.kernel.devices, 'unknown', pipe),
      without(ALL_RIGHTS, rights('poll_fd_readwrite')),
    ),
  };
  const poll = (...wanted: readonly Wanted[]): unknown => {
    const from = guest.alloc(Math.max(1, wanted.length) * SUBSCRIPTION_SIZE);
    const to = guest.alloc(Math.max(1, wanted.length) * event.size);
    const count = guest.alloc(4);
    wanted.forEach((one, i) => put(guest.view(), from + i * SUBSCRIPTION_SIZE, one, BigInt(100 + i)));
    const errno = guest.sys.poll_oneoff(from, to, wanted.length, count);
    if (errno !== 'success') return errno;
    return Array.from({ length: guest.u32(count) }, (_, i) => {
      const { userdata, error, type, nbytes, flags } = event.read(guest.view(), to + i * event.size);
      return {
        of: Number(userdata) - 100,
        error: errnoName(error),
        type,
        nbytes,
        ...(flags === HANGUP ? { isHungUp: true } : {}),
      };
    });
  };
  return { ...guest, pipe, held, poll };
}

function put(view: DataView, at: number, wanted: Wanted, userdata: bigint): void {
  const payload = at + SUBSCRIPTION_PAYLOAD;
  if ('tag' in wanted) return subscription.write(view, at, { userdata, tag: wanted.tag });
  if ('fd' in wanted) {
    subscription.write(view, at, { userdata, tag: wanted.to === 'read' ? 1 : 2 });
    return subscriptionFd.write(view, payload, { fd: wanted.fd });
  }
  subscription.write(view, at, { userdata, tag: 0 });
  subscriptionClock.write(view, payload, {
    id: wanted.clock,
    timeout: wanted.timeout,
    precision: 0n,
    flags: wanted.flags ?? (wanted.isAbsolute ? 1 : 0),
  });
}

const happened = (of: number, type: number, nbytes = 0n) => ({ of, error: 'success', type, nbytes });
const failed = (of: number, error: string, type = 0) => ({ of, error, type, nbytes: 0n });

/** ns that the guest slept. */
function slept(time: FakeTime, act: () => void): number {
  const before = time.monotonicNs;
  act();
  return time.monotonicNs - before;
}

describe('clocks', () => {
  it.each([
    ['relative to now', { clock: MONOTONIC, timeout: 1_000_000n }, 1_000_000],
    ['by the wall clock', { clock: REALTIME, timeout: 2_000_000n }, 2_000_000],
    ['until a time of the monotonic clock', { clock: MONOTONIC, timeout: 5_003_000_000n, isAbsolute: true }, 3_000_000],
    [
      'until a time of the wall clock',
      { clock: REALTIME, timeout: 1_700_000_000_004_000_000n, isAbsolute: true },
      4_000_000,
    ],
    ['until a time that has passed', { clock: REALTIME, timeout: 1n, isAbsolute: true }, 0],
    ['for no time', { clock: MONOTONIC, timeout: 0n }, 0],
  ] as const)('waits %s', (_, wanted, ns) => {
    const { time, poll } = boot();
    let events: unknown;
    expect(slept(time, () => (events = poll(wanted)))).toBe(ns);
    expect(events).toEqual([happened(0, 0)]);
  });

  it('tells which of two clocks came first, and only that', () => {
    const { poll, time } = boot();
    expect(
      slept(time, () =>
        expect(poll({ clock: MONOTONIC, timeout: 9_000n }, { clock: MONOTONIC, timeout: 5_000n })).toEqual([
          happened(1, 0),
        ]),
      ),
    ).toBe(5_000);
  });

  it.each([
    [2, 'notsup'],
    [3, 'notsup'],
  ])('clock %i cannot be waited for: %s, in its event', (clock, errno) => {
    expect(boot().poll({ clock, timeout: 0n })).toEqual([failed(0, errno)]);
  });

  const policies: readonly { readonly clocks: ClockPolicy; readonly shows: bigint; readonly ns: number }[] = [
    { clocks: { kind: 'exact' }, shows: 5_000_000_000n, ns: 2_500_000 },
    { clocks: { kind: 'coarse', stepNs: 1_000_000 }, shows: 5_000_000_000n, ns: 3_000_000 },
    { clocks: { kind: 'frozen', atNs: '77' }, shows: 0n, ns: 2_500_000 },
  ];
  it.each(policies)(
    'waits until an absolute time of a clock that is $clocks.kind, and not for ever',
    ({ clocks, shows, ns }) => {
      const { poll, time } = boot({ policy: { clocks } });
      expect(slept(time, () => poll({ clock: MONOTONIC, timeout: shows + 2_500_000n, isAbsolute: true }))).toBe(ns);
    },
  );

  it('does not wait again from the start when something else woke it', () => {
    const wakes: number[] = [];
    const { poll, time } = boot({
      idle: (now, untilNs) => {
        wakes.push((untilNs ?? 0) - now.monotonicNs);
        now.monotonicNs += 300;
        return true;
      },
    });
    expect(slept(time, () => poll({ clock: MONOTONIC, timeout: 1000n }))).toBe(1200);
    expect(wakes).toEqual([1000, 700, 400, 100]);
  });
});

describe('descriptors', () => {
  it('a file is always ready, with what is left of it', () => {
    const { poll, held, sys, alloc } = boot();
    sys.fd_seek(held.file, 2n, 0, alloc(8));
    expect(poll({ fd: held.file, to: 'read' }, { fd: held.file, to: 'write' })).toEqual([
      happened(0, 1, 4n),
      happened(1, 2, 0n),
    ]);
    sys.fd_seek(held.file, 200n, 0, alloc(8));
    expect(poll({ fd: held.file, to: 'read' })).toEqual([happened(0, 1, 0n)]);
  });

  it('a pipe is ready when it holds something, or when nothing more will come', () => {
    const { poll, held, pipe } = boot();
    const wanted: Wanted = { fd: held.pipe, to: 'read' };
    expect(poll(wanted, { clock: MONOTONIC, timeout: 10n })).toEqual([happened(1, 0)]);
    pipe.push(bytesOf('abc'));
    expect(poll(wanted, { clock: MONOTONIC, timeout: 10n })).toEqual([happened(0, 1, 3n)]);
    pipe.end();
    expect(poll(wanted)).toEqual([{ ...happened(0, 1, 3n), isHungUp: true }]);
    pipe.read({ bytes: new Uint8Array(3), start: 0, length: 3 });
    expect(poll(wanted)).toEqual([{ ...happened(0, 1), isHungUp: true }]);
  });

  it('a full pipe is not ready to be written', () => {
    const { poll, held, pipe } = boot();
    expect(poll({ fd: held.pipe, to: 'write' })).toEqual([happened(0, 2, 65536n)]);
    pipe.push(new Uint8Array(65536));
    expect(poll({ fd: held.pipe, to: 'write' }, { clock: MONOTONIC, timeout: 10n })).toEqual([happened(1, 0)]);
  });

  it('input that was given beforehand has ended from the start', () => {
    expect(boot().poll({ fd: 0, to: 'read' })).toEqual([{ ...happened(0, 1, 5n), isHungUp: true }]);
  });

  it('wakes when something comes', () => {
    const pipe = new Pipe();
    const { poll } = boot({
      stdin: pipe,
      idle: () => {
        pipe.push(bytesOf('xy'));
        return true;
      },
    });
    expect(poll({ fd: 0, to: 'read' }, { clock: MONOTONIC, timeout: 10n ** 15n })).toEqual([happened(0, 1, 2n)]);
  });

  it.each([
    ['a number that is not open', () => 99, 'badf'],
    ['a directory', (held: ReturnType<typeof boot>['held']) => held.dir, 'badf'],
    ['a descriptor without the right to wait', (held: ReturnType<typeof boot>['held']) => held.mute, 'notcapable'],
  ] as const)('%s: %s, in its event', (_, choose, errno) => {
    const { poll, held } = boot();
    expect(poll({ fd: choose(held), to: 'read' }, { fd: choose(held), to: 'write' })).toEqual([
      failed(0, errno, 1),
      failed(1, errno, 2),
    ]);
  });

  it.each([
    { lacks: 'fd_read', read: 'notcapable', write: 'success' },
    { lacks: 'fd_write', read: 'success', write: 'notcapable' },
  ] as const)('waiting to read takes the right to read, and to write the right to write: no $lacks', (one) => {
    const guest = boot();
    const fd = guest.hold(guest.at('file'), without(ALL_RIGHTS, rights(one.lacks)));
    expect(guest.poll({ fd, to: 'read' }, { fd, to: 'write' })).toMatchObject([
      { error: one.read },
      { error: one.write },
    ]);
  });

  it('a directory cannot be waited for, whatever its rights', () => {
    const guest = boot();
    const fd = guest.hold(guest.at('dir'), NO_RIGHTS);
    expect(guest.poll({ fd, to: 'read' })).toEqual([failed(0, 'badf', 1)]);
  });

  it('waiting for what cannot happen ends the wait, not in an errno', () => {
    const { poll, held } = boot();
    expect(() => poll({ fd: held.pipe, to: 'read' })).toThrow(WouldWaitForever);
  });
});

it.each<{ what: string; wanted: readonly Wanted[]; expected: unknown }>([
  { what: 'nothing', wanted: [], expected: 'inval' },
  { what: 'a kind that witx does not have', wanted: [{ tag: 9 }], expected: 'inval' },
  { what: 'such a kind, and a clock', wanted: [{ tag: 255 }, { clock: MONOTONIC, timeout: 0n }], expected: 'inval' },
  { what: 'a clock that witx does not have', wanted: [{ clock: 4, timeout: 0n }], expected: 'inval' },
  { what: 'the last of such clocks', wanted: [{ clock: 0xffff_ffff, timeout: 0n }], expected: 'inval' },
  {
    what: 'a clock, with a flag that witx does not have',
    wanted: [{ clock: MONOTONIC, timeout: 0n, flags: 2 }],
    expected: 'inval',
  },
])('waiting for $what', ({ wanted, expected }) => {
  expect(boot().poll(...wanted)).toEqual(expected);
});

it('more than a frame carries is refused, rather than that some of it is never waited for', () => {
  const capacity = 800;
  const clocks = (count: number): readonly Wanted[] =>
    Array.from({ length: count }, () => ({ clock: MONOTONIC, timeout: 0n }));
  expect(boot({ capacity }).poll(...clocks(9))).toHaveLength(9);
  expect(boot({ capacity }).poll(...clocks(10))).toBe('inval');
});
