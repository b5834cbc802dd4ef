import type { DebugEvent } from '../../../stops/stop.ts';

/** For how long a debugged program has stood still, which is no part of the time that it ran. */
export class StandingStill {
  readonly #nowMs: () => number;
  #ms = 0;
  #since: number | undefined;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  heard(event: DebugEvent): void {
    if (event.type === 'stopped') this.#since ??= this.#nowMs();
    else if (event.type === 'running') {
      this.#ms = this.ms;
      this.#since = undefined;
    }
  }

  /** A program that is stopped by the person stood still until then. */
  get ms(): number {
    return this.#ms + (this.#since === undefined ? 0 : this.#nowMs() - this.#since);
  }
}
