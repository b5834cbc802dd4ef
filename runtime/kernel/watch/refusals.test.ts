import { describe, expect, it } from 'vitest';
import { UNMATCHED_FD } from '../../abi/unmatched.ts';
import { bootGuest } from '../../testing/guest-fixture.ts';
import { policy, readOnly } from '../../policy/policy.ts';
import { explain } from '../../trace/explain.ts';
import type { TraceEvent } from '../../trace/event.ts';
import { CallTracer } from './tracer.ts';
import { MOST_LOOKED_AT, MOST_REFUSALS, Refusals } from './refusals.ts';

const POLICY = policy(readOnly('/project/dir', '/'));

const READ = { rights: ['fd_read'], inheriting: [] } as const;

function boot(isTraced = false) {
  const stacks: number[] = [];
  const guest = bootGuest({
    tree: { secret: 'x', dir: { file: 'abc' } },
    policy: POLICY,
    stack: (n) => stacks.push(n),
  });
  const { process, kernel } = guest;
  const events: TraceEvent[] = [];
  const refusals = new Refusals(process, kernel.root, kernel.host, (event) => events.push(event));
  process.refusals = refusals;
  if (isTraced) process.tracer = new CallTracer(process, kernel.root, kernel.host, (event) => refusals.note(event));
  return { ...guest, events, refusals, stacks };
}

/** Without what differs from one run to the next, the guest's own number of the stack, and paths that are no reason for a refusal. */
function told(event: TraceEvent): object {
  const hasWalked = event.kind === 'call' && event.walks.some(({ beyond }) => beyond);
  return { ...event, seq: 0, atMs: 0, stack: undefined, tookMs: 0, ...(hasWalked ? {} : { walks: [] }) };
}

function refuseAll({ open, sys, text, alloc, iovecs }: ReturnType<typeof boot>): void {
  open('../secret', READ);
  open('file', { ...READ, oflags: ['trunc'] });
  const fd = open('file', READ);
  if (typeof fd !== 'number') throw new Error(fd);
  sys.fd_write(fd, ...iovecs([text('x')]), alloc(4));
  sys.path_filestat_get(UNMATCHED_FD, 0, ...text('/etc/passwd'), alloc(64, 8));
  sys.path_rename(3, ...text('file'), 3, ...text('../file'));
}

describe('refusals', () => {
  it('are recorded without a trace just as a trace tells them', () => {
    const [untraced, traced] = [boot(), boot(true)];
    refuseAll(untraced);
    refuseAll(traced);
    expect(untraced.events).toHaveLength(5);
    expect(untraced.events.map(told)).toEqual(traced.events.map(told));
    expect(untraced.events.map((event) => explain(event, POLICY))).toEqual(
      traced.events.map((event) => explain(event, POLICY)),
    );
  });

  it('each make the guest take the stack of the refused call, under the number that the record bears', () => {
    const guest = boot();
    guest.open('file', READ);
    expect(guest.stacks).toEqual([]);
    refuseAll(guest);
    expect(guest.stacks).toEqual(guest.events.map(({ stack }) => stack));
    expect(new Set(guest.stacks).size).toBe(5);
  });

  it('leave no number behind for the next call, which may be watched', () => {
    const guest = boot();
    guest.open('../secret', READ);
    const events: TraceEvent[] = [];
    const { process, kernel } = guest;
    process.tracer = new CallTracer(process, kernel.root, kernel.host, (event) => events.push(event));
    guest.open('file', READ);
    expect(events[0]).not.toHaveProperty('stack');
  });

  it('are no failures of other kinds', () => {
    const guest = boot();
    guest.open('nothing', READ);
    guest.sys.fd_close(99);
    expect(guest.events).toEqual([]);
    expect(guest.refusals.count).toBe(0);
  });

  it('are counted beyond what is kept, and a loop does not hide what comes after it', () => {
    const guest = boot();
    for (let i = 0; i < 1000; i++) guest.open('../secret', READ);
    guest.open('../other', READ);
    expect(guest.refusals.count).toBe(1001);
    expect(guest.events.length).toBeLessThan(20);
    expect(guest.events.at(-1)).toMatchObject({ args: { path: '../other' } });
    for (let i = 0; i < 500; i++) guest.open(`../${i}`, READ);
    expect(guest.events).toHaveLength(MOST_REFUSALS);
    expect(guest.refusals.count).toBe(1501);
    expect(guest.stacks).toHaveLength(MOST_REFUSALS);
  });

  it('are only counted once there were thousands of them', () => {
    const guest = boot();
    for (let i = 0; i < MOST_LOOKED_AT; i++) guest.open('../secret', READ);
    const kept = guest.events.length;
    guest.open('../other', READ);
    expect(guest.events).toHaveLength(kept);
    expect(guest.refusals.count).toBe(MOST_LOOKED_AT + 1);
  });
});
