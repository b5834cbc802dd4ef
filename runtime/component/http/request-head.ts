import type { Tagged } from '../canonical/types.ts';
import type { Connection } from './connection.ts';
import { Fields } from './fields.ts';

/** A request without its body. */
export interface RequestHead {
  readonly method: Tagged;
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
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH'];
const REQUEST_LINE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+) (\S+) HTTP\/1\.[01]$/;
const HEADER = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*$/;
const [LF, CR] = [10, 13];
const latin1 = new TextDecoder('latin1');

/** Undefined: the connection ended before there was one. */
export function readRequestHead(connection: Connection): RequestHead | BadRequest | undefined {
  let bytes: Uint8Array = new Uint8Array();
  for (let from = 0; ;) {
    const more = connection.read();
    if (!more) return bytes.length === 0 ? undefined : 400;
    bytes = joined(bytes, more);
    const end = endOfHead(bytes, from);
    if (end !== undefined) return parsed(latin1.decode(bytes.subarray(0, end)), bytes.slice(end + 4));
    if (bytes.length > MOST_BYTES) return 431;
    from = Math.max(0, bytes.length - 3);
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function endOfHead(bytes: Uint8Array, from: number): number | undefined {
  for (let at = from; at + 3 < bytes.length; at++)
    if (bytes[at] === CR && bytes[at + 1] === LF && bytes[at + 2] === CR && bytes[at + 3] === LF) return at;
  return undefined;
}

function parsed(head: string, rest: Uint8Array): RequestHead | BadRequest {
  const [first = '', ...lines] = head.split('\r\n');
  const [, method, path] = REQUEST_LINE.exec(first) ?? [];
  if (method === undefined || path === undefined) return 400;
  const entries: [string, Uint8Array][] = [];
  for (const line of lines) {
    const [, name, value] = HEADER.exec(line) ?? [];
    if (name === undefined || value === undefined) return 400;
    entries.push([name, Uint8Array.from(value, (char) => char.charCodeAt(0))]);
  }
  const headers = new Fields(entries, true);
  if (headers.has('transfer-encoding')) return 501;
  const text = (name: string): string | undefined => {
    const [value] = headers.get(name);
    return value && latin1.decode(value);
  };
  const declared = text('content-length') ?? '0';
  if (!/^\d{1,15}$/.test(declared)) return 400;
  const length = Number(declared);
  return {
    method: METHODS.includes(method) ? { tag: method.toLowerCase() } : { tag: 'other', val: method },
    path,
    authority: text('host'),
    headers,
    length,
    early: rest.subarray(0, length),
  };
}
