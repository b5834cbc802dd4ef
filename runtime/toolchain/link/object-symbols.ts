import { EXTERNAL, FIRST_SECTION, MAGIC, SECTION, WasmReader } from '../../wasm/wasm-reader.ts';

/** Names by which objects find each other. */
export interface ObjectSymbols {
  readonly defined: readonly string[];
  readonly undefined: readonly string[];
  /** Of the functions among `defined`, their numbers in the object. */
  readonly functions: ReadonlyMap<string, number>;
}

/** Tool conventions, Linking: the custom section, the subsection with the symbols, their kinds and flags. */
const LINKING = 'linking';
const VERSION = 2;
const SYMBOL_TABLE = 8;
const KIND = { function: 0, data: 1, global: 2, section: 3, tag: 4, table: 5 } as const;
const KIND_OF_IMPORT = new Map<number, number>([
  [EXTERNAL.function, KIND.function],
  [EXTERNAL.table, KIND.table],
  [EXTERNAL.global, KIND.global],
  [EXTERNAL.tag, KIND.tag],
]);
const BINDING_MASK = 3;
const BINDING_LOCAL = 2;
const UNDEFINED = 0x10;
const EXPLICIT_NAME = 0x40;

/** What a relocatable object defines and what it wants of others; undefined for what is not one. */
export function symbolsOf(bytes: Uint8Array): ObjectSymbols | undefined {
  if (!MAGIC.every((byte, i) => bytes[i] === byte)) return undefined;
  try {
    return readObject(bytes);
  } catch {
    return undefined;
  }
}

function readObject(bytes: Uint8Array): ObjectSymbols | undefined {
  const reader = new WasmReader(bytes, FIRST_SECTION);
  let imports: ImportedNames = new Map();
  while (reader.at < bytes.length) {
    const id = reader.byte();
    const end = reader.u32() + reader.at;
    if (id === SECTION.import) imports = readImports(reader);
    if (id === SECTION.custom && reader.name() === LINKING) return readLinking(reader, end, imports);
    reader.at = end;
  }
  return undefined;
}

/** Names of what is imported, by kind of symbol, in order: undefined symbols are called after them. */
type ImportedNames = ReadonlyMap<number, readonly string[]>;

function readImports(reader: WasmReader): ImportedNames {
  const names = new Map<number, string[]>();
  for (let left = reader.u32(); left > 0; left--) {
    const { name, kind: external } = reader.importEntry();
    const kind = KIND_OF_IMPORT.get(external);
    if (kind === undefined) continue;
    const others = names.get(kind);
    if (others) others.push(name);
    else names.set(kind, [name]);
  }
  return names;
}

function readLinking(reader: WasmReader, end: number, imports: ImportedNames): ObjectSymbols | undefined {
  if (reader.u32() !== VERSION) return undefined;
  const found: Found = { defined: [], undefined: [], functions: new Map() };
  while (reader.at < end) {
    const type = reader.byte();
    const next = reader.u32() + reader.at;
    if (type === SYMBOL_TABLE) for (let left = reader.u32(); left > 0; left--) readSymbol(reader, imports, found);
    reader.at = next;
  }
  return found;
}

interface Found {
  readonly defined: string[];
  readonly undefined: string[];
  readonly functions: Map<string, number>;
}

function readSymbol(reader: WasmReader, imports: ImportedNames, found: Found): void {
  const kind = reader.byte();
  const flags = reader.u32();
  const isUndefined = (flags & UNDEFINED) !== 0;
  let name: string | undefined;
  let index = 0;
  if (kind === KIND.section) reader.u32();
  else if (kind === KIND.data) {
    name = reader.name();
    if (!isUndefined) for (let field = 0; field < 3; field++) reader.u32();
  } else {
    index = reader.u32();
    const isNamed = !isUndefined || (flags & EXPLICIT_NAME) !== 0;
    name = isNamed ? reader.name() : imports.get(kind)?.[index];
    if (name === undefined) throw new Error('A symbol is called after an import that does not exist');
  }
  if (name === undefined || (flags & BINDING_MASK) === BINDING_LOCAL) return;
  (isUndefined ? found.undefined : found.defined).push(name);
  if (kind === KIND.function && !isUndefined) found.functions.set(name, index);
}
