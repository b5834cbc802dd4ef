import { errnoCode, errnoName, type ErrnoName } from './errno.ts';
import { event, filestat } from './layout.ts';

/**
 * One system call as plain bytes. All three wires carry exactly this; what goes into it is derived from the
 * table on both sides. Offsets in bytes, little-endian:
 *
 *   0  state (shared wire)      4  number of the call       8  errno of the reply
 *  12  bytes of data in         16 bytes of data out        20 flags of the reply
 *  24  nine parameter slots of 8 bytes
 *  96  results: slots of 8 bytes, or one struct in its ABI layout
 * 176  number of the guest's call stack, 0: none was taken; in a reply, the number to take one under
 * 180  bytes of a note for the trace, after data in
 * 184  position of a debugged program at the call, an f64; 0: it is not debugged
 * 192  data: paths and bytes in, then bytes out
 */
const SYSCALL = 4;
const ERRNO = 8;
const IN = 12;
const OUT = 16;
const FLAGS = 20;
const PARAMS = 24;
const RESULTS = 96;
const STACK = 176;
const NOTE = 180;
const POSITION = 184;
const DATA = 192;
const SLOT = 8;

/** Reply flag: the file holds more right now, so a guest that asked for more than a frame carries may ask again. */
const MORE = 1;
/** Reply flag: the process has ended; there is no reply to give. */
const ENDED = 2;

/** Reply flag of fd_write: further writes to this descriptor may be queued, as `QueueGrant` says. */
const QUEUE = 4;
/** With it: seeks may be queued too, and the offset in the reply is the descriptor's. */
const QUEUE_SEEKS = 8;

/** Reply flag: the program is watched, so the next request is to say from where it is made. */
const WATCHED = 16;
/** Reply flag: the call was refused, and the guest is to take its stack, under the number in the reply. */
const REFUSED = 32;
/** Reply flag: what was granted for queued writes before this reply counts no more. */
const WITHDRAWN = 64;

if (RESULTS + filestat.size > STACK || event.size % SLOT !== 0)
  throw new Error('The frame is too small for its structs');

/** Data that one call carries at most, in bytes; longer transfers take several. */
export const FRAME_CAPACITY = 1 << 20;

/** A view of a frame's buffer. Guest and kernel each make one, once a process. */
export class Frame {
  readonly buffer: ArrayBufferLike;
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Bytes of data that fit. */
  readonly capacity: number;

  constructor(buffer: ArrayBufferLike) {
    this.buffer = buffer;
    this.bytes = new Uint8Array(buffer);
    this.view = new DataView(buffer);
    this.capacity = buffer.byteLength - DATA;
  }

  static allocate(capacity: number = FRAME_CAPACITY): Frame {
    return new Frame(new ArrayBuffer(DATA + capacity));
  }

  static allocateShared(capacity: number = FRAME_CAPACITY): Frame {
    return new Frame(new SharedArrayBuffer(DATA + capacity));
  }

  get syscall(): number {
    return this.view.getUint32(SYSCALL, true);
  }

  set syscall(number: number) {
    this.view.setUint32(SYSCALL, number, true);
  }

  get errno(): number {
    return this.view.getUint32(ERRNO, true);
  }

  get errnoName(): ErrnoName {
    return errnoName(this.errno);
  }

  setErrno(name: ErrnoName): void {
    this.view.setUint32(ERRNO, errnoCode(name), true);
  }

  /** errno 0. */
  succeed(): void {
    this.view.setUint32(ERRNO, 0, true);
  }

  get inLength(): number {
    return this.view.getUint32(IN, true);
  }

  set inLength(bytes: number) {
    this.view.setUint32(IN, bytes, true);
  }

  get outLength(): number {
    return this.view.getUint32(OUT, true);
  }

  set outLength(bytes: number) {
    this.view.setUint32(OUT, bytes, true);
  }

  get hasMore(): boolean {
    return (this.view.getUint32(FLAGS, true) & MORE) !== 0;
  }

  get isEnded(): boolean {
    return (this.view.getUint32(FLAGS, true) & ENDED) !== 0;
  }

  /** See `hasMore`. */
  markMore(): void {
    this.view.setUint32(FLAGS, MORE, true);
  }

  /** See `isEnded`. */
  markEnded(): void {
    this.view.setUint32(FLAGS, ENDED, true);
  }

  get isWatched(): boolean {
    return (this.view.getUint32(FLAGS, true) & WATCHED) !== 0;
  }

  /** See `isWatched`. Comes last: the other marks replace each other. */
  markWatched(): void {
    this.view.setUint32(FLAGS, this.view.getUint32(FLAGS, true) | WATCHED, true);
  }

  /** The kernel records this refusal, and wants the stack that it was made from as `number`. */
  markRefused(number: number): void {
    this.view.setUint32(FLAGS, this.view.getUint32(FLAGS, true) | REFUSED, true);
    this.stack = number;
  }

  /** See `markRefused`. */
  get isRefused(): boolean {
    return (this.view.getUint32(FLAGS, true) & REFUSED) !== 0;
  }

  /** Writes that were granted in earlier replies are calls from now on. As `markWatched`, it comes last. */
  markWithdrawn(): void {
    this.view.setUint32(FLAGS, this.view.getUint32(FLAGS, true) | WITHDRAWN, true);
  }

  /** See `markWithdrawn`. */
  get isWithdrawn(): boolean {
    return (this.view.getUint32(FLAGS, true) & WITHDRAWN) !== 0;
  }

  set stack(number: number) {
    this.view.setUint32(STACK, number, true);
  }

  /** The number of the stack that the request was made from, once; 0 where none was taken. */
  takeStack(): number {
    const number = this.view.getUint32(STACK, true);
    this.view.setUint32(STACK, 0, true);
    return number;
  }

  /** Appends a note for the trace to the request, whose data are there already. False: there is no room. */
  putNote(note: Uint8Array): boolean {
    if (this.inLength + note.length > this.capacity) return false;
    this.bytes.set(note, DATA + this.inLength);
    this.view.setUint32(NOTE, note.length, true);
    return true;
  }

  clearNote(): void {
    this.view.setUint32(NOTE, 0, true);
  }

  /** The note of the request, once, as a copy; undefined where there is none. It lies where data out will. */
  takeNote(): Uint8Array<ArrayBuffer> | undefined {
    const length = this.view.getUint32(NOTE, true);
    if (length === 0) return undefined;
    this.clearNote();
    const at = DATA + this.inLength;
    return Uint8Array.from(this.bytes.subarray(at, at + length));
  }

  /** How many sites a debugged program had passed when it made the call; 0: it is not debugged. */
  get position(): number {
    return this.view.getFloat64(POSITION, true);
  }

  set position(sites: number) {
    this.view.setFloat64(POSITION, sites, true);
  }

  /**
   * With the reply of a write: the next `credit` bytes to the descriptor cannot fail, so they need not wait for an
   * answer. `offset`, where seeks may be queued too, is where the descriptor stands now.
   */
  setQueueGrant(credit: number, offset: number | undefined): void {
    const flags = this.view.getUint32(FLAGS, true) | QUEUE | (offset === undefined ? 0 : QUEUE_SEEKS);
    this.view.setUint32(FLAGS, flags, true);
    this.view.setUint32(resultAt(1), credit, true);
    if (offset !== undefined) writeU64(this.view, resultAt(2), offset);
  }

  get queueCredit(): number {
    return this.view.getUint32(FLAGS, true) & QUEUE ? this.view.getUint32(resultAt(1), true) : 0;
  }

  /** Undefined where seeks may not be queued. */
  get queueOffset(): number | undefined {
    return this.view.getUint32(FLAGS, true) & QUEUE_SEEKS ? readU64(this.view, resultAt(2)) : undefined;
  }

  /** The writes that were granted may still be queued; seeks are calls. */
  withholdQueuedSeeks(): void {
    this.view.setUint32(FLAGS, this.view.getUint32(FLAGS, true) & ~QUEUE_SEEKS, true);
  }

  /** A reply that was given before. */
  replyWith(errno: number, hasMore: boolean): void {
    this.view.setUint32(ERRNO, errno, true);
    this.view.setUint32(FLAGS, hasMore ? MORE : 0, true);
  }

  clearReplyFlags(): void {
    this.view.setUint32(FLAGS, 0, true);
  }

  /** Where data in starts. */
  get inAt(): number {
    return DATA;
  }

  /** Where data out starts: after data in, 8-aligned, so that a call which waits keeps its request whole. */
  get outAt(): number {
    return DATA + ((this.inLength + 7) & ~7);
  }

  /** Bytes that data out may take. */
  get outCapacity(): number {
    return this.bytes.length - this.outAt;
  }

  /** The whole message: what a wire that copies has to copy. */
  get requestLength(): number {
    return DATA + this.inLength + this.view.getUint32(NOTE, true);
  }

  get replyLength(): number {
    return this.outAt + this.outLength;
  }
}

/** Where parameter number `index` of a call lies. */
export function paramAt(index: number): number {
  return PARAMS + index * SLOT;
}

/** Bytes that results take at most. */
export const RESULTS_BYTES = STACK - RESULTS;

/** Where result number `index` lies; a struct is always result 0. */
export function resultAt(index: number): number {
  return RESULTS + index * SLOT;
}

/** What a `u64` from the guest may not reach where POSIX has an `off_t`: those are negative there. */
export const BEYOND_OFF_T = 2 ** 63;
/** The largest number below it. */
const LARGEST_OFF_T = BEYOND_OFF_T - 1024;

/**
 * An i64 slot read as a number: exact below 2^53. Beyond that it is rounded, stays beyond every limit, and never
 * crosses 2^63, so that `>= BEYOND_OFF_T` is exact too.
 */
export function readU64(view: DataView, at: number): number {
  const high = view.getUint32(at + 4, true);
  const value = high * 2 ** 32 + view.getUint32(at, true);
  return high < 2 ** 31 ? Math.min(value, LARGEST_OFF_T) : value;
}

export function readS64(view: DataView, at: number): number {
  return view.getInt32(at + 4, true) * 2 ** 32 + view.getUint32(at, true);
}

export function writeU64(view: DataView, at: number, value: number): void {
  view.setUint32(at, value % 2 ** 32, true);
  view.setUint32(at + 4, value / 2 ** 32, true);
}
