import { bytesOf, endsBlock, type Code } from './wasm/code.ts';
import { effectOf, type Signatures } from './wasm/effects.ts';
import { OP } from '../runtime/wasm/instruction.ts';
import { WasmWriter } from '../runtime/wasm/wasm-writer.ts';

/** What becomes of an instruction: it goes, sets a local and leaves nothing, is followed by `drop`, or always branches. */
export type Fate = 'goes' | 'sets' | 'drops' | 'jumps';

export interface Rewritten {
  readonly body: Uint8Array;
  /** Of its blocks, their numbers before. */
  readonly blocks: readonly number[];
}

/** What is known of functions that are called. */
export interface Callees {
  readonly signatures: Signatures;
  /** Has the function no effect but its result, so that a call may go when the result is not used? */
  readonly isIdle: (index: number) => boolean;
}

/**
 * Marks what has to become of the instructions that make the value of the one at `last`, so that nothing is left of it
 * but what they do besides. Returns the first of them; undefined: they are not in one piece.
 */
export function dropValue(code: Code, last: number, callees: Callees, fates: Map<number, Fate>): number | undefined {
  const { signatures, isIdle } = callees;
  const opcode = code.opcodes[last] ?? 0;
  const operand = code.operands[last] ?? 0;
  if (opcode === OP.local_tee) {
    fates.set(last, 'sets');
    return startOf(code, last, signatures);
  }
  const effect = effectOf(opcode, operand, signatures, 0);
  if (!effect || effect.results !== 1 || isNesting(opcode)) return undefined;
  if (!isPure(opcode) && !(opcode === OP.call && isIdle(operand))) {
    fates.set(last, 'drops');
    return startOf(code, last, signatures);
  }
  return dropWithOperands(code, last, effect.params, callees, fates);
}

/** The same of the instruction at `last` itself and of all that makes its `count` operands. */
export function dropWithOperands(
  code: Code,
  last: number,
  count: number,
  callees: Callees,
  fates: Map<number, Fate>,
): number | undefined {
  fates.set(last, 'goes');
  let first: number | undefined = last;
  for (let n = 0; n < count && first !== undefined; n++) first = dropValue(code, first - 1, callees, fates);
  return first;
}

/** The first of the instructions that make what the one at `last` takes, itself included. */
export function startOf({ opcodes, operands }: Code, last: number, signatures: Signatures): number | undefined {
  let missing = 0;
  for (let i = last; i >= 0; i--) {
    const opcode = opcodes[i] ?? 0;
    const effect = effectOf(opcode, operands[i] ?? 0, signatures, 0);
    if (!effect || isNesting(opcode) || (i < last && effect.results !== 1)) return undefined;
    missing += effect.params - (i < last ? 1 : 0);
    if (missing === 0) return i;
  }
  return undefined;
}

/** Blocks, branches, and what else does not simply come after what stands before it. */
function isNesting(opcode: number): boolean {
  return opcode < OP.call || opcode === OP.return_call || opcode === OP.return_call_indirect;
}

/** Does nothing but make a value; that a load might have trapped is not missed. */
function isPure(opcode: number): boolean {
  if (opcode === OP.local_get || opcode === OP.global_get || opcode === SELECT) return true;
  if (opcode >= OP.i32_load && opcode < FIRST_STORE) return true;
  if (opcode < OP.i32_const || opcode > LAST_NUMERIC) return false;
  return !MAY_TRAP.some(([first, last]) => opcode >= first && opcode <= last);
}

const SELECT = 0x1b;
const FIRST_STORE = 0x36;
const LAST_NUMERIC = 0xc4;
/** Divisions, and conversions of what may be no number. */
const MAY_TRAP: readonly (readonly [number, number])[] = [
  [0x6d, 0x70],
  [0x7f, 0x82],
  [0xa8, 0xab],
  [0xae, 0xb1],
];

/** The body with every instruction as its fate says. */
export function rewrite(code: Code, fates: ReadonlyMap<number, Fate>): Rewritten {
  const { bytes, opcodes, operands, start, ends, blocks } = code;
  const body = new WasmWriter(bytes.length).bytes(bytes.subarray(0, start));
  const numbers: number[] = [0];
  for (let i = 0; i < opcodes.length; i++) {
    const operand = operands[i] ?? 0;
    switch (fates.get(i)) {
      case undefined:
        body.bytes(bytesOf(code, i));
        break;
      case 'goes':
        continue;
      case 'sets':
        body.byte(OP.local_set).u32(operand);
        break;
      case 'drops':
        body.bytes(bytesOf(code, i)).byte(OP.drop);
        break;
      case 'jumps':
        body.byte(OP.br).u32(operand);
        continue;
    }
    if (endsBlock(opcodes[i] ?? 0) && ends[i] !== bytes.length) numbers.push(blocks[i + 1] ?? 0);
  }
  return { body: body.written, blocks: numbers };
}
