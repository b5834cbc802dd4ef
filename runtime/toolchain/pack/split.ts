import { assembleBody, type Instruction } from './wasm/assemble.ts';
import {
  countImports,
  readBodies,
  readElements,
  readExportedFunctions,
  readFunctionTypes,
  readGlobals,
  readTypes,
  VALUE,
  writeBodies,
  writeElements,
  writeExport,
  writeGlobalI32,
  type ElementSegment,
} from './wasm/declarations.ts';
import { Reader } from './wasm/reader.ts';
import { extended, sectionOf, writeSections, type Sections } from './wasm/sections.ts';
import { Writer } from './wasm/writer.ts';
import { CROSSING, FUNCTIONS, globalName, LOADER_SLOT, MEMORY, SHARED } from '../split/shared-names.ts';
import { survey, type Survey } from './survey.ts';

/** The two halves of a module. Equal inputs give equal bytes. */
export interface Halves {
  /** Runs by itself until it calls a function that it does not hold. */
  readonly hot: Uint8Array<ArrayBuffer>;
  /** Instantiated then, over the hot half's memory, tables and globals. */
  readonly cold: Uint8Array<ArrayBuffer>;
  readonly counts: {
    readonly functions: number;
    readonly hotFunctions: number;
    /** Cold functions that hot code, the table or an export can reach. */
    readonly coldEntries: number;
    /** Hot functions that cold code can reach. */
    readonly hotEntries: number;
  };
}

/** The module's own table, and the one through which the halves call each other. */
const OWN_TABLE = 0;
const CROSSING_TABLE = 1;

/**
 * Cuts a module in two without rewriting an instruction: both halves keep the whole function index space. In place
 * of a function that it does not hold, a half has a call through a shared table, or, where nothing of the half can
 * reach it, nothing. `isHot` is asked for each defined function.
 */
export function splitModule(sections: Sections, isHot: (defined: number) => boolean): Halves {
  const module = readModule(sections);
  const hot = module.bodies.map((_, i) => i === module.start || isHot(i));
  const slots = assignSlots(module, hot);
  return {
    hot: writeHot(sections, module, hot, slots),
    cold: writeCold(sections, module, hot, slots),
    counts: {
      functions: hot.length,
      hotFunctions: hot.filter(Boolean).length,
      coldEntries: slots.cold.length,
      hotEntries: slots.hot.length,
    },
  };
}

interface Module {
  readonly imported: number;
  readonly bodies: readonly Uint8Array[];
  readonly types: Uint32Array;
  readonly paramCounts: readonly number[];
  /** The index of the type that takes and returns nothing. */
  readonly voidType: number;
  readonly globalCount: number;
  readonly elements: readonly ElementSegment[];
  readonly exported: readonly number[];
  readonly start: number | undefined;
  readonly calls: Survey;
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
    exported: readExportedFunctions(sections),
    // It runs before there is a loader.
    start: start && new Reader(start).u32() - imported,
    calls: survey(bodies, imported),
  };
}

/** Who is called across the cut, in the order of their slots in the crossing table. */
interface Slots {
  /** Of each defined function; 0: never called from the other half. */
  readonly of: Uint32Array;
  readonly cold: readonly number[];
  readonly hot: readonly number[];
  readonly count: number;
}

function assignSlots({ imported, calls, elements, exported }: Module, hot: readonly boolean[]): Slots {
  const isCrossed = new Uint8Array(hot.length);
  let at = 0;
  hot.forEach((isCallerHot, caller) => {
    for (const end = calls.ends[caller] ?? at; at < end; at++) {
      const callee = calls.callees[at] ?? 0;
      if (hot[callee] !== isCallerHot) isCrossed[callee] = 1;
    }
  });
  // The hot half fills the table and exports.
  for (const index of [...elements.flatMap(({ functions }) => functions), ...exported]) {
    if (index >= imported && hot[index - imported] === false) isCrossed[index - imported] = 1;
  }
  const crossed = [...isCrossed.keys()].filter((i) => isCrossed[i] === 1);
  const cold = crossed.filter((i) => hot[i] === false);
  const reached = crossed.filter((i) => hot[i] === true);
  const of = new Uint32Array(hot.length);
  [...cold, ...reached].forEach((i, n) => (of[i] = LOADER_SLOT + 1 + n));
  return { of, cold, hot: reached, count: LOADER_SLOT + 1 + crossed.length };
}

function writeHot(sections: Sections, module: Module, hot: readonly boolean[], slots: Slots): Uint8Array<ArrayBuffer> {
  const { imported, bodies, globalCount, voidType } = module;
  const isLoaded = globalCount;
  const load = imported + bodies.length;
  // Before the first call across the cut, the loader: it returns when the cold half has filled its slots.
  const loadOnce = assembleBody(0, [
    ...([
      ['global_get', isLoaded],
      ['i32_eqz'],
      ['if'],
      ['i32_const', LOADER_SLOT],
      ['call_indirect', voidType, CROSSING_TABLE],
    ] as const),
    ...([['i32_const', 1], ['global_set', isLoaded], ['end']] as const),
  ]);
  const code = bodies.map((body, i) => (hot[i] === true ? body : stub(module, i, slots, [['call', load]])));
  const shared = [
    writeExport(FUNCTIONS, 'table', OWN_TABLE),
    writeExport(CROSSING, 'table', CROSSING_TABLE),
    writeExport(MEMORY, 'memory', 0),
    ...Array.from({ length: globalCount }, (_, i) => writeExport(globalName(i), 'global', i)),
  ];
  return writeSections(
    new Map([
      ...sections,
      ['function', writeFunctionTypes(module, (i) => hot[i] === true || slots.of[i] !== 0, [voidType])],
      ['table', extended(sections.get('table'), [crossingTable(slots)])],
      ['global', extended(sections.get('global'), [writeGlobalI32(0)])],
      ['export', extended(sections.get('export'), shared)],
      ['element', extended(sections.get('element'), [fill(module, slots.hot, slots)])],
      ['code', writeBodies([...code, loadOnce])],
    ] as const),
  );
}

function writeCold(sections: Sections, module: Module, hot: readonly boolean[], slots: Slots): Uint8Array<ArrayBuffer> {
  const code = module.bodies.map((body, i) => (hot[i] === false ? body : stub(module, i, slots, [])));
  return writeSections(
    new Map([
      ['type', sectionOf(sections, 'type')],
      ['import', extended(sections.get('import'), sharedImports(sections, slots))],
      ['function', writeFunctionTypes(module, (i) => hot[i] === false || slots.of[i] !== 0, [])],
      ['element', extended(undefined, [fill(module, slots.cold, slots), ...ownColdElements(module, hot)])],
      ['code', writeBodies(code)],
    ] as const),
  );
}

/** A function that the half does not hold: `first`, then the call across; or nothing, when the half never calls it. */
function stub({ types, paramCounts }: Module, i: number, slots: Slots, first: readonly Instruction[]): Uint8Array {
  const slot = slots.of[i] ?? 0;
  if (slot === 0) return UNREACHABLE;
  const type = types[i] ?? 0;
  const params = Array.from({ length: paramCounts[type] ?? 0 }, (_, n) => ['local_get', n] as const);
  return assembleBody(0, [...first, ...params, ['i32_const', slot], ['call_indirect', type, CROSSING_TABLE]]);
}

const UNREACHABLE = assembleBody(0, [['unreachable']]);

/** Functions that a half never calls all get the first type: runs of equals compress to nothing. */
function writeFunctionTypes(
  { types }: Module,
  isCallable: (i: number) => boolean,
  more: readonly number[],
): Uint8Array {
  const all = [...Array.from(types, (type, i) => (isCallable(i) ? type : 0)), ...more];
  return new Writer(2 * all.length + 5).vector(all, (writer, type) => writer.u32(type)).written;
}

function crossingTable({ count }: Slots): Uint8Array {
  return new Writer().byte(VALUE.funcref).byte(1).u32(count).u32(count).written;
}

/** The slots of `functions`, which follow one another. */
function fill({ imported }: Module, functions: readonly number[], slots: Slots): Uint8Array {
  const start = slots.of[functions[0] ?? 0] ?? 0;
  return writeElements(CROSSING_TABLE, {
    start: functions.length === 0 ? 0 : start,
    functions: functions.map((i) => imported + i),
  });
}

/** Once the cold half is there, its functions stand in the module's own table themselves: no detour between them. */
function ownColdElements({ elements, imported }: Module, hot: readonly boolean[]): readonly Uint8Array[] {
  const runs: { start: number; functions: number[] }[] = [];
  for (const { start, functions } of elements) {
    functions.forEach((index, n) => {
      if (index < imported || hot[index - imported] === true) return;
      const last = runs.at(-1);
      if (last && last.start + last.functions.length === start + n) last.functions.push(index);
      else runs.push({ start: start + n, functions: [index] });
    });
  }
  return runs.map((run) => writeElements(OWN_TABLE, run));
}

/** Both tables, the memory and every global, in the order of the hot half's index spaces. */
function sharedImports(sections: Sections, slots: Slots): readonly Uint8Array[] {
  const only = (name: 'table' | 'memory'): Uint8Array => sectionOf(sections, name).subarray(1);
  const one = (name: string, kind: number, type: ArrayLike<number>): Uint8Array =>
    new Writer().name(SHARED).name(name).byte(kind).bytes(type).written;
  return [
    one(FUNCTIONS, 1, only('table')),
    one(CROSSING, 1, crossingTable(slots)),
    one(MEMORY, 2, only('memory')),
    ...readGlobals(sections).map(({ type, isMutable }, i) => one(globalName(i), 3, [type, isMutable ? 1 : 0])),
  ];
}
