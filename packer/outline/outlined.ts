import { branchTargets, bytesOf, type Code } from '../wasm/code.ts';
import { VALUE, type FunctionType } from '../wasm/declarations.ts';
import { OP } from '../../runtime/wasm/instruction.ts';
import { WasmWriter } from '../../runtime/wasm/wasm-writer.ts';
import { has, type Live, type Locals } from './liveness.ts';
import type { Exits, Region, Uses } from './region.ts';

/** A region as a function of its own, and what stands in its place. */
export interface Outlined {
  readonly type: FunctionType;
  readonly body: Uint8Array;
  readonly neverReturns: boolean;
  /** The call, once the number of the function is known. */
  readonly site: (callee: number, spare: Spare) => Uint8Array;
}

/** Gives a local that is not used by anything else meanwhile: for a value to return, or for the number of an exit. */
export type Spare = (type: number, use: 'value' | 'exit') => number;

const EMPTY_BLOCK = 0x40;

/** An exit that is taken is known by its number in this order: over the end, by each label, by returning. */
type Exit =
  { readonly kind: 'falls' } | { readonly kind: 'label'; readonly label: number } | { readonly kind: 'returns' };

/** The function that a region is of. */
export interface Whole {
  readonly code: Code;
  /** Of all its locals, parameters first. */
  readonly types: readonly number[];
  /** The type of what it returns, if that is anything. */
  readonly result: number | undefined;
}

/** `live`: in front of the region's first instruction. */
export function outlined({ code, types, result }: Whole, region: Region & Exits & Uses, live: Live): Outlined {
  const exits: readonly Exit[] = [
    ...(region.falls ? [{ kind: 'falls' } as const] : []),
    ...region.labels.map((label) => ({ kind: 'label', label }) as const),
    ...(region.returns ? [{ kind: 'returns' } as const] : []),
  ];
  const byType = (a: number, b: number): number => (types[a] ?? 0) - (types[b] ?? 0) || a - b;
  const params = [...region.touched].filter((local) => has(live.here, local)).sort(byType);
  const own = [...region.touched].filter((local) => !has(live.here, local)).sort(byType);
  const outs = [...region.written].filter((local) => exits.some((exit) => isLiveAt(exit, live, local))).sort(byType);
  const onlyReturns = exits.length === 1 && region.returns;
  const isTold = exits.length > 1;
  /** The value to return, on its way out. */
  const returned = region.returns && !onlyReturns ? result : undefined;
  const typeOf = (local: number): number => types[local] ?? 0;

  const type: FunctionType = {
    params: Uint8Array.from(params, typeOf),
    results: onlyReturns
      ? Uint8Array.from(result === undefined ? [] : [result])
      : Uint8Array.from([
          ...(isTold ? [VALUE.i32] : []),
          ...(returned === undefined ? [] : [returned]),
          ...outs.map(typeOf),
        ]),
  };

  const order = new Map([...params, ...own].map((local, i) => [local, i]));
  const numberOf = (local: number): number => known(order.get(local));
  const returnedLocal = params.length + own.length;
  const body = new WasmWriter(code.bytes.length);
  const locals = [...own.map(typeOf), ...(returned === undefined ? [] : [returned])];
  body.bytes(writeLocals(locals));
  const isWrapped = exits.length > 0 && !onlyReturns;
  if (isWrapped) for (let n = 0; n < exits.length; n++) body.byte(OP.block).byte(EMPTY_BLOCK);
  copy(body, code, region, {
    exits,
    numberOf,
    returnedLocal: returned === undefined ? undefined : returnedLocal,
    isWrapped,
  });
  if (isWrapped) {
    exits.forEach((_, n) => {
      body.byte(OP.end);
      if (isTold) body.byte(OP.i32_const).s32(n);
      if (returned !== undefined) body.byte(OP.local_get).u32(returnedLocal);
      for (const local of outs) body.byte(OP.local_get).u32(numberOf(local));
      if (n < exits.length - 1) body.byte(OP.return);
    });
  }
  body.byte(OP.end);

  const site = (callee: number, spare: Spare): Uint8Array => {
    const at = new WasmWriter(64);
    for (const local of params) at.byte(OP.local_get).u32(local);
    at.byte(OP.call).u32(callee);
    const [first, second] = exits;
    if (!first) return at.byte(OP.unreachable).written;
    if (onlyReturns) return at.byte(OP.return).written;
    for (const local of outs.toReversed()) at.byte(OP.local_set).u32(local);
    const kept = returned === undefined ? undefined : spare(returned, 'value');
    if (kept !== undefined) at.byte(OP.local_set).u32(kept);
    const leave = (exit: Exit): void => {
      if (exit.kind === 'label') at.byte(OP.br).u32(exit.label);
      if (exit.kind !== 'returns') return;
      if (kept !== undefined) at.byte(OP.local_get).u32(kept);
      at.byte(OP.return);
    };
    if (exits.length === 2 && second) {
      if (second.kind === 'label') at.byte(OP.br_if).u32(second.label);
      else {
        at.byte(OP.if).byte(EMPTY_BLOCK);
        leave(second);
        at.byte(OP.end);
      }
    } else if (second) {
      const told = spare(VALUE.i32, 'exit');
      at.byte(OP.local_set).u32(told);
      at.byte(OP.block).byte(EMPTY_BLOCK).byte(OP.block).byte(EMPTY_BLOCK);
      at.byte(OP.local_get).u32(told).byte(OP.br_table);
      const depths = exits.map((exit) => (exit.kind === 'label' ? exit.label + 2 : exit.kind === 'returns' ? 0 : 1));
      at.vector(depths.slice(0, -1), (writer, depth) => writer.u32(depth)).u32(depths.at(-1) ?? 0);
      at.byte(OP.end);
      const last = exits.at(-1);
      if (last?.kind === 'returns') leave(last);
      else at.byte(OP.unreachable);
      at.byte(OP.end);
      // Where nothing falls, the end of the outer block is never reached, which the engine cannot know.
      if (first.kind !== 'falls') at.byte(OP.unreachable);
      return at.written;
    }
    leave(first);
    return at.written;
  };
  return { type, body: body.written, neverReturns: exits.length === 0, site };
}

function isLiveAt(exit: Exit, { after, labels }: Live, local: number): boolean {
  if (exit.kind === 'falls') return has(after, local);
  return exit.kind === 'label' && has(labels[exit.label] ?? NONE, local);
}

const NONE: Locals = new Uint32Array(0);

interface Copying {
  readonly exits: readonly Exit[];
  /** Of a local: its number in here. */
  readonly numberOf: (local: number) => number;
  readonly returnedLocal: number | undefined;
  /** In a block for each exit, the first one innermost. */
  readonly isWrapped: boolean;
}

/** The region's instructions, with the locals' new numbers and branches that find their exit. */
function copy(
  to: WasmWriter,
  code: Code,
  region: Region & Exits & Uses,
  { exits, numberOf, returnedLocal, isWrapped }: Copying,
): void {
  const { opcodes, operands } = code;
  let depth = 0;
  const exit = (isIt: (exit: Exit) => boolean): number => {
    const found = exits.findIndex(isIt);
    return known(found < 0 ? undefined : found);
  };
  const returns = (): number => depth + exit(({ kind }) => kind === 'returns');
  const remapped = (target: number): number => {
    if (target < depth) return target;
    if (!isWrapped) return depth;
    const label = target - depth;
    if (label === region.carried.length - 1) return returns();
    const isListed = region.labels.includes(label);
    return depth + exit((each) => (isListed ? each.kind === 'label' && each.label === label : each.kind === 'falls'));
  };
  const leaveByReturning = (): void => {
    if (returnedLocal !== undefined) to.byte(OP.local_set).u32(returnedLocal);
    to.byte(OP.br).u32(returns());
  };
  for (let i = region.from; i < region.until; i++) {
    const opcode = opcodes[i] ?? 0;
    const operand = operands[i] ?? 0;
    switch (opcode) {
      case OP.local_get:
      case OP.local_set:
      case OP.local_tee:
        to.byte(opcode).u32(numberOf(operand));
        break;
      case OP.br:
      case OP.br_if:
        to.byte(opcode).u32(remapped(operand));
        break;
      case OP.br_table: {
        const targets = branchTargets(code, i).map(remapped);
        to.byte(opcode).vector(targets.slice(0, -1), (writer, target) => writer.u32(target));
        to.u32(targets.at(-1) ?? 0);
        break;
      }
      case OP.return:
        if (isWrapped) leaveByReturning();
        else to.byte(opcode);
        break;
      default:
        if (opcode === OP.block || opcode === OP.loop || opcode === OP.if) depth++;
        if (opcode === OP.end) depth--;
        to.bytes(bytesOf(code, i));
    }
  }
  // The engine does not see as far: a block out of which nothing leads ends for it as any other.
  if (!region.isEndReached) to.byte(OP.unreachable);
}

/** What the analysis of the region must have found. */
function known(found: number | undefined): number {
  if (found === undefined)
    throw new Error('Cannot take code out of a function: it leads, or refers, to what is not known');
  return found;
}

/** Declarations of locals, runs of one type together. */
export function writeLocals(types: readonly number[]): Uint8Array {
  const runs: { count: number; readonly type: number }[] = [];
  for (const type of types) {
    const last = runs.at(-1);
    if (last?.type === type) last.count++;
    else runs.push({ count: 1, type });
  }
  return new WasmWriter(16).vector(runs, (writer, { count, type }) => writer.u32(count).byte(type)).written;
}
