import { expect, it } from 'vitest';
import { rights } from '../../abi/rights.ts';
import { bootGuest, DIR, type GuestOptions } from '../../testing/guest-fixture.ts';
import type { DescriptorStep } from '../../trace/descriptor-row.ts';
import { DescriptorWatch } from './descriptor-watch.ts';
import type { Host } from '../host.ts';

function boot(options: GuestOptions = {}) {
  const guest = bootGuest({ tree: { file: 'abcdef', dir: { inner: 'inside' } }, ...options });
  const told: { readonly steps: readonly DescriptorStep[]; readonly isEnded: boolean }[] = [];
  let due = (): void => undefined;
  const host: Host = {
    ...guest.kernel.host,
    timer: (_ms, then) => {
      due = then;
      return { dispose: () => (due = () => undefined) };
    },
  };
  const watch = new DescriptorWatch({
    host,
    process: guest.process,
    startedNs: guest.time.monotonicNs,
    send: (steps, isEnded) => told.push({ steps, isEnded }),
  });
  guest.process.onEnding = () => watch.ended();
  return { ...guest, watch, told, tick: () => due() };
}

const brief = ({ call, cause, rows, closed }: DescriptorStep) => ({
  call,
  cause,
  rows: rows.map(({ fd, origin }) => `${fd} ${origin}`),
  closed,
});

it('begins with the whole table', () => {
  const { told } = boot();
  expect(told.map(({ steps }) => steps.map(brief))).toEqual([
    [{ call: 0, cause: 'start', rows: ['0 stdin', '1 stdout', '2 stderr', '3 /'], closed: [] }],
  ]);
});

it('tells each change once, with the call that made it, and not at once', () => {
  const { told, tick, open, sys } = boot();
  const file = Number(open('file', { rights: ['fd_read'] }));
  sys.fd_close(file);
  sys.fd_fdstat_set_rights(DIR, BigInt(rights('path_open')), 0n);
  expect(told).toHaveLength(1);
  tick();
  expect(told[1]?.steps.map(brief)).toEqual([
    { call: 1, cause: 'call', rows: ['4 /file'], closed: [] },
    { call: 2, cause: 'call', rows: [], closed: [5] },
    { call: 3, cause: 'call', rows: ['3 /'], closed: [] },
  ]);
  expect(told[1]?.steps[2]?.rows[0]).toMatchObject({
    rights: { base: ['path_open'], inheriting: [] },
    withdrawn: { base: [], inheriting: [] },
  });
  tick();
  expect(told).toHaveLength(2);
});

it('reports what the user does as the user’s', () => {
  const { told, watch, process, open, tick } = boot();
  open('file', { rights: ['fd_read'] });
  tick();
  process.withdraw(() => process.fds.revoke(process.fds.byId(4)!));
  watch.flush();
  expect(told.at(-1)?.steps.map(brief)).toEqual([{ call: 1, cause: 'owner', rows: ['3 /', '4 /file'], closed: [] }]);
  expect(told.at(-1)?.steps[0]?.rows[1]).toMatchObject({ isRevoked: true, withdrawn: { base: ['fd_read'] } });
});

it('looks now and then where offsets are, and says nothing where they stay', () => {
  const { told, tick, open, sys, rooms, alloc } = boot();
  const file = Number(open('file', { rights: ['fd_read'] }));
  tick();
  for (let i = 0; i < 3; i++) sys.fd_read(file, ...rooms(1).iovs, alloc(4));
  tick();
  tick();
  expect(told.slice(2).map(({ steps }) => steps.map(({ cause, rows }) => [cause, rows[0]?.offset]))).toEqual([
    [['moved', 3]],
  ]);
});

it('makes one step of many when there are more than a person could follow', () => {
  const { told, tick, open, sys } = boot();
  for (let i = 0; i < 500; i++) sys.fd_close(Number(open('file')));
  const last = Number(open('file'));
  tick();
  const steps = told[1]?.steps ?? [];
  expect(steps.length).toBe(100);
  expect(steps.at(-1)).toMatchObject({ call: 1001, rows: [{ fd: last }] });
});

it('says where things are in the machine, for as long as they are there', () => {
  const { told, tick, open, sys, text } = boot();
  const dir = Number(open('dir', { oflags: ['directory'] }));
  open('inner', { dir, rights: ['fd_read'] });
  tick();
  const paths = () => told.at(-1)?.steps.flatMap(({ rows }) => rows.map(({ path }) => path));
  expect(paths()).toEqual(['/project/dir', '/project/dir/inner']);
  sys.path_rename(DIR, ...text('dir'), DIR, ...text('other'));
  tick();
  expect(paths()).toEqual(['/project/other', '/project/other/inner']);
  sys.path_unlink_file(DIR, ...text('other/inner'));
  tick();
  expect(paths()).toEqual([undefined]);
});

it('tells what a descriptor descends from', () => {
  const { told, tick, open, sys } = boot();
  const dir = Number(open('dir', { oflags: ['directory'] }));
  open('inner', { dir, rights: ['fd_read'] });
  sys.fd_close(dir);
  open('file');
  tick();
  const rows = told[1]?.steps.flatMap((step) => step.rows) ?? [];
  expect(rows.map(({ origin, from, parent }) => ({ origin, from, parent }))).toEqual([
    { origin: '/dir', from: { fd: 3, name: '/' }, parent: 4 },
    { origin: '/dir/inner', from: { fd: 3, name: '/' }, parent: 5 },
    { origin: '/file', from: { fd: 3, name: '/' }, parent: 4 },
  ]);
});

it('ends with the table as the program left it, and is silent from then on', () => {
  const { told, open, sys, tick, process } = boot();
  open('file');
  expect(() => sys.proc_exit(0)).toThrow();
  expect(told.at(-1)?.isEnded).toBe(true);
  expect(told.at(-1)?.steps.map(brief)).toEqual([{ call: 1, cause: 'call', rows: ['4 /file'], closed: [] }]);
  const count = told.length;
  tick();
  expect([told.length, process.fds.watcher]).toEqual([count, undefined]);
});
