import { SideMemory, type Side } from './context.ts';
import { fault } from './handles.ts';
import { flatParams, layoutOf, MOST_FLAT_PARAMS, MOST_FLAT_RESULTS, type Core } from './layout.ts';
import { liftFlat, load, type Flat, type Raw } from './lift.ts';
import { lowerFlat, store } from './lower.ts';
import type { Field, FuncType, Type, Value } from './types.ts';

/** A function between components, or between one and the machine: values of JavaScript in and out. */
export interface Func {
  readonly type: FuncType;
  readonly call: (args: readonly Value[]) => Value;
}

export type CoreFunc = (...raw: Raw[]) => Raw | undefined;

/** A core function for the component on `side` to call `func` with. */
export function lowered(func: Func, side: Side): CoreFunc {
  const { params, result } = func.type;
  const flat = flatParams(func.type);
  const arePassed = flat.length <= MOST_FLAT_PARAMS;
  const taken = arePassed ? flat : (['i32'] as const);
  const isReturned = !result || layoutOf(result).flat.length <= MOST_FLAT_RESULTS;
  const tuple: Type = { kind: 'tuple', of: params.map(({ type }) => type) };
  const memory = new SideMemory(side);
  const passed = new Passed();
  return (...raw) => {
    side.calls?.();
    for (let i = 0; i < taken.length; i++) checkCore(raw[i], taken[i]);
    const args = arePassed
      ? liftAll(side, memory, params, passed.begin(raw))
      : (load(
          side,
          memory,
          tuple,
          memory.check(Number(raw[0]), layoutOf(tuple).size, layoutOf(tuple).align),
        ) as Value[]);
    const value = func.call(args);
    if (!result) return undefined;
    if (isReturned) {
      const out: Raw[] = [];
      lowerFlat(side, memory, result, value, out);
      return out[0];
    }
    const { size, align } = layoutOf(result);
    store(side, memory, result, value, memory.check(Number(raw[taken.length]), size, align));
    return undefined;
  };
}

/** A function of the component on `side`, whose core function is `core`. */
export function lifted(core: CoreFunc, type: FuncType, side: Side, postReturn: CoreFunc | undefined): Func {
  const { params, result } = type;
  const flat = flatParams(type);
  const tuple: Type = { kind: 'tuple', of: params.map((param) => param.type) };
  const isReturned = !result || layoutOf(result).flat.length <= MOST_FLAT_RESULTS;
  const memory = new SideMemory(side);
  const { lends } = layoutOf(tuple);
  const lower = (args: readonly Value[], raw: Raw[]): void => {
    if (flat.length <= MOST_FLAT_PARAMS)
      for (const [i, param] of params.entries()) lowerFlat(side, memory, param.type, args[i], raw);
    else {
      const { size, align } = layoutOf(tuple);
      const at = memory.allocate(size, align);
      store(side, memory, tuple, args, at);
      raw.push(at);
    }
  };
  return {
    type,
    call: (args) => {
      const raw: Raw[] = [];
      let checkReturned: (() => void) | undefined;
      if (lends) checkReturned = side.handles.lending(() => lower(args, raw));
      else lower(args, raw);
      const returned = core(...raw);
      if (returned !== undefined) checkCore(returned, result && isReturned ? layoutOf(result).flat[0] : 'i32');
      let value: Value;
      if (result && isReturned) value = liftFlat(side, memory, result, { next: () => returned ?? 0 });
      else if (result) {
        const { size, align } = layoutOf(result);
        value = load(side, memory, result, memory.check(Number(returned), size, align));
      }
      if (postReturn && returned !== undefined) postReturn(returned);
      else postReturn?.();
      checkReturned?.();
      return value;
    },
  };
}

/** A module imports a function with a type of its own choice, and may pass what is no number: a reference. */
function checkCore(raw: unknown, core: Core | undefined): void {
  if (core === 'i64' ? typeof raw !== 'bigint' : typeof raw !== 'number')
    throw fault(`A component passed a value of another type where its function takes or returns ${core ?? 'nothing'}`);
}

/** What was passed, from the first value on: one for all calls of a function, which takes its arguments before anything else happens. */
class Passed implements Flat {
  #raw: readonly Raw[] = [];
  #at = 0;

  begin(raw: readonly Raw[]): this {
    this.#raw = raw;
    this.#at = 0;
    return this;
  }

  next(): Raw {
    return this.#raw[this.#at++] ?? 0;
  }
}

function liftAll(side: Side, memory: SideMemory, params: FuncType['params'], flat: Flat): readonly Value[] {
  const values = new Array<Value>(params.length);
  for (let i = 0; i < params.length; i++) values[i] = liftFlat(side, memory, (params[i] as Field).type, flat);
  return values;
}
