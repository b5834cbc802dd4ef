import { ENUMS, FLAGS, flag, type EnumName, type FlagSetName } from '../../abi/flags.ts';
import type { Failure } from '../../abi/failure.ts';
import { paramAt, readS64, readU64, type Frame } from '../../abi/frame.ts';
import {
  event,
  subscription,
  subscriptionClock,
  subscriptionFd,
  SUBSCRIPTION_PAYLOAD,
  SUBSCRIPTION_SIZE,
  type Event,
} from '../../abi/layout.ts';
import { rightsFromBits } from '../../abi/rights.ts';
import type { ParamType } from '../../abi/syscalls.ts';
import { MAX_PATH_BYTES } from '../../abi/path-limit.ts';
import type { StringList, Subscription, Subscriptions } from './handlers.ts';

/** A handler's arguments, filled anew for every call and never kept. */
export type ArgSlots = Record<string, unknown>;

/** Puts one parameter of the request in `args`; a failure when the guest passed what witx does not allow. */
export type Lift = (frame: Frame, args: ArgSlots) => Failure | undefined;

const INVAL: Failure = { kind: 'errno', errno: 'inval' };
const ILSEQ: Failure = { kind: 'errno', errno: 'ilseq' };
const NAMETOOLONG: Failure = { kind: 'errno', errno: 'nametoolong' };

/** The lift of a parameter named `name` in slot `index`, chosen once, when the table is bound. */
export function liftOf(type: ParamType, name: string, index: number): Lift {
  const at = paramAt(index);
  switch (type) {
    case 'fd':
    case 'size':
    case 'exitcode':
      return (frame, args) => void (args[name] = frame.view.getUint32(at, true));
    case 'filesize':
    case 'dircookie':
      return (frame, args) => void (args[name] = readU64(frame.view, at));
    case 'filedelta':
      return (frame, args) => void (args[name] = readS64(frame.view, at));
    case 'timestamp':
      return (frame, args) => void (args[name] = frame.view.getBigUint64(at, true));
    case 'rights':
      return (frame, args) => void (args[name] = rightsFromBits(frame.view.getUint32(at, true)));
    case 'lookupflags':
    case 'oflags':
    case 'fdflags':
    case 'fstflags':
    case 'riflags':
    case 'siflags':
    case 'sdflags':
      return liftFlags(type, name, at);
    case 'clockid':
    case 'whence':
    case 'advice':
    case 'signal':
      return liftEnum(type, name, at);
    case 'path':
      return liftPath(name, at);
    case 'ciovec_array':
      return liftBytesIn(name, at);
    case 'iovec_array':
    case 'buffer':
      return liftBytesOut(name, at);
    case 'subscriptions':
      return liftSubscriptions(name, at);
    case 'string_list':
      return (frame, args) => void (args[name] = new FrameStringList(frame));
  }
}

function liftFlags(set: FlagSetName, name: string, at: number): Lift {
  const known = (FLAGS[set] as readonly never[]).reduce((bits, one) => bits | flag(set, one), 0);
  return (frame, args) => {
    const bits = frame.view.getUint32(at, true);
    args[name] = bits;
    return bits & ~known ? INVAL : undefined;
  };
}

function liftEnum(type: EnumName, name: string, at: number): Lift {
  const names: readonly string[] = ENUMS[type];
  return (frame, args) => {
    const value = names[frame.view.getUint32(at, true)];
    args[name] = value;
    return value === undefined ? INVAL : undefined;
  };
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function liftPath(name: string, at: number): Lift {
  return (frame, args) => {
    const start = frame.inAt + frame.view.getUint32(at, true);
    const length = frame.view.getUint32(at + 4, true);
    // Before it is decoded: what the frame carries of such a path may end within a character.
    if (length > MAX_PATH_BYTES) return NAMETOOLONG;
    try {
      // A copy, because decoders do not take shared memory.
      args[name] = decoder.decode(frame.bytes.slice(start, start + length));
      return undefined;
    } catch {
      return ILSEQ;
    }
  };
}

interface MutableSpan {
  bytes: Uint8Array;
  start: number;
  length: number;
}

function liftBytesIn(name: string, at: number): Lift {
  const span: MutableSpan = { bytes: new Uint8Array(), start: 0, length: 0 };
  return (frame, args) => {
    span.bytes = frame.bytes;
    span.start = frame.inAt + frame.view.getUint32(at, true);
    span.length = frame.view.getUint32(at + 4, true);
    args[name] = span;
    return undefined;
  };
}

function liftBytesOut(name: string, at: number): Lift {
  const span: MutableSpan = { bytes: new Uint8Array(), start: 0, length: 0 };
  return (frame, args) => {
    span.bytes = frame.bytes;
    span.start = frame.outAt;
    span.length = Math.min(frame.view.getUint32(at, true), frame.outCapacity);
    frame.outLength = span.length;
    args[name] = span;
    return undefined;
  };
}

const KNOWN_CLOCK_FLAGS = flag('subclockflags', 'subscription_clock_abstime');

/** The whole call is `inval` where a subscription is none: an unknown tag, clock or flag, or more than a frame carries. */
function liftSubscriptions(name: string, at: number): Lift {
  return (frame, args) => {
    const count = frame.view.getUint32(at, true);
    if (count * SUBSCRIPTION_SIZE > frame.inLength) return INVAL;
    const list: Subscription[] = [];
    for (let i = 0; i < count; i++) {
      const one = readSubscription(frame.view, frame.inAt + i * SUBSCRIPTION_SIZE);
      if (one === undefined) return INVAL;
      list.push(one);
    }
    args[name] = new FrameSubscriptions(frame, list);
    return undefined;
  };
}

class FrameSubscriptions implements Subscriptions {
  readonly list: readonly Subscription[];
  readonly #frame: Frame;

  constructor(frame: Frame, list: readonly Subscription[]) {
    this.#frame = frame;
    this.list = list;
  }

  emit(one: Event): void {
    event.write(this.#frame.view, this.#frame.outAt + this.#frame.outLength, one);
    this.#frame.outLength += event.size;
  }
}

function readSubscription(view: DataView, at: number): Subscription | undefined {
  const { userdata, tag } = subscription.read(view, at);
  const type = ENUMS.eventtype[tag];
  if (type === undefined) return undefined;
  if (type !== 'clock') return { userdata, type, fd: subscriptionFd.read(view, at + SUBSCRIPTION_PAYLOAD).fd };
  const { id, timeout, flags } = subscriptionClock.read(view, at + SUBSCRIPTION_PAYLOAD);
  const clock = ENUMS.clockid[id];
  if (clock === undefined || flags & ~KNOWN_CLOCK_FLAGS) return undefined;
  return { userdata, type, id: clock, timeoutNs: timeout, isAbsolute: flags !== 0 };
}

class FrameStringList implements StringList {
  readonly #frame: Frame;

  constructor(frame: Frame) {
    this.#frame = frame;
  }

  put(strings: readonly Uint8Array[]): boolean {
    const { bytes, outAt, outCapacity } = this.#frame;
    if (packedSize(strings) > outCapacity) return false;
    let at = outAt;
    for (const string of strings) {
      bytes.set(string, at);
      bytes[at + string.length] = 0;
      at += string.length + 1;
    }
    this.#frame.outLength = at - outAt;
    return true;
  }
}

/** Bytes of `strings` with a NUL after each. */
export function packedSize(strings: readonly Uint8Array[]): number {
  return strings.reduce((bytes, string) => bytes + string.length + 1, 0);
}
