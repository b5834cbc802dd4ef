import { ENUMS, flag } from '../../abi/flags.ts';
import { errnoCode } from '../../abi/errno.ts';
import { errnoOf, fail } from '../../abi/failure.ts';
import type { Event } from '../../abi/layout.ts';
import { NO_RIGHTS, rights } from '../../abi/rights.ts';
import { ok } from '../../base/result.ts';
import type { WaitQueue } from '../../vfs/stream.ts';
import { WAIT, type Handlers, type Subscription } from '../dispatch/handlers.ts';
import { Listener } from '../devices/network.ts';
import type { Process } from '../process/process.ts';

/** What it takes to wait for either, as witx has it: waiting tells as much as the first byte would. */
const NEEDS = {
  fd_read: rights('poll_fd_readwrite', 'fd_read'),
  fd_write: rights('poll_fd_readwrite', 'fd_write'),
};
/** A listening socket is not read: connections are accepted. */
const NEEDS_OF_LISTENER = rights('poll_fd_readwrite', 'sock_accept');
const HANGUP = flag('eventrwflags', 'fd_readwrite_hangup');

/** What became of one subscription: an event, or what to wait for. */
type Looked =
  { readonly event: Event } | { readonly wait: WaitQueue; readonly isTyped: boolean } | { readonly dueNs: number };

export const poll = {
  poll_oneoff(process, { subscriptions }) {
    const { list } = subscriptions;
    if (list.length === 0) return fail('inval');
    process.parkedAtNs ??= process.clock.waitingNs;
    const looked = list.map((subscription) => look(process, subscription, process.parkedAtNs ?? 0));
    const events = looked.flatMap((one) => ('event' in one ? [one.event] : []));
    if (events.length > 0) {
      for (const event of events) subscriptions.emit(event);
      return ok({ nevents: events.length });
    }
    process.waitFor(...looked.flatMap((one) => ('wait' in one ? [one.wait] : [])));
    const due = looked.flatMap((one) => ('dueNs' in one ? [one.dueNs] : []));
    if (due.length > 0) process.wakeAtNs = Math.min(...due);
    else if (looked.every((one) => 'isTyped' in one && one.isTyped)) process.waitForPerson();
    return WAIT;
  },
} satisfies Partial<Handlers>;

function look(process: Process, subscription: Subscription, startedNs: number): Looked {
  switch (subscription.type) {
    case 'clock':
      return lookAtClock(process, subscription, startedNs);
    case 'fd_read':
    case 'fd_write':
      return lookAtDescriptor(process, subscription);
  }
}

function lookAtClock(
  process: Process,
  subscription: Subscription & { readonly type: 'clock' },
  startedNs: number,
): Looked {
  const { id } = subscription;
  if (id !== 'realtime' && id !== 'monotonic') return failed(subscription, 'notsup');
  const timeout = Number(subscription.timeoutNs);
  const now = process.clock.waitingNs;
  const dueNs = subscription.isAbsolute
    ? process.clock.dueNs(id, subscription.timeoutNs, startedNs)
    : startedNs + timeout;
  return dueNs <= now ? { event: event(subscription, 0, 0) } : { dueNs };
}

function lookAtDescriptor(
  process: Process,
  subscription: Subscription & { readonly type: 'fd_read' | 'fd_write' },
): Looked {
  // An unknown number is badf before it is anything else, and so is what cannot be waited for.
  const found = process.fds.get(subscription.fd, NO_RIGHTS);
  if (!found.ok) return failed(subscription, errnoOf(found.error));
  const { inode, offset } = found.value;
  if (inode.kind === 'directory' || inode.kind === 'symbolic_link') return failed(subscription, 'badf');
  const isListener = inode.kind === 'socket_stream' && inode.stream instanceof Listener;
  const need = isListener && subscription.type === 'fd_read' ? NEEDS_OF_LISTENER : NEEDS[subscription.type];
  const permitted = process.fds.get(subscription.fd, need);
  if (!permitted.ok) return failed(subscription, errnoOf(permitted.error));
  switch (inode.kind) {
    case 'regular_file':
      return { event: event(subscription, 0, subscription.type === 'fd_read' ? Math.max(0, inode.size - offset) : 0) };
    default: {
      const { stream } = inode;
      const ready = subscription.type === 'fd_read' ? stream.readable() : stream.writable();
      if (ready !== undefined) return { event: event(subscription, 0, ready, stream.isHungUp ? HANGUP : 0) };
      if (subscription.type === 'fd_write') return { wait: stream.writers, isTyped: false };
      return { wait: stream.readers, isTyped: stream.isTyped === true };
    }
  }
}

function failed(subscription: Subscription, errno: Parameters<typeof errnoCode>[0]): Looked {
  return { event: event(subscription, errnoCode(errno), 0) };
}

function event(subscription: Subscription, error: number, nbytes: number, flags = 0): Event {
  const type = ENUMS.eventtype.indexOf(subscription.type);
  return { userdata: subscription.userdata, error, type, nbytes: BigInt(nbytes), flags };
}
