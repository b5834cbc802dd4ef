import { FIRST_SECTION, SECTION, WasmReader } from '../../wasm/wasm-reader.ts';
import { WasmWriter } from '../../wasm/wasm-writer.ts';

/** The interface between a program and its library component: `<preopen/component.h>` has the same names. */
export const LIBRARY_INTERFACE = 'preopen:library/library';
export const LIBRARY_RUN = 'run';
/** Versions that the preview1 adapter imports, which `<preopen/component.h>` imports as well. */
export const IO_ERROR = 'wasi:io/error@0.2.0';
export const IO_STREAMS = 'wasi:io/streams@0.2.0';
export const STDOUT = 'wasi:cli/stdout@0.2.0';

/** Of a custom section of a program: the library that is a component in its component, for places in C. */
const BESIDE = 'preopen:library';
/** A section id, a length in five bytes, and a name that is empty. */
const LEAST = 7;

/**
 * The library with its code after all of `program`: engines tell of a place only how far it is from the start of its module, and
 * so it can be told in which of the two it is.
 */
export function placedAfter(program: Uint8Array, library: Uint8Array): Uint8Array<ArrayBuffer> {
  const room = Math.max(program.length, LEAST);
  return new WasmWriter(room + library.length)
    .bytes(library.subarray(0, FIRST_SECTION))
    .byte(SECTION.custom)
    .paddedU32(room - LEAST + 1)
    .bytes(new Uint8Array(room - LEAST + 1))
    .bytes(library.subarray(FIRST_SECTION)).written;
}

/** `bytes` of a program with the library that was `placedAfter` the program as `built`. Nothing that it says of itself changes. */
export function withLibrary(bytes: Uint8Array, library: Uint8Array, built: Uint8Array): Uint8Array<ArrayBuffer> {
  const content = new WasmWriter(library.length + 64).name(BESIDE).u32(Math.max(built.length, LEAST)).bytes(library);
  return new WasmWriter(bytes.length + library.length + 64).bytes(bytes).byte(SECTION.custom).sized(content.written)
    .written;
}

/** What `withLibrary` added: the library, and by how much its places were moved. */
export function libraryOf(program: Uint8Array): { readonly library: Uint8Array; readonly shift: number } | undefined {
  const reader = new WasmReader(program, FIRST_SECTION);
  while (!reader.isAtEnd) {
    const id = reader.byte();
    const content = new WasmReader(reader.take(reader.u32()));
    if (id !== SECTION.custom || content.name() !== BESIDE) continue;
    const shift = content.u32();
    return { library: content.bytes.subarray(content.at), shift };
  }
  return undefined;
}
