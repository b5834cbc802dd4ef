import { EXTERNAL, FIRST_SECTION, SECTION, WasmReader } from '../../wasm/wasm-reader.ts';
import { WasmWriter } from '../../wasm/wasm-writer.ts';

/** The module that objects import what other objects define from. */
const OTHER_OBJECTS = 'env';

/**
 * The object with other names for functions that it wants of others: `nameFor` says which; undefined for one that keeps its name.
 * Only the list of imports changes, which nothing in an object counts bytes of. The same array where nothing is renamed.
 */
export function withNames(object: Uint8Array, nameFor: (name: string) => string | undefined): Uint8Array {
  const reader = new WasmReader(object, FIRST_SECTION);
  while (reader.at < object.length) {
    const start = reader.at;
    const id = reader.byte();
    const end = reader.u32() + reader.at;
    if (id === SECTION.import) {
      const contents = renamed(object, reader, nameFor);
      if (!contents) return object;
      const section = new WasmWriter(contents.length + 6).byte(id).sized(contents).written;
      const result = new Uint8Array(object.length - (end - start) + section.length);
      result.set(object.subarray(0, start));
      result.set(section, start);
      result.set(object.subarray(end), start + section.length);
      return result;
    }
    reader.at = end;
  }
  return object;
}

/** Undefined: nothing in it has another name. */
function renamed(
  object: Uint8Array,
  reader: WasmReader,
  nameFor: (name: string) => string | undefined,
): Uint8Array | undefined {
  const count = reader.u32();
  const contents = new WasmWriter().u32(count);
  let isRenamed = false;
  for (let left = count; left > 0; left--) {
    const start = reader.at;
    const module = reader.name();
    const afterModule = reader.at;
    const name = reader.name();
    const afterName = reader.at;
    reader.at = start;
    const { kind } = reader.importEntry();
    const other = kind === EXTERNAL.function && module === OTHER_OBJECTS ? nameFor(name) : undefined;
    isRenamed ||= other !== undefined;
    contents.bytes(object.subarray(start, afterModule));
    if (other === undefined) contents.bytes(object.subarray(afterModule, afterName));
    else contents.name(other);
    contents.bytes(object.subarray(afterName, reader.at));
  }
  return isRenamed ? contents.written : undefined;
}
