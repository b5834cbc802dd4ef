import { assembleBody, type Instruction } from './wasm/assemble.ts';
import {
  countImports,
  readBodies,
  readData,
  readElements,
  readExports,
  readFunctionTypes,
  readGlobals,
  readMemory,
  readTypes,
  VALUE,
  writeBodies,
  writeData,
  writeElements,
  writeExport,
  writeGlobalI32,
  type DataSegment,
  type ElementSegment,
  type Export,
} from './wasm/declarations.ts';
import { WasmReader } from '../runtime/wasm/wasm-reader.ts';
import { sectionOf, withCustomSection, writeSections, type Sections } from './wasm/sections.ts';
import { extended } from '../runtime/wasm/sections.ts';
import { WasmWriter } from '../runtime/wasm/wasm-writer.ts';
import { memoryLimits } from '../runtime/toolchain/split/memory-limits.ts';
import {
  CROSSING,
  FUNCTIONS,
  globalName,
  loaderSlot,
  MEMORY,
  presenceName,
  SHARED,
} from '../runtime/toolchain/split/shared-names.ts';
import { findCopies } from './copies.ts';
import { lateOnly, lateStrings, withoutLate, type Range } from './late-strings.ts';
import { ABSENT, numberIn, renumberCalls } from './renumber.ts';
import { survey, type Survey } from './survey.ts';

/** A module in parts. Equal inputs give equal bytes. */
export interface Split {
  /**
   * The first one runs by itself until it calls a function that it does not hold. The others are instantiated then,
   * over the first one's memory, tables and globals, in any order.
   */
  readonly parts: readonly Uint8Array<ArrayBuffer>[];
  /** Of each part: its functions, and those of them that other parts, the table or an export can reach. */
  readonly counts: readonly { readonly functions: number; readonly reached: number }[];
  /** Bytes of the data that come with the last part, because nothing else reads them. */
  readonly lateBytes: number;
}

interface SplitOptions {
  /** Addresses of strings that the code no longer mentions. */
  readonly unsaid?: ReadonlySet<number>;
  /** Up to how many bytes a function is copied. */
  readonly short?: number;
}

/** What a call across costs can be seen of functions up to this many bytes; of longer ones copies would cost more to send. */
const SHORT = 400;

/** The module's own table, and the one through which the parts call each other. */
const OWN_TABLE = 0;
const CROSSING_TABLE = 1;

/**
 * Cuts a module into `count` parts. In place of a function that a part does not hold and can reach, it has a call through
 * a shared table; of the others it knows nothing, and numbers those that it has anew. `partOf` is asked for each defined
 * function; later parts can hold copies of it.
 */
export function splitModule(
  sections: Sections,
  count: number,
  partOf: (defined: number) => number,
  { unsaid = new Set(), short = SHORT }: SplitOptions = {},
): Split {
  const module = readModule(sections);
  const at = module.bodies.map((_, i) => (i === module.start ? FIRST : partOf(i)));
  const isLate = (i: number): boolean => count > 1 && at[i] === count - 1;
  const holds = findCopies(module, at, short);
  const late = lateStrings({ ...module, isLate, unsaid }, module.data);
  const cut = { ...module, at, holds, count, late, slots: assignSlots(module, at, holds, count) };
  const parts = Array.from({ length: count }, (_, part) => part);
  return {
    parts: parts.map((part) => {
      const own = { part, ...numberFunctions(cut, part) };
      return part === FIRST ? writeFirst(sections, cut, own) : writeOther(sections, cut, own);
    }),
    counts: parts.map((part) => ({
      functions: at.filter((each) => each === part).length,
      reached: cut.slots.reached[part]?.length ?? 0,
    })),
    lateBytes: late.reduce((sum, { start, end }) => sum + end - start, 0),
  };
}

const FIRST = 0;

interface Module {
  readonly imported: number;
  readonly bodies: readonly Uint8Array[];
  readonly types: Uint32Array;
  readonly paramCounts: readonly number[];
  /** The index of the type that takes and returns nothing. */
  readonly voidType: number;
  readonly globalCount: number;
  readonly elements: readonly ElementSegment[];
  readonly exports: readonly Export[];
  readonly start: number | undefined;
  readonly calls: Survey;
  readonly data: readonly DataSegment[];
}

function readModule(sections: Sections): Module {
  const imported = countImports(sections);
  const bodies = readBodies(sections);
  const types = readTypes(sections);
  const voidType = types.findIndex(({ params, results }) => params.length === 0 && results.length === 0);
  if (voidType < 0) throw new Error('Cannot split the module: no function takes and returns nothing');
  if (sectionOf(sections, 'table')[0] !== 1)
    throw new Error('Cannot split the module: it does not have exactly one table');
  if (sectionOf(sections, 'memory')[0] !== 1)
    throw new Error('Cannot split the module: it does not have exactly one memory');
  const start = sections.get('start');
  return {
    imported,
    bodies,
    types: readFunctionTypes(sections),
    paramCounts: types.map(({ params }) => params.length),
    voidType,
    globalCount: readGlobals(sections).length,
    elements: readElements(sections),
    exports: readExports(sections),
    // It runs before there is a loader.
    start: start && new WasmReader(start).u32() - imported,
    calls: survey(bodies, imported),
    data: readData(sections),
  };
}

/** Who is called across a cut, in the order of their slots in the crossing table. */
interface Slots {
  /** Of each defined function; 0: never called from another part. */
  readonly of: Uint32Array;
  /** Of each defined function: a bit for each other part that calls it. */
  readonly callers: Uint8Array;
  /** The functions of each part, in slots that follow one another. */
  readonly reached: readonly (readonly number[])[];
  readonly count: number;
}

interface Cut extends Module {
  /** The part of each defined function. */
  readonly at: readonly number[];
  /** Of each defined function: a bit for each part that holds it, be it a copy. */
  readonly holds: Uint8Array;
  readonly count: number;
  readonly slots: Slots;
  /** The data that comes with the last part. */
  readonly late: readonly Range[];
}

function assignSlots(
  { imported, calls, elements, exports }: Module,
  at: readonly number[],
  holds: Uint8Array,
  count: number,
): Slots {
  const callers = new Uint8Array(at.length);
  const called = (callee: number, from: number): void => {
    const absent = from & ~(holds[callee] ?? 0);
    callers[callee] = (callers[callee] ?? 0) | absent;
  };
  let call = 0;
  holds.forEach((parts, caller) => {
    for (const end = calls.ends[caller] ?? call; call < end; call++) called(calls.callees[call] ?? 0, parts);
  });
  const exported = exports.filter(({ kind }) => kind === 'function').map(({ index }) => index);
  // The first part fills the table and exports.
  for (const index of [...elements.flatMap(({ functions }) => functions), ...exported])
    if (index >= imported) called(index - imported, 1 << FIRST);
  const reached = Array.from({ length: count }, (): number[] => []);
  callers.forEach((from, i) => {
    if (from !== 0) reached[at[i] ?? FIRST]?.push(i);
  });
  const of = new Uint32Array(at.length);
  // Slot 0 is always a loader's, or unused.
  let slot = Math.max(1, loaderSlot(count));
  for (const i of reached.flat()) of[i] = slot++;
  return { of, callers, reached, count: slot };
}

/** One of the parts, and what functions it has: what it holds, and what stands in for others that it reaches. */
interface Part {
  readonly part: number;
  /** Defined functions of the whole, in their order. */
  readonly functions: readonly number[];
  /** Of each function index of the whole: the part's own, or `ABSENT`. */
  readonly numbers: Uint32Array;
}

function numberFunctions(cut: Cut, part: number): Omit<Part, 'part'> {
  const { imported, bodies } = cut;
  const functions: number[] = [];
  const numbers = Uint32Array.from({ length: imported + bodies.length }, (_, index) =>
    index < imported ? index : ABSENT,
  );
  bodies.forEach((_, i) => {
    if (!isHeld(cut, part, i) && !isCalledFrom(cut, part, i)) return;
    numbers[imported + i] = imported + functions.length;
    functions.push(i);
  });
  return { functions, numbers };
}

function writeFirst(sections: Sections, cut: Cut, own: Part): Uint8Array<ArrayBuffer> {
  const { globalCount, count, imported, start } = cut;
  const others = Array.from({ length: count - 1 }, (_, i) => i + 1);
  const exported = [
    ...cut.exports.map(({ name, kind, index }) =>
      writeExport(name, kind, kind === 'function' ? numberIn(own.numbers, index) : index),
    ),
    writeExport(FUNCTIONS, 'table', OWN_TABLE),
    writeExport(CROSSING, 'table', CROSSING_TABLE),
    writeExport(MEMORY, 'memory', 0),
    ...Array.from({ length: globalCount }, (_, i) => writeExport(globalName(i), 'global', i)),
    ...others.map((part) => writeExport(presenceName(part), 'global', presenceGlobal(cut, part))),
  ];
  const first = writeSections(
    new Map([
      ...[...sections].filter(([name]) => name !== 'memory'),
      ['import', extended(sections.get('import'), [memoryImport(sections)])],
      ['function', writeFunctionTypes(cut, own)],
      ['table', extended(sections.get('table'), [crossingTable(cut.slots)])],
      ['global', extended(sections.get('global'), [...others.map(() => writeGlobalI32(0))])],
      ['export', extended(undefined, exported)],
      ...(start === undefined
        ? []
        : [['start', new WasmWriter().u32(numberIn(own.numbers, imported + start)).written] as const]),
      ['element', extended(undefined, [...cut.elements.map((each) => inTable(OWN_TABLE, each, own)), fill(cut, own)])],
      ['code', writeCode(cut, own)],
      ...(cut.data.length > 0 ? [['data', writeData(withoutLate(cut.data, cut.late))] as const] : []),
    ] as const),
  );
  return withCustomSection(first, MEMORY, memoryLimits(readMemory(sections)));
}

function writeOther(sections: Sections, cut: Cut, own: Part): Uint8Array<ArrayBuffer> {
  const hasLate = own.part === cut.count - 1 && cut.late.length > 0;
  return writeSections(
    new Map([
      ['type', sectionOf(sections, 'type')],
      ['import', extended(sections.get('import'), sharedImports(sections, cut))],
      ['function', writeFunctionTypes(cut, own)],
      ['element', extended(undefined, [fill(cut, own), ...ownElements(cut, own)])],
      ['code', writeCode(cut, own)],
      ...(hasLate ? [['data', writeData(lateOnly(cut.data, cut.late))] as const] : []),
    ] as const),
  );
}

/** Its functions, what stands in for others, and, after these, what brings the other parts. */
function writeCode(cut: Cut, own: Part): Uint8Array {
  const bodies = own.functions.map((i) => {
    const body = cut.bodies[i];
    return body && isHeld(cut, own.part, i) ? renumberCalls(body, own.numbers) : standIn(cut, own, i);
  });
  const bringers = Array.from({ length: cut.count - 1 }, (_, i) => bringer(cut, i + 1));
  return writeBodies([...bodies, ...bringers]);
}

/** Calls the loader of `part`, which returns when it has filled its slots. */
function bringer({ voidType }: Cut, part: number): Uint8Array {
  return assembleBody(0, [
    ['i32_const', loaderSlot(part)],
    ['call_indirect', voidType, CROSSING_TABLE],
  ]);
}

/** A function that a part does not hold: a call across, for which its part is brought. */
function standIn(cut: Cut, { functions }: Part, i: number): Uint8Array {
  const { types, paramCounts, slots, at, imported } = cut;
  const slot = slots.of[i] ?? 0;
  const type = types[i] ?? 0;
  const home = at[i] ?? FIRST;
  const bring: readonly Instruction[] = [
    ['global_get', presenceGlobal(cut, home)],
    ['i32_eqz'],
    ['if'],
    ['call', imported + functions.length + home - 1],
    ['end'],
  ];
  const params = Array.from({ length: paramCounts[type] ?? 0 }, (_, n) => ['local_get', n] as const);
  return assembleBody(0, [
    ...(home === FIRST ? [] : bring),
    ...params,
    ['i32_const', slot],
    ['call_indirect', type, CROSSING_TABLE],
  ]);
}

function isHeld({ holds }: Cut, part: number, i: number): boolean {
  return ((holds[i] ?? 0) & (1 << part)) !== 0;
}

function isCalledFrom({ slots }: Cut, part: number, i: number): boolean {
  return ((slots.callers[i] ?? 0) & (1 << part)) !== 0;
}

function presenceGlobal({ globalCount }: Module, part: number): number {
  return globalCount + part - 1;
}

function writeFunctionTypes({ types, voidType, count }: Cut, { functions }: Part): Uint8Array {
  const all = [...functions.map((i) => types[i] ?? 0), ...Array.from({ length: count - 1 }, () => voidType)];
  return new WasmWriter(2 * all.length + 5).vector(all, (writer, type) => writer.u32(type)).written;
}

function crossingTable({ count }: Slots): Uint8Array {
  return new WasmWriter().byte(VALUE.funcref).byte(1).u32(count).u32(count).written;
}

/** The slots of a part's functions. */
function fill({ imported, slots }: Cut, own: Part): Uint8Array {
  const functions = slots.reached[own.part] ?? [];
  const start = slots.of[functions[0] ?? 0] ?? 0;
  return inTable(CROSSING_TABLE, { start, functions: functions.map((i) => imported + i) }, own);
}

/** `functions` by their indices in the whole. */
function inTable(table: number, { start, functions }: ElementSegment, own: Part): Uint8Array {
  return writeElements(table, { start, functions: functions.map((index) => numberIn(own.numbers, index)) });
}

/** Once a part is there, its functions stand in the module's own table themselves: no detour between them. */
function ownElements({ elements, imported, at }: Cut, own: Part): readonly Uint8Array[] {
  const runs: { start: number; functions: number[] }[] = [];
  for (const { start, functions } of elements) {
    functions.forEach((index, n) => {
      if (index < imported || at[index - imported] !== own.part) return;
      const last = runs.at(-1);
      if (last && last.start + last.functions.length === start + n) last.functions.push(index);
      else runs.push({ start: start + n, functions: [index] });
    });
  }
  return runs.map((run) => inTable(OWN_TABLE, run, own));
}

function sharedImport(name: string, kind: number, type: ArrayLike<number>): Uint8Array {
  return new WasmWriter().name(SHARED).name(name).byte(kind).bytes(type).written;
}

function memoryImport(sections: Sections): Uint8Array {
  return sharedImport(MEMORY, 2, sectionOf(sections, 'memory').subarray(1));
}

/** Both tables, the memory and every global, in the order of the first part's index spaces. */
function sharedImports(sections: Sections, { slots, count }: Cut): readonly Uint8Array[] {
  return [
    sharedImport(FUNCTIONS, 1, sectionOf(sections, 'table').subarray(1)),
    sharedImport(CROSSING, 1, crossingTable(slots)),
    memoryImport(sections),
    ...readGlobals(sections).map(({ type, isMutable }, i) => sharedImport(globalName(i), 3, [type, isMutable ? 1 : 0])),
    ...Array.from({ length: count - 1 }, (_, i) => sharedImport(presenceName(i + 1), 3, [VALUE.i32, 1])),
  ];
}
