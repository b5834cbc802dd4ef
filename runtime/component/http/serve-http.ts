import { NO_SOCKET_TEXT } from '../../abi/module-info.ts';
import type { HostCalls } from '../../guest/host-calls.ts';
import { ProcessEnded } from '../../guest/process-ended.ts';
import type { GrantedListener } from '../../policy/granted-listeners.ts';
import { Unreadable } from '../binary/unreadable.ts';
import { exportedFunc } from '../exported-func.ts';
import type { ComponentInstance } from '../instantiate-component.ts';
import type { Layers } from '../layers.ts';
import type { Connection } from './connection.ts';
import { Listening } from './listening.ts';
import { IncomingRequest, ResponseOutparam, type OutgoingResponse } from './messages.ts';
import type { OutgoingBody } from './outgoing-body.ts';
import { readRequestHead, type RequestHead } from './request-head.ts';

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
  const listening = new Listening(calls, listeners);
  for (let instance: ComponentInstance | undefined = first; ; instance = undefined) {
    const connection = listening.accept();
    instance ??= instantiate();
    answer(connection, instance, layers);
    instance.end();
    connection.close();
  }
}

function answer(connection: Connection, instance: ComponentInstance, layers: Layers): void {
  const head = readRequestHead(connection);
  if (head === undefined) return;
  if (typeof head === 'number') return say(connection, head);
  let body: OutgoingBody | undefined;
  const outparam = new ResponseOutparam((response) => {
    if (response.tag === 'ok') body = send(connection, response.val as OutgoingResponse, head);
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

function send(connection: Connection, response: OutgoingResponse, request: RequestHead): OutgoingBody {
  const { status } = response;
  const body = response.bodyOrNone;
  const hasBody = request.method.tag !== 'head' && status !== 204 && status !== 304;
  const head = (framing: string): Uint8Array =>
    status === 204 ? headOf(response, '', false) : headOf(response, framing, body.declared !== undefined);
  body.sendTo({ connection, hasBody, takesChunks: request.minor > 0, head });
  return body;
}

/** `isLengthKept`: the headers say one length. Any other would be one beside that of `framing`. */
function headOf({ status, headers }: OutgoingResponse, framing: string, isLengthKept: boolean): Uint8Array {
  const lines: (string | Uint8Array)[] = [statusLine(status)];
  for (const [name, value] of headers.sendable())
    if (isLengthKept || name.toLowerCase() !== 'content-length') lines.push(`${name}: `, value, '\r\n');
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
