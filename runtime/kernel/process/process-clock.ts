import { assertNever } from '../../base/assert-never.ts';
import type { Clockid } from '../../abi/flags.ts';
import type { ClockPolicy } from '../../policy/policy.ts';
import type { Host } from '../host.ts';

/** The clocks as one process sees them: its policy may have blunted or stopped them. */
export class ProcessClock {
  readonly #host: Host;
  readonly #policy: ClockPolicy;
  readonly #startNs: number;
  /** The guest has asked for the time. */
  isRead = false;

  constructor(host: Host, policy: ClockPolicy) {
    this.#host = host;
    this.#policy = policy;
    this.#startNs = host.monotonicNs();
  }

  /** The real monotonic clock, which waiting is measured by, also where the guest sees another clock. */
  get waitingNs(): number {
    return this.#host.monotonicNs();
  }

  /** ns. CPU time is taken as the time since the process started: no engine tells more. */
  timeNs(id: Clockid): bigint {
    this.isRead = true;
    const policy = this.#policy;
    switch (policy.kind) {
      case 'frozen':
        return id === 'realtime' ? BigInt(policy.atNs) : 0n;
      case 'coarse':
        return BigInt(Math.floor(this.#read(id) / policy.stepNs)) * BigInt(policy.stepNs);
      case 'exact':
        return BigInt(Math.floor(this.#read(id)));
      default:
        return assertNever(policy, 'clock policy');
    }
  }

  /**
   * When, by the clock that waiting is measured by, the guest's clock `id` shows `time`. A frozen clock never would:
   * a wait for it that began at `startedNs` takes as long as the clock has to go.
   */
  dueNs(id: Clockid, time: bigint, startedNs: number): number {
    const from = this.#policy.kind === 'frozen' ? startedNs : this.waitingNs;
    return from + Number(time - this.timeNs(id));
  }

  /** ns. Browsers round their clocks to 5 µs where a page is isolated and to 100 µs where not. */
  resolutionNs(): bigint {
    this.isRead = true;
    return this.#policy.kind === 'coarse' ? BigInt(this.#policy.stepNs) : 5_000n;
  }

  #read(id: Clockid): number {
    if (id === 'realtime') return this.#host.wallNs();
    const now = this.#host.monotonicNs();
    return id === 'monotonic' ? now : now - this.#startNs;
  }
}
