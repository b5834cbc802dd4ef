import type { Disposable } from '../../base/disposable.ts';
import type { Descriptor } from '../../capability/descriptor.ts';
import type { DescriptorRow, DescriptorStep } from '../../trace/descriptor-row.ts';
import { pathOf, rowOf } from './row-of.ts';
import type { Host } from '../host.ts';
import type { Process } from '../process/process.ts';

/** The watcher is called no more often than this. */
const EVERY_MS = 100;
/** Changes that are kept apart in that time; more become one, so that no program floods the watcher. */
const MOST_STEPS = 100;
/** Names can change without the table: beyond so many descriptors their folders are not searched for that. */
const MOST_NAMED = 64;

export interface WatchOptions {
  readonly host: Host;
  readonly process: Process;
  /** When the program started, ns of the monotonic clock. */
  readonly startedNs: number;
  /** `isEnded`: the table as the program left it, and the last one that is sent. */
  readonly send: (steps: readonly DescriptorStep[], isEnded: boolean) => void;
}

interface Pending {
  readonly call: number;
  readonly ms: number;
  readonly cause: DescriptorStep['cause'];
  readonly rows: Map<number, DescriptorRow>;
  readonly closed: Set<number>;
}

interface Known {
  readonly process: Process;
  readonly descriptor: Descriptor;
  readonly row: DescriptorRow;
  /** `$fdflags` bits that `row` was made with. */
  readonly flags: number;
}

/**
 * Tells how the descriptor tables of a program and of all that it started change, from now until it ends or the watch is closed. A table says
 * what changed; offsets and flags are looked at now and then, since they change with every call.
 */
export class DescriptorWatch implements Disposable {
  readonly #options: WatchOptions;
  /** What was sent last, or will be next. */
  readonly #known = new Map<number, Known>();
  #pending: Pending[] = [];
  #timer: Disposable | undefined;

  constructor(options: WatchOptions) {
    this.#options = options;
    const { family } = options.process;
    const step = this.#step('start');
    for (const process of family.members) {
      for (const [fd, descriptor] of process.fds.list()) this.#put(step, process, descriptor, fd);
      this.#follow(process);
    }
    family.onJoin = (process) => this.#follow(process);
    this.#flush(false);
    this.#lookAgain();
  }

  /** Tells at once what there is to tell. */
  flush(): void {
    this.#flush(false);
  }

  /** The program has ended, and its descriptors are about to be closed. */
  ended(): void {
    this.#lookAtOffsets();
    this.#flush(true);
    this.dispose();
  }

  dispose(): void {
    this.#timer?.dispose();
    const { family } = this.#options.process;
    family.onJoin = () => undefined;
    for (const { fds } of family.members) fds.watcher = undefined;
  }

  #follow(process: Process): void {
    process.fds.watcher = (descriptor, fd) => this.#changed(process, descriptor, fd);
  }

  #changed(process: Process, descriptor: Descriptor, fd: number | undefined): void {
    const step = this.#step(process.isOwnerActing ? 'owner' : 'call');
    if (fd !== undefined) return this.#put(step, process, descriptor, fd);
    this.#known.delete(descriptor.id);
    step.rows.delete(descriptor.id);
    step.closed.add(descriptor.id);
  }

  #put(step: Pending, process: Process, descriptor: Descriptor, fd: number): void {
    const row = rowOf(descriptor, fd, process);
    this.#known.set(row.id, { process, descriptor, row, flags: descriptor.flags });
    step.rows.set(row.id, row);
  }

  /** The step that a change now belongs to: all that one call does is one step. */
  #step(cause: DescriptorStep['cause']): Pending {
    const { process, host, startedNs } = this.#options;
    // Of a call under way the process does not know yet that it was made.
    const call = process.calls + (cause === 'call' ? 1 : 0);
    const last = this.#pending.at(-1);
    const isSame = last?.call === call && last.cause === cause;
    if (last && (isSame || this.#pending.length >= MOST_STEPS)) {
      if (isSame) return last;
      this.#pending.pop();
      const merged = { ...last, call, cause: last.cause === 'start' || cause === 'moved' ? last.cause : cause };
      this.#pending.push(merged);
      return merged;
    }
    const step: Pending = {
      call,
      ms: Math.max(0, (host.monotonicNs() - startedNs) / 1e6),
      cause,
      rows: new Map(),
      closed: new Set(),
    };
    this.#pending.push(step);
    return step;
  }

  #lookAgain(): void {
    this.#timer = this.#options.host.timer(EVERY_MS, () => {
      this.#lookAtOffsets();
      this.#flush(false);
      this.#lookAgain();
    });
  }

  #lookAtOffsets(): void {
    for (const known of this.#known.values()) {
      const { process, descriptor, row } = known;
      const isSame = row.offset === undefined || row.offset === descriptor.offset;
      if (
        isSame &&
        descriptor.flags === known.flags &&
        (this.#known.size > MOST_NAMED || row.path === pathOf(descriptor))
      )
        continue;
      this.#put(this.#step('moved'), process, descriptor, row.fd);
    }
  }

  #flush(isEnded: boolean): void {
    if (this.#pending.length === 0 && !isEnded) return;
    const steps = this.#pending.map(({ rows, closed, ...step }) => ({
      ...step,
      rows: [...rows.values()],
      closed: [...closed],
    }));
    this.#pending = [];
    this.#options.send(steps, isEnded);
  }
}
