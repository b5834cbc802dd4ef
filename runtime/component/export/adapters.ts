import { FIRST_SECTION, WasmReader } from '../../wasm/wasm-reader.ts';
import { WasmWriter } from '../../wasm/wasm-writer.ts';

/**
 * A component that the preview1 adapter completes, but for the module of a program: in its place is a module that only has the
 * imports and exports of one. `calls` are the functions of Preview 1 that the module may import.
 */
export interface Adapter {
  readonly calls: readonly string[];
  readonly component: Uint8Array;
}

const CORE_MODULE = 1;
const COMPONENT = 4;

/** All adapters as one file, the smallest first, and then `composed`: one with a component in it, which has a place of its own. */
export function writeAdapters(adapters: readonly Adapter[], composed: Uint8Array): Uint8Array {
  const smallestFirst = adapters.toSorted((a, b) => a.component.length - b.component.length);
  return new WasmWriter()
    .vector(smallestFirst, (to, { calls, component }) => {
      to.vector(calls, (names, name) => names.name(name));
      to.sized(component);
    })
    .sized(composed).written;
}

/** The smallest adapter that has all of `calls`; undefined where none has. Throws where `file` was not written by `writeAdapters`. */
export function adapterFor(file: Uint8Array, calls: Iterable<string>): Adapter | undefined {
  const wanted = [...calls];
  const reader = new WasmReader(file);
  for (let left = reader.u32(); left > 0; left--) {
    const has = new Set(reader.vector((from) => from.name()));
    const component = reader.take(reader.u32());
    if (wanted.every((name) => has.has(name))) return { calls: [...has], component };
  }
  return undefined;
}

/** The component that has a component in it. */
export function composedAdapter(file: Uint8Array): Uint8Array {
  const reader = new WasmReader(file);
  for (let left = reader.u32(); left > 0; left--) {
    reader.vector((from) => from.name());
    reader.take(reader.u32());
  }
  return reader.take(reader.u32());
}

/** The component with `library` as the first module of the first component in it, and `program` as its own first one. */
export function composed(component: Uint8Array, program: Uint8Array, library: Uint8Array): Uint8Array<ArrayBuffer> {
  const reader = new WasmReader(component, FIRST_SECTION);
  while (!reader.isAtEnd) {
    const start = reader.at;
    const id = reader.byte();
    const content = reader.take(reader.u32());
    if (id !== COMPONENT) continue;
    const rest = component.subarray(reader.at);
    const outer = new WasmWriter(component.length + library.length)
      .bytes(component.subarray(0, start))
      .byte(COMPONENT)
      .sized(filled(content, library))
      .bytes(rest);
    return filled(outer.written, program);
  }
  throw new Error('The composition has no component in it');
}

/** The component with `program` in place of the first module in it. */
export function filled(component: Uint8Array, program: Uint8Array): Uint8Array<ArrayBuffer> {
  const reader = new WasmReader(component, FIRST_SECTION);
  while (!reader.isAtEnd) {
    const start = reader.at;
    const id = reader.byte();
    reader.take(reader.u32());
    if (id !== CORE_MODULE) continue;
    return new WasmWriter(component.length + program.length)
      .bytes(component.subarray(0, start))
      .byte(CORE_MODULE)
      .sized(program)
      .bytes(component.subarray(reader.at)).written;
  }
  throw new Error('An adapter has no place for a program');
}
