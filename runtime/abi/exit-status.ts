/** A program that ended by itself. */
export interface ExitedOutcome {
  readonly kind: 'exited';
  /** The exit status as a shell shows it: 0 to 255. */
  readonly code: number;
  /** What the program passed to `exit` or returned from `main`, as a signed number; absent where that is `code`. */
  readonly passed?: number;
}

/** `rval` is what `proc_exit` was given. Only its low 8 bits reach a parent that waits for it (POSIX, `exit`). */
export function exitedWith(rval: number): ExitedOutcome {
  const code = rval & 0xff;
  const passed = rval | 0;
  return passed === code ? { kind: 'exited', code } : { kind: 'exited', code, passed };
}
