import { Frame } from '../abi/frame.ts';
import type { Host } from '../kernel/host.ts';
import type { Process } from '../kernel/process/process.ts';
import { attend } from './attend.ts';
import type { Line, PortEnd, SuspendingWire } from './wire.ts';

/** The guest's end where memory cannot be shared: the request travels as a message, and the guest is suspended. */
export class PortWire implements SuspendingWire {
  readonly frame = Frame.allocate();
  readonly #port: MessagePort;
  #replied: () => void = () => undefined;

  constructor(end: PortEnd) {
    this.#port = end.port;
    this.#port.onmessage = ({ data }: MessageEvent<Uint8Array>) => {
      this.frame.bytes.set(data);
      this.#replied();
    };
  }

  call(): Promise<void> {
    return new Promise((replied) => {
      this.#replied = replied;
      this.#port.postMessage(this.frame.bytes.slice(0, this.frame.requestLength));
    });
  }
}

/** The kernel's end of one such wire. */
export class PortLine implements Line {
  readonly end: PortEnd;
  readonly #port: MessagePort;
  #process: Process | undefined;

  constructor(host: Host) {
    const { port1, port2 } = new MessageChannel();
    const frame = Frame.allocate();
    const reply = (): void => port1.postMessage(frame.bytes.slice(0, frame.replyLength));
    this.#port = port1;
    this.end = { kind: 'suspending', port: port2 };
    port1.onmessage = ({ data }: MessageEvent<Uint8Array>) => {
      if (!this.#process) return;
      frame.bytes.set(data);
      attend(host, this.#process, frame, reply);
    };
  }

  attach(process: Process): void {
    this.#process = process;
  }

  settle(): void {
    // Every write is a call of its own here.
  }

  close(): void {
    this.#process = undefined;
    this.#port.close();
  }
}
