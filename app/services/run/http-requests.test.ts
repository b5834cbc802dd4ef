import { expect, it, vi } from 'vitest';
import type { HttpExchange } from '../../../runtime/protocol/kernel.ts';
import { boot } from '../testing/fake-kernel.ts';
import { HttpRequests } from './http-requests.ts';

async function client(listenPort: number | undefined) {
  const { kernel, store } = boot({ 'main.c': '' });
  await vi.waitFor(() => expect(store.getState().project.phase).toBe('open'));
  store.getState().policyChanged({ listen: listenPort === undefined ? [] : [{ port: listenPort }] });
  return { kernel, store, requests: new HttpRequests(kernel, store) };
}

it('sends the draft to the granted port, and keeps what came of it', async () => {
  const { kernel, store, requests } = await client(8080);
  const exchange = {
    sent: 'POST',
    received: new TextEncoder().encode('HTTP/1.1 200 OK'),
    ended: 'complete',
    ms: 3,
  } as const;
  kernel.instead.http = () => exchange;
  store.getState().httpDrafted({ method: 'POST', path: '/a', headers: ' X: 1 \n\nY: 2\n', body: 'hi' });
  const sent = requests.send();
  expect(store.getState().http).toEqual({ phase: 'sending' });
  await sent;
  expect(store.getState().http).toEqual({ phase: 'answered', exchange });
  expect(kernel.asked.at(-1)?.params).toEqual({
    port: 8080,
    method: 'POST',
    path: '/a',
    headers: ['X: 1', 'Y: 2'],
    body: 'hi',
  });
});

it('keeps the sentence of a refusal', async () => {
  const { kernel, store, requests } = await client(8080);
  kernel.instead.http = () => {
    throw new Error('Nothing listens on port 8080');
  };
  await requests.send();
  expect(store.getState().http).toEqual({ phase: 'refused', why: 'Nothing listens on port 8080' });
});

it('can be cancelled while it waits', async () => {
  const { kernel, store, requests } = await client(8080);
  let answer: (exchange: HttpExchange) => void = () => undefined;
  kernel.instead.http = () => new Promise((resolve) => (answer = resolve));
  kernel.instead.cancelHttp = () => {
    answer({ sent: 'GET', received: new Uint8Array(), ended: 'cancelled', ms: 1 });
    return undefined;
  };
  const sent = requests.send();
  await requests.cancel();
  await sent;
  expect(store.getState().http).toMatchObject({ phase: 'answered', exchange: { ended: 'cancelled' } });
});

it('sends nothing where no socket is granted', async () => {
  const { kernel, requests } = await client(undefined);
  await requests.send();
  expect(kernel.asked.map(({ name }) => name)).not.toContain('http');
});
