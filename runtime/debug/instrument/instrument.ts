import type { DebugFunction, ProgramInfo } from '../program-info.ts';
import { EXTERNAL, SECTION, WasmReader } from '../../wasm/wasm-reader.ts';
import { WasmWriter } from '../../wasm/wasm-writer.ts';
import { OP } from '../../wasm/instruction.ts';
import { functionNames, initialStackPointer } from '../../wasm/linked-program.ts';
import { contentsOf, extended, readSections, SECTION_ORDER, type Section } from '../../wasm/sections.ts';
import { instrumentBody, type Body, type InstrumentedBody, type Numbers } from './instrument-body.ts';
import { instrumentHeap } from './instrument-heap.ts';
import {
  EXPORTS,
  HEAP,
  HOOK,
  MOST_STACK_BYTES,
  PAGE_BYTES,
  RECORD_BYTES,
  SITES_PER_MASK,
  SLACK_BYTES,
  type HeapFunction,
  type MemoryLayout,
} from './layout.ts';
import { readFunctionPointers } from './function-pointers.ts';
import { OffsetMap } from './offset-map.ts';
import { functionsByAddress, Sites } from './sites.ts';
import type { Arities, Arity } from './stack-effect.ts';

const HEADER = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
const I32 = 0x7f;
const FUNCREF = 0x70;
/** The linker makes it the first global. */
const STACK_POINTER = 0;
const EMPTY_BLOCK = 0x40;
/** How the library of a checked program names the functions that stand in for libc's. */
const WRAPPED = /^__wrap_/;
/** In front of those that hold which sites are to call. */
const ADDED_GLOBALS = 5;

/** A program that can be stopped, and what is known of it. */
export interface Instrumented {
  readonly module: Uint8Array<ArrayBuffer>;
  readonly sites: Sites;
  readonly layout: MemoryLayout;
  /** The numbers that the engine knows the user's functions by. */
  readonly functionNumbers: readonly number[];
  /** How many globals hold which sites are to call. */
  readonly masks: number;
  /** From places in the instrumented module to those in the program as it was built. */
  readonly offsets: OffsetMap;
  /** The names of the functions that pointers mean, by the value of the pointer. */
  readonly pointedFunctions: ReadonlyMap<number, string>;
  /** It writes memory by vector instructions, which are not marked and not told. */
  readonly hasVectorStores: boolean;
}

interface FunctionType {
  readonly params: number;
  readonly results: Uint8Array;
}

/**
 * Makes a program that calls before each line once it is asked to, that keeps a record of each frame, and that marks what
 * of its stack is written. `tellsWrites`: it also calls after each write to a watched place. Sites have the same numbers
 * with and without that. Functions keep their numbers, and everything in memory keeps its address. Throws for a module
 * that it does not understand.
 */
export function instrument(module: Uint8Array, info: ProgramInfo, tellsWrites = false): Instrumented {
  const sections = readSections(module);
  const types = readTypes(sections);
  const imported = readImportedFunctions(sections);
  const functions = readVector(contentsOf(sections, SECTION.function), (reader) => reader.u32());
  const globals = countOf(sections, SECTION.global);
  const layout = layoutOf(sections);
  const arities = aritiesOf(types, [...imported, ...functions]);
  const hooks = countOf(sections, SECTION.table);
  const numbers: Numbers & { readonly heapType: number } = {
    arities,
    left: globals,
    top: globals + 1,
    origin: globals + 2,
    watchFrom: globals + 3,
    watchBytes: globals + 4,
    firstMask: globals + ADDED_GLOBALS,
    hooks,
    stopType: types.length,
    heapType: types.length + 1,
    writeType: types.length + 2,
    layout,
    tellsWrites,
  };
  const sites = new Sites();
  const code = sections.find(({ id }) => id === SECTION.code);
  if (!code) throw new Error('The program has no code');
  const names = functionNames(sections);
  const heap = heapFunctions(names);
  const functionNumbers: number[] = [];
  const ownNames = new Map<number, string>();
  let hasVectorStores = false;
  const { contents, shifts } = writeCode(code, (body, i) => {
    const type = types[functions[i] ?? -1];
    const [result = EMPTY_BLOCK] = type?.results ?? [];
    const whole: Body = { ...body, params: type?.params ?? 0, resultBlock: result };
    const allocates = heap.get(imported.length + i);
    if (allocates) return instrumentHeap(whole, allocates, numbers);
    const fn = functionsAt(info, body.address);
    if (fn) {
      functionNumbers.push(imported.length + i);
      ownNames.set(imported.length + i, fn.name);
    }
    const written = instrumentBody(whole, fn, sites, numbers);
    hasVectorStores ||= written.hasVectorStores;
    return written;
  });
  const masks = Math.floor(sites.count / SITES_PER_MASK) + 1;
  const written = new Map<number, Uint8Array>([
    [SECTION.type, extended(contentsOf(sections, SECTION.type), hookTypes())],
    [
      SECTION.table,
      extended(contentsOf(sections, SECTION.table), [Uint8Array.of(FUNCREF, 0, Object.keys(HOOK).length)]),
    ],
    [SECTION.memory, memoryWith(sections, layout)],
    [SECTION.global, extended(contentsOf(sections, SECTION.global), addedGlobals(layout, masks))],
    [SECTION.export, extended(contentsOf(sections, SECTION.export), addedExports(numbers, masks))],
    [SECTION.code, contents],
  ]);
  const { bytes, codeAt } = assemble(sections, written);
  const pointedFunctions = new Map(
    [...readFunctionPointers(sections)].map(([pointer, index]) => [
      pointer,
      ownNames.get(index) ?? names.get(index) ?? `function ${index}`,
    ]),
  );
  const offsets = new OffsetMap(shifts, codeAt, code.at);
  return { module: bytes, sites, layout, functionNumbers, masks, offsets, pointedFunctions, hasVectorStores };
}

const byAddress = new WeakMap<ProgramInfo, ReadonlyMap<number, DebugFunction>>();

function functionsAt(info: ProgramInfo, address: number): DebugFunction | undefined {
  let known = byAddress.get(info);
  if (!known) {
    known = functionsByAddress(info);
    byAddress.set(info, known);
  }
  return known.get(address);
}

function readTypes(sections: readonly Section[]): readonly FunctionType[] {
  return readVector(contentsOf(sections, SECTION.type), (reader) => {
    if (reader.byte() !== 0x60) throw new Error('The program has types that are not of functions');
    const params = reader.take(reader.u32()).length;
    return { params, results: reader.take(reader.u32()) };
  });
}

/** The types of imported functions. A module that imports something else has not been linked as programs are. */
function readImportedFunctions(sections: readonly Section[]): readonly number[] {
  return readVector(contentsOf(sections, SECTION.import), (reader) => {
    reader.name();
    reader.name();
    if (reader.byte() !== EXTERNAL.function) throw new Error('The program imports more than functions');
    return reader.u32();
  });
}

function readVector<T>(contents: Uint8Array | undefined, one: (reader: WasmReader) => T): readonly T[] {
  if (!contents) return [];
  const reader = new WasmReader(contents);
  return Array.from({ length: reader.u32() }, () => one(reader));
}

function countOf(sections: readonly Section[], id: number): number {
  const contents = contentsOf(sections, id);
  return contents ? new WasmReader(contents).u32() : 0;
}

function aritiesOf(types: readonly FunctionType[], functions: readonly number[]): Arities {
  const none: Arity = { params: 0, results: 0 };
  const all = types.map(({ params, results }): Arity => ({ params, results: results.length }));
  const ofType = (type: number): Arity => all[type] ?? none;
  return { ofType, ofFunction: (index) => ofType(functions[index] ?? -1) };
}

/** What is shared with the debugger lies where the program's memory ends at first: an allocator never looks there. */
function layoutOf(sections: readonly Section[]): MemoryLayout {
  const memory = contentsOf(sections, SECTION.memory);
  if (!memory) throw new Error('The program has no memory');
  const reader = new WasmReader(memory);
  reader.u32();
  reader.byte();
  const records = reader.u32() * PAGE_BYTES;
  const initial = initialStackPointer(sections) ?? 0;
  const stackTop = initial > 0 && initial <= MOST_STACK_BYTES ? initial : 0;
  const bytes = RECORD_BYTES + stackTop + SLACK_BYTES;
  return { records, shadow: records + RECORD_BYTES, stackTop, pages: Math.ceil(bytes / PAGE_BYTES) };
}

function heapFunctions(names: ReadonlyMap<number, string>): ReadonlyMap<number, HeapFunction> {
  const found = new Map<number, HeapFunction>();
  const wrapped = new Map<number, HeapFunction>();
  for (const [index, name] of names) {
    const own = name.replace(WRAPPED, '');
    const isWrapped = own !== name;
    if (Object.hasOwn(HEAP, own)) (isWrapped ? wrapped : found).set(index, own as HeapFunction);
  }
  // The blocks of a checked program are a part of those that libc gives out.
  return wrapped.size > 0 ? wrapped : found;
}

function writeCode(
  { contents }: Section,
  rewrite: (body: Pick<Body, 'bytes' | 'address'>, index: number) => InstrumentedBody,
): { readonly contents: Uint8Array; readonly shifts: readonly { readonly at: number; readonly by: number }[] } {
  const reader = new WasmReader(contents);
  const count = reader.u32();
  const out = new WasmWriter(contents.length * 2).u32(count);
  const shifts: { at: number; by: number }[] = [];
  for (let i = 0; i < count; i++) {
    const size = reader.u32();
    const address = reader.at;
    const body = rewrite({ bytes: reader.take(size), address }, i);
    out.u32(body.bytes.length);
    const start = out.length;
    for (const { at, by } of body.shifts) shifts.push({ at: start + at, by: start - address + by });
    out.bytes(body.bytes);
  }
  return { contents: out.written, shifts };
}

function hookTypes(): readonly Uint8Array[] {
  return [2, 4, 3].map((params) => Uint8Array.of(0x60, params, ...Array.from({ length: params }, () => I32), 0));
}

function addedGlobals({ records }: MemoryLayout, masks: number): readonly Uint8Array[] {
  const global = (value: number): Uint8Array =>
    new WasmWriter(8).code(I32, 1, OP.i32_const).s32(value).code(OP.end).written;
  const zeros = ADDED_GLOBALS - 2 + masks;
  return [global(0x7fff_ffff), global(records), ...Array.from({ length: zeros }, () => global(0))];
}

function addedExports(
  { left, top, origin, watchFrom, watchBytes, firstMask, hooks, layout }: Numbers,
  masks: number,
): readonly Uint8Array[] {
  const one = (name: string, kind: number, index: number): Uint8Array =>
    new WasmWriter(32).name(name).code(kind).u32(index).written;
  return [
    one(EXPORTS.left, EXTERNAL.global, left),
    one(EXPORTS.top, EXTERNAL.global, top),
    one(EXPORTS.origin, EXTERNAL.global, origin),
    one(EXPORTS.watchFrom, EXTERNAL.global, watchFrom),
    one(EXPORTS.watchBytes, EXTERNAL.global, watchBytes),
    one(EXPORTS.hooks, EXTERNAL.table, hooks),
    ...(layout.stackTop > 0 ? [one(EXPORTS.stack, EXTERNAL.global, STACK_POINTER)] : []),
    ...Array.from({ length: masks }, (_, i) => one(`${EXPORTS.mask}${i}`, EXTERNAL.global, firstMask + i)),
  ];
}

function memoryWith(sections: readonly Section[], { pages }: MemoryLayout): Uint8Array {
  const reader = new WasmReader(contentsOf(sections, SECTION.memory) ?? new Uint8Array());
  if (reader.u32() !== 1) throw new Error('The program has more than one memory');
  const flags = reader.byte();
  if (flags > 1) throw new Error('The program has an unusual memory');
  const minimum = reader.u32();
  const out = new WasmWriter(16)
    .u32(1)
    .code(flags)
    .u32(minimum + pages);
  if (flags === 1) out.u32(Math.min(65536, reader.u32() + pages));
  return out.written;
}

/** The module without its debug information, whose places are another module's. */
function assemble(
  sections: readonly Section[],
  written: ReadonlyMap<number, Uint8Array>,
): { readonly bytes: Uint8Array<ArrayBuffer>; readonly codeAt: number } {
  const out = new WasmWriter(1 << 16).bytes(HEADER);
  let codeAt = 0;
  for (const id of SECTION_ORDER) {
    const contents = written.get(id) ?? contentsOf(sections, id);
    if (!contents) continue;
    out.code(id).u32(contents.length);
    if (id === SECTION.code) codeAt = out.length;
    out.bytes(contents);
  }
  for (const { id, name, contents } of sections) {
    if (id !== SECTION.custom || name.startsWith('.debug_')) continue;
    const section = new WasmWriter(contents.length + 64).name(name).bytes(contents).written;
    out.code(SECTION.custom).sized(section);
  }
  return { bytes: out.written, codeAt };
}
