import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALL_RIGHTS, NO_RIGHTS, rights, without, type Rights } from '../../abi/rights.ts';
import { Capability } from '../../capability/capability.ts';
import { Descriptor } from '../../capability/descriptor.ts';
import { leastPolicy } from '../../policy/least.ts';
import { policy, readWrite, type Policy } from '../../policy/policy.ts';
import type { Answer, Question } from '../../policy/question.ts';
import { bootGuest, DIR, type GuestOptions } from '../../testing/guest-fixture.ts';
import { DescriptorWatch } from '../watch/descriptor-watch.ts';
import type { DescriptorStep } from '../../trace/descriptor-row.ts';
import type { Process, ProcessEnd } from '../process/process.ts';
import { usesOf } from '../process/uses-of.ts';

const NEXT = -1;

/** A guest that can start `reader`, whose code is what the test does with its process. */
function boot(options: GuestOptions = {}) {
  const guest = bootGuest({ tree: { file: 'abc', dir: { inner: 'inside' } }, ...options });
  const { process, kernel, sys, text, alloc, u32 } = guest;
  const started: Process[] = [];
  const ended: [string, ProcessEnd['kind']][] = [];
  const starter: Process['starter'] = {
    make: (program, parent) => {
      if (program !== 'reader.c') return program === 'broken.wasm' ? 'noexec' : 'noent';
      const child = kernel.child(parent, 'reader', (end) => ended.push([program, end.kind]));
      child.starter = starter;
      return child;
    },
    start: (child) => started.push(child),
    end: (child) => child.finish({ kind: 'killed' }),
  };
  process.starter = starter;
  return {
    ...guest,
    started,
    ended,
    make: (program = 'reader.c'): number => {
      const at = alloc(4, 4);
      expect(sys.child_new(...text(program), at)).toBe('success');
      return u32(at);
    },
    hand: (child: number, fd: number, to: number, name = '', base: number = ALL_RIGHTS, inheriting = base) =>
      sys.child_hand(fd, child, to, ...text(name), BigInt(base), BigInt(inheriting)),
    wait: (child: number): number | string => {
      const at = alloc(4, 4);
      const errno = sys.child_wait(child, at);
      return errno === 'success' ? u32(at) : errno;
    },
    pipe: (): readonly [number, number] => {
      const [reading, writing] = [alloc(4, 4), alloc(4, 4)];
      expect(sys.child_pipe(reading, writing)).toBe('success');
      return [u32(reading), u32(writing)];
    },
  };
}

function held({ fds }: Process, fd: number): Descriptor {
  const found = fds.get(fd, NO_RIGHTS);
  if (!found.ok) throw new Error(`Descriptor ${fd} is not open`);
  return found.value;
}

const anyRights = fc.integer({ min: 0, max: ALL_RIGHTS }).map((bits) => bits as Rights);

describe('a child', () => {
  it('never holds a right that its parent does not, through any number of processes', () => {
    const step = fc.record({ base: anyRights, inheriting: anyRights, shrunkTo: fc.option(anyRights) });
    fc.assert(
      fc.property(anyRights, anyRights, fc.array(step, { minLength: 1, maxLength: 5 }), (base, inheriting, steps) => {
        const { kernel, process, hold, project } = boot();
        let [parent, fd] = [process, hold(project, base, inheriting)];
        for (const asked of steps) {
          const { capability } = held(parent, fd);
          if (asked.shrunkTo !== null) {
            const less = without(capability.base, asked.shrunkTo);
            parent.fds.shrink(fd, less, without(capability.inheriting, asked.shrunkTo));
          }
          const before = held(parent, fd).capability;
          const child = kernel.child(parent, 'child', () => undefined);
          const given = before.handOn(asked.base, asked.inheriting);
          expect([without(given.base, before.base), without(given.inheriting, before.inheriting)]).toEqual([0, 0]);
          expect([without(given.base, asked.base), without(given.inheriting, asked.inheriting)]).toEqual([0, 0]);
          const from = held(parent, fd);
          const next = child.fds.insert(new Descriptor(given, 'x', { handed: { from, fd } }));
          if (!next.ok) throw new Error('It does not fit');
          [parent, fd] = [child, next.value];
        }
        const last = held(parent, fd).capability;
        expect([without(last.base, base), without(last.inheriting, inheriting)]).toEqual([0, 0]);
      }),
      { numRuns: 40 },
    );
  });

  it('is handed by the call what is named and its parent holds, and nothing else', () => {
    const { process, hold, project, make, hand, sys, started, at } = boot();
    fc.assert(
      fc.property(anyRights, anyRights, anyRights, anyRights, (base, inheriting, askedBase, askedInheriting) => {
        const fd = hold(project, base, inheriting);
        const child = make();
        expect(hand(child, fd, NEXT, '/in', askedBase, askedInheriting)).toBe('success');
        expect(sys.child_start(child)).toBe('success');
        const [[number, descriptor], ...others] = started.at(-1)!.fds.list() as never as [[number, Descriptor]];
        expect([number, others.length, descriptor.preopen]).toEqual([3, 0, '/in']);
        expect(descriptor.capability.base).toBe(base & askedBase);
        expect(descriptor.capability.inheriting).toBe(inheriting & askedInheriting);
        sys.child_stop(child);
        sys.fd_close(fd);
        process.children.remove(child);
      }),
      { numRuns: 60 },
    );
    expect(at('file').kind).toBe('regular_file');
  });

  it('has the numbers that it was given, and the next ones for folders from 3 on', () => {
    const { make, hand, sys, started, open } = boot();
    const dir = Number(open('dir', { oflags: ['directory'] }));
    const child = make();
    expect([
      hand(child, 1, 1),
      hand(child, DIR, NEXT, '/'),
      hand(child, dir, NEXT, '/dir'),
      hand(child, 1, 1),
      hand(child, 0, 9),
      hand(child, 0, 100_000),
      hand(child, 0, NEXT, '/not'),
      hand(child, 77, NEXT),
      hand(99, 0, 0),
    ]).toEqual(['success', 'success', 'success', 'exist', 'success', 'inval', 'notdir', 'badf', 'child']);
    sys.child_start(child);
    expect(started[0]?.fds.list().map(([fd, { origin }]) => `${fd} ${origin}`)).toEqual([
      '1 stdout',
      '3 /',
      '4 /dir',
      '9 stdin',
    ]);
    expect(hand(child, 0, 0)).toBe('child');
  });

  it('is waited for, with its status, and once', () => {
    const { make, sys, started, wait } = boot({ idle: () => (finish(), true) });
    let finish = (): void => undefined;
    const child = make();
    sys.child_start(child);
    finish = () => started[0]?.finish({ kind: 'exited', code: 7 });
    expect([wait(child), wait(child)]).toEqual([7, 'child']);
    const trapping = make();
    sys.child_start(trapping);
    started[1]?.finish({ kind: 'trapped', trap: undefined });
    const stopped = make();
    sys.child_start(stopped);
    sys.child_stop(stopped);
    expect([wait(trapping), wait(stopped), wait(make())]).toEqual([134, 137, 137]);
  });

  it('is none where there is no such program, or it cannot run', () => {
    const { sys, text, alloc, process } = boot();
    const at = alloc(4, 4);
    expect(sys.child_new(...text('nothing.c'), at)).toBe('noent');
    expect(sys.child_new(...text('broken.wasm'), at)).toBe('noexec');
    process.starter = undefined;
    expect(sys.child_new(...text('reader.c'), at)).toBe('noent');
  });

  it('is none where the parent has not waited for 64, until it waits for one', () => {
    const { make, sys, text, alloc, wait, kernel } = boot();
    const children = Array.from({ length: 64 }, () => make());
    for (const child of children) sys.child_stop(child);
    const at = alloc(4, 4);
    expect([sys.child_new(...text('reader.c'), at), kernel.processes.size]).toEqual(['again', 1]);
    expect(wait(children[7]!)).toBe(137);
    expect([sys.child_new(...text('reader.c'), at), sys.child_new(...text('reader.c'), at)]).toEqual([
      'success',
      'again',
    ]);
  });

  it('is given nothing and not started once it was stopped', () => {
    const { make, hand, sys, text, started, pipe, rooms, alloc, u32, wait } = boot();
    const [reading, writing] = pipe();
    const child = make();
    sys.child_stop(child);
    expect([hand(child, writing, 1), sys.child_arg(child, ...text('x')), sys.child_start(child)]).toEqual([
      'child',
      'child',
      'child',
    ]);
    expect([started, wait(child)]).toEqual([[], 137]);
    // No other writer was made.
    sys.fd_close(writing);
    const count = alloc(4, 4);
    expect([sys.fd_read(reading, ...rooms(8).iovs, count), u32(count)]).toEqual(['success', 0]);
  });

  it('ends with its parent, and its own children with it', () => {
    const { make, sys, started, process, kernel, ended } = boot();
    sys.child_start(make());
    const child = started[0]!;
    child.children.start(child.children.get(child.children.make('reader.c') as number)!);
    expect(kernel.processes.size).toBe(3);
    process.finish({ kind: 'killed' });
    expect([kernel.processes.size, ended.map(([, kind]) => kind)]).toEqual([0, ['killed', 'killed']]);
  });

  it('loses what is taken back from its parent, also what that has closed since', () => {
    const { make, hand, sys, started, process, open } = boot();
    const dir = Number(open('dir', { oflags: ['directory'] }));
    const child = make();
    hand(child, dir, NEXT, '/dir', rights('fd_read', 'path_open'));
    hand(child, 1, 1);
    sys.child_start(child);
    const other = started[0]!;
    sys.fd_close(dir);
    process.revoke(held(process, DIR));
    expect([held(other, 3), held(other, 1)].map(({ capability }) => capability.isRevoked)).toEqual([true, false]);
  });

  it('is asked about as its parent is: one answer opens or shuts the folder for both', () => {
    for (const [answer, isRevoked, isFree] of [
      ['run', false, true],
      ['never', true, true],
    ] as const) {
      const questions: Omit<Question, 'id'>[] = [];
      const { make, hand, sys, started, process, open } = boot({
        policy: policy({ ...readWrite('/project', '/'), ask: true }),
        asker: (question): Answer => {
          questions.push(question);
          return answer;
        },
      });
      const child = make();
      hand(child, DIR, NEXT, '/in');
      sys.child_start(child);
      const handed = held(started[0]!, 3);
      expect(handed.isFree).toBe(false);
      open('file');
      expect([handed.capability.isRevoked, handed.isFree]).toEqual([isRevoked, isFree]);
      expect(held(process, DIR).capability.isRevoked).toBe(isRevoked);
      expect(questions).toHaveLength(1);
    }
  });

  it('counts what it needs as needed of the grant', () => {
    const { make, hand, sys, started, process } = boot();
    const child = make();
    hand(child, DIR, NEXT, '/in');
    sys.child_start(child);
    started[0]?.fds.get(3, rights('path_open'));
    expect(process.needs.preopens[0]?.own.rights).toBe(rights('path_open'));
  });

  it('keeps in the smallest policy what it was handed, and as many open files as it had', () => {
    const granted = policy(readWrite('/project', '/'), readWrite('/project', '/same'));
    const { make, hand, sys, started, process, project } = boot({ policy: granted });
    const child = make();
    hand(child, 4, NEXT, '/in');
    hand(child, 1, 20);
    sys.child_start(child);
    const least = (): Policy => leastPolicy(granted, usesOf(process));
    // Number 20 is one of 21, of which the streams and a folder are 4.
    expect([least().preopens.map(({ guest }) => guest), least().limits.openFiles]).toEqual([['/same'], 17]);
    for (let i = 0; i < 28; i++)
      started[0]?.fds.insert(new Descriptor(Capability.preopen(project, NO_RIGHTS, NO_RIGHTS), 'x'));
    started[0]?.finish({ kind: 'exited', code: 0 });
    expect(least().limits.openFiles).toBe(26);
  });

  it('is shown beside its parent, with what each descriptor was handed on from', () => {
    const { make, hand, sys, started, process, kernel } = boot();
    const steps: DescriptorStep[] = [];
    const watch = new DescriptorWatch({
      host: kernel.host,
      process,
      startedNs: 0,
      send: (sent) => steps.push(...sent),
    });
    const child = make();
    hand(child, DIR, NEXT, '/in', rights('path_open'));
    sys.child_start(child);
    watch.flush();
    const [row] = steps.flatMap(({ rows }) => rows.filter((one) => one.process));
    expect(row).toMatchObject({
      fd: 3,
      origin: '/in',
      path: '/project',
      process: { number: 1, name: 'reader' },
      handed: { fd: DIR, name: '/' },
      parent: held(process, DIR).id,
      rights: { base: ['path_open'] },
    });
    started[0]?.finish({ kind: 'exited', code: 0 });
    watch.flush();
    expect(steps.at(-1)?.closed).toEqual([row?.id]);
    watch.dispose();
  });
});

describe('a pipe', () => {
  it('carries bytes to its other end, and ends with its last writer', () => {
    const { pipe, make, hand, sys, started, iovecs, text, rooms, alloc, u32 } = boot();
    const [reading, writing] = pipe();
    const child = make();
    hand(child, writing, 1);
    sys.child_start(child);
    sys.fd_close(writing);
    expect(started[0]?.fds.list()).toHaveLength(1);
    const room = rooms(8);
    const count = alloc(4, 4);
    // The child writes.
    const found = held(started[0]!, 1).inode;
    if (found.kind === 'directory' || !('stream' in found)) throw new Error('It is no stream');
    found.stream.write({ bytes: new TextEncoder().encode('hello'), start: 0, length: 5 });
    expect([sys.fd_read(reading, ...room.iovs, count), u32(count)]).toEqual(['success', 5]);
    started[0]?.finish({ kind: 'exited', code: 0 });
    expect([sys.fd_read(reading, ...room.iovs, count), u32(count)]).toEqual(['success', 0]);
    expect(sys.fd_write(reading, ...iovecs([text('x')]), count)).toBe('notcapable');
  });

  it('is broken for writers without a reader', () => {
    const { pipe, sys, iovecs, text, alloc } = boot();
    const [reading, writing] = pipe();
    sys.fd_close(reading);
    expect(sys.fd_write(writing, ...iovecs([text('x')]), alloc(4))).toBe('pipe');
  });
});
