import { errnoCode } from '../../abi/errno.ts';
import type { HostCalls } from '../../guest/host-calls.ts';
import type { Tagged } from '../canonical/types.ts';
import { IoError, ok } from './errors.ts';
import type { File } from './file.ts';
import { poll, Pollable, roomIn } from './poll.ts';

const CLOSED: Tagged = { tag: 'err', val: { tag: 'closed' } };
const PIPE = errnoCode('pipe');
/** One for all writes: nothing changes it. */
const DONE: Tagged = ok();
/** What may be written after one `check-write`. */
const AT_ONCE = 1n << 20n;

function broken(errno: number, { isConnection }: File): Tagged {
  if (errno === PIPE) return CLOSED;
  return { tag: 'err', val: { tag: 'last-operation-failed', val: new IoError(errno, isConnection) } };
}

/** The resource `input-stream`: bytes from where a descriptor stands, or of a file from an offset on. */
export class InputStream {
  readonly #calls: HostCalls;
  readonly #file: File;
  /** Undefined: bytes flow, and have no places. */
  #offset: bigint | undefined;

  constructor(calls: HostCalls, file: File, offset?: bigint) {
    this.#calls = calls;
    this.#file = file.hold();
    this.#offset = offset;
  }

  get shown(): string {
    return `input-stream of ${this.#file.fd}`;
  }

  drop(): void {
    this.#file.release();
  }

  /** `isWaiting` false: what is there now, which may be nothing. */
  read(length: bigint, isWaiting: boolean): Tagged {
    const calls = this.#calls;
    const { fd } = this.#file;
    if (length === 0n) return ok(new Uint8Array());
    if (!isWaiting && this.#offset === undefined && poll(calls, [this.subscribe()], false).length === 0)
      return ok(new Uint8Array());
    const room = Number(length < BigInt(calls.capacity) ? length : BigInt(calls.capacity));
    const offset = this.#offset;
    const isInPlace = offset === undefined || offset === this.#file.position;
    const errno = isInPlace ? calls.call('fd_read', fd, room) : calls.call('fd_pread', fd, room, offset);
    if (errno !== 0) return broken(errno, this.#file);
    const bytes = calls.out.slice();
    if (bytes.length === 0) return CLOSED;
    if (offset !== undefined) {
      this.#offset = offset + BigInt(bytes.length);
      if (isInPlace) this.#file.position = this.#offset;
    }
    return ok(bytes);
  }

  skip(length: bigint, isWaiting: boolean): Tagged {
    const read = this.read(length, isWaiting);
    return read.tag === 'ok' ? ok(BigInt((read.val as Uint8Array).length)) : read;
  }

  subscribe(): Pollable {
    return new Pollable(this.#offset === undefined ? { kind: 'fd_read', fd: this.#file.fd } : { kind: 'nothing' });
  }
}

/** The resource `output-stream`. */
export abstract class OutputStream {
  abstract readonly shown: string;

  /** How many bytes may be written now without waiting. */
  abstract checkWrite(): Tagged;

  /** All of it, however long the other end takes. */
  abstract write(bytes: Uint8Array): Tagged;

  abstract subscribe(): Pollable;

  writeZeroes(length: bigint): Tagged {
    for (let left = length; left > 0n;) {
      const part = left < AT_ONCE ? left : AT_ONCE;
      const written = this.write(new Uint8Array(Number(part)));
      if (written.tag !== 'ok') return written;
      left -= part;
    }
    return ok();
  }

  splice(from: InputStream, length: bigint, isWaiting: boolean): Tagged {
    const read = from.read(length, isWaiting);
    if (read.tag !== 'ok') return read;
    const written = this.write(read.val as Uint8Array);
    return written.tag === 'ok' ? ok(BigInt((read.val as Uint8Array).length)) : written;
  }
}

/** An `output-stream` to where a descriptor stands, or into a file from an offset on. */
export class FileOutputStream extends OutputStream {
  readonly #calls: HostCalls;
  readonly #file: File;
  #offset: bigint | undefined;

  constructor(calls: HostCalls, file: File, offset?: bigint) {
    super();
    this.#calls = calls;
    this.#file = file.hold();
    this.#offset = offset;
  }

  get shown(): string {
    return `output-stream of ${this.#file.fd}`;
  }

  drop(): void {
    this.#file.release();
  }

  /** A connection takes no more than its other end has left room for; everything else takes a write whenever it comes. */
  checkWrite(): Tagged {
    const room = this.#file.isConnection ? roomIn(this.#calls, this.#file.fd) : undefined;
    return ok(room === undefined || room > AT_ONCE ? AT_ONCE : room);
  }

  write(bytes: Uint8Array): Tagged {
    const calls = this.#calls;
    const { fd } = this.#file;
    const most = calls.capacity;
    for (let done = 0; done < bytes.length;) {
      const part = done === 0 && bytes.length <= most ? bytes : bytes.subarray(done, done + most);
      const offset = this.#offset;
      const isInPlace = offset === undefined || offset === this.#file.position;
      const errno = isInPlace ? calls.call('fd_write', fd, part) : calls.call('fd_pwrite', fd, part, offset);
      if (errno !== 0) return broken(errno, this.#file);
      const moved = calls.u32(0);
      done += moved;
      if (offset === undefined) continue;
      this.#offset = offset + BigInt(moved);
      if (isInPlace) this.#file.position = this.#offset;
    }
    return DONE;
  }

  subscribe(): Pollable {
    return new Pollable(this.#file.isConnection ? { kind: 'fd_write', fd: this.#file.fd } : { kind: 'nothing' });
  }
}
