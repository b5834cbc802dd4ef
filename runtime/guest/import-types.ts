import { REFERENCE_CALLS, REFERENCES, type ReferenceCallName } from '../abi/references.ts';
import { isHandle, SYSCALLS, type ParamType, type Syscall, type SyscallName } from '../abi/syscalls.ts';
import { EXTERNAL, FIRST_SECTION, SECTION, WasmReader } from '../wasm/wasm-reader.ts';

const TYPE_SECTION = 1;
const FUNCTION_FORM = 0x60;
const VALUE_TYPES: Readonly<Record<number, string>> = {
  0x7f: 'i32',
  0x7e: 'i64',
  0x7d: 'f32',
  0x7c: 'f64',
  0x7b: 'v128',
  0x70: 'funcref',
  0x6f: 'externref',
};

/** How core WebAssembly passes a parameter; one that is not here is an i32. */
const CORE: Readonly<Partial<Record<ParamType, readonly string[]>>> = {
  filesize: ['i64'],
  filedelta: ['i64'],
  timestamp: ['i64'],
  dircookie: ['i64'],
  rights: ['i64'],
  path: ['i32', 'i32'],
  ciovec_array: ['i32', 'i32'],
  iovec_array: ['i32', 'i32'],
  buffer: ['i32', 'i32'],
  string_list: ['i32', 'i32'],
  subscriptions: ['i32', 'i32', 'i32'],
};

/** The type of a function that this machine has, as a module imports it, in words. */
export function knownType(module: string, name: string): string {
  if (module !== REFERENCES) return syscallType(name as SyscallName);
  const { params, result } = REFERENCE_CALLS[name as ReferenceCallName];
  return functionType(params, [result]);
}

function syscallType(name: SyscallName): string {
  const { params, results }: Syscall = SYSCALLS[name];
  const taken = Object.values(params).flatMap((type) => (isHandle(type) ? ['i32'] : (CORE[type] ?? ['i32'])));
  const pointers = Object.keys(results).map(() => 'i32');
  return functionType([...taken, ...pointers], name === 'proc_exit' ? [] : ['i32']);
}

/**
 * What a module declares of each function that it imports, in words, by "module.name"; undefined where its types are of
 * kinds that no WASI function has, which is for the engine to judge. The engine itself says nothing of a function whose type is another:
 * what is imported from JavaScript fits any.
 */
export function importedTypes(bytes: Uint8Array): ReadonlyMap<string, string> | undefined {
  const reader = new WasmReader(bytes, FIRST_SECTION);
  let types: readonly string[] = [];
  try {
    while (reader.at < bytes.length) {
      const id = reader.byte();
      const end = reader.u32() + reader.at;
      if (id === TYPE_SECTION) types = readTypes(reader);
      if (id === SECTION.import) return readImports(reader, types);
      reader.at = end;
    }
    return new Map();
  } catch {
    return undefined;
  }
}

function readTypes(reader: WasmReader): readonly string[] {
  const values = (): readonly string[] =>
    Array.from({ length: reader.u32() }, () => {
      const type = VALUE_TYPES[reader.byte()];
      if (type === undefined) throw new Error('A type that is not read here');
      return type;
    });
  return Array.from({ length: reader.u32() }, () => {
    if (reader.byte() !== FUNCTION_FORM) throw new Error('A type that is not read here');
    return functionType(values(), values());
  });
}

function readImports(reader: WasmReader, types: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (let left = reader.u32(); left > 0; left--) {
    const start = reader.at;
    const [module, name] = [reader.name(), reader.name()];
    if (reader.byte() === EXTERNAL.function) found.set(`${module}.${name}`, types[reader.u32()] ?? '');
    else {
      reader.at = start;
      reader.importEntry();
    }
  }
  return found;
}

function functionType(params: readonly string[], results: readonly string[]): string {
  return `(${params.join(', ')}) → ${results.length === 0 ? 'nothing' : results.join(', ')}`;
}
