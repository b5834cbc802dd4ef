import { errnoName, type ErrnoName } from '../../abi/errno.ts';
import type { Tagged } from '../canonical/types.ts';

/** What `wasi:sockets` calls the errors of Preview 1. */
const CODES: Readonly<Partial<Record<ErrnoName, SocketError>>> = {
  acces: 'access-denied',
  again: 'would-block',
  badf: 'invalid-state',
  connreset: 'connection-reset',
  inval: 'invalid-argument',
  mfile: 'new-socket-limit',
  nfile: 'new-socket-limit',
  nomem: 'out-of-memory',
  notcapable: 'access-denied',
  notconn: 'invalid-state',
  notsock: 'invalid-state',
  notsup: 'not-supported',
  perm: 'access-denied',
  pipe: 'connection-reset',
};

/** Those of the `error-code` of `wasi:sockets/network` that this machine answers with. */
export type SocketError =
  | 'unknown'
  | 'access-denied'
  | 'not-supported'
  | 'invalid-argument'
  | 'out-of-memory'
  | 'not-in-progress'
  | 'would-block'
  | 'invalid-state'
  | 'new-socket-limit'
  | 'address-not-bindable'
  | 'address-in-use'
  | 'connection-reset'
  | 'name-unresolvable';

export function socketErrorOf(errno: number): SocketError {
  return CODES[errnoName(errno)] ?? 'unknown';
}

export function socketFailed(code: SocketError): Tagged {
  return { tag: 'err', val: code };
}
