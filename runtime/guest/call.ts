import { resultAt, paramAt, readU64, writeU64, type Frame } from '../abi/frame.ts';
import { dirent, event, fdstat, filestat, iovec, prestat, SUBSCRIPTION_SIZE } from '../abi/layout.ts';
import { isHandle, type Handle, type ParamType, type ResultType, type Syscall } from '../abi/syscalls.ts';
import { copyBytes } from '../abi/types.ts';
import { MAX_PATH_BYTES } from '../abi/path-limit.ts';
import { PREVIEW1, subscriptionSize, type Dialect } from './dialect.ts';
import type { GuestMemory } from './guest-memory.ts';

export type Raw = number | bigint;

/** A system call under way in the guest: its core-wasm arguments, and how far a long transfer has come. */
export interface Call {
  readonly raw: Raw[];
  readonly frame: Frame;
  readonly memory: GuestMemory;
  /** Bytes that the guest wants moved in all, and that earlier frames of this call have moved. */
  total: number;
  done: number;
  /** Where `fd_readdir` goes on in its next frame. */
  cookie: bigint;
}

type Step = (call: Call) => void;

/** What one row of the table means to the guest's side, chosen once when it is bound. */
export interface Marshalling {
  /** Core-wasm arguments the function takes. */
  readonly arity: number;
  readonly lower: readonly Step[];
  /** Results, in order; then bytes out. Run only on success. */
  readonly lift: readonly Step[];
  /** A transfer may need several frames: bytes this reply moved. */
  readonly moved: ((call: Call) => number) | undefined;
  /** May the next frame be asked for after this reply? */
  readonly mayContinue: (call: Call) => boolean;
}

const RAWS: Readonly<Partial<Record<ParamType, number>>> = {
  path: 2,
  ciovec_array: 2,
  iovec_array: 2,
  buffer: 2,
  subscriptions: 3,
  string_list: 2,
};

export function marshallingOf(spec: Syscall, dialect: Dialect = PREVIEW1): Marshalling {
  const lower: Step[] = [];
  const lift: Step[] = [];
  let arity = 0;
  let offsetSlot: number | undefined;
  let cookieSlot: number | undefined;
  let transfer: Transfer | undefined;
  const isCounted = Object.keys(spec.results).length > 0;
  for (const [index, [name, type]] of Object.entries(spec.params).entries()) {
    lower.push(lowerOf(type, arity, index, dialect));
    if (type === 'ciovec_array') transfer = 'in';
    if (type === 'iovec_array') {
      transfer = 'out';
      lift.push(scatter(arity));
    }
    if (type === 'buffer') {
      if (!isCounted) transfer = 'fill';
      else if ('cookie' in spec.params) transfer = 'entries';
      lift.push(fill(arity));
    }
    if (type === 'subscriptions') lift.push(eventsOut(arity));
    if (type === 'string_list') lift.push(stringsOut(arity));
    if (type === 'dircookie') cookieSlot = index;
    if (name === 'offset' && transfer !== undefined) offsetSlot = index;
    arity += isHandle(type) ? 1 : (RAWS[type] ?? 1);
  }
  if (offsetSlot !== undefined) lower.push(advanceOffset(offsetSlot));
  if (cookieSlot !== undefined) lower.push(advanceCookie(cookieSlot));
  for (const [index, type] of Object.values(spec.results).entries()) {
    lift.push(liftOf(type, arity, index, transfer !== undefined && index === 0, dialect));
    arity += 1;
  }
  return {
    arity,
    lower,
    lift,
    moved: movedBy(transfer),
    mayContinue: mayContinueAfter(transfer),
  };
}

/** How a long call is carried by several frames: bytes in, bytes out, a buffer filled, a listing of a directory. */
type Transfer = 'in' | 'out' | 'fill' | 'entries';

/** Writing goes on until all is written; reading while the file holds more; filling while the room was filled. */
function mayContinueAfter(transfer: Transfer | undefined): Marshalling['mayContinue'] {
  switch (transfer) {
    case 'out':
      return ({ frame }) => frame.hasMore;
    case 'fill':
    case 'entries':
      return ({ frame }) => frame.outLength === fillRoom(frame);
    case 'in':
    case undefined:
      return () => true;
  }
}

function movedBy(transfer: Transfer | undefined): Marshalling['moved'] {
  switch (transfer) {
    case undefined:
      return undefined;
    case 'fill':
      return ({ frame }) => frame.outLength;
    case 'entries':
      return wholeEntries;
    case 'in':
    case 'out':
      return ({ frame }) => frame.view.getUint32(resultAt(0), true);
  }
}

/**
 * Bytes of a listing up to where the next frame goes on. Where the frame was full its last entry may be cut: the next
 * frame brings that one again, from the cookie of the entry before.
 */
function wholeEntries(call: Call): number {
  const { frame } = call;
  const { outLength, outAt, view } = frame;
  if (outLength < fillRoom(frame)) return outLength;
  let at = 0;
  while (at + dirent.size <= outLength) {
    const end = at + dirent.size + view.getUint32(outAt + at + dirent.offsets.d_namlen, true);
    if (end > outLength) break;
    call.cookie = view.getBigUint64(outAt + at + dirent.offsets.d_next, true);
    at = end;
  }
  return at;
}

function advanceCookie(index: number): Step {
  const at = paramAt(index);
  return ({ frame, done, cookie }) => {
    if (done > 0) frame.view.setBigUint64(at, cookie, true);
  };
}

function int(raw: Raw | undefined): number {
  return Number(raw ?? 0) >>> 0;
}

function lowerOf(type: ParamType | Handle, raw: number, index: number, dialect: Dialect): Step {
  const at = paramAt(index);
  if (isHandle(type)) return ({ frame, raw: raws }) => frame.view.setUint32(at, int(raws[raw]), true);
  switch (type) {
    case 'filesize':
    case 'filedelta':
    case 'timestamp':
    case 'dircookie':
    case 'rights':
      return ({ frame, raw: raws }) => frame.view.setBigInt64(at, raws[raw] as bigint, true);
    case 'path':
      return (call) => {
        const length = int(call.raw[raw + 1]);
        const from = call.memory.check(int(call.raw[raw]), length);
        const { frame } = call;
        // Of a path that is too long the kernel needs no more than to see that it is.
        const carried = Math.min(length, MAX_PATH_BYTES + 1, frame.capacity - frame.inLength);
        frame.view.setUint32(at, frame.inLength, true);
        frame.view.setUint32(at + 4, carried, true);
        copyBytes(call.memory.bytes, from, frame.bytes, frame.inAt + frame.inLength, carried);
        frame.inLength += carried;
      };
    case 'ciovec_array':
      return (call) => {
        const start = call.frame.inLength;
        const carried = gather(call, raw, start);
        call.frame.view.setUint32(at, start, true);
        call.frame.view.setUint32(at + 4, carried, true);
        call.frame.inLength = start + carried;
      };
    case 'iovec_array':
      return (call) => {
        call.total = sumOfIovecs(call, raw);
        call.frame.view.setUint32(at, Math.min(call.total - call.done, call.frame.capacity), true);
      };
    case 'buffer':
      return (call) => {
        call.total = int(call.raw[raw + 1]);
        call.memory.check(int(call.raw[raw]), call.total);
        call.frame.view.setUint32(at, Math.min(call.total - call.done, fillRoom(call.frame)), true);
      };
    case 'subscriptions':
      return (call) => lowerSubscriptions(call, raw, at, dialect);
    case 'string_list':
      return () => undefined;
    case 'whence': {
      const { whence } = dialect;
      if (!whence) return ({ frame, raw: raws }) => frame.view.setUint32(at, int(raws[raw]), true);
      return ({ frame, raw: raws }) => frame.view.setUint32(at, whence(int(raws[raw])), true);
    }
    default:
      return ({ frame, raw: raws }) => frame.view.setUint32(at, int(raws[raw]), true);
  }
}

/** Most bytes that one frame brings back for a buffer, next to the longest path. */
function fillRoom(frame: Frame): number {
  return frame.capacity - 8;
}

/** An offset given by the guest is where the whole transfer starts; each frame starts where the last one ended. */
function advanceOffset(index: number): Step {
  const at = paramAt(index);
  return ({ frame, done }) => {
    if (done > 0) writeU64(frame.view, at, readU64(frame.view, at) + done);
  };
}

/** Most bytes that one call moves: its count must be positive in a 32-bit `ssize_t`. */
const MOST_MOVED = 2 ** 31 - 1;

function sumOfIovecs({ memory, raw }: Call, index: number): number {
  const count = int(raw[index + 1]);
  const at = memory.check(int(raw[index]), count * iovec.size, iovec.align);
  let total = 0;
  for (let i = 0; i < count; i++) {
    const base = memory.view.getUint32(at + i * iovec.size, true);
    const length = memory.view.getUint32(at + i * iovec.size + 4, true);
    memory.check(base, length);
    total += length;
  }
  return Math.min(total, MOST_MOVED);
}

/** Copies what the iovecs hold, from `call.done` on, into the frame as far as it fits. */
function gather(call: Call, raw: number, start: number): number {
  const { memory, frame } = call;
  call.total = sumOfIovecs(call, raw);
  const at = int(call.raw[raw]);
  const room = Math.min(frame.capacity - start, call.total - call.done);
  let skip = call.done;
  let carried = 0;
  for (let i = 0; carried < room && i < int(call.raw[raw + 1]); i++) {
    const base = memory.view.getUint32(at + i * iovec.size, true);
    const length = memory.view.getUint32(at + i * iovec.size + 4, true);
    const skipped = Math.min(skip, length);
    skip -= skipped;
    const bytes = Math.min(length - skipped, room - carried);
    copyBytes(memory.bytes, base + skipped, frame.bytes, frame.inAt + start + carried, bytes);
    carried += bytes;
  }
  return carried;
}

/** Copies bytes out into the iovecs, from `call.done` on. */
function scatter(raw: number): Step {
  return (call) => {
    const { memory, frame } = call;
    const at = int(call.raw[raw]);
    let skip = call.done;
    let placed = 0;
    for (let i = 0; placed < frame.outLength && i < int(call.raw[raw + 1]); i++) {
      const base = memory.view.getUint32(at + i * iovec.size, true);
      const length = memory.view.getUint32(at + i * iovec.size + 4, true);
      const skipped = Math.min(skip, length);
      skip -= skipped;
      const bytes = Math.min(length - skipped, frame.outLength - placed);
      copyBytes(frame.bytes, frame.outAt + placed, memory.bytes, base + skipped, bytes);
      memory.wrote(base + skipped, bytes);
      placed += bytes;
    }
  };
}

function fill(raw: number): Step {
  return ({ memory, frame, raw: raws, done }) => {
    const to = int(raws[raw]) + done;
    copyBytes(frame.bytes, frame.outAt, memory.bytes, to, frame.outLength);
    memory.wrote(to, frame.outLength);
  };
}

function lowerSubscriptions({ memory, frame, raw }: Call, index: number, at: number, dialect: Dialect): void {
  const count = int(raw[index + 2]);
  const size = subscriptionSize(dialect);
  const from = memory.check(int(raw[index]), count * size, 8);
  memory.check(int(raw[index + 1]), count * event.size, 8);
  // More than fit, thousands, are refused by the kernel, which gets their number: `inval`, as `poll` says of
  // more descriptors than a process may have. To wait for some of them would be to miss the others.
  const carried = Math.min(count, Math.floor((frame.capacity - 8) / (SUBSCRIPTION_SIZE + event.size)));
  frame.view.setUint32(at, count, true);
  if (dialect.subscription) {
    for (let i = 0; i < carried; i++)
      dialect.subscription.translate(memory.view, from + i * size, frame.view, frame.inAt + i * SUBSCRIPTION_SIZE);
  } else copyBytes(memory.bytes, from, frame.bytes, frame.inAt, carried * SUBSCRIPTION_SIZE);
  frame.inLength = carried * SUBSCRIPTION_SIZE;
}

function eventsOut(raw: number): Step {
  return ({ memory, frame, raw: raws }) => {
    const to = int(raws[raw + 1]);
    copyBytes(frame.bytes, frame.outAt, memory.bytes, to, frame.outLength);
    memory.wrote(to, frame.outLength);
  };
}

/** The strings go to the second pointer, and a pointer to each to the first. */
function stringsOut(raw: number): Step {
  return ({ memory, frame, raw: raws }) => {
    const buffer = memory.check(int(raws[raw + 1]), frame.outLength);
    copyBytes(frame.bytes, frame.outAt, memory.bytes, buffer, frame.outLength);
    memory.wrote(buffer, frame.outLength);
    let pointer = int(raws[raw]);
    let start = buffer;
    for (let i = 0; i < frame.outLength; i++) {
      if (memory.bytes[buffer + i] !== 0) continue;
      memory.view.setUint32(memory.check(pointer, 4, 4), start, true);
      memory.wrote(pointer, 4);
      pointer += 4;
      start = buffer + i + 1;
    }
  };
}

const STRUCTS = { fdstat, prestat } as const;

function liftOf(type: ResultType, raw: number, index: number, isCount: boolean, dialect: Dialect): Step {
  const at = resultAt(index);
  switch (type) {
    case 'filesize':
    case 'timestamp':
      return resultOf(raw, 8, 8, ({ memory, frame }, to) =>
        memory.view.setBigUint64(to, frame.view.getBigUint64(at, true), true),
      );
    case 'filestat': {
      const { filestat: other } = dialect;
      const { size, align } = other ?? filestat;
      if (!other) return resultOf(raw, size, align, copyOf(at, size));
      return resultOf(raw, size, align, ({ memory, frame }, to) => other.write(memory.view, to, frame.view, at));
    }
    case 'fdstat':
    case 'prestat': {
      const { size, align } = STRUCTS[type];
      return resultOf(raw, size, align, copyOf(at, size));
    }
    case 'roflags':
      return resultOf(raw, 2, 2, ({ memory, frame }, to) =>
        memory.view.setUint16(to, frame.view.getUint32(at, true), true),
      );
    default:
      return resultOf(raw, 4, 4, ({ memory, frame, done }, to) =>
        memory.view.setUint32(to, frame.view.getUint32(at, true) + (isCount ? done : 0), true),
      );
  }
}

/** Writes a result of `size` bytes to where the argument at `raw` points. */
function resultOf(raw: number, size: number, align: number, write: (call: Call, to: number) => void): Step {
  return (call) => {
    const to = call.memory.check(int(call.raw[raw]), size, align);
    write(call, to);
    call.memory.wrote(to, size);
  };
}

function copyOf(at: number, size: number): (call: Call, to: number) => void {
  return ({ memory, frame }, to) => copyBytes(frame.bytes, at, memory.bytes, to, size);
}
