import { ENUMS } from '../abi/flags.ts';
import {
  filestat,
  subscription,
  subscriptionClock,
  subscriptionFd,
  SUBSCRIPTION_PAYLOAD,
  SUBSCRIPTION_SIZE,
} from '../abi/layout.ts';
import { PREVIEW1_NAMES, SPAWN, SPAWN_NAMES, type SyscallName } from '../abi/syscalls.ts';
import { UNSTABLE, UNSTABLE_SUBSCRIPTION_SIZE } from '../abi/unstable.ts';

/**
 * How a snapshot of WASI lays things out in guest memory. Frames always speak Preview 1; what a dialect differs in
 * is translated at the guest's edge.
 */
export interface Dialect {
  readonly names: readonly SyscallName[];
  /** Bytes, and how to make them from a Preview 1 filestat. */
  readonly filestat:
    | {
        readonly size: number;
        readonly align: number;
        write(to: DataView, at: number, from: DataView, fromAt: number): void;
      }
    | undefined;
  /** The guest's number for a whence, as Preview 1 numbers it; out of range stays so. */
  readonly whence: ((code: number) => number) | undefined;
  readonly subscription:
    { readonly size: number; translate(from: DataView, fromAt: number, to: DataView, toAt: number): void } | undefined;
}

export const PREVIEW1: Dialect = {
  names: PREVIEW1_NAMES,
  filestat: undefined,
  whence: undefined,
  subscription: undefined,
};

export const DIALECTS: Readonly<Record<string, Dialect>> = {
  wasi_snapshot_preview1: PREVIEW1,
  [SPAWN]: { ...PREVIEW1, names: SPAWN_NAMES },
  wasi_unstable: {
    names: PREVIEW1_NAMES.filter((name) => !UNSTABLE.without.some((missing) => missing === name)),
    filestat: {
      size: UNSTABLE.filestat.size,
      align: UNSTABLE.filestat.align,
      write(to, at, from, fromAt) {
        const value = filestat.read(from, fromAt);
        UNSTABLE.filestat.write(to, at, { ...value, nlink: Number(value.nlink) });
      },
    },
    whence(code) {
      const name = UNSTABLE.whence[code];
      return name === undefined ? code : ENUMS.whence.indexOf(name);
    },
    subscription: {
      size: UNSTABLE_SUBSCRIPTION_SIZE,
      translate(from, fromAt, to, toAt) {
        const CLOCK = ENUMS.eventtype.indexOf('clock');
        const head = subscription.read(from, fromAt);
        subscription.write(to, toAt, head);
        if (head.tag === CLOCK) {
          subscriptionClock.write(
            to,
            toAt + SUBSCRIPTION_PAYLOAD,
            UNSTABLE.subscriptionClock.read(from, fromAt + SUBSCRIPTION_PAYLOAD),
          );
        } else
          subscriptionFd.write(
            to,
            toAt + SUBSCRIPTION_PAYLOAD,
            subscriptionFd.read(from, fromAt + SUBSCRIPTION_PAYLOAD),
          );
      },
    },
  },
};

/** Bytes that one subscription takes in the guest's memory. */
export function subscriptionSize(dialect: Dialect): number {
  return dialect.subscription?.size ?? SUBSCRIPTION_SIZE;
}
