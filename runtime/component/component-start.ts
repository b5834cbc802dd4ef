import type { GrantedListener } from '../policy/granted-listeners.ts';

/** A component of WASI 0.2 that is to run. */
export interface ComponentStart {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Of 64 KiB: what its modules may have together. */
  readonly memoryPages: number;
  /** The sockets that it may accept connections on. */
  readonly listeners: readonly GrantedListener[];
}
