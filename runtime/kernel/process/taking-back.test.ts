import { describe, expect, it } from 'vitest';
import { Frame, paramAt } from '../../abi/frame.ts';
import { ALL_RIGHTS, NO_RIGHTS, rights, type RightName } from '../../abi/rights.ts';
import { SYSCALL_NAMES } from '../../abi/syscalls.ts';
import type { Descriptor } from '../../capability/descriptor.ts';
import { bootGuest, DIR, type GuestOptions } from '../../testing/guest-fixture.ts';
import { QueuedWrites } from '../../guest/queued-writes.ts';
import { GuestMemory } from '../../guest/guest-memory.ts';
import { attend } from '../../wire/attend.ts';
import { SharedExchange } from '../../wire/shared.ts';
import type { SharedEnd } from '../../wire/wire.ts';
import { QueueWriter } from '../../wire/write-queue.ts';
import { Pipe } from '../devices/pipe.ts';

const TREE = { file: 'abcdef', dir: { inner: 'inside' } };

function boot(options: GuestOptions = {}) {
  const guest = bootGuest({ tree: TREE, ...options });
  const { process } = guest;
  const at = (fd: number): Descriptor => {
    const found = process.fds.get(fd, NO_RIGHTS);
    if (!found.ok) throw new Error(`${fd} is not open`);
    return found.value;
  };
  const number = (opened: number | string): number => {
    if (typeof opened === 'string') throw new Error(opened);
    return opened;
  };
  return {
    ...guest,
    at,
    number,
    revoke: (fd: number) => process.withdraw(() => process.fds.revoke(at(fd))),
    drop: (fd: number, base: readonly RightName[], inheriting: readonly RightName[] = []) =>
      process.withdraw(() =>
        process.fds.withdraw(at(fd), { base: rights(...base), inheriting: rights(...inheriting) }),
      ),
    read: (fd: number) => guest.sys.fd_read(fd, ...guest.rooms(4).iovs, guest.alloc(4)),
    write: (fd: number) => guest.sys.fd_write(fd, ...guest.iovecs([guest.text('xy')]), guest.alloc(4)),
    stat: (fd: number) => guest.sys.fd_filestat_get(fd, guest.alloc(64)),
  };
}

describe.each(['strict', 'modern'] as const)('under the personality %s', (personality) => {
  const policy = { personality };

  it('a revoked preopen takes everything with it that was opened beneath it, and nothing else', () => {
    const { open, number, revoke, read, stat, sys, at, hold, process } = boot({ policy });
    const file = number(open('file', { rights: ['fd_read', 'fd_filestat_get'] }));
    const dir = number(open('dir', { oflags: ['directory'] }));
    const inner = number(open('inner', { dir, rights: ['fd_read', 'fd_filestat_get'] }));
    const other = hold(at(file).inode, ALL_RIGHTS);
    // What it was opened through is closed, and still what it was opened through.
    expect(sys.fd_close(dir)).toBe('success');
    revoke(DIR);
    expect([read(file), stat(file), read(inner), stat(inner)]).toEqual(new Array(4).fill('notcapable'));
    expect(open('file')).toBe('notcapable');
    expect(read(other)).toBe('success');
    expect(process.fds.get(file, rights('fd_read'))).toEqual({
      ok: false,
      error: { kind: 'revoked', need: ['fd_read'] },
    });
    // It can still be asked what it is, and closed.
    expect([sys.fd_fdstat_get(file, 1024), sys.fd_close(file), sys.fd_close(inner)]).toEqual(
      new Array(3).fill('success'),
    );
  });

  it('revoking what was opened leaves the preopen alone', () => {
    const { open, number, revoke, read } = boot({ policy });
    const file = number(open('file', { rights: ['fd_read'] }));
    revoke(file);
    expect(read(file)).toBe('notcapable');
    expect(read(number(open('file', { rights: ['fd_read'] })))).toBe('success');
  });

  it('a dropped right is missing at the next call, also one that the personality does not enforce', () => {
    const { open, number, drop, stat, read, at } = boot({ policy });
    const file = number(open('file', { rights: ['fd_read', 'fd_filestat_get'] }));
    drop(file, ['fd_filestat_get']);
    expect([stat(file), read(file)]).toEqual(['notcapable', 'success']);
    expect(at(file).capability.require(rights('fd_filestat_get'), NO_RIGHTS)).toMatchObject({
      kind: 'denied',
      need: ['fd_filestat_get'],
      withdrawn: ['fd_filestat_get'],
    });
  });

  it('a right that a folder loses does not come back by opening the folder anew', () => {
    const { open, number, drop, sys, text, at } = boot({ policy });
    drop(DIR, ['path_unlink_file', 'fd_readdir']);
    const again = open('.', { oflags: ['directory'], inheriting: [], rights: ['path_unlink_file', 'fd_readdir'] });
    // The strict personality refuses to open with more than the folder hands down; modern opens with what it does.
    const dir =
      again === 'notcapable'
        ? number(open('.', { oflags: ['directory'], rights: ['path_open'], inheriting: [] }))
        : number(again);
    expect([sys.path_unlink_file(dir, ...text('file')), sys.path_unlink_file(DIR, ...text('file'))]).toEqual([
      'notcapable',
      'notcapable',
    ]);
    expect(at(dir).capability.require(rights('fd_readdir'), NO_RIGHTS)).toMatchObject({
      kind: 'denied',
      withdrawn: ['fd_readdir'],
    });
  });

  it('what a folder may no longer hand down is not handed down', () => {
    const { open, drop, number, read } = boot({ policy });
    const before = number(open('file', { rights: ['fd_read'] }));
    drop(DIR, [], ['fd_read']);
    expect(open('file', { rights: ['fd_read'] })).toBe('notcapable');
    expect(read(before)).toBe('success');
  });
});

it('a program that opens beneath what it opened, and closes that, is still beneath the preopen', () => {
  const { open, number, sys, revoke, read } = boot();
  let dir = DIR;
  for (let i = 0; i < 20; i++) {
    const next = number(open('.', { dir, oflags: ['directory'] }));
    if (dir !== DIR) sys.fd_close(dir);
    dir = next;
  }
  const file = number(open('file', { dir, rights: ['fd_read'] }));
  revoke(DIR);
  expect(read(file)).toBe('notcapable');
});

describe('while a call waits', () => {
  const taken: readonly (readonly [string, (booted: ReturnType<typeof boot>, fd: number) => void, string])[] = [
    ['revoked', ({ revoke }, fd) => revoke(fd), 'notcapable'],
    ['without fd_read', ({ drop }, fd) => drop(fd, ['fd_read']), 'notcapable'],
    ['closed', ({ process }, fd) => process.withdraw(() => void process.fds.close(fd)), 'badf'],
  ];
  it.each(taken)('on the direct wire, a call that waits fails when its descriptor is %s', (_how, take, expected) => {
    let waited = 0;
    const booted = boot({
      stdin: new Pipe(),
      idle: () => {
        waited++;
        take(booted, 0);
        return true;
      },
    });
    expect([booted.read(0), waited]).toEqual([expected, 1]);
  });

  it.each(taken)(
    'on the other wires, the request is answered once when its descriptor is %s',
    (_how, take, expected) => {
      const booted = boot({ stdin: new Pipe() });
      const { process, kernel } = booted;
      const frame = Frame.allocate(1024);
      frame.syscall = SYSCALL_NAMES.indexOf('fd_read');
      frame.view.setUint32(paramAt(0), 0, true);
      frame.view.setUint32(paramAt(1), 4, true);
      const replies: string[] = [];
      attend(kernel.host, process, frame, () => replies.push(frame.errnoName));
      expect(replies).toEqual([]);
      take(booted, 0);
      expect(replies).toEqual([expected]);
      // Nothing waits any more: taking more back answers nothing again.
      booted.revoke(1);
      expect(replies).toHaveLength(1);
    },
  );
});

describe('writes that were taken on trust', () => {
  function queued() {
    const booted = boot();
    const file = booted.number(booted.open('file', { rights: ['fd_write'] }));
    const exchange = new SharedExchange(booted.kernel.host, () => undefined);
    const line = exchange.open();
    line.attach(booted.process);
    const memory = new GuestMemory();
    memory.attach(booted.memory);
    const writes = new QueuedWrites(new QueueWriter((line.end as SharedEnd).queue), memory);
    const frame = Frame.allocate(16);
    frame.setQueueGrant(1000, 0);
    writes.learn(file, frame);
    const write = (text: string): boolean => writes.write(file, ...booted.iovecs([booted.text(text)]), booted.alloc(4));
    return { ...booted, file, line, write, writes };
  }

  it('are carried out when they came before', () => {
    const { write, revoke, file, contentsOf } = queued();
    expect(write('XY')).toBe(true);
    expect(contentsOf('file')).toBe('abcdef');
    revoke(file);
    expect(contentsOf('file')).toBe('XYcdef');
  });

  it('are calls again afterwards, so that they can fail', () => {
    const { write, revoke, file } = queued();
    revoke(file);
    expect(write('Z')).toBe(false);
  });

  it('do nothing when they are just being added', () => {
    const { write, process, at, file, line, contentsOf } = queued();
    // As if the guest had looked at the ring a moment earlier.
    process.fds.revoke(at(file));
    expect(write('Z')).toBe(true);
    line.settle();
    expect(contentsOf('file')).toBe('abcdef');
  });
});

it('a number that the program uses again is another descriptor', () => {
  const { process, at } = boot();
  const { id } = at(0);
  process.fds.close(0);
  expect(process.fds.byId(id)).toBeUndefined();
  process.fds.renumber(1, 2);
  expect(process.fds.byId(at(2).id)).toBe(at(2));
});
