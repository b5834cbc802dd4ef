import type { Tagged } from '../canonical/types.ts';
import type { Connection } from './connection.ts';
import { Fields } from './fields.ts';

/** A request without its body. */
export interface RequestHead {
  readonly method: Tagged;
  /** Of the version: 0 for HTTP/1.0, and 1 for HTTP/1.1. */
  readonly minor: number;
  readonly path: string;
  readonly authority: string | undefined;
  readonly headers: Fields;
  /** Bytes of the body. */
  readonly length: number;
  /** Those of them that came with the head. */
  readonly early: Uint8Array;
}

/** Why a request is answered without asking the component. */
export type BadRequest = 400 | 431 | 501;

/** More of a head is not read. */
const MOST_BYTES = 64 << 10;
const FIRST_BYTES = 4 << 10;
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH'];
const REQUEST_LINE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+) ([!-~\x80-\xff]+) HTTP\/1\.([01])$/;
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const [NUL, TAB, LF, CR, SPACE, COLON] = [0, 9, 10, 13, 32, 58];

/** Undefined: the connection ended before there was one. */
export function readRequestHead(connection: Connection): RequestHead | BadRequest | undefined {
  let room = new Uint8Array(FIRST_BYTES);
  for (let length = 0; ;) {
    const more = connection.read();
    if (!more) return length === 0 ? undefined : 400;
    const from = Math.max(0, length - 3);
    room = withRoom(room, length, more.length);
    room.set(more, length);
    length += more.length;
    const bytes = room.subarray(0, length);
    const end = endOfHead(bytes, from);
    if (end !== undefined) return parsed(bytes.subarray(0, end), bytes.slice(end + 4));
    if (length > MOST_BYTES) return 431;
  }
}

/** Twice as much where there is too little: a head that comes byte by byte is not copied for each of them. */
function withRoom(room: Uint8Array<ArrayBuffer>, length: number, more: number): Uint8Array<ArrayBuffer> {
  if (length + more <= room.length) return room;
  const larger = new Uint8Array(Math.max(2 * room.length, length + more));
  larger.set(room.subarray(0, length));
  return larger;
}

function endOfHead(bytes: Uint8Array, from: number): number | undefined {
  for (let at = from; at + 3 < bytes.length; at++)
    if (bytes[at] === CR && bytes[at + 1] === LF && bytes[at + 2] === CR && bytes[at + 3] === LF) return at;
  return undefined;
}

function parsed(head: Uint8Array, rest: Uint8Array): RequestHead | BadRequest {
  const [first, ...lines] = linesOf(head);
  const [, method, path, minor] = REQUEST_LINE.exec(text(first)) ?? [];
  if (method === undefined || path === undefined) return 400;
  const entries: (readonly [string, Uint8Array])[] = [];
  for (const line of lines) {
    const entry = entryOf(line);
    if (!entry) return 400;
    entries.push(entry);
  }
  const headers = new Fields(entries, true);
  if (headers.has('transfer-encoding')) return 501;
  const hosts = headers.get('host');
  if (hosts.length > 1 || (hosts.length === 0 && minor !== '0')) return 400;
  // The same length twice is one length; two that differ are two requests, of which a proxy may have seen another one.
  const lengths = new Set(headers.get('content-length').map(text));
  const [declared = '0'] = lengths;
  if (lengths.size > 1 || !/^\d{1,15}$/.test(declared)) return 400;
  const length = Number(declared);
  return {
    method: METHODS.includes(method) ? { tag: method.toLowerCase() } : { tag: 'other', val: method },
    minor: Number(minor),
    path,
    authority: hosts[0] && text(hosts[0]),
    headers,
    length,
    early: rest.subarray(0, length),
  };
}

function linesOf(head: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let start = 0;
  for (let at = 0; at + 1 < head.length; at++) {
    if (head[at] !== CR || head[at + 1] !== LF) continue;
    lines.push(head.subarray(start, at));
    start = at + 2;
  }
  lines.push(head.subarray(start));
  return lines;
}

/** Undefined: the line is no header, or its value would not be one line. */
function entryOf(line: Uint8Array): readonly [string, Uint8Array] | undefined {
  const colon = line.indexOf(COLON);
  const name = text(line.subarray(0, Math.max(colon, 0)));
  if (!NAME.test(name) || line.includes(CR) || line.includes(LF) || line.includes(NUL)) return undefined;
  let [start, end] = [colon + 1, line.length];
  while (start < end && isBlank(line[start])) start++;
  while (end > start && isBlank(line[end - 1])) end--;
  return [name, line.slice(start, end)];
}

function isBlank(byte: number | undefined): boolean {
  return byte === SPACE || byte === TAB;
}

/** Each byte as the character of its number. What browsers call Latin-1 has others from 0x80 to 0x9f. */
function text(bytes: Uint8Array | undefined): string {
  let all = '';
  for (const byte of bytes ?? []) all += String.fromCharCode(byte);
  return all;
}
