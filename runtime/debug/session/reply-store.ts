import { resultAt, RESULTS_BYTES, type Frame } from '../../abi/frame.ts';
import { SYSCALL_NAMES, SYSCALLS } from '../../abi/syscalls.ts';
import { copyBytes } from '../../abi/types.ts';

const CHUNK_BYTES = 1 << 18;
/** Errno, what the flags say, and the bytes of results in one word; the bytes of data in another. */
const HEADER = 8;
const MORE = 1 << 16;
const WATCHED = 1 << 17;
const RESULTS_SHIFT = 24;
/** In place of a reply: the chunk ends here. */
const END_OF_CHUNK = 0xffff_ffff;

interface Chunk {
  readonly view: DataView;
  readonly bytes: Uint8Array;
}

/** A place between two replies. */
export interface ReplyCursor {
  chunk: number;
  at: number;
}

/** Replies to system calls in order, without what the program has sent, which it sends again. */
export class ReplyStore {
  readonly #mostBytes: number;
  readonly #chunks: Chunk[] = [];
  #bytes = 0;
  /** Where the next reply is written. */
  readonly #end: ReplyCursor = { chunk: 0, at: 0 };

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  /** What the replies take, in bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  isAtEnd({ chunk, at }: ReplyCursor): boolean {
    return chunk === this.#end.chunk && at >= this.#end.at;
  }

  /** Keeps the reply that is in the frame, and moves the cursor behind it. False: there is no room. */
  add(frame: Frame, cursor: ReplyCursor): boolean {
    const { outLength, outAt, errno } = frame;
    const flags = (frame.hasMore ? MORE : 0) | (frame.isWatched ? WATCHED : 0);
    const results = RESULTS[frame.syscall] ?? RESULTS_BYTES;
    const room = this.#reserve(HEADER + results + outLength);
    if (!room) return false;
    const { view, bytes } = room;
    const { at } = this.#end;
    view.setUint32(at, errno | flags | (results << RESULTS_SHIFT), true);
    view.setUint32(at + 4, outLength, true);
    copyBytes(frame.bytes, resultAt(0), bytes, at + HEADER, results);
    copyBytes(frame.bytes, outAt, bytes, at + HEADER + results, outLength);
    this.#end.at += HEADER + results + outLength;
    cursor.chunk = this.#end.chunk;
    cursor.at = this.#end.at;
    return true;
  }

  /** Puts the reply that the cursor stands before into the frame, which holds the request, and moves the cursor behind it. */
  read(frame: Frame, cursor: ReplyCursor): void {
    const here = this.#chunks[cursor.chunk]?.view;
    if (!here || cursor.at + HEADER > here.byteLength || here.getUint32(cursor.at + 4, true) === END_OF_CHUNK) {
      cursor.chunk++;
      cursor.at = 0;
    }
    const chunk = this.#chunks[cursor.chunk];
    if (!chunk || this.isAtEnd(cursor)) throw new TypeError('There is no further reply');
    const { view, bytes } = chunk;
    const { at } = cursor;
    const header = view.getUint32(at, true);
    const results = header >>> RESULTS_SHIFT;
    const outLength = view.getUint32(at + 4, true);
    frame.replyWith(header & (MORE - 1), (header & MORE) !== 0);
    if ((header & WATCHED) !== 0) frame.markWatched();
    frame.outLength = outLength;
    copyBytes(bytes, at + HEADER, frame.bytes, resultAt(0), results);
    copyBytes(bytes, at + HEADER + results, frame.bytes, frame.outAt, outLength);
    cursor.at += HEADER + results + outLength;
  }

  /** Drops what comes after the cursor. */
  dropAfter({ chunk, at }: ReplyCursor): void {
    for (const dropped of this.#chunks.splice(chunk + 1)) this.#bytes -= dropped.bytes.length;
    this.#end.chunk = chunk;
    this.#end.at = at;
  }

  /** The chunk that has room for so many bytes. */
  #reserve(bytes: number): Chunk | undefined {
    const last = this.#chunks[this.#end.chunk];
    if (last && this.#end.at + bytes <= last.bytes.length) return last;
    const room = Math.max(CHUNK_BYTES, bytes);
    if (this.#bytes + room > this.#mostBytes) return undefined;
    if (last && this.#end.at + HEADER <= last.bytes.length) last.view.setUint32(this.#end.at + 4, END_OF_CHUNK, true);
    this.#end.chunk = this.#chunks.length;
    this.#end.at = 0;
    const buffer = new ArrayBuffer(room);
    const made: Chunk = { view: new DataView(buffer), bytes: new Uint8Array(buffer) };
    this.#chunks.push(made);
    this.#bytes += room;
    return made;
  }
}

/** By the number of the call: the bytes that its results take. A structure takes as much as there is. */
const RESULTS = SYSCALL_NAMES.map((name) => {
  const types = Object.values<string>(SYSCALLS[name].results);
  return types.some((type) => ['filestat', 'fdstat', 'prestat'].includes(type)) ? RESULTS_BYTES : 8 * types.length;
});
