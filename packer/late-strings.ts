import type { DataSegment } from './wasm/declarations.ts';
import { walkBody } from './wasm/instructions.ts';
import { OP } from '../runtime/wasm/instruction.ts';
import { WasmReader } from '../runtime/wasm/wasm-reader.ts';

/** Which functions there are, and when each is there. */
export interface Functions {
  readonly imported: number;
  readonly bodies: readonly Uint8Array[];
  /** The type index of each defined function. */
  readonly types: ArrayLike<number>;
  /** Of each type. */
  readonly paramCounts: readonly number[];
  /** Is a defined function only there when the strings are? */
  readonly isLate: (defined: number) => boolean;
  /** Addresses that code mentioned before it was changed. */
  readonly unsaid: ReadonlySet<number>;
}

/** Addresses: `end` is the first one after it. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** How many strings in a row must each be referred to by address before they count as strings. */
const ENOUGH = 16;

const NOT = 0;
const LATE = 1;
const SOON = 2;

/**
 * The string literals that only late functions can read. A compiler is full of them: what each assertion says if it
 * should ever fail. The linker puts literals one behind the other, each with its NUL, and code refers to them by
 * address. One is late when every address within it stands in a late function, or is handed to one: whatever reads it
 * comes behind a call that brings the late functions. So is one that nothing mentions any more. Any doubt keeps it: an
 * address in the data, one in the middle of the literal before it, and everything that does not stand among many literals.
 */
export function lateStrings(code: Functions, segments: readonly DataSegment[]): Range[] {
  const marks = segments.map(({ bytes }) => new Uint8Array(bytes.length));
  const mark = (address: number, as: number): void => {
    segments.forEach(({ start, bytes }, i) => {
      const at = address - start;
      const own = marks[i];
      if (own && at >= 0 && at < bytes.length && (own[at] ?? 0) < as) own[at] = as;
    });
  };
  for (const address of code.unsaid) mark(address, LATE);
  markCode(code, mark);
  markData(segments, mark);
  return segments.flatMap((segment, i) => lateRanges(segment, marks[i] ?? new Uint8Array()));
}

function markCode(
  { imported, bodies, types, paramCounts, isLate }: Functions,
  mark: (at: number, as: number) => void,
): void {
  const lowest = 1024;
  bodies.forEach((body, i) => {
    const own = isLate(i) ? LATE : SOON;
    // The constants that were pushed last, with nothing in between.
    const pushed: number[] = [];
    walkBody(new WasmReader(body), (opcode, operand) => {
      if (opcode === OP.i32_const) {
        pushed.push(operand);
        return;
      }
      // Loads and stores hold addresses as offsets.
      if (opcode >= OP.i32_load && opcode <= OP.i64_store32 && operand >= lowest) mark(operand, own);
      if (pushed.length === 0) return;
      const callee = opcode === OP.call || opcode === OP.return_call ? operand - imported : -1;
      const handed = callee >= 0 && isLate(callee) ? (paramCounts[types[callee] ?? 0] ?? 0) : 0;
      pushed.forEach((constant, n) => mark(constant, n >= pushed.length - handed ? LATE : own));
      pushed.length = 0;
    });
  });
}

/** Every value in the data that looks like an address is taken for one, aligned or not. */
function markData(segments: readonly DataSegment[], mark: (at: number, as: number) => void): void {
  const lowest = Math.min(...segments.map(({ start }) => start));
  const end = Math.max(...segments.map(({ start, bytes }) => start + bytes.length));
  for (const { bytes } of segments) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = 0; at + 4 <= bytes.length; at++) {
      const word = view.getUint32(at, true);
      if (word >= lowest && word < end) mark(word, SOON);
    }
  }
}

function lateRanges({ start, bytes }: DataSegment, marks: Uint8Array): Range[] {
  const ranges: { start: number; end: number }[] = [];
  let row: Range[] = [];
  const endRow = (): void => {
    if (row.length >= ENOUGH) {
      let isNextInDoubt = false;
      for (const literal of row) {
        const isInDoubt = isNextInDoubt;
        const within = marks.subarray(literal.start, literal.end);
        isNextInDoubt = within.subarray(1).includes(SOON);
        if (isInDoubt || within.includes(SOON)) continue;
        const last = ranges.at(-1);
        if (last?.end === start + literal.start) last.end = start + literal.end;
        else ranges.push({ start: start + literal.start, end: start + literal.end });
      }
    }
    row = [];
  };
  for (let at = 0; at < bytes.length;) {
    const nul = bytes.indexOf(0, at);
    const end = nul < 0 ? bytes.length : nul + 1;
    if (nul > at && marks[at] !== NOT) row.push({ start: at, end });
    else endRow();
    at = end;
  }
  endRow();
  return ranges;
}

/** What is there from the start. Zeros compress to nothing. */
export function withoutLate(data: readonly DataSegment[], late: readonly Range[]): DataSegment[] {
  return data.map(({ start, bytes }) => {
    // A copy: `slice` of Node's Buffer gives none.
    const kept = Uint8Array.from(bytes);
    for (const range of late) {
      if (range.start >= start && range.end <= start + bytes.length)
        kept.fill(0, range.start - start, range.end - start);
    }
    return { start, bytes: kept };
  });
}

/** What comes with the last part. */
export function lateOnly(data: readonly DataSegment[], late: readonly Range[]): DataSegment[] {
  return late.map(({ start, end }) => {
    const from = data.find((segment) => start >= segment.start && end <= segment.start + segment.bytes.length);
    if (!from) throw new Error(`Cannot split the module: no data segment holds ${start}`);
    return { start, bytes: from.bytes.subarray(start - from.start, end - from.start) };
  });
}
