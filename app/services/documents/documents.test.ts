import { afterEach, expect, it, vi } from 'vitest';
import { createAppStore } from '../../state/store.ts';
import { DEFAULT_PREFERENCES } from '../../state/view-slice.ts';
import { FakeKernel } from '../testing/fake-kernel.ts';
import { Documents } from './documents.ts';

afterEach(() => vi.useRealTimers());

it('hands over what is typed without a pause once a second', async () => {
  const kernel = new FakeKernel();
  const store = createAppStore(DEFAULT_PREFERENCES);
  store.getState().projectOpened(kernel.add('first', 'untitled', new Map([['main.c', new Uint8Array()]])));
  kernel.openId = 'first';
  const documents = new Documents(kernel, store);
  await documents.open('main.c');
  const document = documents.get('main.c');
  if (!document) throw new Error('main.c was not opened');
  vi.useFakeTimers();
  const written = () => kernel.asked.filter(({ name }) => name === 'writeFile').length;
  for (let ms = 0; ms < 5000; ms += 100) {
    document.edited();
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(written()).toBe(5);
  // What is followed by a pause is handed over soon.
  document.edited();
  await vi.advanceTimersByTimeAsync(200);
  expect(written()).toBe(6);
});
