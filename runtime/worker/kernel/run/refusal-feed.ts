import type { Disposable } from '../../../base/disposable.ts';
import type { Host } from '../../../kernel/host.ts';
import type { TraceEvent } from '../../../trace/event.ts';

/** Between the first refusal and the message that brings it. */
const PATIENCE_MS = 20;

/** One run's refusals on their way to the page, while it runs and at its end. How many there can be, the recorder bounds. */
export class RefusalFeed {
  readonly #host: Pick<Host, 'timer'>;
  readonly #send: (events: readonly TraceEvent[]) => void;
  #events: readonly TraceEvent[] = [];
  #timer: Disposable | undefined;

  /** `send` gets all refusals so far, each time there are more. */
  constructor(host: Pick<Host, 'timer'>, send: (events: readonly TraceEvent[]) => void) {
    this.#host = host;
    this.#send = send;
  }

  add(event: TraceEvent): void {
    this.#events = [...this.#events, event];
    this.#timer ??= this.#host.timer(PATIENCE_MS, () => this.#flush());
  }

  /** The program has ended. A run that was refused nothing has nothing to say. */
  end(): void {
    if (this.#events.length > 0) this.#flush();
  }

  #flush(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
    this.#send(this.#events);
  }
}
