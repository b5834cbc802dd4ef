import type { ImportGroup, ModuleInfo, ModuleProblem } from '../abi/module-info.ts';
import { memoriesOf } from '../guest/limit-memory.ts';
import { contentsOf, readSections } from '../wasm/sections.ts';
import { SECTION, WasmReader } from '../wasm/wasm-reader.ts';
import type { Item } from './binary/component-items.ts';
import { readComponent } from './binary/read-component.ts';
import { Unreadable } from './binary/unreadable.ts';
import { ResourceType, type FuncType } from './canonical/types.ts';
import { DeclaredCount, type Found } from './declaring.ts';
import { modulesIn } from './memory-shares.ts';
import { aliased, declaredExports, described, resolveType } from './resolve-type.ts';
import { Scope } from './scope.ts';
import { checkSignature, interfaceName, resourceOf, signatureOf } from './wasi/signatures.ts';

/** What can be run: a command, and what answers requests. */
const RUN = 'wasi:cli/run';
const HANDLER = 'wasi:http/incoming-handler';

/** Says what a component imports and exports, and whether it can run here. Never throws for what is in `bytes`. */
export function inspectComponent(bytes: Uint8Array<ArrayBuffer>): ModuleInfo {
  const about = { size: bytes.length, wasi: 'wasi 0.2', memory: undefined, functions: 0, customSections: [] } as const;
  try {
    const items = readComponent(bytes);
    const imports = importsOf(items);
    const exports = items.flatMap((item) => (item.kind === 'export' ? [{ name: item.name, kind: item.sort }] : []));
    return {
      ...about,
      ...factsOf(bytes, items),
      imports: imports.map(({ module, names }) => ({ module, names })),
      exports,
      problem: problemOf(
        imports,
        exports.map(({ name }) => name),
      ),
    };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { ...about, imports: [], exports: [], problem: { kind: 'bad-component', why: error.message } };
  }
}

/** Throws a sentence where a module or a custom section in it cannot be read. */
function factsOf(
  bytes: Uint8Array,
  items: readonly Item[],
): Pick<ModuleInfo, 'memory' | 'functions' | 'customSections'> {
  try {
    return { ...modulesOf(items), customSections: customSectionsOf(bytes) };
  } catch (error) {
    throw new Unreadable(
      `This component is damaged or cut off, so it cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** The memory of the first module that has one, and the functions of all. */
function modulesOf(items: readonly Item[]): Pick<ModuleInfo, 'memory' | 'functions'> {
  let memory: ModuleInfo['memory'];
  let functions = 0;
  for (const bytes of modulesIn(items)) {
    memory ??= memoriesOf(bytes)[0];
    functions += functionCount(bytes);
  }
  return { memory, functions };
}

function functionCount(module: Uint8Array): number {
  const contents = contentsOf(readSections(module), SECTION.function);
  return contents ? new WasmReader(contents).u32() : 0;
}

/** Its own, not those of its modules. The component has been read, so its sections are whole. */
function customSectionsOf(component: Uint8Array): readonly string[] {
  return readSections(component).flatMap(({ id, name }) => (id === SECTION.custom ? [name] : []));
}

/** An interface that is imported, with the types that its functions are declared with. */
interface Imported extends ImportGroup {
  readonly types: readonly FuncType[];
}

/** What it imports, by interface. Items that need an instance are passed over: what is imported comes before them. */
function importsOf(items: readonly Item[]): readonly Imported[] {
  const groups: Imported[] = [];
  const count = new DeclaredCount();
  const scope = new Scope();
  for (const item of items) {
    if (item.kind === 'type') scope.add('type', resolveType(item.type, scope, undefined));
    else if (item.kind === 'core-type') scope.add('core type', undefined);
    else if (item.kind === 'alias' && item.target.kind === 'export' && item.sort === 'type')
      scope.add('type', aliased(item, scope));
    else if (item.kind === 'import') {
      const names: string[] = [];
      const types: FuncType[] = [];
      const found: Found = {
        func: (name, type) => {
          names.push(name);
          types.push(type);
          return { sort: 'func', func: { type, call: () => undefined } };
        },
        resource: (name) => resourceOf(item.name, name) ?? new ResourceType(name, () => false),
      };
      const { desc } = item;
      if (desc.kind !== 'instance') {
        // A function or a resource in no interface; what is declared after it may be made of it.
        if (desc.kind !== 'type') groups.push({ module: item.name, names: [], types: [] });
        if (desc.kind === 'func' || desc.kind === 'type' || desc.kind === 'resource')
          scope.addEntity(described(item.name, desc, scope, found, count));
        continue;
      }
      const exports = declaredExports(scope.get('type', desc.type), found, count);
      scope.add('instance', { exports });
      groups.push({ module: item.name, names, types });
    } else if (item.kind !== 'export') break;
  }
  return groups;
}

function problemOf(imports: readonly Imported[], exports: readonly string[]): ModuleProblem | undefined {
  const versions = [...imports.map(({ module }) => module), ...exports];
  const newer = versions.find((name) => name.startsWith('wasi:') && !interfaceName(name).isKnownVersion);
  if (newer !== undefined)
    return {
      kind: 'bad-component',
      why: `This component is made for another version of WASI than 0.2, which is what this machine runs: it names ${newer}. Build it for wasm32-wasip2`,
    };
  const unknown = imports.flatMap(({ module, names }) => {
    const missing = names.filter((name) => signatureOf(module, name) === undefined);
    return names.length === 0 && !interfaceName(module).name.startsWith('wasi:')
      ? [module]
      : missing.map((name) => `${name} of ${module}`);
  });
  if (unknown.length > 0) return { kind: 'unknown-imports', imports: unknown, isOfComponent: true };
  for (const { module, names, types } of imports)
    for (const [i, name] of names.entries()) {
      const [type, wanted] = [types[i], signatureOf(module, name)];
      if (type && wanted) checkSignature(module, name, type, wanted);
    }
  if (!exports.some((name) => [RUN, HANDLER].includes(interfaceName(name).name)))
    return {
      kind: 'bad-component',
      why: `This component exports no ${RUN} and no ${HANDLER}, so there is nothing to run: it is a library for other components (${exports.join(', ') || 'it exports nothing'})`,
    };
  return undefined;
}
