import type { FromServiceWorker } from '../../protocol/service-worker.ts';
import type { RelayedReply, RelayedCall } from '../../wire/xhr.ts';

const RECONNECT_MS = 5_000;
const NOT_YET = 204;
const GONE = 410;

/** Hands the system calls of guests on to their kernels and the replies back: the `xhr` wire, in the service worker. */
export class CallRelay {
  readonly #clients: Clients;
  readonly #ports = new Map<string, MessagePort>();
  readonly #waitingForPort = new Map<string, (() => void)[]>();
  readonly #tickets = new Map<number, (reply: RelayedReply) => void>();
  #nextTicket = 1;

  constructor(clients: Clients) {
    this.#clients = clients;
  }

  connect(id: string, port: MessagePort): void {
    this.#ports.set(id, port);
    port.onmessage = ({ data }: MessageEvent<RelayedReply>) => {
      this.#tickets.get(data.ticket)?.(data);
      this.#tickets.delete(data.ticket);
    };
    for (const go of this.#waitingForPort.get(id) ?? []) go();
    this.#waitingForPort.delete(id);
  }

  /** The answer to a system call; undefined where `request` is none. */
  answer(request: Request): Promise<Response> | undefined {
    const url = new URL(request.url);
    const call = /\/__preopen\/([\w-]+)\/(\d+)$/.exec(url.pathname);
    if (!call) return undefined;
    return this.#carry(request, call[1] ?? '', Number(call[2]), Number(url.searchParams.get('n')));
  }

  async #carry(request: Request, id: string, line: number, sequence: number): Promise<Response> {
    const bytes = new Uint8Array(await request.arrayBuffer());
    const port = this.#ports.get(id) ?? (await this.#reconnected(id));
    if (!port) return new Response(undefined, { status: GONE });
    const ticket = this.#nextTicket++;
    const asked: RelayedCall = { line, ticket, sequence, bytes };
    const reply = await new Promise<RelayedReply>((resolve) => {
      this.#tickets.set(ticket, resolve);
      port.postMessage(asked);
    });
    return reply.bytes
      ? new Response(reply.bytes, { headers: { 'content-type': 'application/octet-stream' } })
      : new Response(undefined, { status: NOT_YET });
  }

  /** The browser ended this worker and started it again: pages still have their kernels, and connect anew. */
  async #reconnected(id: string): Promise<MessagePort | undefined> {
    const connected = new Promise<void>((resolve) => {
      this.#waitingForPort.set(id, [...(this.#waitingForPort.get(id) ?? []), resolve]);
      setTimeout(resolve, RECONNECT_MS);
    });
    const message: FromServiceWorker = { type: 'reconnect', id };
    for (const client of await this.#clients.matchAll({ type: 'window', includeUncontrolled: true }))
      client.postMessage(message);
    await connected;
    return this.#ports.get(id);
  }
}
