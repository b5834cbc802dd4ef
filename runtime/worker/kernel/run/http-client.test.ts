import { describe, expect, it } from 'vitest';
import { span } from '../../../abi/types.ts';
import type { Host } from '../../../kernel/host.ts';
import { Network, type Listener, type Socket } from '../../../kernel/devices/network.ts';
import type { HttpRequest } from '../../../protocol/kernel.ts';
import { Volume } from '../../../vfs/volume.ts';
import { exchange } from './http-client.ts';
import { HttpResponse } from './http-response.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const REQUEST: HttpRequest = { port: 80, method: 'GET', path: '/', headers: [], body: '' };

/** A server that a test directs, and time that passes when nothing else can happen. */
function serve(request: Partial<HttpRequest>, serves: (socket: Socket) => void) {
  const network = new Network(new Volume({ now: () => 0 }));
  const listener = network.listen(80)?.stream as Listener;
  let now = 0;
  const due = new Set<() => void>();
  const host: Pick<Host, 'monotonicNs' | 'timer'> = {
    monotonicNs: () => now,
    timer: (ms, task) => {
      const run = (): void => {
        now += ms * 1e6;
        task();
      };
      due.add(run);
      return { dispose: () => void due.delete(run) };
    },
  };
  const abort = new AbortController();
  const done = exchange(host as Host, network, { ...REQUEST, ...request }, abort.signal);
  const socket = listener.accept();
  if (!socket) throw new Error('Nobody connected');
  socket.opened();
  serves(socket);
  return { done, abort, timePasses: () => [...due].forEach((run) => run()) };
}

/** Writes all of it, as the other end makes room. */
function send(socket: Socket, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) {
    const count = socket.write(span(bytes.subarray(at)));
    if (count === 'would-block') return void socket.writers.wait(() => send(socket, bytes.subarray(at)));
    if (count === 'closed') return;
    at += count;
  }
}

describe('exchange', () => {
  it('counts a body in bytes: 40,000 that are no text are complete when all are there', async () => {
    const body = new Uint8Array(40_000).fill(0xc3);
    const { done } = serve({}, (socket) => {
      send(socket, bytesOf('HTTP/1.1 200 OK\r\nContent-Length: 40000\r\n\r\n'));
      send(socket, body);
    });
    const { ended, received } = await done;
    expect([ended, received.length]).toEqual(['complete', 40_042]);
    expect(received.slice(-40_000)).toEqual(body);
  });

  it('gives up on a server that never reads, and says so', async () => {
    const { done, timePasses } = serve({ method: 'POST', body: 'x'.repeat(200_000) }, () => undefined);
    await Promise.resolve();
    timePasses();
    expect(await done).toMatchObject({ ended: 'not-taken', ms: expect.closeTo(10_001, 0) as number });
  });

  it('gives up on a server that never answers, and says so', async () => {
    const { done, timePasses } = serve({}, () => undefined);
    await Promise.resolve();
    timePasses();
    expect(await done).toMatchObject({ ended: 'timed-out' });
  });

  it('takes an answer from a server that has not read the request', async () => {
    const { done } = serve({ method: 'POST', body: 'x'.repeat(200_000) }, (socket) =>
      send(socket, bytesOf('HTTP/1.1 413 Too Much\r\nContent-Length: 2\r\n\r\nno')),
    );
    expect(await done).toMatchObject({ ended: 'complete' });
  });

  it('ends when the visitor has had enough', async () => {
    const { done, abort } = serve({}, (socket) => send(socket, bytesOf('HTTP/1.1 200 OK\r\n')));
    abort.abort();
    expect(await done).toMatchObject({ ended: 'cancelled', received: bytesOf('HTTP/1.1 200 OK\r\n') });
  });

  it.each([
    ['HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort', 'cut-short'],
    ['HTTP/1.1 200 OK\r\n\r\nuntil the end', 'closed'],
    ['hello', 'closed'],
    ['', 'closed'],
  ])('%j and then nothing: %s', async (text, ended) => {
    const { done } = serve({}, (socket) => {
      send(socket, bytesOf(text));
      socket.closed();
    });
    expect(await done).toMatchObject({ ended });
  });
});

describe('HttpResponse', () => {
  it.each([
    ['GET', 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfü!'],
    ['GET', 'HTTP/1.1 200 OK\r\ncontent-length:0\r\n\r\n'],
    ['HEAD', 'HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n'],
    ['GET', 'HTTP/1.1 204 No Content\r\n\r\n'],
    ['GET', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab\r\nc\r\nA;x=1\r\n0123456789\r\n0\r\n\r\n'],
    ['GET', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: y\r\n\r\n'],
  ])('to %s, %j is complete with its last byte, however it comes', (method, text) => {
    const bytes = bytesOf(text);
    for (const size of [1, 2, 3, 7, bytes.length]) {
      const response = new HttpResponse(method);
      for (let at = 0; at < bytes.length; at += size) {
        expect(response.progress).not.toBe('complete');
        response.push(bytes.subarray(at, at + size));
      }
      expect([response.progress, response.bytes]).toEqual(['complete', bytes]);
    }
  });

  it('takes what is no chunk for a body that ends with the connection', () => {
    const response = new HttpResponse('GET');
    response.push(bytesOf('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n'));
    expect([response.progress, response.endsWithConnection]).toEqual(['body', true]);
  });
});
