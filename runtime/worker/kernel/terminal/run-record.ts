import type { Comparison, RunOutcome } from '../../../protocol/run.ts';
import { BoundedBytes } from '../../../kernel/devices/bounded-bytes.ts';

/** Of longer output, what comes after is only counted. */
const MOST_OUTPUT = 256 << 10;
const MOST_TYPED = 64 << 10;

/** What went on at the terminal during one run: enough to do it once more and see whether it goes the same way. */
export class RunRecord {
  readonly #typed = new BoundedBytes(MOST_TYPED);
  readonly #written = new BoundedBytes(MOST_OUTPUT);
  readonly #program: Uint8Array;
  readonly #words: string;
  outcome: RunOutcome | undefined;

  /** `program`: the module. `words`: its arguments and environment. */
  constructor(program: Uint8Array, words: string) {
    this.#program = program;
    this.#words = words;
  }

  typed(bytes: Uint8Array): void {
    this.#typed.add(bytes, 0, bytes.length);
  }

  wrote(bytes: Uint8Array, start: number, length: number): void {
    this.#written.add(bytes, start, length);
  }

  get everythingTyped(): Uint8Array<ArrayBuffer> {
    return this.#typed.bytes;
  }

  /** How this run went beside the one before it, which it was to repeat. */
  comparedWith(before: RunRecord): Comparison {
    const isSameProgram = firstDifference(this.#program, before.#program) === undefined;
    if (!isSameProgram || this.#words !== before.#words) return { kind: 'other-program' };
    if (!before.outcome || !this.outcome || !isSameEnd(before.outcome, this.outcome)) {
      return { kind: 'other-end', before: before.outcome ?? { kind: 'stopped' } };
    }
    const [was, is] = [before.#written, this.#written];
    const at = firstDifference(was.bytes, is.bytes);
    if (at === undefined && was.count === is.count) return { kind: 'same', bytes: is.count, isWhole: is.isWhole };
    const place = at ?? Math.min(was.bytes.length, is.bytes.length);
    return { kind: 'other-output', ...lineAt(was.bytes, is.bytes, place) };
  }
}

function isSameEnd(a: RunOutcome, b: RunOutcome): boolean {
  if (a.kind === 'exited' && b.kind === 'exited') return a.code === b.code && a.passed === b.passed;
  if (a.kind === 'signalled' && b.kind === 'signalled') return a.signal === b.signal;
  if (a.kind === 'trapped' && b.kind === 'trapped') return a.reason === b.reason;
  return a.kind === b.kind;
}

/** The first place where they differ; undefined: they do not. */
function firstDifference(a: Uint8Array, b: Uint8Array): number | undefined {
  const length = Math.max(a.length, b.length);
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return i;
  return undefined;
}

const MOST_LINE = 80;

/** The line around a place, in both, and its number from 1. */
function lineAt(
  before: Uint8Array,
  after: Uint8Array,
  at: number,
): { readonly line: number; readonly before: string; readonly after: string } {
  const NEWLINE = 10;
  // From -1 it would look from the end.
  const start = at === 0 ? 0 : before.lastIndexOf(NEWLINE, at - 1) + 1;
  const line = before.subarray(0, start).filter((byte) => byte === NEWLINE).length + 1;
  const text = (bytes: Uint8Array): string => {
    const end = bytes.indexOf(NEWLINE, start);
    return new TextDecoder().decode(bytes.subarray(start, Math.min(end < 0 ? bytes.length : end, start + MOST_LINE)));
  };
  return { line, before: text(before), after: text(after) };
}
