import {
  VALUE,
  writeBodies,
  writeData,
  writeElements,
  writeExport,
  writeGlobalI32,
  type DataSegment,
} from '../wasm/declarations.ts';
import { type Sections, type SectionName } from '../wasm/sections.ts';
import { extended } from '../../runtime/wasm/sections.ts';
import { WasmWriter } from '../../runtime/wasm/wasm-writer.ts';

/** A small module for tests: a table of all its functions, a memory, one i32 global, everything exported. */
export interface Fixture {
  readonly functions: readonly { readonly params: number; readonly results: number; readonly body: Uint8Array }[];
  /** In pages: how many there are, and how many there may be. */
  readonly memory: readonly [minimum: number, maximum: number];
  readonly data?: readonly DataSegment[];
}

/** Function `i` is exported as `f<i>` and stands in the table at `i + 1`; its type is number `i + 1`. */
export function sectionsOf({ functions, memory, data = [] }: Fixture): Sections {
  const type = (params: number, results: number): Uint8Array =>
    new WasmWriter()
      .byte(0x60)
      .sized(new Array<number>(params).fill(VALUE.i32))
      .sized(new Array<number>(results).fill(VALUE.i32)).written;
  const indices = functions.map((_, i) => i);
  const exported = [
    ...indices.map((i) => writeExport(`f${i}`, 'function', i)),
    writeExport('memory', 'memory', 0),
    writeExport('global', 'global', 0),
  ];
  const sections: readonly (readonly [SectionName, Uint8Array])[] = [
    ['type', extended(undefined, [type(0, 0), ...functions.map(({ params, results }) => type(params, results))])],
    ['function', new WasmWriter().vector(indices, (writer, i) => writer.u32(i + 1)).written],
    ['table', extended(undefined, [Uint8Array.of(VALUE.funcref, 0, functions.length + 1)])],
    ['memory', extended(undefined, [new WasmWriter().byte(1).u32(memory[0]).u32(memory[1]).written])],
    ['global', extended(undefined, [writeGlobalI32(1000)])],
    ['export', extended(undefined, exported)],
    ['element', extended(undefined, [writeElements(0, { start: 1, functions: indices })])],
    ['code', writeBodies(functions.map(({ body }) => body))],
    ...(data.length > 0 ? [['data', writeData(data)] as const] : []),
  ];
  return new Map(sections);
}
