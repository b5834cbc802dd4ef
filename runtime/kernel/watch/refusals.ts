import type { Failure } from '../../abi/failure.ts';
import type { Frame } from '../../abi/frame.ts';
import type { SyscallName } from '../../abi/syscalls.ts';
import { isRefusal, refusalKey } from '../../trace/refusal.ts';
import type { TraceEvent } from '../../trace/event.ts';
import { resolve } from '../../vfs/resolve.ts';
import type { DirectoryInode } from '../../vfs/inode.ts';
import type { Host } from '../host.ts';
import type { Process, RefusalRecorder } from '../process/process.ts';
import { CallTracer } from './tracer.ts';

/** Refusals that are kept at most; further ones are counted. */
export const MOST_REFUSALS = 128;
/** Of these, how many that say the same: one may come from many places, and a loop must not hide the others. */
const MOST_ALIKE = 8;
/** After so many it is not worked out any more what was refused: that costs much more than a call. */
export const MOST_LOOKED_AT = 2000;
/** Numbers of stacks that are taken for refusals begin here, beyond those that a watched guest gives out itself. */
const FIRST_STACK = 1 << 20;

/**
 * Records each call of one process that was refused, whether or not its calls are traced: what was asked for, why it was
 * refused, and the stack it was made from. Costs nothing until a call is refused. A flood is bounded: `MOST_REFUSALS` are kept,
 * and `count` goes on.
 */
export class Refusals implements RefusalRecorder {
  readonly #process: Process;
  readonly #tracer: CallTracer;
  readonly #refused: (event: TraceEvent) => void;
  readonly #alike = new Map<string, number>();
  #kept = 0;
  #nextStack = FIRST_STACK;
  count = 0;

  /** `refused` gets each refusal that is kept. */
  constructor(
    process: Process,
    root: DirectoryInode,
    host: Host,
    refused: (event: TraceEvent) => void,
    like?: Refusals,
  ) {
    this.#process = process;
    this.#refused = refused;
    // It describes a refused call after the fact: the request is still in the frame, and the call had no effect.
    this.#tracer = new CallTracer(process, root, host, (event) => this.note(event), like && like.#tracer);
  }

  refused(call: SyscallName, frame: Frame, failure: Failure): void {
    if (this.#kept >= MOST_REFUSALS || this.count >= MOST_LOOKED_AT) {
      this.count++;
      return;
    }
    const before = this.#kept;
    const stack = this.#nextStack;
    frame.stack = stack;
    this.#tracer.begins(call, frame);
    if (failure.kind === 'escaped') this.#walk(call, frame);
    this.#tracer.failed(failure);
    this.#tracer.served(frame, 'replied');
    if (this.#kept === before) return;
    this.#nextStack++;
    frame.markRefused(stack);
  }

  /** A traced call: kept when it was refused. */
  note(event: TraceEvent): void {
    if (!isRefusal(event)) return;
    this.count++;
    if (this.#kept >= MOST_REFUSALS) return;
    const key = refusalKey(event);
    const alike = this.#alike.get(key) ?? 0;
    if (alike >= MOST_ALIKE) return;
    this.#alike.set(key, alike + 1);
    this.#kept++;
    this.#refused(event);
  }

  /** Walks the call's paths again for the tracer to see, as far as they went. Links are followed: that leads no less far. */
  #walk(call: SyscallName, frame: Frame): void {
    for (const [path, descriptor] of this.#tracer.pathsOf(call, frame)) {
      const { inode } = descriptor;
      if (inode.kind !== 'directory') return;
      if (!resolve(inode, path, 'follow', this.#tracer.walks(descriptor, path)).ok) return;
    }
  }
}
