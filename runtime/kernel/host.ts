import type { Disposable } from '../base/disposable.ts';

/** All that the kernel needs from the world outside, handed to it: there is no ambient clock or entropy. */
export interface Host {
  /** Wall clock, ns since the epoch (as a number: steps of 256 ns). */
  wallNs(): number;
  /** A clock that never goes back, ns. */
  monotonicNs(): number;
  /** Fills `bytes` with cryptographic randomness. */
  random(bytes: Uint8Array): void;
  /** Calls `due` after about `ms` milliseconds, unless disposed first. */
  timer(ms: number, due: () => void): Disposable;
}
