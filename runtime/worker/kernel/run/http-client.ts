import { span } from '../../../abi/types.ts';
import type { Host } from '../../../kernel/host.ts';
import type { Network, Socket } from '../../../kernel/devices/network.ts';
import type { HttpExchange, HttpRequest } from '../../../protocol/kernel.ts';
import { FileError } from '../../../vfs/folder-files.ts';
import { HttpResponse } from './http-response.ts';

/** For the request to be taken and the answer to come, together. */
const TIMEOUT_MS = 10_000;
/** More of a response is not read. */
const MOST_BYTES = 1 << 20;

/** Speaks HTTP/1.1 to a program that listens in the machine, and shows what went each way. */
export async function exchange(
  host: Host,
  network: Network,
  request: HttpRequest,
  signal: AbortSignal,
): Promise<HttpExchange> {
  const started = host.monotonicNs();
  const socket = network.connect(request.port);
  if (!socket) {
    throw new FileError(
      `Nothing listens on port ${request.port}. Grant the program a listening socket in Settings, run it, and send again while it runs`,
    );
  }
  const sent = requestText(request);
  const response = new HttpResponse(request.method);
  const ended = await converse(host, socket, new TextEncoder().encode(sent), response, signal);
  socket.closed();
  return { sent, received: response.bytes, ended, ms: (host.monotonicNs() - started) / 1e6 };
}

function requestText({ port, method, path, headers, body }: HttpRequest): string {
  const length = new TextEncoder().encode(body).length;
  const lines = [`${method} ${path} HTTP/1.1`, `Host: localhost:${port}`, 'Connection: close', ...headers];
  if (length > 0) lines.push(`Content-Length: ${length}`);
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}

/** Sends and receives at once: a program may answer before it has read everything, or read nothing at all. */
async function converse(
  host: Host,
  socket: Socket,
  request: Uint8Array,
  response: HttpResponse,
  signal: AbortSignal,
): Promise<HttpExchange['ended']> {
  const until = host.monotonicNs() + TIMEOUT_MS * 1e6;
  const room = new Uint8Array(16 << 10);
  let sent = 0;
  for (;;) {
    while (sent < request.length) {
      const taken = socket.write(span(request.subarray(sent)));
      if (taken === 'would-block') break;
      // It may have answered all the same.
      sent = taken === 'closed' ? request.length : sent + taken;
    }
    for (;;) {
      const count = socket.read(span(room));
      if (count === 'would-block') break;
      if (count === 'closed' || count === 0) return endOf(response);
      response.push(room.subarray(0, count));
      if (response.progress === 'complete') return 'complete';
      if (response.length > MOST_BYTES) return 'too-long';
    }
    if (signal.aborted) return 'cancelled';
    if (host.monotonicNs() >= until) return sent < request.length ? 'not-taken' : 'timed-out';
    await somethingHappens(host, socket, sent < request.length, signal, until);
  }
}

/** The program closed the connection: whether that was the end. */
function endOf(response: HttpResponse): HttpExchange['ended'] {
  return response.progress === 'body' && !response.endsWithConnection ? 'cut-short' : 'closed';
}

async function somethingHappens(
  host: Host,
  socket: Socket,
  isSending: boolean,
  signal: AbortSignal,
  until: number,
): Promise<void> {
  const cleanUp: (() => void)[] = [];
  await new Promise<void>((resolve) => {
    const waits = [
      socket.readers.wait(resolve),
      ...(isSending ? [socket.writers.wait(resolve)] : []),
      host.timer(Math.max(0, (until - host.monotonicNs()) / 1e6) + 1, resolve),
    ];
    const cancelled = (): void => resolve();
    signal.addEventListener('abort', cancelled);
    cleanUp.push(...waits.map((wait) => () => wait.dispose()), () => signal.removeEventListener('abort', cancelled));
  });
  for (const undo of cleanUp) undo();
}
