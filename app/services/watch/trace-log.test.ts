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
