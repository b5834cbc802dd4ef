import { errnoCode } from '../../abi/errno.ts';
import type { Tagged } from '../canonical/types.ts';
import { IoError, ok } from '../wasi/errors.ts';
import { Pollable, roomIn } from '../wasi/poll.ts';
import { OutputStream } from '../wasi/streams.ts';
import type { Connection } from './connection.ts';
import type { Fields } from './fields.ts';

const CLOSED: Tagged = { tag: 'err', val: { tag: 'closed' } };
const ERR: Tagged = { tag: 'err' };
const TOO_LONG = errnoCode('fbig');
/** What a body holds while it is not known where it goes. */
const MOST_HELD = 64 << 10;
const AT_ONCE = 1n << 20n;

const ENCODER = new TextEncoder();

/** Where a body goes. `head`: what is sent before it, given the lines that say how long it is. */
export interface BodyTarget {
  readonly connection: Connection;
  readonly head: (framing: string) => Uint8Array;
  /** The answer to a HEAD, and some others, have none: what is written is dropped. */
  readonly hasBody: boolean;
  /** A client of HTTP/1.0 does not: a body whose length is not known ends with the connection. */
  readonly takesChunks: boolean;
}

/**
 * The resource `outgoing-body`: held until it is known where it goes, and sent from then on. Its length is what the headers say, or
 * what was written where that is known when the head is sent; otherwise it goes in chunks, or ends with the connection.
 */
export class OutgoingBody {
  readonly shown = 'outgoing-body';
  /** What the headers say, where they say one length; undefined: what they say of it is not sent. */
  readonly declared: number | undefined;
  #held: Uint8Array[] = [];
  #written = 0;
  #target: BodyTarget | undefined;
  #framing: 'length' | 'chunks' | 'end' | undefined;
  #isTaken = false;
  #isFinished = false;
  #trailers: Fields | undefined;

  constructor(headers: Fields) {
    const lengths = headers.get('content-length');
    const text = lengths.length === 1 ? new TextDecoder().decode(lengths[0]) : '';
    this.declared = /^\d{1,15}$/.test(text) ? Number(text) : undefined;
  }

  /** Whether the answer has begun: it cannot be another one any more. */
  get hasBegun(): boolean {
    return this.#framing !== undefined;
  }

  /** The stream to write to, the first time only. */
  write(): Tagged {
    if (this.#isTaken) return ERR;
    this.#isTaken = true;
    return ok(new BodyOutput(this));
  }

  /** Whatever was written goes there, and what will be. */
  sendTo(target: BodyTarget): void {
    this.#target = target;
    if (this.#isFinished) this.#sendRest();
    else if (this.#held.length > 0) this.#sendHeld();
  }

  /** How many bytes may be written now. Where waiting would never make room, that is said in place of none. */
  room(): Tagged {
    if (this.#isFinished) return CLOSED;
    const { connection } = this.#target ?? {};
    if (!connection) return this.#written < MOST_HELD ? ok(BigInt(MOST_HELD - this.#written)) : failed(TOO_LONG);
    const room = roomIn(connection.calls, connection.file.fd) ?? AT_ONCE;
    return ok(room > AT_ONCE ? AT_ONCE : room);
  }

  get pollable(): Pollable {
    const { connection } = this.#target ?? {};
    return new Pollable(connection ? { kind: 'fd_write', fd: connection.file.fd } : { kind: 'nothing' });
  }

  take(bytes: Uint8Array): Tagged {
    if (this.#isFinished) return CLOSED;
    if (bytes.length === 0) return ok();
    if (this.declared !== undefined && this.#written + bytes.length > this.declared) return failed(TOO_LONG);
    if (!this.#target && this.#written + bytes.length > MOST_HELD) return failed(TOO_LONG);
    this.#written += bytes.length;
    this.#held.push(bytes);
    return this.#target ? this.#sendHeld() : ok();
  }

  finish(trailers: Fields | undefined): Tagged {
    this.#isFinished = true;
    if (this.declared !== undefined && this.declared !== this.#written)
      return { tag: 'err', val: { tag: 'HTTP-response-body-size', val: BigInt(this.#written) } };
    this.#trailers = trailers;
    return !this.#target || this.#sendRest() === 0 ? ok() : { tag: 'err', val: { tag: 'connection-terminated' } };
  }

  #sendHeld(): Tagged {
    const errno = this.#send();
    return errno === 0 ? ok() : errno === errnoCode('pipe') ? CLOSED : failed(errno);
  }

  /** What is held, and before the first of it the head. */
  #send(): number {
    const target = this.#target;
    if (!target) return 0;
    const parts: Uint8Array[] = [];
    if (this.#framing === undefined) {
      this.#framing = this.#framingFor(target);
      parts.push(target.head(this.#framingLine(this.#framing)));
    }
    if (target.hasBody)
      for (const bytes of this.#held)
        parts.push(...(this.#framing === 'chunks' ? [line(bytes.length.toString(16)), bytes, line('')] : [bytes]));
    this.#held = [];
    return target.connection.write(joined(parts));
  }

  #framingFor({ takesChunks }: BodyTarget): 'length' | 'chunks' | 'end' {
    if (this.declared !== undefined || (this.#isFinished && !this.#trailers)) return 'length';
    return takesChunks ? 'chunks' : 'end';
  }

  #framingLine(framing: 'length' | 'chunks' | 'end'): string {
    if (framing === 'chunks') return 'Transfer-Encoding: chunked\r\n';
    // An answer that has no body because of what was asked for says nothing of how long it would have been.
    const isSaid = this.#target?.hasBody || this.#written > 0;
    return framing === 'length' && this.declared === undefined && isSaid ? `Content-Length: ${this.#written}\r\n` : '';
  }

  #sendRest(): number {
    const errno = this.#send();
    if (errno !== 0 || this.#framing !== 'chunks' || !this.#target?.hasBody) return errno;
    const trailers = (this.#trailers?.sendable() ?? []).flatMap(([name, value]) => [
      ENCODER.encode(`${name}: `),
      value,
      line(''),
    ]);
    return this.#target.connection.write(joined([line('0'), ...trailers, line('')]));
  }
}

/** An `output-stream` into a body. */
class BodyOutput extends OutputStream {
  readonly #body: OutgoingBody;

  constructor(body: OutgoingBody) {
    super();
    this.#body = body;
  }

  override readonly shown = 'output-stream of a body';

  override checkWrite(): Tagged {
    return this.#body.room();
  }

  override write(bytes: Uint8Array): Tagged {
    return this.#body.take(bytes);
  }

  override subscribe(): Pollable {
    return this.#body.pollable;
  }
}

function failed(errno: number): Tagged {
  return { tag: 'err', val: { tag: 'last-operation-failed', val: new IoError(errno, true) } };
}

function line(text: string): Uint8Array {
  return ENCODER.encode(`${text}\r\n`);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
