import { ENUMS, flag } from '../../abi/flags.ts';
import {
  event,
  type Event,
  subscription,
  subscriptionClock,
  subscriptionFd,
  SUBSCRIPTION_PAYLOAD,
  SUBSCRIPTION_SIZE,
} from '../../abi/layout.ts';
import type { HostCalls } from '../../guest/host-calls.ts';

/** What a `pollable` of WASI 0.2 waits for. */
export type Awaited =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'fd_read' | 'fd_write'; readonly fd: number }
  /** On the monotonic clock. */
  | { readonly kind: 'instant'; readonly atNs: bigint };

export class Pollable {
  readonly shown = 'pollable';
  readonly awaits: Awaited;

  constructor(awaits: Awaited) {
    this.awaits = awaits;
  }
}

const ABSOLUTE = flag('subclockflags', 'subscription_clock_abstime');
const MONOTONIC = ENUMS.clockid.indexOf('monotonic');
/** Of the subscription that ends a poll at once. */
const AT_ONCE = 0xffff_ffffn;

/** Waits until one of them has happened; returns the places of all that have. `isWaiting` false: only looks. */
export function poll(calls: HostCalls, pollables: readonly Pollable[], isWaiting = true): readonly number[] {
  const ready = new Set<number>();
  const subscribed: { readonly awaits: Awaited; readonly userdata: bigint }[] = [];
  for (const [i, { awaits }] of pollables.entries()) {
    if (awaits.kind === 'nothing') ready.add(i);
    else subscribed.push({ awaits, userdata: BigInt(i) });
  }
  if (subscribed.length === 0) return [...ready];
  if (ready.size > 0 || !isWaiting) subscribed.push({ awaits: { kind: 'instant', atNs: 0n }, userdata: AT_ONCE });
  const bytes = new Uint8Array(subscribed.length * SUBSCRIPTION_SIZE);
  const view = new DataView(bytes.buffer);
  for (const [i, { awaits, userdata }] of subscribed.entries()) put(view, i * SUBSCRIPTION_SIZE, awaits, userdata);
  if (calls.call('poll_oneoff', bytes) !== 0) return pollables.map((_, i) => i);
  for (const { userdata } of events(calls)) if (userdata !== AT_ONCE) ready.add(Number(userdata));
  return [...ready].sort((a, b) => a - b);
}

/** Bytes that a descriptor takes at once; undefined: it cannot be asked, and a write will say why. */
export function roomIn(calls: HostCalls, fd: number): bigint | undefined {
  const bytes = new Uint8Array(2 * SUBSCRIPTION_SIZE);
  const view = new DataView(bytes.buffer);
  put(view, 0, { kind: 'fd_write', fd }, 0n);
  put(view, SUBSCRIPTION_SIZE, { kind: 'instant', atNs: 0n }, AT_ONCE);
  if (calls.call('poll_oneoff', bytes) !== 0) return undefined;
  for (const { userdata, error, nbytes } of events(calls))
    if (userdata !== AT_ONCE) return error === 0 ? nbytes : undefined;
  return 0n;
}

function* events({ out }: HostCalls): Iterable<Event> {
  const view = new DataView(out.buffer, out.byteOffset, out.length);
  for (let at = 0; at + event.size <= out.length; at += event.size) yield event.read(view, at);
}

function put(view: DataView, at: number, awaits: Awaited, userdata: bigint): void {
  const kind = awaits.kind === 'instant' ? 'clock' : awaits.kind === 'nothing' ? 'clock' : awaits.kind;
  subscription.write(view, at, { userdata, tag: ENUMS.eventtype.indexOf(kind) });
  const payload = at + SUBSCRIPTION_PAYLOAD;
  if (awaits.kind === 'instant')
    subscriptionClock.write(view, payload, { id: MONOTONIC, timeout: awaits.atNs, precision: 0n, flags: ABSOLUTE });
  else if (awaits.kind !== 'nothing') subscriptionFd.write(view, payload, { fd: awaits.fd });
}
