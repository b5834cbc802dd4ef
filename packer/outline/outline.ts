import { bytesOf, type Code } from '../wasm/code.ts';
import type { FunctionType } from '../wasm/declarations.ts';
import { blockEffect, type Signatures } from '../wasm/effects.ts';
import { OP } from '../../runtime/wasm/instruction.ts';
import { WasmWriter } from '../../runtime/wasm/wasm-writer.ts';
import { liveness } from './liveness.ts';
import { outlined, writeLocals, type Spare } from './outlined.ts';
import { exitsOf, type Exits, type Region, type Uses } from './region.ts';

/** A region that became a function. */
export interface Taken {
  readonly type: FunctionType;
  readonly body: Uint8Array;
  /** It does not return. */
  readonly neverReturns: boolean;
}

/** How many bytes shorter a function must become by a region that is taken out: a function more costs something, too. */
export const WORTH = 24;
/** A function's number at its longest. */
const ANY_NUMBER = 0x1fffff;

/**
 * Takes out of a function the blocks that `isSeen` denies. Control runs through a list of instructions from its
 * first to its last: where one was never reached, those behind it were not either, so a region is always the rest of a
 * list. `add` takes the function that a region becomes, and gives it its number. Regions that make the function shorter by
 * less than `worth` bytes stay. Returns the new body.
 */
export function outline(
  code: Code,
  type: FunctionType,
  signatures: Signatures,
  isSeen: (block: number) => boolean,
  add: (taken: Taken) => number,
  worth: number,
): Uint8Array {
  const types = [...type.params, ...code.locals];
  // Nothing here would know what to do with the others; C has none.
  if (type.results.length > 1) return code.bytes;
  const regions = findRegions(code, signatures, type.results.length, isSeen);
  if (regions.length === 0) return code.bytes;
  const live = liveness(code, types.length, new Set(regions.map(({ from }) => from)));

  const spares = new Map<string, { readonly local: number; readonly type: number }>();
  const spare: Spare = (wanted, use) => {
    const key = `${use} ${wanted}`;
    const found = spares.get(key) ?? { local: types.length + spares.size, type: wanted };
    spares.set(key, found);
    return found.local;
  };
  const rest = new WasmWriter(code.bytes.length + 64);
  let next = 0;
  for (const region of regions) {
    const here = live.get(region.from);
    if (!here) throw new Error(`Nothing is known of what is live at instruction ${region.from}`);
    const { site, ...made } = outlined({ code, types, result: type.results[0] }, region, here);
    const gain = bytesOf(code, region.from, region.to - 1).length - site(ANY_NUMBER, () => types.length).length;
    if (gain < worth) continue;
    if (region.from > next) rest.bytes(bytesOf(code, next, region.from - 1));
    rest.bytes(site(add(made), spare));
    next = region.to;
  }
  if (next === 0) return code.bytes;
  rest.bytes(bytesOf(code, next, code.opcodes.length - 1));
  return new WasmWriter(rest.written.length + code.start + 16)
    .bytes(writeLocals([...code.locals, ...[...spares.values()].map((each) => each.type)]))
    .bytes(rest.written).written;
}

/** In the order of the code; none lies within another. */
function findRegions(
  code: Code,
  signatures: Signatures,
  results: number,
  isSeen: (block: number) => boolean,
): readonly (Region & Exits & Uses)[] {
  const { opcodes, operands, partners, elses, blocks } = code;
  const found: (Region & Exits & Uses)[] = [];
  const carried: number[] = [results];

  const list = (from: number, to: number, isLoop: boolean): void => {
    for (let i = from; i < to; i++) {
      if (!isSeen(blocks[i] ?? 0)) {
        const region: Region = { from: i, to, carried: carried.toReversed(), isLoop };
        const exits = exitsOf(code, region, signatures, results);
        if (exits) {
          found.push({ ...region, ...exits });
          return;
        }
      }
      if (opens(opcodes[i])) i = structure(i);
    }
  };

  /** Returns where it ends. */
  const structure = (opener: number): number => {
    const closer = partners[opener] ?? opener;
    const { params, results: left } = blockEffect(operands[opener] ?? 0, signatures);
    // A block that takes values finds them on its stack: its code is left alone.
    if (params > 0) return closer;
    const isLoop = opcodes[opener] === OP.loop;
    const middle = elses.get(opener);
    carried.push(isLoop ? 0 : left);
    list(opener + 1, middle ?? closer, isLoop);
    if (middle !== undefined) list(middle + 1, closer, false);
    carried.pop();
    return closer;
  };

  list(0, opcodes.length - 1, false);
  return found;
}

function opens(opcode: number | undefined): boolean {
  return opcode === OP.block || opcode === OP.loop || opcode === OP.if;
}
