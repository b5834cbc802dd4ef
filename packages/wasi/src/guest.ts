import { faultText } from '../../../runtime/base/fault-text.ts';
import { CallStacks } from '../../../runtime/guest/call-stacks.ts';
import { instantiateBlocking, instantiateSuspending, type Guest } from '../../../runtime/guest/run.ts';
import { isOurs, trapOf } from '../../../runtime/guest/trap.ts';
import { SharedWire } from '../../../runtime/wire/shared.ts';
import { PortWire } from '../../../runtime/wire/suspending.ts';
import type { GuestOver, StartGuest } from './guest-messages.ts';

/** What the thread of a guest does: runs one, and says how it was over. */
export async function runGuest({ module, end, isWatched }: StartGuest): Promise<GuestOver> {
  let guest: Guest;
  const stacks = new CallStacks(() => undefined);
  try {
    guest =
      end.kind === 'shared'
        ? instantiateBlocking(module, new SharedWire(end), stacks)
        : instantiateSuspending(module, new PortWire(end), stacks);
  } catch (error) {
    if (isOurs(error)) return { type: 'failed', message: faultText(error) };
    return { type: 'trapped', trap: trapOf(error, undefined) };
  }
  try {
    const trap = await guest.start(isWatched);
    return trap ? { type: 'trapped', trap } : { type: 'returned' };
  } catch (error) {
    return { type: 'failed', message: faultText(error) };
  }
}
