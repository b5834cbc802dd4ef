import { DwarfReader } from './dwarf-reader.ts';

/** Where a variable is while the program counter is in a range; addresses count from the code section's contents. */
export interface RangedExpression {
  readonly low: number;
  readonly high: number;
  readonly bytes: Uint8Array;
}

/** What an expression is evaluated with. */
export interface LocationContext {
  /** The value of the function's frame base. */
  readonly frameBase: number | undefined;
  /** A local of the function; undefined: not recorded. */
  readonly local: (index: number) => number | undefined;
  /** The 32-bit word at an address. */
  readonly word: (address: number) => number | undefined;
}

export type Place =
  | { readonly kind: 'memory'; readonly address: number }
  /** It has a value, and is nowhere. */
  | { readonly kind: 'value'; readonly value: number };

const OP = {
  addr: 0x03,
  deref: 0x06,
  constu: 0x10,
  consts: 0x11,
  minus: 0x1c,
  plus: 0x22,
  plus_uconst: 0x23,
  lit0: 0x30,
  lit31: 0x4f,
  fbreg: 0x91,
  stack_value: 0x9f,
  wasm_location: 0xed,
} as const;
const WASM_LOCAL = 0;
/** The linker gives it to what it left out. */
const LEFT_OUT = 0xffff_ffff;

/** The place that an expression gives; undefined for one that it cannot evaluate, and for what is not in the program. */
export function evaluate(bytes: Uint8Array, context: LocationContext): Place | undefined {
  const reader = new DwarfReader(bytes);
  const stack: number[] = [];
  let isValue = false;
  const push = (value: number | undefined): boolean => {
    if (value === undefined) return false;
    stack.push(value);
    return true;
  };
  while (!reader.isAtEnd) {
    const op = reader.u8();
    if (op === OP.stack_value) isValue = true;
    else if (!step(op, reader, stack, push, context)) return undefined;
  }
  const top = stack.at(-1);
  if (top === undefined) return undefined;
  if (isValue) return { kind: 'value', value: top };
  return top === LEFT_OUT ? undefined : { kind: 'memory', address: top >>> 0 };
}

function step(
  op: number,
  reader: DwarfReader,
  stack: number[],
  push: (value: number | undefined) => boolean,
  context: LocationContext,
): boolean {
  if (op >= OP.lit0 && op <= OP.lit31) return push(op - OP.lit0);
  switch (op) {
    case OP.addr:
      return push(reader.u32());
    case OP.fbreg: {
      const offset = reader.sleb();
      return push(context.frameBase === undefined ? undefined : context.frameBase + offset);
    }
    case OP.wasm_location: {
      const kind = reader.u8();
      const index = kind === 3 ? reader.u32() : reader.uleb();
      return push(kind === WASM_LOCAL ? context.local(index) : undefined);
    }
    case OP.deref:
      return push(context.word(stack.pop() ?? 0));
    case OP.constu:
      return push(reader.uleb());
    case OP.consts:
      return push(reader.sleb());
    case OP.plus_uconst:
      return push((stack.pop() ?? 0) + reader.uleb());
    case OP.plus:
      return push((stack.pop() ?? 0) + (stack.pop() ?? 0));
    case OP.minus: {
      const top = stack.pop() ?? 0;
      return push((stack.pop() ?? 0) - top);
    }
    default:
      return false;
  }
}

/** The locals of the function that an expression reads. */
export function localsOf(bytes: Uint8Array): readonly number[] {
  const locals: number[] = [];
  evaluate(bytes, {
    frameBase: 0,
    word: () => 0,
    local: (index) => {
      locals.push(index);
      return 0;
    },
  });
  return locals;
}

/** A location list of `.debug_loc`; a unit's ranges count from `base`. */
export function readLocationList(section: Uint8Array, at: number, base: number): readonly RangedExpression[] {
  const reader = new DwarfReader(section, at);
  const list: RangedExpression[] = [];
  let from = base;
  for (;;) {
    const low = reader.u32();
    const high = reader.u32();
    if (low === 0 && high === 0) return list;
    if (low === 0xffff_ffff) from = high;
    else list.push({ low: low + from, high: high + from, bytes: reader.take(reader.u16()) });
  }
}

const LLE = { end: 0, offset_pair: 4, default: 5, base_address: 6, start_end: 7, start_length: 8 } as const;

/** The same, of `.debug_loclists`. */
export function readLocationList5(section: Uint8Array, at: number, base: number): readonly RangedExpression[] {
  const reader = new DwarfReader(section, at);
  const list: RangedExpression[] = [];
  let from = base;
  for (;;) {
    const kind = reader.u8();
    switch (kind) {
      case LLE.offset_pair: {
        const [low, high] = [reader.uleb() + from, reader.uleb() + from];
        list.push({ low, high, bytes: reader.take(reader.uleb()) });
        break;
      }
      case LLE.base_address:
        from = reader.u32();
        break;
      case LLE.start_end: {
        const [low, high] = [reader.u32(), reader.u32()];
        list.push({ low, high, bytes: reader.take(reader.uleb()) });
        break;
      }
      case LLE.start_length: {
        const low = reader.u32();
        const high = low + reader.uleb();
        list.push({ low, high, bytes: reader.take(reader.uleb()) });
        break;
      }
      default:
        return list;
    }
  }
}
