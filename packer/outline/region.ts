import { branchTargets, type Code } from '../wasm/code.ts';
import { effectOf, type Signatures } from '../wasm/effects.ts';
import { OP } from '../../runtime/wasm/instruction.ts';

/** The instructions from `from` up to, not with, `to`: all that is left of a list. */
export interface Region {
  readonly from: number;
  readonly to: number;
  /** How many values a branch to each label around it carries, the innermost first, the function's own last. */
  readonly carried: readonly number[];
  /** Does the innermost label lead back to the start of the list? */
  readonly isLoop: boolean;
}

/** How control leaves a region. In none of these ways: it ends the program, or never ends. */
export interface Exits {
  /** To what stands after its list. */
  readonly falls: boolean;
  /** By branches, to these labels around it, in order; without one that leads where the region falls. */
  readonly labels: readonly number[];
  readonly returns: boolean;
}

/** The reachable part of the region, and the locals that it reads or writes. */
export interface Uses {
  /** As the region's `to`; what follows it comes after a branch, a return or something that never returns. */
  readonly until: number;
  /** Can control get as far? */
  readonly isEndReached: boolean;
  readonly touched: ReadonlySet<number>;
  readonly written: ReadonlySet<number>;
}

/**
 * Undefined where the region cannot stand by itself: it takes values from the stack that were there before it, leaves
 * some there, branches with some, has a tail call besides other exits, or holds what is not understood. `results`: how
 * many values the function returns.
 */
export function exitsOf(
  code: Code,
  region: Region,
  signatures: Signatures,
  results: number,
): (Exits & Uses) | undefined {
  const { opcodes, operands, elses } = code;
  const { from, to, carried, isLoop } = region;
  const isWholeEnd = carried.length === 1;
  const touched = new Set<number>();
  const written = new Set<number>();
  const labels = new Set<number>();
  const ways = { returns: false, callsTail: false, carries: false };
  let falls = false;
  const open: OpenBlock[] = [];
  // Only the region's own list can reach what lay on the stack before: blocks have theirs for themselves.
  let height = 0;
  let isDead = false;

  const branch = (depth: number): void => {
    const block = open[open.length - 1 - depth];
    if (block) {
      if (!block.isLoop && !isDead) block.isEndReached = true;
      return;
    }
    const label = depth - open.length;
    if ((carried[label] ?? 0) > 0) ways.carries = true;
    else if (label === carried.length - 1) ways.returns = true;
    else labels.add(label);
  };

  let i = from;
  for (; i < to && !(isDead && open.length === 0); i++) {
    const opcode = opcodes[i] ?? 0;
    const operand = operands[i] ?? 0;
    if (open.length === 0) {
      const effect = effectOf(opcode, operand, signatures, results);
      if (!effect || height < effect.params) return undefined;
      height += effect.results - effect.params;
    }
    switch (opcode) {
      case OP.local_get:
        touched.add(operand);
        break;
      case OP.local_set:
      case OP.local_tee:
        touched.add(operand);
        written.add(operand);
        break;
      case OP.block:
      case OP.loop:
      case OP.if:
        open.push({
          isLoop: opcode === OP.loop,
          isDeadAround: isDead,
          isEndReached: opcode === OP.if && !elses.has(i),
        });
        break;
      case OP.else: {
        const block = open.at(-1);
        if (block && !isDead) block.isEndReached = true;
        isDead = block?.isDeadAround === true;
        break;
      }
      case OP.end: {
        const block = open.pop();
        isDead = block?.isDeadAround === true || (isDead && block?.isEndReached !== true);
        break;
      }
      case OP.br_if:
        branch(operand);
        break;
      case OP.br:
        branch(operand);
        isDead = true;
        break;
      case OP.br_table:
        branchTargets(code, i).forEach(branch);
        isDead = true;
        break;
      case OP.unreachable:
        isDead = true;
        break;
      case OP.return:
        ways.returns = true;
        isDead = true;
        break;
      case OP.return_call:
        ways.callsTail = true;
        isDead = true;
        break;
      case OP.return_call_indirect:
        return undefined;
    }
  }
  if (!isDead) {
    if (height !== (isWholeEnd ? results : 0)) return undefined;
    if (isWholeEnd) ways.returns = true;
    else falls = true;
  }
  // Behind its own end, the innermost label leads there, too, and finds the same on the stack.
  if (falls && !isLoop) labels.delete(0);
  if (ways.carries || (ways.callsTail && (falls || labels.size > 0))) return undefined;
  return {
    falls,
    labels: [...labels].sort((a, b) => a - b),
    returns: ways.returns || ways.callsTail,
    until: i,
    isEndReached: !isDead,
    touched,
    written,
  };
}

/** A block within the region that has not ended yet. */
interface OpenBlock {
  readonly isLoop: boolean;
  /** Could control not get to the block at all? */
  readonly isDeadAround: boolean;
  /** By a branch, or out of its other arm. */
  isEndReached: boolean;
}
