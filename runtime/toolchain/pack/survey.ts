import { OP, walkBody } from './wasm/instructions.ts';
import { Reader } from './wasm/reader.ts';

/** What one walk over all function bodies finds out. Functions are counted without the imported ones. */
export interface Survey {
  /** The defined functions that each body calls, one body after another: those of `i` end at `ends[i]`. */
  readonly callees: Uint32Array;
  readonly ends: Uint32Array;
  /** Bodies with a `memory.grow`. */
  readonly growing: readonly number[];
  /** Bodies with a `memory.size`. */
  readonly measuring: readonly number[];
}

const MEMORY_INIT = 8;
const DATA_DROP = 9;
const TABLE_OPERATIONS = 12;

/** Throws for what a split module cannot have: references to functions outside calls, and passive segments. */
export function survey(bodies: readonly Uint8Array[], imported: number): Survey {
  let callees = new Uint32Array(1 << 20);
  let count = 0;
  const ends = new Uint32Array(bodies.length);
  const growing: number[] = [];
  const measuring: number[] = [];
  const seen = new Int32Array(bodies.length).fill(-1);
  let current = 0;
  const visit = (opcode: number, operand: number): void => {
    switch (opcode) {
      case OP.call:
      case OP.return_call: {
        const callee = operand - imported;
        if (callee < 0 || seen[callee] === current) return;
        seen[callee] = current;
        if (count === callees.length) callees = doubled(callees);
        callees[count++] = callee;
        return;
      }
      case OP.memory_grow:
        growing.push(current);
        return;
      case OP.memory_size:
        measuring.push(current);
        return;
      case OP.ref_func:
        throw new Error('Cannot split the module: its code takes references to functions');
      case OP.bulk:
        if (operand === MEMORY_INIT || operand === DATA_DROP || operand >= TABLE_OPERATIONS) {
          throw new Error('Cannot split the module: its code uses passive segments or changes its table');
        }
    }
  };
  bodies.forEach((body, i) => {
    current = i;
    walkBody(new Reader(body), visit);
    ends[i] = count;
  });
  return { callees: callees.subarray(0, count), ends, growing, measuring };
}

function doubled(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * array.length);
  larger.set(array);
  return larger;
}
