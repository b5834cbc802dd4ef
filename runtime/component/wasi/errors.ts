import { errnoName, type ErrnoName } from '../../abi/errno.ts';
import type { Tagged, Value } from '../canonical/types.ts';

/** What WASI 0.2 calls the errors of Preview 1. The rights that 0.2 dropped are still checked: `notcapable` is `not-permitted`. */
const CODES: Readonly<Partial<Record<ErrnoName, string>>> = {
  acces: 'access',
  again: 'would-block',
  already: 'already',
  badf: 'bad-descriptor',
  busy: 'busy',
  deadlk: 'deadlock',
  dquot: 'quota',
  exist: 'exist',
  fbig: 'file-too-large',
  ilseq: 'illegal-byte-sequence',
  inprogress: 'in-progress',
  intr: 'interrupted',
  inval: 'invalid',
  io: 'io',
  isdir: 'is-directory',
  loop: 'loop',
  mfile: 'insufficient-memory',
  mlink: 'too-many-links',
  msgsize: 'message-size',
  nametoolong: 'name-too-long',
  nodev: 'no-device',
  noent: 'no-entry',
  nolck: 'no-lock',
  nomem: 'insufficient-memory',
  nospc: 'insufficient-space',
  notcapable: 'not-permitted',
  notdir: 'not-directory',
  notempty: 'not-empty',
  notrecoverable: 'not-recoverable',
  notsup: 'unsupported',
  notty: 'no-tty',
  nxio: 'no-such-device',
  overflow: 'overflow',
  perm: 'not-permitted',
  pipe: 'pipe',
  rofs: 'read-only',
  spipe: 'invalid-seek',
  txtbsy: 'text-file-busy',
  xdev: 'cross-device',
};

export function errorCode(errno: number): string {
  return CODES[errnoName(errno)] ?? 'io';
}

export function ok(val?: Value): Tagged {
  return { tag: 'ok', val };
}

/** `result` of `wasi:filesystem/types`. */
export function failed(errno: number): Tagged {
  return { tag: 'err', val: errorCode(errno) };
}

/** The resource `error` of `wasi:io/error`. */
export class IoError {
  readonly errno: number;
  /** It came from a connection. */
  readonly isOfNetwork: boolean;

  constructor(errno: number, isOfNetwork = false) {
    this.errno = errno;
    this.isOfNetwork = isOfNetwork;
  }

  get shown(): string {
    return `error ${errnoName(this.errno)}`;
  }
}
