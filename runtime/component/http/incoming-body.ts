import { errnoCode } from '../../abi/errno.ts';
import type { Tagged } from '../canonical/types.ts';
import { IoError, ok } from '../wasi/errors.ts';
import { Pollable } from '../wasi/poll.ts';
import { InputStream } from '../wasi/streams.ts';
import type { Connection } from './connection.ts';

const CLOSED: Tagged = { tag: 'err', val: { tag: 'closed' } };
const ERR: Tagged = { tag: 'err' };
const RESET = errnoCode('connreset');

/** The resource `incoming-body`: as many bytes of the connection as the head has said, the first of which came with it. */
export class IncomingBody {
  readonly shown = 'incoming-body';
  readonly #connection: Connection;
  readonly #early: Uint8Array;
  readonly #length: number;
  #isTaken = false;

  constructor(connection: Connection, early: Uint8Array, length: number) {
    this.#connection = connection;
    this.#early = early;
    this.#length = length;
  }

  /** The first time only. */
  stream(): Tagged {
    if (this.#isTaken) return ERR;
    this.#isTaken = true;
    return ok(new BodyInput(this.#connection, this.#early, this.#length));
  }
}

/** An `input-stream` that ends with the body. */
class BodyInput extends InputStream {
  #early: Uint8Array;
  /** Bytes that have not been read, without those above. */
  #left: number;

  constructor({ calls, file }: Connection, early: Uint8Array, length: number) {
    super(calls, file);
    this.#early = early;
    this.#left = length - early.length;
  }

  override read(length: bigint, isWaiting: boolean): Tagged {
    const wanted = Number(length < BigInt(Number.MAX_SAFE_INTEGER) ? length : Number.MAX_SAFE_INTEGER);
    if (this.#early.length > 0) {
      const bytes = this.#early.slice(0, wanted);
      this.#early = this.#early.subarray(bytes.length);
      return ok(bytes);
    }
    if (this.#left === 0) return CLOSED;
    const read = super.read(BigInt(Math.min(wanted, this.#left)), isWaiting);
    if (read.tag === 'ok') {
      this.#left -= (read.val as Uint8Array).length;
      return read;
    }
    // The connection has ended before the body has.
    const { tag } = read.val as Tagged;
    return tag === 'closed'
      ? { tag: 'err', val: { tag: 'last-operation-failed', val: new IoError(RESET, true) } }
      : read;
  }

  override subscribe(): Pollable {
    return this.#early.length > 0 || this.#left === 0 ? new Pollable({ kind: 'nothing' }) : super.subscribe();
  }
}
