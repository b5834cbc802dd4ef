import { describe, expect, it } from 'vitest';
import { bootGuest, DIR, READ_WRITE } from '../../testing/guest-fixture.ts';
import type { TraceEvent } from '../../trace/event.ts';
import { matches, outcomeKind, select } from '../../trace/query.ts';
import { briefArguments, briefResult, traceLine } from '../../trace/wording.ts';
import { UNMATCHED_FD } from '../../abi/unmatched.ts';
import { SharedExchange } from '../../wire/shared.ts';
import { QueueWriter } from '../../wire/write-queue.ts';
import { CallTracer } from './tracer.ts';
import { Pipe } from '../devices/pipe.ts';

function boot(options: Parameters<typeof bootGuest>[0] = {}) {
  const guest = bootGuest({ tree: { file: 'abc', dir: { deep: 'x' } }, ...options });
  const events: TraceEvent[] = [];
  guest.process.tracer = new CallTracer(guest.process, guest.kernel.root, guest.kernel.host, (event) =>
    events.push(event),
  );
  const last = (): TraceEvent => {
    const event = events.at(-1);
    if (!event) throw new Error('Nothing was traced');
    return event;
  };
  return { ...guest, events, last };
}

/** A line without the times. */
function line(event: TraceEvent): string {
  return traceLine(event)
    .replace(/^ *[\d.]+ /, '')
    .replace(/ <[\d.]+ ms>$/, '');
}

describe('a watched process', () => {
  it('tells each call with its arguments, results and descriptors, in order', () => {
    const { open, events, sys, iovecs, text, alloc } = boot();
    const fd = open('dir/deep', { rights: READ_WRITE });
    if (typeof fd !== 'number') throw new Error(fd);
    sys.fd_write(fd, ...iovecs([text('hey\n')]), alloc(4));
    sys.fd_close(fd);
    sys.fd_close(fd);
    expect(events.map((event) => `${event.seq} ${line(event)}`)).toEqual([
      expect.stringMatching(/^1 path_open\(fd=3 <\/>, .*path="dir\/deep".*\) = 4 <\/dir\/deep>$/),
      '2 fd_write(fd=4 </dir/deep>, iovs="hey\\n") = 4',
      '3 fd_close(fd=4 </dir/deep>) = success',
      '4 fd_close(fd=4) = badf (Bad file descriptor)',
    ]);
    expect(events.map((event) => `${briefArguments(event)} → ${briefResult(event)}`).slice(1)).toEqual([
      '4 "hey\\n" → 4',
      '4 → ok',
      '4 → badf',
    ]);
  });

  it('tells where a path led in the machine, and each step of it', () => {
    const { open, last } = boot();
    open('dir/../file');
    const event = last();
    expect(event.kind === 'call' && event.walks).toEqual([
      {
        param: 'path',
        path: 'dir/../file',
        from: '/project',
        steps: [
          { name: 'dir', did: 'entered', kind: 'directory' },
          { name: '..', did: 'went-back' },
          { name: 'file', did: 'found', kind: 'regular_file' },
        ],
        reached: '/project/file',
      },
    ]);
  });

  it('tells of a refusal which right was missing on which descriptor', () => {
    const { open, sys, last, iovecs, text, alloc } = boot();
    const fd = open('file', { rights: ['fd_read'] });
    if (typeof fd !== 'number') throw new Error(fd);
    sys.fd_write(fd, ...iovecs([text('x')]), alloc(4));
    const event = last();
    expect(event.kind === 'call' && event.outcome).toEqual({
      kind: 'failed',
      errno: 'notcapable',
      failure: { kind: 'denied', need: ['fd_write'], have: ['fd_read'] },
      on: { param: 'fd', set: 'base' },
    });
    expect(outcomeKind(event)).toBe('refused');
  });

  it('tells a call that waits once, and once more when it is answered', () => {
    const pipe = new Pipe();
    const { sys, events, rooms, alloc } = boot({
      stdin: pipe,
      idle: () => {
        pipe.push(new TextEncoder().encode('now'));
        return true;
      },
    });
    sys.fd_read(0, ...rooms(8).iovs, alloc(4));
    expect(events.map(({ seq }) => seq)).toEqual([1, 1]);
    expect(events.map(outcomeKind)).toEqual(['waiting', 'ok']);
    expect(select(events, { call: 'fd_read' }).map(line)).toEqual([
      expect.stringContaining('iovs=8) = nread=3, iovs="now"'),
    ]);
  });

  it('tells what libc looked for in vain, and the nearest folder', () => {
    const { sys, text, alloc, last } = boot();
    sys.path_filestat_get(UNMATCHED_FD, 0, ...text('/dir/none/x'), alloc(64, 8));
    expect(last()).toMatchObject({
      kind: 'unmatched',
      path: '/dir/none/x',
      nearest: { folder: '/project/dir', guest: '/dir' },
    });
    expect(matches(last(), { call: 'unmatched', outcome: 'refused', path: 'none' })).toBe(true);
  });

  it('is JSON, whatever the guest passes', () => {
    const { sys, events, memory } = boot();
    memory.grow(1);
    sys.fd_seek(DIR, -(2n ** 63n), 9, 8);
    sys.fd_allocate(DIR, 2n ** 64n - 1n, 2n ** 60n);
    sys.clock_time_get(77, 2n ** 63n, 8);
    sys.path_unlink_file(DIR, 0, 3);
    expect(JSON.parse(JSON.stringify(events))).toEqual(events);
    expect(events).toHaveLength(4);
  });

  it('tells writes that were queued one by one, in order, before what follows them', () => {
    const guest = boot();
    const fd = guest.open('file', { rights: READ_WRITE });
    if (typeof fd !== 'number') throw new Error(fd);
    const line = new SharedExchange(guest.kernel.host, () => undefined).open();
    if (line.end.kind !== 'shared') throw new Error('Another wire');
    const queue = new QueueWriter(line.end.queue);
    line.attach(guest.process);
    for (const letter of 'xyz') {
      const at = queue.reserve(fd, 1);
      queue.bytes[at] = letter.charCodeAt(0);
      queue.commit();
    }
    queue.seek(fd, 1);
    line.settle();
    line.close();
    expect(guest.events.slice(1).map((event) => `${event.seq} ${briefArguments(event)}`)).toEqual([
      `2 ${fd} "x"`,
      `3 ${fd} "y"`,
      `4 ${fd} "z"`,
      `5 ${fd} 1 set`,
    ]);
  });
});
