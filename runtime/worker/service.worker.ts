import type { BridgeReply, BridgeRequest } from '../wire/xhr.ts';

/**
 * The site's service worker. It answers the blocking system calls of guests where neither shared memory nor
 * suspension is to be had; everything else goes to the network untouched. It imports no code, because service
 * workers of modules are not everywhere.
 */
declare const self: ServiceWorkerGlobalScope;

/** The page says which kernel it is and hands over a port to it. */
interface BridgeMessage {
  readonly type: 'bridge';
  readonly id: string;
  readonly port: MessagePort;
}

const RECONNECT_MS = 5_000;
const NOT_YET = 204;
const GONE = 410;

const ports = new Map<string, MessagePort>();
const waitingForPort = new Map<string, (() => void)[]>();
const tickets = new Map<number, (reply: BridgeReply) => void>();
let nextTicket = 1;

self.addEventListener('install', () => void self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('message', (event) => {
  // Nobody but our own pages can send here, and this is all they send.
  const { id, port } = event.data as BridgeMessage;
  ports.set(id, port);
  port.onmessage = ({ data }: MessageEvent<BridgeReply>) => {
    tickets.get(data.ticket)?.(data);
    tickets.delete(data.ticket);
  };
  for (const go of waitingForPort.get(id) ?? []) go();
  waitingForPort.delete(id);
});

self.addEventListener('fetch', (event) => {
  const call = /\/__preopen\/([\w-]+)\/(\d+)$/.exec(new URL(event.request.url).pathname);
  if (!call) return;
  const sequence = Number(new URL(event.request.url).searchParams.get('n'));
  event.respondWith(answer(event.request, call[1] ?? '', Number(call[2]), sequence));
});

async function answer(request: Request, id: string, line: number, sequence: number): Promise<Response> {
  const bytes = new Uint8Array(await request.arrayBuffer());
  const port = ports.get(id) ?? (await reconnected(id));
  if (!port) return new Response(undefined, { status: GONE });
  const ticket = nextTicket++;
  const asked: BridgeRequest = { line, ticket, sequence, bytes };
  const reply = await new Promise<BridgeReply>((resolve) => {
    tickets.set(ticket, resolve);
    port.postMessage(asked);
  });
  return reply.bytes
    ? new Response(reply.bytes, { headers: { 'content-type': 'application/octet-stream' } })
    : new Response(undefined, { status: NOT_YET });
}

/** The browser ended this worker and started it again: pages still have their kernels, and connect anew. */
async function reconnected(id: string): Promise<MessagePort | undefined> {
  const connected = new Promise<void>((resolve) => {
    waitingForPort.set(id, [...(waitingForPort.get(id) ?? []), resolve]);
    setTimeout(resolve, RECONNECT_MS);
  });
  for (const client of await self.clients.matchAll({ type: 'window', includeUncontrolled: true }))
    client.postMessage({ type: 'reconnect', id });
  await connected;
  return ports.get(id);
}
