import type { QueuedEntry, QueueReader } from './write-queue.ts';

/** Descriptor, and bytes that follow. */
const HEADER = 8;
/** As a length: a seek to the offset that follows. */
const SEEK = 0xffff_ffff;

/** Everything in the queue, oldest first, as bytes for a wire that copies. Takes it out of the queue. */
export function packQueue(queue: QueueReader): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for (let entry = queue.peek(true); entry; entry = queue.peek(true)) {
    const { fd, seekTo, bytes, start, length } = entry;
    const part = new Uint8Array(HEADER + length);
    const view = new DataView(part.buffer);
    view.setUint32(0, fd, true);
    view.setUint32(4, seekTo === undefined ? length : SEEK, true);
    if (seekTo === undefined) part.set(bytes.subarray(start, start + length), HEADER);
    else view.setFloat64(HEADER, seekTo, true);
    parts.push(part);
    size += part.length;
    queue.drop();
  }
  const packed = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    packed.set(part, at);
    at += part.length;
  }
  return packed;
}

/** Calls `each` for what `packQueue` has put into `packed`. The entry is reused: valid until the next one. */
export function unpackQueue(packed: Uint8Array, each: (entry: QueuedEntry) => void): void {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const entry: QueuedEntry = { fd: 0, seekTo: undefined, bytes: packed, start: 0, length: 0 };
  for (let at = 0; at < packed.length; at = entry.start + entry.length) {
    const length = view.getUint32(at + 4, true);
    entry.fd = view.getUint32(at, true);
    entry.start = at + HEADER;
    entry.length = length === SEEK ? 8 : length;
    entry.seekTo = length === SEEK ? view.getFloat64(entry.start, true) : undefined;
    each(entry);
  }
}
