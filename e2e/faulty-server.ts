import { createServer, request, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

/** What goes wrong with the answers to some requests. */
export type Fault =
  /** The server has a problem of its own. */
  | { readonly kind: 'status'; readonly status: number }
  /** The connection breaks after this share of the body. */
  | { readonly kind: 'cut'; readonly share: number }
  /** The rest of the body waits from this share on, until the fault is removed. */
  | { readonly kind: 'stall'; readonly share: number }
  /** One byte is not what it was; the length is. */
  | { readonly kind: 'damage' }
  /** Script text before the body. */
  | { readonly kind: 'prefix'; readonly text: string }
  /** One text for another, wherever it stands. */
  | { readonly kind: 'replace'; readonly text: string; readonly by: string };

interface Answer {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Passes every request on to the real server, except for the faults that a test asks for. */
export class FaultyServer {
  /** Ends in a slash. */
  readonly url: string;
  /** Without, the headers that isolate the page, and those with a policy, are left out. */
  isIsolating = true;
  /** Nothing is kept in the browser's own cache. */
  isForgotten = false;
  /** As a host does that knows nothing of compression, with a site that was built for it: copies lie beside the files. */
  hasGzipCopies = false;
  readonly #server: Server;
  #requests: string[] = [];
  readonly #faults = new Map<RegExp, Fault>();
  #resumed: (() => void)[] = [];

  private constructor(server: Server, target: string) {
    this.#server = server;
    // The address of a server that listens on a port is an object.
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    server.on('request', (incoming, outgoing) => {
      const path = incoming.url ?? '/';
      this.#requests.push(path);
      this.#fetch(target, path).then(
        (answer) => void this.#respond(path, answer, outgoing),
        () => outgoing.destroy(),
      );
    });
  }

  static async start(target: string): Promise<FaultyServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new FaultyServer(server, target);
  }

  breaks(path: RegExp, fault: Fault): void {
    this.#faults.set(path, fault);
  }

  /** The paths that were asked for since the last call. */
  takeRequests(): readonly string[] {
    const taken = this.#requests;
    this.#requests = [];
    return taken;
  }

  /** All is well again, and what was stalled goes on. */
  recover(): void {
    this.#faults.clear();
    for (const resume of this.#resumed) resume();
    this.#resumed = [];
  }

  async stop(): Promise<void> {
    this.recover();
    this.#server.closeAllConnections();
    // It may be closed already.
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #fetch(target: string, path: string): Promise<Answer> {
    const isCopy = this.hasGzipCopies && path.endsWith('.gz');
    const { headers, body } = await fetchFrom(target, isCopy ? path.slice(0, -'.gz'.length) : path);
    if (isCopy)
      return { headers: { ...headers, 'content-type': 'application/gzip' }, body: gzipSync(body, { level: 1 }) };
    if (!this.hasGzipCopies || !path.endsWith('/manifest.json')) return { headers, body };
    const manifest = JSON.parse(body.toString()) as object;
    return { headers, body: Buffer.from(JSON.stringify({ ...manifest, gzip: true })) };
  }

  async #respond(path: string, { headers, body }: Answer, outgoing: ServerResponse): Promise<void> {
    const fault = [...this.#faults].find(([pattern]) => pattern.test(path))?.[1];
    if (fault?.kind === 'status') return void outgoing.writeHead(fault.status).end();
    const bytes = changed(body, fault);
    if (fault?.kind === 'damage') bytes[bytes.length >> 1] = 0xff & ~(bytes[bytes.length >> 1] ?? 0);
    outgoing.writeHead(200, { ...this.#kept(headers), 'content-length': bytes.length });
    if (fault?.kind !== 'cut' && fault?.kind !== 'stall') return void outgoing.end(bytes);

    const at = Math.floor(bytes.length * fault.share);
    await new Promise((written) => outgoing.write(bytes.subarray(0, at), written));
    if (fault.kind === 'cut') return void outgoing.destroy();
    await new Promise<void>((resume) => this.#resumed.push(resume));
    outgoing.end(bytes.subarray(at));
  }

  #kept(headers: IncomingHttpHeaders): IncomingHttpHeaders {
    const dropped = ['transfer-encoding', 'connection', 'keep-alive', 'etag'];
    if (!this.isIsolating)
      dropped.push('cross-origin-opener-policy', 'cross-origin-embedder-policy', 'content-security-policy');
    const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => !dropped.includes(name)));
    return this.isForgotten ? { ...kept, 'cache-control': 'no-store' } : kept;
  }
}

function changed(body: Buffer, fault: Fault | undefined): Buffer {
  if (fault?.kind === 'prefix') return Buffer.concat([Buffer.from(fault.text), body]);
  if (fault?.kind === 'replace') return Buffer.from(body.toString().replaceAll(fault.text, fault.by));
  return Buffer.from(body);
}

function fetchFrom(target: string, path: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, target), (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(chunks) }));
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end();
  });
}
