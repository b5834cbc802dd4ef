import { ENUMS, type Clockid } from '../../abi/flags.ts';
import type { HostCalls } from '../../guest/host-calls.ts';
import { datetime } from './descriptor.ts';
import type { Interface } from './interface.ts';
import { Pollable } from './poll.ts';

export function monotonicClock(calls: HostCalls): Interface {
  const now = (): bigint => timeOf(calls, 'monotonic');
  return {
    now,
    resolution: () => resolutionOf(calls, 'monotonic'),
    'subscribe-instant': (atNs: bigint) => new Pollable({ kind: 'instant', atNs }),
    'subscribe-duration': (ns: bigint) => new Pollable({ kind: 'instant', atNs: earlier(now() + ns, NEVER) }),
  };
}

export function wallClock(calls: HostCalls): Interface {
  return {
    now: () => datetime(timeOf(calls, 'realtime')),
    resolution: () => datetime(resolutionOf(calls, 'realtime')),
  };
}

/** The last instant that there is a number for. */
const NEVER = 2n ** 64n - 1n;

function earlier(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function timeOf(calls: HostCalls, clock: Clockid): bigint {
  return calls.call('clock_time_get', ENUMS.clockid.indexOf(clock), 0n) === 0 ? calls.u64(0) : 0n;
}

function resolutionOf(calls: HostCalls, clock: Clockid): bigint {
  return calls.call('clock_res_get', ENUMS.clockid.indexOf(clock)) === 0 ? calls.u64(0) : 1n;
}
