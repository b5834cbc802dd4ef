/** Why a guest's engine, or a system call on its behalf, ended it. */
export type TrapReason =
  /** abort(), as a failed assertion calls it. */
  | 'abort'
  | 'unreachable'
  /** A check that the compiler built in: of an argument, or what -fsanitize asked for. */
  | 'failed-check'
  | 'out-of-bounds'
  | 'null-call'
  | 'bad-call'
  | 'stack-overflow'
  | 'out-of-memory'
  | 'divide-by-zero'
  | 'integer-overflow'
  | 'bad-conversion'
  | 'exception'
  | 'bad-pointer'
  | 'other';
