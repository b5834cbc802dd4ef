import type { HostCalls } from '../../guest/host-calls.ts';
import type { Interface } from './interface.ts';

/** `wasi:random/…`: what is insecure there comes from the same source, which is the policy’s. */
export function random(calls: HostCalls): Interface {
  const number = (): bigint => new DataView(randomBytes(calls, 8).buffer).getBigUint64(0, true);
  return {
    'get-random-bytes': (length: bigint) => randomBytes(calls, Number(length)),
    'get-random-u64': number,
    'get-insecure-random-bytes': (length: bigint) => randomBytes(calls, Number(length)),
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
