import { deflateSync, Inflate } from 'fflate';
import { err, ok, type Result } from '../base/result.ts';

/** A byte of deflate stands for 1032 at most, so what comes of this many at once fills no memory. */
const STEP_BYTES = 1024;

export function deflate(bytes: Uint8Array, dictionary: Uint8Array): Uint8Array {
  return deflateSync(bytes, { level: 9, mem: 8, dictionary });
}

/** Unpacks what `deflate` made. A stream that holds more than `most` is refused before much more than that has been unpacked. */
export function inflate(
  deflated: Uint8Array,
  dictionary: Uint8Array,
  most: number,
): Result<Uint8Array<ArrayBuffer>, 'damaged' | 'oversized'> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const stream = new Inflate({ dictionary }, (part) => {
    parts.push(part);
    size += part.length;
  });
  try {
    for (let at = 0; at < deflated.length && size <= most; at += STEP_BYTES) {
      stream.push(deflated.subarray(at, at + STEP_BYTES), at + STEP_BYTES >= deflated.length);
    }
  } catch {
    // The library throws at all that is no deflate stream, and at one that ends too soon.
    return err('damaged');
  }
  if (size > most) return err('oversized');
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return ok(bytes);
}

/** FNV-1a, folded to three bytes: finds what was mistyped, cut off or added. Against malice it does nothing. */
export function checkOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return ((hash >>> 24) ^ hash) & 0xffffff;
}
