import type { Failure } from '../abi/failure.ts';
import type { SyscallName } from '../abi/syscalls.ts';

export type TraceValue = string | number | bigint;
export type TraceFields = Readonly<Record<string, TraceValue>>;

/** One system call as it happened. Built only while somebody watches. */
export interface TraceEvent {
  readonly syscall: SyscallName;
  readonly args: TraceFields;
  readonly outcome: { readonly kind: 'returned'; readonly results: TraceFields } | Failure;
}
