import { dropValue, rewrite, startOf, type Fate, type Rewritten } from './drop-instructions.ts';
import { branchTargets, readCode, type Code } from './wasm/code.ts';
import { readBodies, readData, writeBodies, type DataSegment } from './wasm/declarations.ts';
import { readSignatures, type Signatures } from './wasm/effects.ts';
import { walkBody } from './wasm/instructions.ts';
import { OP } from '../runtime/wasm/instruction.ts';
import { WasmReader } from '../runtime/wasm/wasm-reader.ts';
import type { Sections } from './wasm/sections.ts';

export interface Trusting {
  readonly sections: Sections;
  /** The number of `__assert_fail`, which what is left of them calls. */
  readonly failing: number;
  /** The addresses that only the assertions mentioned there: of what they would have said. */
  readonly unsaid: ReadonlySet<number>;
  /** Of a function's blocks, their numbers before; undefined: as they were. */
  readonly blocksBefore: (defined: number) => readonly number[] | undefined;
}

/**
 * Takes out of functions what C's `assert` made of them, as `NDEBUG` would have done: the call that ends the program, the
 * branch around it, and what only that branch needed to know. What else a condition does, it still does.
 */
export function dropAssertions(sections: Sections, isWanted: (defined: number) => boolean): Trusting {
  const bodies = readBodies(sections);
  const signatures = readSignatures(sections);
  const failing = findFailing(
    bodies.filter((_, i) => isWanted(i)),
    signatures,
    readData(sections),
  );
  const before = new Map<number, readonly number[]>();
  const unsaid = new Set<number>();
  const written = bodies.map((body, i) => {
    if (!isWanted(i)) return body;
    const code = readCode(body);
    const found = withoutAssertions(code, failing, signatures, unsaid);
    if (!found) return body;
    before.set(i, found.blocks);
    return found.body;
  });
  return {
    sections: new Map([...sections, ['code', writeBodies(written)]] as const),
    failing,
    unsaid,
    blocksBefore: (defined) => before.get(defined),
  };
}

/** Undefined: there is nothing to take out. */
function withoutAssertions(
  code: Code,
  failing: number,
  signatures: Signatures,
  unsaid: Set<number>,
): Rewritten | undefined {
  const { opcodes, operands, partners } = code;
  const fates = new Map<number, Fate>();
  const silence = (first: number, call: number): void => {
    for (let i = first; i <= call; i++) {
      fates.set(i, 'goes');
      if (opcodes[i] === OP.i32_const) unsaid.add(operands[i] ?? 0);
    }
  };
  const guard = (branch: number, jumps: boolean): void => {
    // The value of its condition lies behind another branch.
    if (opcodes[branch - 1] === OP.br_if) return;
    const condition = new Map<number, Fate>();
    if (dropValue(code, branch - 1, { signatures, isIdle: () => false }, condition) === undefined) condition.clear();
    if (condition.size === 0) fates.set(branch - 1, 'drops');
    for (const [i, fate] of condition) fates.set(i, fate);
    fates.set(branch, jumps ? 'jumps' : 'goes');
  };
  for (let call = 0; call < opcodes.length; call++) {
    if (opcodes[call] !== OP.call || operands[call] !== failing || opcodes[call + 1] !== OP.unreachable) continue;
    const first = startOf(code, call, signatures);
    if (first === undefined) continue;
    const before = first - 1;
    if (opcodes[before] === OP.br_if) {
      guard(before, true);
      if (fates.has(before)) silence(first, call);
    } else if (opcodes[before] === OP.end) {
      const opener = partners[before] ?? -1;
      if (opcodes[opener] !== OP.block) continue;
      const { branches, isElseReached } = waysTo(code, opener, before);
      if (branches.length === 0) continue;
      for (const branch of branches) guard(branch, false);
      if (!isElseReached && branches.every((branch) => fates.has(branch))) silence(first, call);
    }
  }
  return fates.size === 0 ? undefined : rewrite(code, fates);
}

/** The conditional branches to the end of the block that `opener` opens, and whether anything else gets there. */
function waysTo(
  code: Code,
  opener: number,
  closer: number,
): { readonly branches: readonly number[]; readonly isElseReached: boolean } {
  const { opcodes, operands } = code;
  const branches: number[] = [];
  let isElseReached = !ENDS.includes(opcodes[closer - 1] ?? 0);
  let depth = 0;
  for (let i = opener + 1; i < closer; i++) {
    const opcode = opcodes[i];
    if (opcode === OP.block || opcode === OP.loop || opcode === OP.if) depth++;
    else if (opcode === OP.end) depth--;
    else if (opcode === OP.br_if && operands[i] === depth) branches.push(i);
    else if (opcode === OP.br && operands[i] === depth) isElseReached = true;
    else if (opcode === OP.br_table && branchTargets(code, i).includes(depth)) isElseReached = true;
  }
  return { branches, isElseReached };
}

/** Nothing gets over one of these to what stands behind it. */
const ENDS: readonly number[] = [
  OP.br,
  OP.br_table,
  OP.return,
  OP.return_call,
  OP.return_call_indirect,
  OP.unreachable,
];

/** Enough calls to tell an assertion from all else. */
const MANY = 1000;
const SOURCE = /\.(c|cpp|cc|h|hpp|def|inc)$/;

/**
 * `__assert_fail(expression, file, line, function)`: of what takes four parameters and is followed by nothing, the one
 * that is called most, and nearly always with the name of a source file for the second.
 */
function findFailing(bodies: readonly Uint8Array[], signatures: Signatures, data: readonly DataSegment[]): number {
  const counts = new Map<number, { calls: number; files: number }>();
  for (const body of bodies) {
    // What was pushed last, and the file and the callee of a call that may prove to be the last.
    let pushed: number[] = [];
    let called: { readonly callee: number; readonly file: number | undefined } | undefined;
    walkBody(new WasmReader(body), (opcode, operand) => {
      if (called && opcode === OP.unreachable) {
        const count = counts.get(called.callee) ?? { calls: 0, files: 0 };
        count.calls++;
        if (called.file !== undefined && SOURCE.test(textAt(data, called.file))) count.files++;
        counts.set(called.callee, count);
      }
      called = undefined;
      if (opcode === OP.i32_const) {
        pushed.push(operand);
        return;
      }
      if (opcode === OP.call && takesWhatAssertSays(signatures.ofFunction(operand)))
        called = { callee: operand, file: pushed.at(-3) };
      pushed = [];
    });
  }
  const [most] = [...counts].sort(([, a], [, b]) => b.calls - a.calls);
  if (!most || most[1].calls < MANY || most[1].files < 0.9 * most[1].calls)
    throw new Error('Cannot find the assertions of the module: nothing is called as __assert_fail is');
  return most[0];
}

function takesWhatAssertSays({ params, results }: { readonly params: number; readonly results: number }): boolean {
  return params === 4 && results === 0;
}

function textAt(data: readonly DataSegment[], address: number): string {
  const segment = data.find(({ start, bytes }) => address >= start && address < start + bytes.length);
  if (!segment) return '';
  const bytes = segment.bytes.subarray(address - segment.start);
  return new TextDecoder('latin1').decode(bytes.subarray(0, bytes.indexOf(0)));
}
