import type { Brand } from '../base/brand.ts';

/** A guest file descriptor number. Only `FdTable` mints one. */
export type Fd = Brand<number, 'fd'>;

/**
 * A stretch of a buffer that another module owns: the bytes of an iovec array on their way through.
 * One is reused for every call, so a handler must not keep it past its return.
 */
export interface Span {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly length: number;
}

/** Room for bytes on their way out. Who fills less than all of it says so by shortening `length`. */
export interface Room {
  readonly bytes: Uint8Array;
  readonly start: number;
  length: number;
}

/** A span over all of `bytes`. */
export function span(bytes: Uint8Array): Span {
  return { bytes, start: 0, length: bytes.length };
}

/** Below this many bytes a loop beats making a view for `set`. */
const TINY = 48;

/** Copies without allocating for the small transfers that dominate real programs. */
export function copyBytes(from: Uint8Array, fromAt: number, to: Uint8Array, toAt: number, length: number): void {
  if (length <= TINY) {
    for (let i = 0; i < length; i++) to[toAt + i] = from[fromAt + i] ?? 0;
  } else {
    to.set(from.subarray(fromAt, fromAt + length), toAt);
  }
}
