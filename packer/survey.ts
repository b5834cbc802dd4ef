import { walkBody } from './wasm/instructions.ts';
import { OP } from '../runtime/wasm/instruction.ts';
import { WasmReader } from '../runtime/wasm/wasm-reader.ts';

/** What one walk over all function bodies finds out. Functions are counted without the imported ones. */
export interface Survey {
  /** The defined functions that each body calls, one body after another: those of `i` end at `ends[i]`. */
  readonly callees: Uint32Array;
  readonly ends: Uint32Array;
  /** Of each defined function: after (nearly) each call of it stands `unreachable`. A hint, not a proof. */
  readonly neverReturns: readonly boolean[];
}

const MEMORY_INIT = 8;
const DATA_DROP = 9;
const TABLE_OPERATIONS = 12;

/** Throws for what a split module cannot have: references to functions outside calls, and passive segments. */
export function survey(bodies: readonly Uint8Array[], imported: number): Survey {
  let callees = new Uint32Array(1 << 20);
  let count = 0;
  const ends = new Uint32Array(bodies.length);
  const seen = new Int32Array(bodies.length).fill(-1);
  let current = 0;
  const calls = { all: new Uint32Array(bodies.length), last: new Uint32Array(bodies.length) };
  let called = -1;
  const visit = (opcode: number, operand: number): void => {
    if (called >= 0 && opcode === OP.unreachable) calls.last[called] = (calls.last[called] ?? 0) + 1;
    called = -1;
    switch (opcode) {
      case OP.call:
      case OP.return_call: {
        const callee = operand - imported;
        if (callee >= 0) calls.all[callee] = (calls.all[callee] ?? 0) + 1;
        called = callee;
        if (callee < 0 || seen[callee] === current) return;
        seen[callee] = current;
        if (count === callees.length) callees = doubled(callees);
        callees[count++] = callee;
        return;
      }
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
    called = -1;
    walkBody(new WasmReader(body), visit);
    ends[i] = count;
  });
  const neverReturns = Array.from(calls.all, (all, i) => (calls.last[i] ?? 0) > 0.99 * all);
  return { callees: callees.subarray(0, count), ends, neverReturns };
}

function doubled(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * array.length);
  larger.set(array);
  return larger;
}
