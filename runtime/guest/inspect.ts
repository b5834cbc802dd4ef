import type { ImportGroup, MemoryLimits, ModuleInfo, ModuleProblem } from '../abi/module-info.ts';
import { REFERENCE_CALLS, REFERENCES } from '../abi/references.ts';
import { PREVIEW1_NAMES, SPAWN, SPAWN_NAMES } from '../abi/syscalls.ts';
import { UNSTABLE } from '../abi/unstable.ts';
import { compileModule } from './compile-module.ts';
import { importedTypes, knownType } from './import-types.ts';
import { MAGIC, SECTION, WasmReader } from '../wasm/wasm-reader.ts';

/** The layer field of the preamble, which tells components from core modules. */
const COMPONENT_LAYER = 1;

/** Functions of each interface that this machine has. */
const KNOWN: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['wasi_snapshot_preview1', new Set<string>(PREVIEW1_NAMES)],
  [SPAWN, new Set<string>(SPAWN_NAMES)],
  [
    'wasi_unstable',
    new Set<string>(PREVIEW1_NAMES.filter((name) => !UNSTABLE.without.some((missing) => missing === name))),
  ],
  [REFERENCES, new Set(Object.keys(REFERENCE_CALLS))],
]);

/** Says what a file is and whether it can run here. Never throws for what is in `bytes`. */
export async function inspectModule(bytes: Uint8Array<ArrayBuffer>): Promise<ModuleInfo> {
  if (!MAGIC.every((byte, i) => bytes[i] === byte)) return nothing(bytes, { kind: 'not-wasm' });
  if ((bytes[6] ?? 0) === COMPONENT_LAYER) return nothing(bytes, { kind: 'component' });
  const sections = readSections(bytes);
  if (sections?.memory?.is64Bit)
    return { ...nothing(bytes, { kind: 'memory64' }), memory: sections.memory, customSections: sections.custom };
  let module: WebAssembly.Module;
  try {
    module = await compileModule(bytes);
  } catch (error) {
    return nothing(bytes, { kind: 'corrupt', detail: error instanceof Error ? error.message : String(error) });
  }
  const imports = groups(module);
  const exports = WebAssembly.Module.exports(module).map(({ name, kind }) => ({ name, kind }));
  return {
    size: bytes.length,
    wasi: wasiOf(imports),
    imports,
    exports,
    memory: sections?.memory,
    functions: sections?.functions ?? 0,
    customSections: sections?.custom ?? [],
    problem: moduleProblem(module, bytes),
  };
}

/** What stands in the way of running `module`, which was compiled from `bytes`; undefined: it can run here. */
export function moduleProblem(module: WebAssembly.Module, bytes: Uint8Array): ModuleProblem | undefined {
  const imported = WebAssembly.Module.imports(module);
  const unknown = imported.flatMap(({ module: from, name, kind }) =>
    KNOWN.get(from)?.has(name) ? [] : [`${from}.${name}${kind === 'function' ? '' : ` (a ${kind})`}`],
  );
  if (unknown.length > 0) return { kind: 'unknown-imports', imports: unknown.sort() };
  const mistyped = mistypedImport(imported, bytes);
  if (mistyped) return mistyped;
  const exports = WebAssembly.Module.exports(module);
  if (!exports.some(({ name, kind }) => name === '_start' && kind === 'function')) {
    return exports.some(({ name }) => name === '_initialize') ? { kind: 'reactor' } : { kind: 'no-start' };
  }
  const needsMemory = imported.length > 0;
  if (needsMemory && !exports.some(({ name, kind }) => name === 'memory' && kind === 'memory'))
    return { kind: 'no-memory' };
  return undefined;
}

/** An import that WASI has as something else: a call with it would be answered with nonsense, or fail in JavaScript. */
function mistypedImport(
  imported: readonly WebAssembly.ModuleImportDescriptor[],
  bytes: Uint8Array,
): ModuleProblem | undefined {
  const types = importedTypes(bytes);
  for (const { module: from, name, kind } of imported) {
    const full = `${from}.${name}`;
    const has = `a function ${knownType(from, name)}`;
    const type = types?.get(full);
    const declares = kind === 'function' ? type && `a function ${type}` : `a ${kind}`;
    if (declares !== undefined && declares !== has) return { kind: 'mistyped-import', name: full, declares, has };
  }
  return undefined;
}

function wasiOf(imports: readonly ImportGroup[]): ModuleInfo['wasi'] {
  const speaks = (name: string): boolean => imports.some(({ module }) => module === name);
  if (speaks('wasi_snapshot_preview1')) return speaks('wasi_unstable') ? 'both' : 'wasi_snapshot_preview1';
  return speaks('wasi_unstable') ? 'wasi_unstable' : 'none';
}

function groups(module: WebAssembly.Module): readonly ImportGroup[] {
  const byModule = new Map<string, string[]>();
  for (const { module: from, name } of WebAssembly.Module.imports(module))
    byModule.set(from, [...(byModule.get(from) ?? []), name]);
  return [...byModule].map(([from, names]) => ({ module: from, names: names.sort() }));
}

function nothing(bytes: Uint8Array, problem: ModuleProblem): ModuleInfo {
  return {
    size: bytes.length,
    wasi: 'none',
    imports: [],
    exports: [],
    memory: undefined,
    functions: 0,
    customSections: [],
    problem,
  };
}

interface Sections {
  readonly memory: MemoryLimits | undefined;
  readonly functions: number;
  readonly custom: readonly string[];
}

/** What the engine does not tell of a module; undefined when the sections do not add up. */
function readSections(bytes: Uint8Array): Sections | undefined {
  const reader = new WasmReader(bytes, 8);
  let memory: MemoryLimits | undefined;
  let functions = 0;
  const custom: string[] = [];
  try {
    while (reader.at < bytes.length) {
      const id = reader.byte();
      const end = reader.u32() + reader.at;
      if (id === SECTION.custom) custom.push(reader.name());
      if (id === SECTION.function) functions = reader.u32();
      if (id === SECTION.memory && reader.u32() > 0) memory = reader.limits(false);
      if (id === SECTION.import) memory = importedMemory(reader) ?? memory;
      reader.at = end;
    }
    return { memory, functions, custom };
  } catch {
    return undefined;
  }
}

function importedMemory(reader: WasmReader): MemoryLimits | undefined {
  let found: MemoryLimits | undefined;
  for (let left = reader.u32(); left > 0; left--) found = reader.importEntry().memory ?? found;
  return found;
}
