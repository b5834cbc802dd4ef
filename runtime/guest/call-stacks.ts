import { framesOf, type WasmFrame } from './trap.ts';

/** Most stacks that are distinguished; a program with more makes the rest of its calls without one. */
const MOST_STACKS = 20_000;
/** Innermost frames that an engine writes down. V8 would stop at ten, most of them libc's. */
const DEPTH = 40;

/**
 * Where a watched guest makes its calls from. The same stack has the same number, so that a call carries four bytes and a
 * stack travels once. Taking one costs some microseconds: unless the program is watched, that is done only for calls that were refused.
 */
export class CallStacks {
  readonly #numbers = new Map<string, number>();
  readonly #found: (number: number, frames: readonly WasmFrame[]) => void;
  #outermost: string | undefined;

  /** `found` is called with each new stack, before the first call that bears its number. */
  constructor(found: (number: number, frames: readonly WasmFrame[]) => void) {
    this.#found = found;
  }

  /** From now on frames outside of the function of this name are none of the program's. */
  endAt(name: string): void {
    this.#outermost = name;
  }

  /** Those of `frames` that are the program's. */
  own(frames: readonly WasmFrame[]): readonly WasmFrame[] {
    const last = this.#outermost === undefined ? -1 : frames.findIndex(({ name }) => name === this.#outermost);
    return last < 0 ? frames : frames.slice(0, last + 1);
  }

  /** The number of the stack that this is called on; 0 when there are too many to tell apart. */
  take(): number {
    const stack = here().stack ?? '';
    const known = this.#numbers.get(stack);
    if (known !== undefined) return known;
    if (this.#numbers.size >= MOST_STACKS) return 0;
    const number = this.#numbers.size + 1;
    this.#numbers.set(stack, number);
    this.#found(number, this.own(framesOf(stack)));
    return number;
  }

  /** A call was refused, and the kernel wants its stack as `number`. `at`: made where that was; without, it is here. */
  takeAs(number: number, at: Error = here()): void {
    this.#found(number, this.own(framesOf(at.stack ?? '')));
  }
}

/** Holds the stack that this is called on. Cheap: engines write it down as text when that is asked for. */
export function here(): Error {
  const engine = Error as { stackTraceLimit?: number };
  const limit = engine.stackTraceLimit;
  engine.stackTraceLimit = DEPTH;
  const error = new Error();
  if (limit !== undefined) engine.stackTraceLimit = limit;
  return error;
}
