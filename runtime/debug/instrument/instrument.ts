import type { DebugFunction, ProgramInfo } from '../program-info.ts';
import { ByteReader } from '../../wasm/byte-reader.ts';
import { ByteWriter } from '../../wasm/byte-writer.ts';
import { OP } from '../../wasm/instruction.ts';
import { contentsOf, customSection, readSections, SECTION, SECTION_ORDER, type Section } from '../../wasm/sections.ts';
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
const KIND = { function: 0, table: 1, global: 3 } as const;

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
  const functions = readVector(contentsOf(sections, SECTION.function), (reader) => reader.uleb());
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
  const heap = heapFunctions(sections);
  const functionNumbers: number[] = [];
  const { contents, shifts } = writeCode(code, (body, i) => {
    const type = types[functions[i] ?? -1];
    const [result = EMPTY_BLOCK] = type?.results ?? [];
    const whole: Body = { ...body, params: type?.params ?? 0, resultBlock: result };
    const allocates = heap.get(imported.length + i);
    if (allocates) return instrumentHeap(whole, allocates, numbers);
    const fn = functionsAt(info, body.address);
    if (fn) functionNumbers.push(imported.length + i);
    return instrumentBody(whole, fn, sites, numbers);
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
  return { module: bytes, sites, layout, functionNumbers, masks, offsets: new OffsetMap(shifts, codeAt, code.at) };
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
    if (reader.u8() !== 0x60) throw new Error('The program has types that are not of functions');
    const params = reader.take(reader.uleb()).length;
    return { params, results: reader.take(reader.uleb()) };
  });
}

/** The types of imported functions. A module that imports something else has not been linked as programs are. */
function readImportedFunctions(sections: readonly Section[]): readonly number[] {
  return readVector(contentsOf(sections, SECTION.import), (reader) => {
    reader.name();
    reader.name();
    if (reader.u8() !== KIND.function) throw new Error('The program imports more than functions');
    return reader.uleb();
  });
}

function readVector<T>(contents: Uint8Array | undefined, one: (reader: ByteReader) => T): readonly T[] {
  if (!contents) return [];
  const reader = new ByteReader(contents);
  return Array.from({ length: reader.uleb() }, () => one(reader));
}

function countOf(sections: readonly Section[], id: number): number {
  const contents = contentsOf(sections, id);
  return contents ? new ByteReader(contents).uleb() : 0;
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
  const reader = new ByteReader(memory);
  reader.uleb();
  reader.u8();
  const records = reader.uleb() * PAGE_BYTES;
  const initial = stackPointer(sections);
  const stackTop = initial > 0 && initial <= MOST_STACK_BYTES ? initial : 0;
  const bytes = RECORD_BYTES + stackTop + SLACK_BYTES;
  return { records, shadow: records + RECORD_BYTES, stackTop, pages: Math.ceil(bytes / PAGE_BYTES) };
}

/** The linker makes the stack pointer the first global. */
function stackPointer(sections: readonly Section[]): number {
  const globals = contentsOf(sections, SECTION.global);
  if (!globals) return 0;
  const reader = new ByteReader(globals);
  const isCandidate = reader.uleb() > 0 && reader.u8() === I32 && reader.u8() === 1 && reader.u8() === OP.i32_const;
  return isCandidate ? reader.sleb() : 0;
}

function heapFunctions(sections: readonly Section[]): ReadonlyMap<number, HeapFunction> {
  const found = new Map<number, HeapFunction>();
  const wrapped = new Map<number, HeapFunction>();
  const names = customSection(sections, 'name');
  if (!names) return found;
  const reader = new ByteReader(names);
  while (!reader.isAtEnd) {
    const id = reader.u8();
    const end = reader.uleb() + reader.at;
    if (id === 1)
      for (let left = reader.uleb(); left > 0; left--) {
        const index = reader.uleb();
        const name = reader.name();
        const own = name.replace(WRAPPED, '');
        const isWrapped = own !== name;
        if (Object.hasOwn(HEAP, own)) (isWrapped ? wrapped : found).set(index, own as HeapFunction);
      }
    reader.at = end;
  }
  // The blocks of a checked program are a part of those that libc gives out.
  return wrapped.size > 0 ? wrapped : found;
}

function writeCode(
  { contents }: Section,
  rewrite: (body: Pick<Body, 'bytes' | 'address'>, index: number) => InstrumentedBody,
): { readonly contents: Uint8Array; readonly shifts: readonly { readonly at: number; readonly by: number }[] } {
  const reader = new ByteReader(contents);
  const count = reader.uleb();
  const out = new ByteWriter(contents.length * 2).uleb(count);
  const shifts: { at: number; by: number }[] = [];
  for (let i = 0; i < count; i++) {
    const size = reader.uleb();
    const address = reader.at;
    const body = rewrite({ bytes: reader.take(size), address }, i);
    out.uleb(body.bytes.length);
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
    new ByteWriter(8).u8(I32, 1, OP.i32_const).sleb(value).u8(OP.end).written;
  const zeros = ADDED_GLOBALS - 2 + masks;
  return [global(0x7fff_ffff), global(records), ...Array.from({ length: zeros }, () => global(0))];
}

function addedExports(
  { left, top, origin, watchFrom, watchBytes, firstMask, hooks, layout }: Numbers,
  masks: number,
): readonly Uint8Array[] {
  const one = (name: string, kind: number, index: number): Uint8Array =>
    new ByteWriter(32).name(name).u8(kind).uleb(index).written;
  return [
    one(EXPORTS.left, KIND.global, left),
    one(EXPORTS.top, KIND.global, top),
    one(EXPORTS.origin, KIND.global, origin),
    one(EXPORTS.watchFrom, KIND.global, watchFrom),
    one(EXPORTS.watchBytes, KIND.global, watchBytes),
    one(EXPORTS.hooks, KIND.table, hooks),
    ...(layout.stackTop > 0 ? [one(EXPORTS.stack, KIND.global, STACK_POINTER)] : []),
    ...Array.from({ length: masks }, (_, i) => one(`${EXPORTS.mask}${i}`, KIND.global, firstMask + i)),
  ];
}

function memoryWith(sections: readonly Section[], { pages }: MemoryLayout): Uint8Array {
  const reader = new ByteReader(contentsOf(sections, SECTION.memory) ?? new Uint8Array());
  if (reader.uleb() !== 1) throw new Error('The program has more than one memory');
  const flags = reader.u8();
  if (flags > 1) throw new Error('The program has an unusual memory');
  const minimum = reader.uleb();
  const out = new ByteWriter(16)
    .uleb(1)
    .u8(flags)
    .uleb(minimum + pages);
  if (flags === 1) out.uleb(Math.min(65536, reader.uleb() + pages));
  return out.written;
}

/** `section`, or an empty one, with more entries. */
function extended(section: Uint8Array | undefined, items: readonly Uint8Array[]): Uint8Array {
  const reader = new ByteReader(section ?? Uint8Array.of(0));
  const out = new ByteWriter(reader.bytes.length + 256).uleb(reader.uleb() + items.length);
  out.bytes(reader.bytes.subarray(reader.at));
  for (const item of items) out.bytes(item);
  return out.written;
}

/** The module without its debug information, whose places are another module's. */
function assemble(
  sections: readonly Section[],
  written: ReadonlyMap<number, Uint8Array>,
): { readonly bytes: Uint8Array<ArrayBuffer>; readonly codeAt: number } {
  const out = new ByteWriter(1 << 16).bytes(HEADER);
  let codeAt = 0;
  for (const id of SECTION_ORDER) {
    const contents = written.get(id) ?? contentsOf(sections, id);
    if (!contents) continue;
    out.u8(id).uleb(contents.length);
    if (id === SECTION.code) codeAt = out.length;
    out.bytes(contents);
  }
  for (const { id, name, contents } of sections) {
    if (id !== SECTION.custom || name.startsWith('.debug_')) continue;
    const section = new ByteWriter(contents.length + 64).name(name).bytes(contents).written;
    out.u8(SECTION.custom).sized(section);
  }
  return { bytes: out.written, codeAt };
}
