import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Frame } from '../../abi/frame.ts';
import { NO_RIGHTS } from '../../abi/rights.ts';
import { bootGuest, DIR, READ_WRITE } from '../../testing/guest-fixture.ts';
import { FolderFiles } from '../../vfs/folder-files.ts';
import { SharedExchange } from '../../wire/shared.ts';
import type { BlockingWire, Line, SharedEnd } from '../../wire/wire.ts';
import { LONGEST_QUEUED, QueueWriter } from '../../wire/write-queue.ts';

const REQUESTED = 1;

/** A guest with a queue, in one thread: its calls are served by the kernel’s end as soon as they are made. */
function boot(freeBytes: number) {
  let line: (Line & { serveIfAsked(): boolean }) | undefined;
  const booted = bootGuest({
    volume: { maxBytes: freeBytes },
    wire: (_direct, kernel): BlockingWire => {
      const made = new SharedExchange(kernel.host, () => undefined).open() as Line & { serveIfAsked(): boolean };
      line = made;
      const { frame, queue } = made.end as SharedEnd;
      const state = new Int32Array(frame, 0, 1);
      return {
        frame: new Frame(frame),
        queue: new QueueWriter(queue),
        call: () => {
          Atomics.store(state, 0, REQUESTED);
          if (!made.serveIfAsked()) throw new Error('The call was not served');
        },
      };
    },
  });
  line?.attach(booted.process);
  const { sys, iovecs, alloc, text, process, volume } = booted;
  const written = alloc(4);
  return {
    ...booted,
    create: (name: string, append = false): number => {
      const opened = booted.open(name, {
        oflags: ['creat'],
        fdflags: append ? ['append'] : [],
        rights: [...READ_WRITE, 'fd_sync', 'fd_datasync'],
      });
      if (typeof opened !== 'number') throw new Error(opened);
      return opened;
    },
    write: (fd: number, bytes: number) => {
      const calls = process.calls;
      const errno = sys.fd_write(fd, ...iovecs([text('x'.repeat(bytes))]), written);
      return { errno, isQueued: process.calls === calls };
    },
    close: (fd: number) => sys.fd_close(fd),
    sizeOf: (name: string) => booted.contentsOf(name).length,
    descriptor: (fd: number) => {
      const found = process.fds.get(fd, NO_RIGHTS);
      if (!found.ok) throw new Error(`${fd} is not open`);
      return found.value;
    },
    page: new FolderFiles(booted.project),
    volume,
  };
}

describe('what two descriptors queue', () => {
  it('has room in the volume together: what does not fit is refused, and nothing is lost', () => {
    const { create, write, close, sizeOf } = boot(1002);
    const [a, b] = [create('a'), create('b')];
    expect([write(a, 1), write(b, 1)]).toEqual(new Array(2).fill({ errno: 'success', isQueued: false }));
    expect(write(a, 700).errno).toBe('success');
    expect(write(b, 700).errno).toBe('nospc');
    expect(write(b, 300).errno).toBe('success');
    expect([close(a), close(b)]).toEqual(['success', 'success']);
    expect([sizeOf('a'), sizeOf('b')]).toEqual([701, 301]);
  });

  it('does not keep room from other calls, and from the page no more than one write takes', () => {
    const { create, write, sizeOf, volume, page } = boot(20_000);
    const [a, b] = [create('a'), create('b')];
    expect(write(a, 1)).toEqual({ errno: 'success', isQueued: false });
    expect(write(a, 99)).toEqual({ errno: 'success', isQueued: true });
    // All that is left was promised to `a`.
    expect(volume.freeBytes).toBe(0);
    expect(write(b, 600)).toEqual({ errno: 'success', isQueued: false });
    expect(sizeOf('a')).toBe(100);
    // The program computes, and may just be adding a write to `b`.
    expect(() => page.write('page', new Uint8Array(19_300))).toThrow(/No space left/);
    page.write('page', new Uint8Array(19_300 - LONGEST_QUEUED));
    expect(write(a, LONGEST_QUEUED).errno).toBe('success');
    expect(write(b, 1).errno).toBe('nospc');
  });

  it('is all there, or was refused, whatever is written where', () => {
    const step = fc.record({
      file: fc.nat(2),
      bytes: fc.oneof(fc.nat(40), fc.nat(700)),
      does: fc.oneof({ weight: 8, arbitrary: fc.constant('write') }, fc.constantFrom('page', 'close', 'sync')),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.boolean(), (steps, append) => {
        const { create, write, close, sys, sizeOf, page } = boot(2000);
        const names = ['a', 'b', 'c'];
        const fds = names.map((name) => create(name, append));
        const expected = names.map(() => 0);
        for (const { file, bytes, does } of steps) {
          const [fd = -1, name = ''] = [fds[file], names[file]];
          if (does === 'write') {
            const { errno } = write(fd, bytes);
            expect(['success', 'nospc']).toContain(errno);
            if (errno === 'success') expected[file] = (expected[file] ?? 0) + bytes;
          } else if (does === 'sync') expect(sys.fd_sync(fd)).toBe('success');
          else if (does === 'close') {
            expect(close(fd)).toBe('success');
            fds[file] = create(name, true);
          } else {
            try {
              page.write('page', new Uint8Array(bytes));
            } catch (error) {
              expect(String(error)).toMatch(/no space/i);
            }
          }
        }
        for (const fd of fds) expect(close(fd)).toBe('success');
        expect(names.map(sizeOf)).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });
});

describe('a write that was taken on trust and lost', () => {
  function lost() {
    const booted = boot(1000);
    const fd = booted.create('a');
    expect([booted.write(fd, 1).isQueued, booted.write(fd, 5).isQueued]).toEqual([false, true]);
    // A change that no promise can foresee.
    booted.volume.isReadOnly = true;
    return { ...booted, fd };
  }

  it('is reported by fd_close', () => {
    const { close, fd, sys } = lost();
    expect(close(fd)).toBe('io');
    expect(sys.fd_close(fd)).toBe('badf');
  });

  it.each(['fd_sync', 'fd_datasync'] as const)('is reported by %s, once', (call) => {
    const { sys, fd, close } = lost();
    expect([sys[call](fd), sys[call](fd), close(fd)]).toEqual(['io', 'success', 'success']);
  });

  it('is reported by the next write', () => {
    const { write, fd, volume, sizeOf } = lost();
    // The queue is carried out first, and then this is a call.
    expect(write(fd, 10_000).errno).toBe('rofs');
    volume.isReadOnly = false;
    expect(sizeOf('a')).toBe(1);
  });

  it('is nospc where that is why', () => {
    const { create, descriptor, sys } = boot(1000);
    const fd = create('a');
    descriptor(fd).lost = { kind: 'errno', errno: 'nospc' };
    expect([sys.fd_sync(fd), sys.fd_sync(fd), sys.fd_sync(DIR)]).toEqual(['nospc', 'success', 'success']);
  });
});
