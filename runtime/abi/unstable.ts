import type { ENUMS } from './flags.ts';
import { struct, SUBSCRIPTION_PAYLOAD } from './layout.ts';
import type { SyscallName } from './syscalls.ts';

/**
 * `wasi_unstable`, the snapshot that was current when WASI was announced: how it differs from
 * `wasi_snapshot_preview1`. Everything else, handlers included, is the same.
 */
export const UNSTABLE = {
  /** `$linkcount` had 32 bits. */
  filestat: struct({
    dev: 'u64',
    ino: 'u64',
    filetype: 'u8',
    nlink: 'u32',
    size: 'u64',
    atim: 'u64',
    mtim: 'u64',
    ctim: 'u64',
  }),
  /** A clock subscription carried an identifier of its own before the clock's. */
  subscriptionClock: struct({ identifier: 'u64', id: 'u32', timeout: 'u64', precision: 'u64', flags: 'u16' }),
  /** `$whence` began with `cur`. */
  whence: ['cur', 'end', 'set'] satisfies readonly (typeof ENUMS.whence)[number][],
  /** Added later. */
  without: ['sock_accept'] satisfies readonly SyscallName[],
} as const;

export const UNSTABLE_SUBSCRIPTION_SIZE = SUBSCRIPTION_PAYLOAD + UNSTABLE.subscriptionClock.size;
