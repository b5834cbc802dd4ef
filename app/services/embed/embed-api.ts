import { assertNever } from '../../../runtime/base/assert-never.ts';
import type { KernelEvent } from '../../../runtime/client/kernel-client.ts';
import type { RunPhase } from '../../../runtime/protocol/run.ts';
import { parseMessage, type FromParent, type ToParent } from './embed-messages.ts';
import { outcomeText } from '../../text/outcome-text.ts';

/** What the frame can do for the page around it. */
export interface Embedded {
  readonly setFiles: (message: Extract<FromParent, { readonly type: 'set-files' }>) => Promise<void>;
  readonly run: () => void;
  readonly stop: () => void;
  readonly stdin: (text: string) => void;
}

const END_OF_INPUT = '\x04';

/**
 * The frame's end of the conversation with the page around it. It listens only to that page. Until that page has spoken, the frame says
 * no more than that it is there; from then on every message goes to that page's origin and to no other.
 */
export class EmbedApi {
  readonly #frame: Window;
  readonly #embedded: Embedded;
  readonly #decoder = new TextDecoder();
  /** Where the page around is from; undefined until it has spoken. */
  #origin: string | undefined;
  /** What was typed last did not end its line. */
  #isWithinLine = false;

  constructor(frame: Window, embedded: Embedded) {
    this.#frame = frame;
    this.#embedded = embedded;
    if (frame.parent === frame) return;
    frame.addEventListener('message', (event) => {
      if (event.source === frame.parent) this.#heard(event);
    });
    frame.parent.postMessage({ preopen: 1, type: 'ready' } satisfies ToParent & { preopen: 1 }, '*');
  }

  kernelSaid(event: KernelEvent): void {
    if (event.type === 'screen')
      this.#tell({ type: 'output', text: this.#decoder.decode(event.bytes, { stream: true }) });
    if (event.type === 'run') this.#runPhase(event.phase);
  }

  #runPhase(phase: RunPhase): void {
    if (phase.phase === 'running') {
      // What was typed before was dropped.
      this.#isWithinLine = false;
      this.#tell({ type: 'running' });
    }
    if (phase.phase !== 'ended') return;
    const { outcome, buildMs, runMs } = phase;
    const code = outcome.kind === 'exited' ? outcome.code : undefined;
    this.#tell({ type: 'timings', buildMs, runMs });
    this.#tell({ type: 'exit', kind: outcome.kind, code, message: outcomeText(outcome) });
  }

  #heard({ data, origin }: MessageEvent): void {
    const message = parseMessage(data);
    if (!message) return;
    this.#origin = origin;
    if (!message.ok) return this.#tell({ type: 'error', message: `${message.error}.` });
    this.#do(message.value);
  }

  #do(message: FromParent): void {
    switch (message.type) {
      case 'hello':
        return this.#tell({ type: 'ready' });
      case 'set-files':
        return void this.#embedded.setFiles(message);
      case 'run':
        return this.#embedded.run();
      case 'stop':
        return this.#embedded.stop();
      case 'stdin':
        return this.#type(message.text, message.isEnd);
      default:
        return assertNever(message, 'message from the page around');
    }
  }

  /** As at a terminal: within a line, the first end of input hands over what was typed of it, and the second ends. */
  #type(text: string, isEnd: boolean): void {
    if (text !== '') this.#isWithinLine = !/[\r\n]$/.test(text);
    const end = this.#isWithinLine ? END_OF_INPUT + END_OF_INPUT : END_OF_INPUT;
    this.#embedded.stdin(text + (isEnd ? end : ''));
    if (isEnd) this.#isWithinLine = false;
  }

  #tell(message: ToParent): void {
    if (this.#origin === undefined) return;
    // A page without an origin of its own cannot be named; it is still the only one that holds this frame.
    this.#frame.parent.postMessage({ preopen: 1, ...message }, this.#origin === 'null' ? '*' : this.#origin);
  }
}
