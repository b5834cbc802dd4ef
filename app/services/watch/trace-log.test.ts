import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { boot } from '../testing/fake-kernel.ts';
import type { TraceEvent } from '../../../runtime/trace/event.ts';
import { TraceLog } from './trace-log.ts';

beforeEach(() => void vi.stubGlobal('requestAnimationFrame', () => 0));
afterEach(() => void vi.unstubAllGlobals());

it('keeps no calls of a project when another one opens', async () => {
  const { kernel, store, services } = boot({ 'main.c': '' });
  await vi.waitFor(() => expect(store.getState().project.phase).toBe('open'));
  const log = new TraceLog(kernel, store);
  const event = { seq: 1, kind: 'unmatched', path: '/x' } as unknown as TraceEvent;
  log.arrived({ run: 1, events: [event], dropped: 0, policy: undefined, isLast: false } as never);
  expect(log.end).toBe(1);

  await services.projects.create('Another');
  await vi.waitFor(() => expect(store.getState().project).toMatchObject({ summary: { name: 'Another' } }));
  expect(log.all()).toEqual([]);
});

it('finds the first call from a moment on, and none of a future that was dropped', () => {
  const { kernel, store } = boot({ 'main.c': '' });
  const log = new TraceLog(kernel, store);
  const at = (places: readonly (number | undefined)[]) =>
    log.arrived({
      run: 1,
      events: places.map((position, seq) => ({ seq, kind: 'unmatched', path: '/x', position })),
      dropped: 0,
      policy: undefined,
      isLast: false,
    } as never);
  at([2, 5, 5, 30, undefined, 40]);
  expect([0, 5, 6, 41].map((place) => log.positionAt(place))).toEqual([0, 1, 3, 5]);
  // It was taken back to 5, and went on differently.
  log.clear();
  at([2, 5, 20, 30, 9, 25]);
  expect([5, 9, 10, 25].map((place) => log.positionAt(place))).toEqual([1, 4, 5, 5]);
});
