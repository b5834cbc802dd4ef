import type { Debuggee } from './debug-link.ts';
import { evaluate, type LocationContext, type Place } from './dwarf/location.ts';
import { recordSize, RECORD_BEGAN, RECORD_HEADER } from './instrument/layout.ts';
import type { Site, Sites } from './instrument/sites.ts';
import type { DebugFunction, Scope, Variable } from './program-info.ts';
import type { ProgramMemory } from './program-memory.ts';

/** A call of one of the program's own functions that has not returned. */
export interface Frame {
  /** From 1: the outermost of the user's. */
  readonly depth: number;
  readonly function: DebugFunction;
  /** Where it is, or which of its lines made the call. */
  readonly site: Site;
  readonly record: number;
}

/** The frames of a stopped instance, innermost first. `site` and `record` are what the stop was called with. */
export function framesOf(memory: ProgramMemory, sites: Sites, site: Site, record: number): readonly Frame[] {
  const frames: Frame[] = [];
  let at = memory.layout.records;
  while (at < record) {
    const outer = sites.get(memory.view.getUint32(at, true));
    // A record without a site has not come to its first line; what is above it cannot be found.
    if (!outer) break;
    frames.push({ depth: frames.length + 1, function: outer.function, site: outer, record: at });
    at += recordSize(outer.function.locals.length);
  }
  frames.push({ depth: frames.length + 1, function: site.function, site, record });
  return frames.reverse();
}

/** The lower 32 bits of the position at which the call with this record began. */
export function beginOf({ view }: ProgramMemory, record: number): number {
  return view.getUint32(record + RECORD_BEGAN, true);
}

/** The innermost frame that has come to a line and whose record begins below `end`. */
export function frameBelow(memory: ProgramMemory, sites: Sites, end: number): Frame | undefined {
  let found: Frame | undefined;
  let depth = 0;
  for (let at = memory.layout.records; at < end;) {
    const site = sites.get(memory.view.getUint32(at, true));
    if (!site) break;
    found = { depth: ++depth, function: site.function, site, record: at };
    at += recordSize(site.function.locals.length);
  }
  return found;
}

/** The scopes that the frame's place lies in, innermost first. */
export function scopesOf({ function: fn, site }: Frame): readonly Scope[] {
  const scopes: Scope[] = [];
  let inner: Scope | undefined = fn.scope;
  while (inner) {
    scopes.unshift(inner);
    inner = inner.inner.find(({ low, high }) => low <= site.address && site.address < high);
  }
  return scopes;
}

/** Where a variable is; `frame`: of a local one. Undefined: it is not in the program, or not here yet. */
export function placeOf(variable: Variable, memory: ProgramMemory, frame: Frame | undefined): Place | undefined {
  const at = frame?.site.address ?? 0;
  const range = variable.locations.find(({ low, high }) => low <= at && at < high);
  if (!range) return undefined;
  const frameBase = frame && frameBaseOf(frame, memory);
  return evaluate(range.bytes, { ...contextOf(frame, memory), frameBase });
}

/** The lowest address of the frame's variables; undefined where it has none. */
export function frameBaseOf(frame: Frame, memory: ProgramMemory): number | undefined {
  const base = frame.function.frameBase && evaluate(frame.function.frameBase, contextOf(frame, memory));
  return base?.kind === 'value' ? base.value : base?.address;
}

/** Below this of the stack there are only calls that have returned; 0: not known. */
export function stackEndOf(
  innermost: Frame | undefined,
  { memory, switches }: Pick<Debuggee, 'memory' | 'switches'>,
): number {
  if (!innermost) return switches.stackPointer;
  // A function that calls none leaves the stack pointer where it was; an array of variable length lies below the frame's base.
  const places = visibleVariables(innermost).map((variable) => placeOf(variable, memory, innermost));
  const addresses = places.map((place) => (place?.kind === 'memory' ? place.address : Infinity));
  return Math.min(frameBaseOf(innermost, memory) ?? Infinity, switches.stackPointer, ...addresses);
}

/** Finds the record of the call in whose frame an address lies; `frames`: innermost first. */
export function callsByAddress(
  memory: ProgramMemory,
  frames: readonly Frame[],
): (address: number) => number | undefined {
  let known: readonly { readonly base: number; readonly record: number }[] | undefined;
  return (address) => {
    if (address >= memory.layout.stackTop) return undefined;
    known ??= frames.flatMap((frame) => {
      const base = frameBaseOf(frame, memory);
      return base === undefined ? [] : [{ base, record: frame.record }];
    });
    // An inner frame lies below the ones that called it.
    let [low, high] = [0, known.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((known[middle]?.base ?? 0) <= address) low = middle + 1;
      else high = middle;
    }
    return known[low - 1]?.record;
  };
}

/** The variables that can be named there; a name that is declared again hides the one outside. */
export function visibleVariables(frame: Frame): readonly Variable[] {
  const byName = new Map<string, Variable>();
  for (const { variables } of [...scopesOf(frame)].reverse())
    for (const variable of variables) if (!variable.isHidden) byName.set(variable.name, variable);
  return [...byName.values()];
}

function contextOf(frame: Frame | undefined, memory: ProgramMemory): LocationContext {
  return {
    frameBase: undefined,
    local: (index) => frame && localOf(frame, memory, index),
    word: (address) => memory.word(address),
  };
}

/** What the variable of a frame holds that an array's length refers to. */
export function lengthIn(entry: number, frame: Frame, memory: ProgramMemory): number | undefined {
  const variable = scopesOf(frame)
    .flatMap((scope) => scope.variables)
    .find((one) => one.entry === entry);
  const place = variable && placeOf(variable, memory, frame);
  if (place?.kind === 'value') return place.value;
  return place && memory.isWritten(place.address, 4) ? memory.word(place.address) : undefined;
}

function localOf({ function: fn, record }: Frame, memory: ProgramMemory, index: number): number | undefined {
  const kept = fn.locals.indexOf(index);
  return kept === -1 ? undefined : memory.view.getUint32(record + RECORD_HEADER + 4 * kept, true);
}
