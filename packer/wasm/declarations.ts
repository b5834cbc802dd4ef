import { WasmReader } from '../../runtime/wasm/wasm-reader.ts';
import { sectionOf, type Sections } from './sections.ts';
import { WasmWriter } from '../../runtime/wasm/wasm-writer.ts';

/** The kinds of things that are imported and exported, by their code. */
export const KIND = { function: 0, table: 1, memory: 2, global: 3 } as const;
export type Kind = keyof typeof KIND;
// `keys` forgets what the keys are.
const KINDS = Object.keys(KIND) as readonly Kind[];

/** Value types by their code; the few that are written here. */
export const VALUE = { i32: 0x7f, funcref: 0x70 } as const;

const FUNCTION_TYPE = 0x60;
const END = 0x0b;

export interface FunctionType {
  readonly params: Uint8Array;
  readonly results: Uint8Array;
}

export interface Global {
  /** A code of `VALUE`, or another. */
  readonly type: number;
  readonly isMutable: boolean;
}

/** Entries that one segment puts into the first table when the module is instantiated. */
export interface ElementSegment {
  readonly start: number;
  /** Function indices. */
  readonly functions: readonly number[];
}

/** Bytes that are put into memory when the module is instantiated. */
export interface DataSegment {
  /** An address. */
  readonly start: number;
  readonly bytes: Uint8Array;
}

export function readTypes(sections: Sections): FunctionType[] {
  return new WasmReader(sectionOf(sections, 'type')).vector((reader) => {
    if (reader.byte() !== FUNCTION_TYPE)
      throw new Error('Cannot work on the wasm module: it has types that are not of functions');
    return { params: reader.take(reader.u32()), results: reader.take(reader.u32()) };
  });
}

export function writeType({ params, results }: FunctionType): Uint8Array {
  return new WasmWriter(16).byte(FUNCTION_TYPE).sized(params).sized(results).written;
}

/** The type index of every imported function. Throws if it imports anything else: the index spaces would not be its own. */
export function readImportedTypes(sections: Sections): readonly number[] {
  const section = sections.get('import');
  if (!section) return [];
  return new WasmReader(section).vector((reader) => {
    reader.name();
    reader.name();
    if (reader.byte() !== KIND.function)
      throw new Error('Cannot work on the wasm module: it imports more than functions');
    return reader.u32();
  });
}

export function countImports(sections: Sections): number {
  return readImportedTypes(sections).length;
}

/** The type index of every defined function. */
export function readFunctionTypes(sections: Sections): Uint32Array {
  const reader = new WasmReader(sectionOf(sections, 'function'));
  return Uint32Array.from({ length: reader.u32() }, () => reader.u32());
}

/** The body of every defined function, without its length, as views. */
export function readBodies(sections: Sections): Uint8Array[] {
  return new WasmReader(sectionOf(sections, 'code')).vector((reader) => reader.take(reader.u32()));
}

export function writeBodies(bodies: readonly Uint8Array[]): Uint8Array {
  const total = bodies.reduce((sum, body) => sum + body.length + 5, 5);
  return new WasmWriter(total).vector(bodies, (writer, body) => writer.sized(body)).written;
}

export function readGlobals(sections: Sections): Global[] {
  const section = sections.get('global');
  if (!section) return [];
  return new WasmReader(section).vector((reader) => {
    const type = reader.byte();
    const isMutable = reader.byte() === 1;
    skipConstant(reader);
    return { type, isMutable };
  });
}

export function writeGlobalI32(initial: number): Uint8Array {
  return new WasmWriter().byte(VALUE.i32).byte(1).byte(0x41).s32(initial).byte(END).written;
}

/** Of the only memory there is, in pages. */
export interface MemoryType {
  readonly minimum: number;
  readonly maximum: number | undefined;
}

export function readMemory(sections: Sections): MemoryType {
  const reader = new WasmReader(sectionOf(sections, 'memory'));
  const count = reader.u32();
  const flags = reader.byte();
  if (count !== 1 || flags > 1) throw new Error('Cannot work on the wasm module: it has an unusual memory');
  return { minimum: reader.u32(), maximum: flags === 1 ? reader.u32() : undefined };
}

export function writeMemory({ minimum, maximum }: MemoryType): Uint8Array {
  const writer = new WasmWriter().u32(1);
  return maximum === undefined ? writer.byte(0).u32(minimum).written : writer.byte(1).u32(minimum).u32(maximum).written;
}

export interface Export {
  readonly name: string;
  readonly kind: Kind;
  readonly index: number;
}

export function readExports(sections: Sections): Export[] {
  return new WasmReader(sectionOf(sections, 'export')).vector((reader) => {
    const name = reader.name();
    const code = reader.byte();
    const kind = KINDS.find((each) => KIND[each] === code);
    if (!kind) throw new Error(`Cannot work on the wasm module: it exports ${name}, of a kind that is unknown`);
    return { name, kind, index: reader.u32() };
  });
}

export function writeExport(name: string, kind: Kind, index: number): Uint8Array {
  return new WasmWriter().name(name).byte(KIND[kind]).u32(index).written;
}

export function readElements(sections: Sections): ElementSegment[] {
  const section = sections.get('element');
  if (!section) return [];
  return new WasmReader(section).vector((reader) => {
    // Flags 0: active, first table, function indices. All that wasm-ld writes.
    const isPlain = reader.u32() === 0 && reader.byte() === 0x41;
    const start = reader.signed();
    if (!isPlain || reader.byte() !== END)
      throw new Error('Cannot work on the wasm module: it has an unusual element segment');
    return { start, functions: reader.vector((each) => each.u32()) };
  });
}

export function writeElements(table: number, { start, functions }: ElementSegment): Uint8Array {
  const writer = new WasmWriter(functions.length * 3 + 16);
  // Flags 0 mean the first table; 2 name the table, and a byte after the offset says that functions follow.
  if (table === 0) writer.u32(0).byte(0x41).s32(start).byte(END);
  else writer.u32(2).u32(table).byte(0x41).s32(start).byte(END).byte(0);
  return writer.vector(functions, (each, index) => each.u32(index)).written;
}

export function readData(sections: Sections): DataSegment[] {
  const section = sections.get('data');
  if (!section) return [];
  return new WasmReader(section).vector((reader) => {
    // Flags 0: active, in the first memory.
    const isPlain = reader.u32() === 0 && reader.byte() === 0x41;
    const start = reader.signed();
    if (!isPlain || reader.byte() !== END)
      throw new Error('Cannot work on the wasm module: it has an unusual data segment');
    return { start, bytes: reader.take(reader.u32()) };
  });
}

export function writeData(segments: readonly DataSegment[]): Uint8Array {
  const total = segments.reduce((sum, { bytes }) => sum + bytes.length + 16, 5);
  return new WasmWriter(total).vector(segments, (writer, { start, bytes }) =>
    writer.u32(0).byte(0x41).s32(start).byte(END).sized(bytes),
  ).written;
}

function skipConstant(reader: WasmReader): void {
  const opcode = reader.byte();
  if (opcode === 0x41 || opcode === 0x42) reader.signed();
  else if (opcode === 0x43) reader.take(4);
  else if (opcode === 0x44) reader.take(8);
  else throw new Error(`Cannot work on the wasm module: a global starts with opcode ${opcode}`);
  if (reader.byte() !== END)
    throw new Error('Cannot work on the wasm module: a global starts with more than a constant');
}
