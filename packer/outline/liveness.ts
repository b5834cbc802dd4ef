import { branchTargets, type Code } from '../wasm/code.ts';
import { OP } from '../../runtime/wasm/instruction.ts';

/** Locals, a bit each. */
export type Locals = Uint32Array<ArrayBuffer>;

/** What may be read before it is written again. */
export interface Live {
  /** Here. */
  readonly here: Locals;
  /** Behind the end of the list of instructions that this one stands in. */
  readonly after: Locals;
  /** Where a branch to each label leads, the innermost first; the last is the function's own. */
  readonly labels: readonly Locals[];
}

export function has(locals: Locals, local: number): boolean {
  return (((locals[local >> 5] ?? 0) >> (local & 31)) & 1) === 1;
}

/** Finds out which of a function's `count` locals are live in front of the instructions `wanted`. */
export function liveness(code: Code, count: number, wanted: ReadonlySet<number>): ReadonlyMap<number, Live> {
  const { opcodes, operands, partners, elses } = code;
  const found = new Map<number, Live>();
  const none = new Uint32Array((count + 31) >> 5);
  const labels: Locals[] = [none];
  /**
   * What each loop was found to need so far. What is live only grows from one round of a loop to the next, so a loop within it
   * goes on from there: to begin again each time would take a time that doubles with each level of loops.
   */
  const starts = new Map<number, Locals>();
  const label = (depth: number): Locals => labels[labels.length - 1 - depth] ?? none;

  const list = (from: number, to: number, after: Locals): Locals => {
    let live = after.slice();
    for (let i = to - 1; i >= from; i--) {
      const operand = operands[i] ?? 0;
      switch (opcodes[i] ?? OP.unreachable) {
        case OP.local_get:
          live[operand >> 5] = (live[operand >> 5] ?? 0) | (1 << (operand & 31));
          break;
        case OP.local_set:
        case OP.local_tee:
          live[operand >> 5] = (live[operand >> 5] ?? 0) & ~(1 << (operand & 31));
          break;
        case OP.br:
          live = label(operand).slice();
          break;
        case OP.br_if:
          add(live, label(operand));
          break;
        case OP.br_table:
          live = none.slice();
          for (const depth of new Set(branchTargets(code, i))) add(live, label(depth));
          break;
        case OP.unreachable:
        case OP.return:
        case OP.return_call:
        case OP.return_call_indirect:
          live = none.slice();
          break;
        case OP.end:
          i = partners[i] ?? from;
          live = structure(i, live);
      }
      if (wanted.has(i)) found.set(i, { here: live.slice(), after, labels: labels.toReversed() });
    }
    return live;
  };

  const structure = (opener: number, after: Locals): Locals => {
    const closer = partners[opener] ?? opener;
    const within = (from: number, to: number, onBranch: Locals): Locals => {
      labels.push(onBranch);
      const live = list(from, to, after);
      labels.pop();
      return live;
    };
    if (opcodes[opener] === OP.loop) {
      // What its first instruction needs, each round needs at its end.
      for (;;) {
        const before = starts.get(opener) ?? none;
        const live = within(opener + 1, closer, before);
        if (live.every((bits, n) => (bits & ~(before[n] ?? 0)) === 0)) return live;
        const grown = live.slice();
        add(grown, before);
        starts.set(opener, grown);
      }
    }
    const middle = elses.get(opener);
    const live = within(opener + 1, middle ?? closer, after);
    if (opcodes[opener] === OP.if) add(live, middle === undefined ? after : within(middle + 1, closer, after));
    return live;
  };

  list(0, opcodes.length - 1, none);
  return found;
}

function add(to: Locals, from: Locals): void {
  for (let n = 0; n < to.length; n++) to[n] = (to[n] ?? 0) | (from[n] ?? 0);
}
