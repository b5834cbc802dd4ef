import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KernelClient, type KernelEvent } from './kernel-client.ts';

/** A worker that says what the test says. */
class FakeWorker extends EventTarget {
  readonly posted: unknown[] = [];

  postMessage(message: unknown): void {
    this.posted.push(message);
  }

  says(data: unknown): void {
    this.dispatchEvent(Object.assign(new Event('message'), { data }));
  }
}

function boot(isInView = () => true) {
  const worker = new FakeWorker();
  let ended = 0;
  const client = new KernelClient(worker as unknown as Worker, isInView, () => ended++);
  const events: KernelEvent[] = [];
  client.onEvent((event) => events.push(event));
  return {
    worker,
    client,
    deaths: () => events.flatMap((one) => (one.type === 'died' ? [one.why] : [])),
    ended: () => ended,
  };
}

const SILENCE_MS = 200_000;

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the death of a kernel', () => {
  it('is certain when it fails before it has said anything; afterwards an error is one that it reports itself', () => {
    const [early, late] = [boot(), boot()];
    late.worker.says({ type: 'alive', lock: undefined });
    for (const { worker } of [early, late]) worker.dispatchEvent(new Event('error'));
    expect([early.deaths(), late.deaths()]).toEqual([[expect.stringContaining('failed as it started')], []]);
  });

  it('is certain when a message of it cannot be read', () => {
    const { worker, deaths, ended } = boot();
    worker.says({ type: 'alive', lock: undefined });
    worker.dispatchEvent(new Event('messageerror'));
    worker.dispatchEvent(new Event('messageerror'));
    expect([deaths(), ended()]).toEqual([['a message from it could not be read'], 1]);
  });

  it('is certain when the lock that it held is free', () => {
    let free: () => void = () => undefined;
    const request = (_: string, granted: () => void): Promise<void> => {
      free = granted;
      return Promise.resolve();
    };
    vi.stubGlobal('navigator', { locks: { request } });
    const { worker, deaths } = boot();
    worker.says({ type: 'alive', lock: 'kernel' });
    expect(deaths()).toEqual([]);
    free();
    expect(deaths()).toHaveLength(1);
  });

  it('refuses what it was asked and did not answer, and everything from then on', async () => {
    const { worker, client } = boot();
    const asked = client.request('listProjects', {});
    worker.dispatchEvent(new Event('messageerror'));
    await expect(asked).rejects.toThrow('The machine has stopped');
    await expect(client.request('listProjects', {})).rejects.toThrow('The machine has stopped');
  });

  it('is taken from a long silence while the page is in view', () => {
    const { deaths } = boot();
    vi.advanceTimersByTime(60_000);
    expect(deaths()).toEqual([]);
    vi.advanceTimersByTime(SILENCE_MS);
    expect(deaths()).toEqual(['it has not answered for more than a minute']);
  });

  it('is not taken from silence while the page is out of view, or from a kernel that answers late', () => {
    const [hidden, slow] = [boot(() => false), boot()];
    for (let at = 0; at < SILENCE_MS; at += 50_000) {
      vi.advanceTimersByTime(50_000);
      slow.worker.says({ type: 'alive', lock: undefined });
    }
    expect([hidden.deaths(), slow.deaths()]).toEqual([[], []]);
  });
});

it('counts a project that it had made as unstored until it is said to be saved', async () => {
  const { client, worker } = boot();
  const project = { name: 'New', files: new Map<string, Uint8Array>() };
  const made = client.request('createProject', { project });
  expect(client.unstored('its-id')).toEqual([]);
  worker.says({ type: 'reply', id: 1, result: { summary: { id: 'its-id', name: 'New', editedAt: 0 } } });
  await made;
  expect(client.unstored('its-id')).toEqual([[1, { name: 'createProject', params: { project } }]]);
  worker.says({ type: 'storage', state: { phase: 'saved', projectId: 'its-id', generation: 1 } });
  expect(client.unstored('its-id')).toEqual([]);
});

it('counts a copy as unstored of the new project, until it is said to be stored, also when it was left', async () => {
  const { client, worker } = boot();
  const params = { projectId: 'first', name: 'Copy' };
  const made = client.request('copyProject', params);
  expect(client.unstored('first')).toEqual([]);
  worker.says({ type: 'reply', id: 1, result: { summary: { id: 'its-id', name: 'Copy', editedAt: 0 } } });
  await made;
  expect(client.unstored('its-id')).toEqual([[1, { name: 'copyProject', params }]]);
  worker.says({ type: 'stored', projectId: 'its-id', generation: 1 });
  expect(client.unstored('its-id')).toEqual([]);
});
