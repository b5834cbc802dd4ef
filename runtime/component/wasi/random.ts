import type { HostCalls } from '../../guest/host-calls.ts';
import { fault } from '../canonical/handles.ts';
import type { Interface } from './interface.ts';

/** `wasi:random/…`: what is insecure there comes from the same source, which is the policy’s. */
export function random(calls: HostCalls, memoryBytes: number): Interface {
  const number = (): bigint => new DataView(randomBytes(calls, 8).buffer).getBigUint64(0, true);
  const bytes = (length: bigint): Uint8Array => {
    // They have to lie in the guest's memory, and it is not for us to hold what does not fit there.
    if (length > BigInt(memoryBytes))
      throw fault(`A component asked for ${length} random bytes, and its memory may have ${memoryBytes}`);
    return randomBytes(calls, Number(length));
  };
  return {
    'get-random-bytes': bytes,
    'get-random-u64': number,
    'get-insecure-random-bytes': bytes,
    'get-insecure-random-u64': number,
    'insecure-seed': () => [number(), number()],
  };
}

function randomBytes(calls: HostCalls, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += calls.capacity) {
    calls.call('random_get', Math.min(calls.capacity, length - at));
    bytes.set(calls.out, at);
  }
  return bytes;
}
