import { WireFailure } from '../wire/wire.ts';
import { GuestFault } from './guest-memory.ts';
import type { TrapReason } from '../abi/trap-reason.ts';

/** A frame of the guest's stack: which function, and where in the module's bytes. */
export interface WasmFrame {
  readonly functionIndex: number;
  /** From the start of the module. */
  readonly byteOffset: number;
  /** From the name section, where the engine tells. */
  readonly name: string | undefined;
}

/** A trap, taken apart where it happened; it travels to the kernel as data. */
export interface Trap {
  readonly reason: TrapReason;
  /** The engine's words. */
  readonly message: string;
  /** Innermost first. */
  readonly frames: readonly WasmFrame[];
  /** What a checked program's own library found, as it wrote it; absent where it ended without finding anything. */
  readonly report?: string;
  /** Where the stack in memory had grown down to; absent where the module does not export that. */
  readonly stackPointer?: number;
}

/** What engines say, in Chromium's, Firefox's and Safari's words. Order matters: the first match counts. */
const REASONS: readonly (readonly [RegExp, TrapReason])[] = [
  [/unreachable/i, 'unreachable'],
  [
    /null function|indirect call to null|call_indirect to a null|Out of bounds call_indirect|table index (is )?out of bounds|index out of bounds in table/i,
    'null-call',
  ],
  [/signature mismatch|function signature|signature that does not match/i, 'bad-call'],
  [/divide by zero|division by zero|remainder by zero/i, 'divide-by-zero'],
  [/divide result unrepresentable|integer overflow|Integer division overflow/i, 'integer-overflow'],
  [/float unrepresentable|invalid conversion|unrepresentable in integer|out of bounds trunc/i, 'bad-conversion'],
  [/call stack|too much recursion|stack overflow/i, 'stack-overflow'],
  [/out of memory|could not allocate|cannot allocate|failed to allocate/i, 'out-of-memory'],
  [/out.of.bounds/i, 'out-of-bounds'],
];

/** Below this the C stack has run off its low end: with the stack first in memory, an overflow goes below 0. */
const STACK_FLOOR = 64;

/**
 * Takes apart what a guest threw. `stackPointer` is the module's exported `__stack_pointer`, where it has one: an
 * access out of bounds with the pointer run off the end of the stack is an overflow, not a stray pointer.
 */
export function trapOf(error: unknown, stackPointer: number | undefined, report?: string): Trap {
  const message = error instanceof Error ? error.message : String(error);
  const frames = error instanceof Error ? framesOf(error.stack ?? '') : [];
  const reason = reasonOf(error, message, stackPointer);
  // libc's abort() ends in the instruction that also marks code the compiler proved unreachable.
  const isAbort = reason === 'unreachable' && frames.slice(0, 3).some(({ name }) => name === 'abort');
  const more = stackPointer === undefined ? {} : { stackPointer };
  if (report !== undefined) return { reason: 'failed-check', message, frames, report, ...more };
  return { reason: isAbort ? 'abort' : reason, message, frames, ...more };
}

/**
 * Whether what came out of a guest is an exception of our own, in marshalling or on the wire, rather than the program's:
 * engines raise traps as `RuntimeError`, the end of the stack as `RangeError` or `InternalError`.
 */
export function isOurs(error: unknown): boolean {
  return (
    error instanceof WireFailure ||
    error instanceof TypeError ||
    error instanceof ReferenceError ||
    error instanceof SyntaxError
  );
}

function reasonOf(error: unknown, message: string, stackPointer: number | undefined): TrapReason {
  if (error instanceof GuestFault) return 'bad-pointer';
  if (typeof WebAssembly.Exception === 'function' && error instanceof WebAssembly.Exception) return 'exception';
  const reason = REASONS.find(([pattern]) => pattern.test(message))?.[1] ?? 'other';
  if (reason === 'out-of-bounds' && stackPointer !== undefined && (stackPointer | 0) < STACK_FLOOR)
    return 'stack-overflow';
  return reason;
}

/** Both engines write `wasm-function[INDEX]:0xOFFSET`; V8 puts `at NAME (` before it and Firefox `NAME@`. */
export function framesOf(stack: string): readonly WasmFrame[] {
  return stack.split('\n').flatMap((line) => {
    const found = /wasm-function\[(\d+)\]:0x([0-9a-f]+)/.exec(line);
    if (!found) return [];
    // A C++ name has blanks and brackets of its own: what follows it is looked for from the end.
    const name = /^\s*at (.+) \(\S+\)$/.exec(line)?.[1] ?? /^(\S[^@]*)@/.exec(line)?.[1];
    const isName = name !== undefined && !name.startsWith('wasm-function[');
    return [
      {
        functionIndex: Number(found[1]),
        byteOffset: parseInt(found[2] ?? '0', 16),
        name: isName ? name.replace(/^.*\.wasm\./, '') : undefined,
      },
    ];
  });
}
