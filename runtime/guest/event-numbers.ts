import type { Frame } from '../abi/frame.ts';
import { event, SUBSCRIPTION_SIZE } from '../abi/layout.ts';

/*
 * What a program gives with a subscription comes back with its event. It is an address where libc polls, and another build of
 * the program has others: between the two, an event bears the number of its subscription.
 */

/** Puts numbers into a copy, at `at` in `view`, of the events that the frame holds. False where one answers no subscription. */
export function numberEvents(frame: Frame, view: DataView, at: number): boolean {
  const numbers = new Map<bigint, bigint>();
  for (let i = countOf(frame); i-- > 0;) numbers.set(userdataOf(frame, i), BigInt(i));
  for (let end = at + frame.outLength; at < end; at += event.size) {
    const number = numbers.get(view.getBigUint64(at, true));
    if (number === undefined) return false;
    view.setBigUint64(at, number, true);
  }
  return true;
}

/** Puts what this program gave with its subscriptions in place of the numbers. False where it has fewer. */
export function nameEvents(frame: Frame): boolean {
  const { view, outAt, outLength } = frame;
  for (let at = outAt; at < outAt + outLength; at += event.size) {
    const number = Number(view.getBigUint64(at, true));
    if (number >= countOf(frame)) return false;
    view.setBigUint64(at, userdataOf(frame, number), true);
  }
  return true;
}

function countOf({ inLength }: Frame): number {
  return inLength / SUBSCRIPTION_SIZE;
}

function userdataOf({ view, inAt }: Frame, number: number): bigint {
  return view.getBigUint64(inAt + number * SUBSCRIPTION_SIZE, true);
}
