import { errnoCode } from '../abi/errno.ts';
import { paramAt, resultAt, type Frame } from '../abi/frame.ts';
import { SUBSCRIPTION_SIZE } from '../abi/layout.ts';
import { isHandle, SYSCALL_NAMES, SYSCALLS, type Handle, type ParamType, type SyscallName } from '../abi/syscalls.ts';
import type { BlockingWire } from '../wire/wire.ts';
import type { CallStacks } from './call-stacks.ts';
import { ProcessEnded } from './process-ended.ts';
import type { QueuedWrites } from './queued-writes.ts';
import { uncatchable } from './uncatchable.ts';

/**
 * A parameter of a call, in the table's order: a number for a scalar, bytes for a path or what is written, and for what is
 * read the most bytes that are wanted. Of `subscriptions`, the bytes of the list.
 */
export type HostParam = number | bigint | Uint8Array;

interface Row {
  readonly number: number;
  readonly types: readonly (ParamType | Handle)[];
}

const ROWS: ReadonlyMap<SyscallName, Row> = new Map(
  SYSCALL_NAMES.map((name, number) => {
    const types: readonly (ParamType | Handle)[] = Object.values(SYSCALLS[name].params);
    return [name, { number, types }];
  }),
);

/** A front that says more of its calls than what they ask the kernel for. */
export interface Above {
  /** The number of the stack that the call under way is made from; undefined: it is to be taken here. */
  readonly stack: number | undefined;
  /** Appends what it did since the call before to a request that is watched. */
  note(frame: Frame): void;
  /** The stack of a refused call is wanted as `number`. False: it is to be taken here, and now. */
  takeLater(number: number): boolean;
}

const SUCCESS = 0;
const FAULT = errnoCode('inval');

/**
 * System calls that are made for a guest by what stands between it and the wire: a front other than Preview 1. The kernel
 * sees the same frames, so handlers, rights, trace and parking are the same.
 */
export class HostCalls {
  /** What is above it, where that is watched as well. */
  above: Above | undefined;
  readonly #wire: BlockingWire;
  readonly #stacks: CallStacks;
  readonly #queued: QueuedWrites | undefined;

  constructor(wire: BlockingWire, stacks: CallStacks, queued?: QueuedWrites) {
    this.#wire = wire;
    this.#stacks = stacks;
    this.#queued = queued;
  }

  /** Returns the number of the errno, 0 for success; the results are then below, until the next call. */
  call(name: SyscallName, ...params: readonly HostParam[]): number {
    const row = ROWS.get(name);
    if (!row) throw new TypeError(`There is no system call ${name}`);
    const { number, types } = row;
    const { frame } = this.#wire;
    const { above } = this;
    const isWatched = frame.isWatched;
    if (isWatched) frame.stack = above?.stack ?? this.#stacks.take();
    frame.syscall = number;
    frame.inLength = 0;
    for (let index = 0; index < types.length; index++) {
      const given = params[index] ?? 0;
      const type = types[index] as ParamType | Handle;
      if (this.#queued && isHandle(type)) this.#queued.dropCredit(Number(given));
      if (!put(frame, index, given, type)) return FAULT;
    }
    if (above) {
      frame.clearNote();
      if (isWatched) above.note(frame);
    }
    this.#wire.call();
    if (frame.isEnded) throw uncatchable(new ProcessEnded('The process has ended'));
    if (frame.errno !== SUCCESS && frame.isRefused) {
      const number = frame.takeStack();
      if (!above?.takeLater(number)) this.#stacks.takeAs(number);
    }
    return frame.errno;
  }

  /** Bytes of data that one call carries at most. */
  get capacity(): number {
    return this.#wire.frame.capacity - 8;
  }

  u32(result: number): number {
    return this.#wire.frame.view.getUint32(resultAt(result), true);
  }

  u64(result: number): bigint {
    return this.#wire.frame.view.getBigUint64(resultAt(result), true);
  }

  /** The reply, where a struct is its result. */
  get struct(): { readonly view: DataView; readonly at: number } {
    return { view: this.#wire.frame.view, at: resultAt(0) };
  }

  /** The bytes that came back, as a view until the next call. */
  get out(): Uint8Array {
    const { bytes, outAt, outLength } = this.#wire.frame;
    return bytes.subarray(outAt, outAt + outLength);
  }
}

/** False when it is more than a frame carries. */
function put(frame: Frame, index: number, given: HostParam, type: ParamType | Handle): boolean {
  const { view } = frame;
  const at = paramAt(index);
  if (typeof given === 'bigint') view.setBigUint64(at, BigInt.asUintN(64, given), true);
  else if (typeof given === 'number') view.setUint32(at, given, true);
  else {
    const start = frame.inLength;
    if (start + given.length > frame.capacity) return false;
    frame.bytes.set(given, frame.inAt + start);
    frame.inLength = start + given.length;
    const isList = type === 'subscriptions';
    view.setUint32(at, isList ? given.length / SUBSCRIPTION_SIZE : start, true);
    view.setUint32(at + 4, given.length, true);
  }
  return true;
}
