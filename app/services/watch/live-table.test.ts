import { expect, it, vi } from 'vitest';
import { boot } from '../testing/fake-kernel.ts';
import { momentAt } from '../../state/live-slice.ts';
import { LiveDescriptors } from './live-table.ts';

async function live() {
  const { kernel, store } = boot({ 'main.c': '' });
  await vi.waitFor(() => expect(store.getState().project.phase).toBe('open'));
  return { kernel, store, descriptors: new LiveDescriptors(kernel, store) };
}

it('has the kernel send for as long as a panel shows it', async () => {
  const { kernel, descriptors } = await live();
  kernel.posted.length = 0;
  descriptors.watch();
  descriptors.watch();
  descriptors.unwatch();
  expect(kernel.posted).toEqual([{ type: 'watchDescriptors', isOn: true }]);
  descriptors.unwatch();
  expect(kernel.posted[1]).toEqual({ type: 'watchDescriptors', isOn: false });
});

it('looks back at no moment of an earlier program', async () => {
  const { store, descriptors } = await live();
  const start = { cause: 'start', call: 0, ms: 0, rows: [], closed: [] } as const;
  descriptors.received({ type: 'descriptors', run: 1, steps: [start], isEnded: true });
  store.getState().momentShown(store.getState().live?.moments[0]);
  descriptors.received({ type: 'descriptors', run: 2, steps: [start], isEnded: false });
  expect([store.getState().shownMoment, store.getState().live?.run]).toEqual([undefined, 2]);
});

it('says why nothing could be taken back', async () => {
  const { kernel, store, descriptors } = await live();
  kernel.instead.revoke = () => {
    throw new Error('The program has ended: what it held is closed');
  };
  descriptors.revoke(4);
  await vi.waitFor(() => expect(store.getState().notice).toBe('The program has ended: what it held is closed.'));
  expect(kernel.asked.at(-1)).toEqual({ name: 'revoke', params: { id: 4 } });
});

it('finds the table as a call left it', async () => {
  const { store, descriptors } = await live();
  const step = (call: number) => ({ cause: 'call', call, ms: call, rows: [], closed: [] }) as const;
  descriptors.received({
    type: 'descriptors',
    run: 1,
    steps: [{ ...step(0), cause: 'start' }, step(3), step(7)],
    isEnded: true,
  });
  const table = store.getState().live;
  expect([1, 3, 6, 7, 99].map((nth) => table && momentAt(table, nth)?.call)).toEqual([0, 3, 3, 7, 7]);
});
