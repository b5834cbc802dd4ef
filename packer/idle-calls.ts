import { dropWithOperands, rewrite, type Callees, type Fate } from './drop-instructions.ts';
import { findIdle } from './idle-functions.ts';
import { readCode, type Code } from './wasm/code.ts';
import { countImports, readBodies, writeBodies } from './wasm/declarations.ts';
import { readSignatures } from './wasm/effects.ts';
import { OP } from '../runtime/wasm/instruction.ts';
import type { Sections } from './wasm/sections.ts';

/**
 * Removes a call when its result is not used and the function has no other effect. Assertions leave such calls, and so do
 * functions that consist of assertions only. No block is moved by that.
 */
export function dropIdleCalls(sections: Sections, failing: number, isWanted: (defined: number) => boolean): Sections {
  const bodies = readBodies(sections);
  const signatures = readSignatures(sections);
  const callees = {
    signatures,
    isIdle: findIdle({ bodies, imported: countImports(sections), signatures, failing }, isWanted),
  };
  const written = bodies.map((body, i) => (isWanted(i) ? withoutIdleCalls(readCode(body), callees) : body));
  return new Map([...sections, ['code', writeBodies(written)]] as const);
}

function withoutIdleCalls(code: Code, callees: Callees): Uint8Array {
  const { opcodes, operands } = code;
  const fates = new Map<number, Fate>();
  const read = new Set(operands.filter((_, i) => opcodes[i] === OP.local_get));
  const takeOut = (last: number, count: number): void => {
    const those = new Map<number, Fate>();
    if (dropWithOperands(code, last, count, callees, those) === undefined) return;
    for (const [i, fate] of those) fates.set(i, fate);
  };
  opcodes.forEach((opcode, i) => {
    const operand = operands[i] ?? 0;
    if (opcode === OP.drop || (opcode === OP.local_set && !read.has(operand))) takeOut(i, 1);
    else if (opcode === OP.local_tee && !read.has(operand)) fates.set(i, 'goes');
    else if (opcode === OP.call && callees.isIdle(operand)) {
      const { params, results } = callees.signatures.ofFunction(operand);
      if (results === 0) takeOut(i, params);
    }
  });
  return fates.size === 0 ? code.bytes : rewrite(code, fates).body;
}
