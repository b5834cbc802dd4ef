import type { Host } from '../../../../kernel/host.ts';

/** Promises that wait for each other in a test, and many more. */
const LONGEST_CHAIN = 100;

interface Alarm {
  readonly atMs: number;
  readonly due: () => void;
}

/** A clock for tests that goes only when a test says so. Timers that are due at the same time ring in the order they were set. */
export class FakeClock implements Pick<Host, 'timer' | 'monotonicNs'> {
  #nowMs = 0;
  #alarms: Alarm[] = [];

  monotonicNs(): number {
    return this.#nowMs * 1e6;
  }

  timer(ms: number, due: () => void): { dispose(): void } {
    const alarm = { atMs: this.#nowMs + ms, due };
    this.#alarms.push(alarm);
    return { dispose: () => void (this.#alarms = this.#alarms.filter((each) => each !== alarm)) };
  }

  /** Also lets promises settle, before and after. */
  async passes(ms: number): Promise<void> {
    const untilMs = this.#nowMs + ms;
    await settled();
    for (let next = this.#next(untilMs); next; next = this.#next(untilMs)) {
      this.#alarms = this.#alarms.filter((each) => each !== next);
      this.#nowMs = next.atMs;
      next.due();
      await settled();
    }
    this.#nowMs = untilMs;
  }

  #next(untilMs: number): Alarm | undefined {
    const due = this.#alarms.filter(({ atMs }) => atMs <= untilMs);
    return due.sort((a, b) => a.atMs - b.atMs)[0];
  }
}

/** Everything that promises have left to do is done. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < LONGEST_CHAIN; turn++) await Promise.resolve();
}
