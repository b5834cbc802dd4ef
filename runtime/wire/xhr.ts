import { Frame } from '../abi/frame.ts';
import type { Host } from '../kernel/host.ts';
import type { Process } from '../kernel/process/process.ts';
import { attend } from './attend.ts';
import { WireFailure, type BlockingWire, type Line, type XhrEnd } from './wire.ts';

/** Nothing to say yet: ask again. A worker that answers fetches may be ended by the browser after a few minutes. */
const NOT_YET = 204;
const PATIENCE_MS = 15_000;
const MOST_FAILURES = 5;

/**
 * The guest's end where memory cannot be shared and guests cannot be suspended: a synchronous request, which the
 * service worker passes to the kernel and answers when the kernel does.
 */
export class XhrWire implements BlockingWire {
  readonly frame = Frame.allocate();
  readonly #url: string;
  #sequence = 0;

  constructor(end: XhrEnd) {
    this.#url = end.url;
  }

  call(): void {
    const body = this.frame.bytes.slice(0, this.frame.requestLength);
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
        return;
      }
      if (request.status !== NOT_YET) failures++;
    }
    throw new WireFailure('The service worker does not answer system calls any more');
  }
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

  constructor(host: Host, url: string, post: (reply: RelayedReply) => void, closed: () => void) {
    this.#host = host;
    this.#post = post;
    this.#closed = closed;
    this.end = { kind: 'xhr', url };
  }

  attach(process: Process): void {
    this.#process = process;
    this.#kept = undefined;
  }

  settle(): void {
    // Every write is a call of its own here.
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
    this.#frame.bytes.set(bytes);
    attend(this.#host, this.#process, this.#frame, () => this.#reply());
  }

  #reply(): void {
    this.#kept = this.#frame.bytes.slice(0, this.#frame.replyLength);
    if (this.#ticket !== undefined) this.#answer(this.#kept);
  }

  #answer(bytes: Uint8Array<ArrayBuffer> | undefined): void {
    const ticket = this.#ticket;
    this.#ticket = undefined;
    if (ticket !== undefined) this.#post({ ticket, bytes });
  }
}
