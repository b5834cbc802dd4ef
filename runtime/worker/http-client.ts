import { span } from '../abi/types.ts';
import type { Host } from '../kernel/host.ts';
import type { Network, Socket } from '../kernel/network.ts';
import type { HttpExchange, HttpRequest } from '../protocol/kernel.ts';
import { FileError } from '../vfs/folder-files.ts';

const TIMEOUT_MS = 10_000;
/** A response longer than this is shown cut. */
const MOST_BYTES = 1 << 20;

/** Speaks HTTP/1.1 to a program that listens in the machine, and shows what went each way. */
export async function exchange(host: Host, network: Network, request: HttpRequest): Promise<HttpExchange> {
  const started = host.monotonicNs();
  const socket = network.connect(request.port);
  if (!socket) {
    throw new FileError(
      `Nothing listens on port ${request.port}. Grant the program a listening socket in Settings, run it, and send again while it runs`,
    );
  }
  const sent = requestText(request);
  await sendAll(socket, new TextEncoder().encode(sent));
  const { received, ended } = await receiveAll(host, socket);
  socket.closed();
  return { sent, received, ended, ms: (host.monotonicNs() - started) / 1e6 };
}

function requestText({ port, method, path, headers, body }: HttpRequest): string {
  const length = new TextEncoder().encode(body).length;
  const lines = [`${method} ${path} HTTP/1.1`, `Host: localhost:${port}`, 'Connection: close', ...headers];
  if (length > 0) lines.push(`Content-Length: ${length}`);
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}

async function sendAll(socket: Socket, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    const taken = socket.write(span(bytes.subarray(at)));
    if (taken === 'closed') return;
    if (taken === 'would-block') await new Promise<void>((resolve) => socket.writers.wait(resolve));
    else at += taken;
  }
}

async function receiveAll(host: Host, socket: Socket): Promise<Pick<HttpExchange, 'received' | 'ended'>> {
  const decoder = new TextDecoder();
  const room = new Uint8Array(16 << 10);
  let received = '';
  const until = host.monotonicNs() + TIMEOUT_MS * 1e6;
  let wake = (): void => undefined;
  const timer = host.timer(TIMEOUT_MS + 1, () => {
    wake();
  });
  try {
    for (;;) {
      const count = socket.read(span(room));
      if (count === 'closed' || count === 0) return { received, ended: 'closed' };
      if (count === 'would-block') {
        if (host.monotonicNs() >= until) return { received, ended: 'timed-out' };
        await new Promise<void>((resolve) => {
          wake = resolve;
          socket.readers.wait(resolve);
        });
        continue;
      }
      received += decoder.decode(room.subarray(0, count), { stream: true });
      if (isComplete(received) || received.length > MOST_BYTES) return { received, ended: 'complete' };
    }
  } finally {
    timer.dispose();
  }
}

/** All of the body that Content-Length promised is there. Without one, the end of the connection is the end. */
function isComplete(text: string): boolean {
  const head = text.indexOf('\r\n\r\n');
  if (head === -1) return false;
  const length = /^content-length:\s*(\d+)/im.exec(text.slice(0, head))?.[1];
  return length !== undefined && new TextEncoder().encode(text.slice(head + 4)).length >= Number(length);
}
