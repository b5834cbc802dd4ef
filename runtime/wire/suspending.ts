import { Frame } from '../abi/frame.ts';
import type { Host } from '../kernel/host.ts';
import type { Process } from '../kernel/process.ts';
import { attend } from './attend.ts';
import type { SuspendingWire } from './wire.ts';

export interface PortEnd {
  readonly kind: 'suspending';
  readonly port: MessagePort;
}

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
export function connectPort(host: Host, process: Process): PortEnd {
  const { port1, port2 } = new MessageChannel();
  const frame = Frame.allocate();
  const reply = (): void => port1.postMessage(frame.bytes.slice(0, frame.replyLength));
  port1.onmessage = ({ data }: MessageEvent<Uint8Array>) => {
    frame.bytes.set(data);
    attend(host, process, frame, reply);
  };
  return { kind: 'suspending', port: port2 };
}
