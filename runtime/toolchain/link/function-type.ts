import { EXTERNAL, FIRST_SECTION, SECTION, WasmReader } from '../../wasm/wasm-reader.ts';

/** What a function takes and returns; value types are numbered as in the binary format. */
export interface FunctionType {
  readonly params: readonly number[];
  readonly results: readonly number[];
}

const TYPE_SECTION = 1;

/** The type of the function with this number in a module; undefined where the module cannot be read. */
export function typeOfFunction(bytes: Uint8Array, index: number): FunctionType | undefined {
  try {
    return readType(bytes, index);
  } catch {
    return undefined;
  }
}

function readType(bytes: Uint8Array, index: number): FunctionType | undefined {
  const reader = new WasmReader(bytes, FIRST_SECTION);
  let types: readonly FunctionType[] = [];
  const typeOf: number[] = [];
  while (reader.at < bytes.length) {
    const id = reader.byte();
    const end = reader.u32() + reader.at;
    if (id === TYPE_SECTION) types = readTypes(reader);
    else if (id === SECTION.import) {
      for (let left = reader.u32(); left > 0; left--) {
        const { kind, type } = reader.importEntry();
        if (kind === EXTERNAL.function && type !== undefined) typeOf.push(type);
      }
    } else if (id === SECTION.function) {
      for (let left = reader.u32(); left > 0; left--) typeOf.push(reader.u32());
      return types[typeOf[index] ?? types.length];
    }
    reader.at = end;
  }
  return undefined;
}

function readTypes(reader: WasmReader): readonly FunctionType[] {
  const values = (): readonly number[] => Array.from({ length: reader.u32() }, () => reader.byte());
  return Array.from({ length: reader.u32() }, () => {
    // The form: a function's is the only one that objects have.
    reader.byte();
    return { params: values(), results: values() };
  });
}
