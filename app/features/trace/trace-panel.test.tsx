// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { DEFAULT_POLICY, readOnly } from '../../../runtime/policy/policy.ts';
import type { CallEvent, TraceEvent } from '../../../runtime/trace/event.ts';
import type { TraceLog } from '../../services/watch/trace-log.ts';
import { boot } from '../../services/testing/fake-kernel.ts';
import { selectSettings } from '../../state/project-slice.ts';
import { mount } from '../../testing/mount.tsx';
import TracePanel from './TracePanel.tsx';

function call(seq: number, rest: Pick<CallEvent, 'call' | 'args' | 'outcome'> & Partial<CallEvent>): CallEvent {
  return { kind: 'call', seq, nth: seq, atMs: seq, tookMs: 0, fds: [], walks: [], ...rest };
}

const READ = call(1, { call: 'fd_read', args: { fd: 0 }, outcome: { kind: 'returned', results: { nread: 3 } } });
const REFUSED = call(2, {
  call: 'fd_write',
  args: { fd: 4 },
  fds: [{ param: 'fd', fd: 4, kind: 'regular_file', path: '/notes.txt', preopen: '/' }],
  outcome: {
    kind: 'failed',
    errno: 'notcapable',
    failure: { kind: 'denied', need: ['fd_write'], have: ['fd_read'] },
    on: { param: 'fd', set: 'base' },
  },
});
const CLOSED = call(3, { call: 'fd_close', args: { fd: 4 }, outcome: { kind: 'returned', results: {} } });

const POLICY = { ...DEFAULT_POLICY, preopens: [readOnly('/project', '/')] };

async function bootPanel() {
  const page = boot({ 'main.c': '' });
  const log = await new Promise<TraceLog>((resolve) => page.services.trace(resolve));
  const panel = await mount(page, <TracePanel />);
  const traced = (events: readonly TraceEvent[], dropped = 0) =>
    panel.doing(() => log.arrived({ run: 1, events, dropped, policy: POLICY, isLast: false }));
  const calls = () => panel.rows('System calls').slice(1);
  return { ...page, panel, traced, calls };
}

it('lists each call with its arguments and its result', async () => {
  const { panel, traced, calls } = await bootPanel();
  await traced([READ, REFUSED, CLOSED]);
  expect(panel.text()).toContain('3 calls');
  expect(calls().map(([, name]) => name)).toEqual(['fd_read', 'fd_write', 'fd_close']);
  expect(calls()[0]?.[3]).toContain('→ 3');
  expect(calls()[1]?.[3]).toContain('⊘');
  expect(calls()[1]?.[3]).toContain('notcapable');
});

it('shows what a filter lets through, and says how many that are', async () => {
  const { panel, traced, calls } = await bootPanel();
  await traced([READ, REFUSED, CLOSED], 7);
  await panel.enter('Outcome', 'refused');
  expect(calls().map(([, name]) => name)).toEqual(['fd_write']);
  expect(panel.text()).toContain('1 of 3 calls, 7 older dropped');
  await panel.enter('Outcome', '');
  await panel.enter('Descriptor number', '0');
  expect(calls().map(([, name]) => name)).toEqual(['fd_read']);
  await panel.enter('Search the trace', 'nothing like it');
  expect(panel.text()).toContain('No call fits the filter.');
});

it('replaces a call that waited by its end', async () => {
  const { traced, calls } = await bootPanel();
  await traced([{ ...READ, outcome: { kind: 'waiting' } }]);
  expect(calls()[0]?.[3]).toContain('…');
  await traced([READ]);
  expect(calls()).toHaveLength(1);
  expect(calls()[0]?.[3]).toContain('→ 3');
});

it('keeps the list while it is paused, and forgets it when it is cleared', async () => {
  const { panel, traced, calls } = await bootPanel();
  await traced([READ]);
  await panel.press('Pause the list');
  await traced([REFUSED]);
  expect(calls()).toHaveLength(1);
  await panel.press('Continue the list');
  expect(calls()).toHaveLength(2);
  await panel.press('Clear the trace');
  expect(panel.text()).toContain('0 calls');
  expect(panel.text()).not.toContain('fd_read');
});

it('says why a call was refused, and grants what was missing', async () => {
  const { panel, traced, calls, store } = await bootPanel();
  store.getState().policyChanged(POLICY);
  await traced([REFUSED]);
  expect(calls()).toHaveLength(1);
  await panel.doing(() => document.querySelectorAll<HTMLElement>('[role="row"]')[1]?.click());
  expect(panel.text()).toContain('Why was this refused? A right is missing');
  expect(panel.text()).toContain('needsfd_write');
  await panel.press('Allow this and run again');
  await expect.poll(() => selectSettings(store.getState())?.policy.preopens[0]?.inheriting).toContain('fd_write');
});

it('marks the calls of programs that the program started, and puts the end of a call where it began', async () => {
  const { panel, traced, calls } = await bootPanel();
  const process = { number: 1, name: 'reader' };
  const waits = call(1, { call: 'child_wait', args: { child: 1 }, outcome: { kind: 'waiting' } });
  await traced([waits, { ...READ, seq: 2, process }, { ...REFUSED, seq: 3, process }]);
  expect(calls().map(([, name]) => name)).toEqual(['child_wait', 'reader 1 fd_read', 'reader 1 fd_write']);
  expect(calls()[0]?.[3]).toContain('waiting');

  await panel.enter('Search the trace', '[reader 1] fd_write');
  expect(calls().map(([, name]) => name)).toEqual(['reader 1 fd_write']);
  await traced([
    { ...waits, outcome: { kind: 'returned', results: { status: 7 } } },
    { ...CLOSED, seq: 4 },
  ]);
  expect(calls().map(([, name]) => name)).toEqual(['reader 1 fd_write']);
  await panel.enter('Search the trace', '');
  expect(calls().map(([, name]) => name)).toEqual(['child_wait', 'reader 1 fd_read', 'reader 1 fd_write', 'fd_close']);
  expect(calls()[0]?.[3]).toContain('→ 7');
});
