import { Frame } from '../abi/frame.ts';
import { SYSCALL_NAMES } from '../abi/syscalls.ts';
import type { Host } from '../kernel/host.ts';
import type { Process } from '../kernel/process/process.ts';
import { queuedSeek, queuedWrite } from '../kernel/dispatch/flush-queue.ts';
import { attend } from './attend.ts';
import { packQueue, unpackQueue } from './pack-queue.ts';
import { allocateOwnQueue, QUEUE_BYTES, QueueReader, QueueWriter, type QueuedEntry } from './write-queue.ts';
import { WireFailure, type BlockingWire, type Line, type XhrEnd } from './wire.ts';

/** Nothing to say yet: ask again. A worker that answers fetches may be ended by the browser after a few minutes. */
const NOT_YET = 204;
const PATIENCE_MS = 15_000;
const MOST_FAILURES = 5;
/** Where the queued writes begin in a request, after their length. */
const QUEUED_AT = 4;

/**
 * The guest's end where memory cannot be shared and guests cannot be suspended: a synchronous request, which the
 * service worker passes to the kernel and answers when the kernel does.
 */
export class XhrWire implements BlockingWire {
  readonly frame = Frame.allocate();
  /**
   * The same for the compiler's tools, which write their files and what they say some bytes at a time: writes that cannot
   * fail are kept here until the next call, and travel with it. What a tool says is read when it has ended.
   */
  readonly forTools: BlockingWire;
  readonly #url: string;
  readonly #queue: QueueReader;
  #sequence = 0;

  constructor(end: XhrEnd) {
    this.#url = end.url;
    const queue = allocateOwnQueue();
    this.#queue = new QueueReader(queue);
    this.forTools = { frame: this.frame, queue: new QueueWriter(queue), call: () => this.call() };
  }

  /** Sends what is queued, where the tool ended without a call: by a trap. */
  flush(): void {
    if (this.#queue.peek(false) === undefined) return;
    this.frame.syscall = NOTHING;
    this.frame.inLength = 0;
    this.call();
  }

  call(): void {
    const queued = packQueue(this.#queue);
    const body = bodyOf(queued, this.frame);
    // The number makes asking again harmless: a request that the kernel has had is not carried out twice.
    const url = `${this.#url}?n=${++this.#sequence}`;
    for (let failures = 0; failures < MOST_FAILURES;) {
      const request = new XMLHttpRequest();
      request.open('POST', url, false);
      request.responseType = 'arraybuffer';
      try {
        request.send(body);
      } catch {
        // The browser ended the service worker with our request in its hands.
        failures++;
        continue;
      }
      if (request.status === 200) {
        this.frame.bytes.set(new Uint8Array(request.response as ArrayBuffer));
        if (this.frame.isWithdrawn) this.#queue.endGrants();
        return;
      }
      if (request.status !== NOT_YET) failures++;
    }
    throw new WireFailure('The service worker does not answer system calls any more');
  }
}

const NOTHING = SYSCALL_NAMES.indexOf('sched_yield');

/** How long the queued writes are, the writes, and the call that is made after them. */
function bodyOf(queued: Uint8Array, { bytes, requestLength }: Frame): Uint8Array<ArrayBuffer> {
  const body = new Uint8Array(QUEUED_AT + queued.length + requestLength);
  new DataView(body.buffer).setUint32(0, queued.length, true);
  body.set(queued, QUEUED_AT);
  body.set(bytes.subarray(0, requestLength), QUEUED_AT + queued.length);
  return body;
}

/** Service worker → kernel: one request. */
export interface RelayedCall {
  readonly line: number;
  readonly ticket: number;
  /** Counts the guest's calls; the same number again asks for the reply to the same call. */
  readonly sequence: number;
  readonly bytes: Uint8Array;
}

/** Kernel → service worker. Without bytes there is no reply yet. */
export interface RelayedReply {
  readonly ticket: number;
  readonly bytes: Uint8Array<ArrayBuffer> | undefined;
}

/** The kernel's end of all such wires: one port to the service worker. */
export class XhrExchange {
  readonly #host: Host;
  readonly #base: string;
  readonly #lines = new Map<number, XhrLine>();
  #port: MessagePort | undefined;
  #nextLine = 1;

  /** `base`: the URL that the service worker answers for this kernel, with a slash at its end. */
  constructor(host: Host, base: string) {
    this.#host = host;
    this.#base = base;
  }

  /** The service worker was started afresh, or for the first time. */
  connect(port: MessagePort): void {
    this.#port = port;
    port.onmessage = ({ data }: MessageEvent<RelayedCall>) => {
      const line = this.#lines.get(data.line);
      if (line) line.ask(data);
      else this.#post({ ticket: data.ticket, bytes: undefined });
    };
  }

  open(): Line {
    const number = this.#nextLine++;
    const line = new XhrLine(
      this.#host,
      `${this.#base}${number}`,
      (reply) => this.#post(reply),
      () => this.#lines.delete(number),
    );
    this.#lines.set(number, line);
    return line;
  }

  #post(reply: RelayedReply): void {
    this.#port?.postMessage(reply);
  }
}

class XhrLine implements Line {
  readonly end: XhrEnd;
  readonly #host: Host;
  readonly #frame = Frame.allocate();
  readonly #post: (reply: RelayedReply) => void;
  readonly #closed: () => void;
  #process: Process | undefined;
  /** The request that waits for a reply, by the service worker's number. */
  #ticket: number | undefined;
  /** The guest's call that was served last, or is being served. */
  #sequence = 0;
  /** The reply to it, once there is one. */
  #kept: Uint8Array<ArrayBuffer> | undefined;
  /** Earlier grants do not count any more, which the guest does not know yet. */
  #isWithdrawn = false;
  /** The guest waits for its reply, and queues nothing. */
  #isServing = false;

  constructor(host: Host, url: string, post: (reply: RelayedReply) => void, closed: () => void) {
    this.#host = host;
    this.#post = post;
    this.#closed = closed;
    this.end = { kind: 'xhr', url };
  }

  attach(process: Process, isTool = false): void {
    this.#process = process;
    this.#kept = undefined;
    this.#isWithdrawn = false;
    this.#isServing = false;
    if (!isTool) return;
    process.onWithdrawal = () => (this.#isWithdrawn = true);
    process.bytesUnderway = () => (this.#isServing ? 0 : QUEUE_BYTES);
  }

  settle(): void {
    // The tool's worker has sent everything. Of one that was ended in the middle of its work, nothing is looked at.
  }

  close(): void {
    this.#process = undefined;
    this.#closed();
  }

  ask({ ticket, sequence, bytes }: RelayedCall): void {
    this.#ticket = ticket;
    this.#host.timer(PATIENCE_MS, () => {
      if (this.#ticket === ticket) this.#answer(undefined);
    });
    if (sequence === this.#sequence) {
      if (this.#kept) this.#answer(this.#kept);
      return;
    }
    if (!this.#process) return;
    this.#sequence = sequence;
    this.#kept = undefined;
    this.#isServing = true;
    const process = this.#process;
    const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
    const after = QUEUED_AT + length;
    if (length > 0 && !process.end)
      process.guarded(() => unpackQueue(bytes.subarray(QUEUED_AT, after), (entry) => carryOut(process, entry)));
    this.#frame.bytes.set(bytes.subarray(after));
    attend(this.#host, process, this.#frame, () => this.#reply());
  }

  #reply(): void {
    this.#isServing = false;
    if (this.#isWithdrawn) this.#frame.markWithdrawn();
    this.#isWithdrawn = false;
    this.#kept = this.#frame.bytes.slice(0, this.#frame.replyLength);
    if (this.#ticket !== undefined) this.#answer(this.#kept);
  }

  #answer(bytes: Uint8Array<ArrayBuffer> | undefined): void {
    const ticket = this.#ticket;
    this.#ticket = undefined;
    if (ticket !== undefined) this.#post({ ticket, bytes });
  }
}

function carryOut(process: Process, { fd, seekTo, bytes, start, length }: QueuedEntry): void {
  if (seekTo !== undefined) return queuedSeek(process, fd, seekTo);
  let done = 0;
  while (done < length) {
    const moved = queuedWrite(process, fd, { bytes, start: start + done, length: length - done });
    // Only writes to files and to streams that take everything are granted, and those never wait.
    if (moved === 'wait') throw new Error('A queued write has to wait');
    done += moved;
  }
}
