import { NO_SOCKET_TEXT } from '../../abi/module-info.ts';
import type { HostCalls } from '../../guest/host-calls.ts';
import { ProcessEnded } from '../../guest/process-ended.ts';
import type { GrantedListener } from '../../policy/granted-listeners.ts';
import { Unreadable } from '../binary/unreadable.ts';
import { exportedFunc } from '../exported-func.ts';
import type { ComponentInstance } from '../instantiate-component.ts';
import type { Layers } from '../layers.ts';
import { poll, Pollable } from '../wasi/poll.ts';
import { Connection } from './connection.ts';
import { IncomingRequest, ResponseOutparam, type OutgoingResponse } from './messages.ts';
import type { OutgoingBody } from './outgoing-body.ts';
import { readRequestHead } from './request-head.ts';

const HANDLER = 'wasi:http/incoming-handler';
const ENCODER = new TextEncoder();
const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  304: 'Not Modified',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  410: 'Gone',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
};

/** A component that answers requests, and what it is given. */
export interface Served {
  readonly calls: HostCalls;
  readonly layers: Layers;
  readonly listeners: readonly GrantedListener[];
  /** It answers the first request. */
  readonly first: ComponentInstance;
  readonly instantiate: () => ComponentInstance;
}

/**
 * Answers requests one after the other, each with an instance of its own, until the process is ended. A trap ends the
 * run, after the client has been told.
 */
export function serveHttp({ calls, layers, listeners, first, instantiate }: Served): never {
  if (listeners.length === 0) throw new Unreadable(NO_SOCKET_TEXT);
  for (let instance: ComponentInstance | undefined = first; ; instance = undefined) {
    const connection = accepted(calls, listeners);
    instance ??= instantiate();
    answer(connection, instance, layers);
    instance.end();
    connection.close();
  }
}

function accepted(calls: HostCalls, listeners: readonly GrantedListener[]): Connection {
  const waits = listeners.map(({ fd }) => new Pollable({ kind: 'fd_read', fd }));
  const [first = 0] = listeners.length > 1 ? poll(calls, waits) : [];
  const errno = calls.call('sock_accept', listeners[first]?.fd ?? 0, 0);
  if (errno !== 0)
    throw new Unreadable(
      'This component answers HTTP requests, and none can come any more: its listening socket was taken back',
    );
  return new Connection(calls, calls.u32(0));
}

function answer(connection: Connection, instance: ComponentInstance, layers: Layers): void {
  const head = readRequestHead(connection);
  if (head === undefined) return;
  if (typeof head === 'number') return say(connection, head);
  const isHead = head.method.tag === 'head';
  let body: OutgoingBody | undefined;
  const outparam = new ResponseOutparam((response) => {
    if (response.tag === 'ok') body = send(connection, response.val as OutgoingResponse, isHead);
  });
  try {
    const request = new IncomingRequest(head, connection);
    const { isWatched } = layers;
    if (isWatched) layers.called('preview2', `${HANDLER} handle`, `${request.shown}, ${outparam.shown}`);
    exportedFunc(instance, HANDLER, 'handle')?.call([request, outparam]);
    if (isWatched) layers.returned('none');
  } catch (error) {
    if (!(error instanceof ProcessEnded) && !body?.hasBegun) say(connection, 500);
    throw error;
  }
  if (!body?.hasBegun) say(connection, 500);
}

function send(connection: Connection, response: OutgoingResponse, isHead: boolean): OutgoingBody {
  const { status } = response;
  const body = response.bodyOrNone;
  const hasBody = !isHead && status !== 204 && status !== 304;
  body.sendTo({ connection, hasBody, head: (framing) => headOf(response, status === 204 ? '' : framing) });
  return body;
}

function headOf({ status, headers }: OutgoingResponse, framing: string): Uint8Array {
  const lines: (string | Uint8Array)[] = [statusLine(status)];
  for (const [name, value] of headers.entries()) lines.push(`${name}: `, value, '\r\n');
  lines.push(framing, 'Connection: close\r\n\r\n');
  const bytes = lines.map((one) => (typeof one === 'string' ? ENCODER.encode(one) : one));
  const all = new Uint8Array(bytes.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const one of bytes) {
    all.set(one, at);
    at += one.length;
  }
  return all;
}

/** An answer of the machine’s own. */
function say(connection: Connection, status: number): void {
  connection.write(ENCODER.encode(`${statusLine(status)}Content-Length: 0\r\nConnection: close\r\n\r\n`));
}

function statusLine(status: number): string {
  return `HTTP/1.1 ${status} ${REASONS[status] ?? ''}\r\n`;
}
