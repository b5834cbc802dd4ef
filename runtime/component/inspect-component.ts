import { Frame } from '../abi/frame.ts';
import type { ImportGroup, ModuleInfo, ModuleProblem } from '../abi/module-info.ts';
import { CallStacks } from '../guest/call-stacks.ts';
import { HostCalls } from '../guest/host-calls.ts';
import type { Item } from './binary/component-items.ts';
import { readComponent } from './binary/read-component.ts';
import { Unreadable } from './binary/unreadable.ts';
import type { FuncType } from './canonical/types.ts';
import { aliased, declaredExports, resolveType } from './resolve-type.ts';
import { Scope, type Entity } from './scope.ts';
import { interfaceName, wasiHost } from './wasi/host.ts';

const RUN = 'wasi:cli/run';

/** Says what a component imports and exports, and whether it can run here. Never throws for what is in `bytes`. */
export function inspectComponent(bytes: Uint8Array<ArrayBuffer>): ModuleInfo {
  const about = {
    size: bytes.length,
    wasi: 'wasi 0.2',
    memory: undefined,
    functions: 0,
    customSections: [],
  } as const;
  try {
    const items = readComponent(bytes);
    const imports = importsOf(items);
    const exports = items.flatMap((item) => (item.kind === 'export' ? [{ name: item.name, kind: item.sort }] : []));
    return {
      ...about,
      imports,
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

/** What it imports, by interface. Items that need an instance are passed over: what is imported comes before them. */
function importsOf(items: readonly Item[]): readonly ImportGroup[] {
  const groups: ImportGroup[] = [];
  const scope = new Scope();
  for (const item of items) {
    if (item.kind === 'type') scope.add('type', resolveType(item.type, scope, undefined));
    else if (item.kind === 'core-type') scope.add('core type', undefined);
    else if (item.kind === 'alias' && item.target.kind === 'export' && item.sort === 'type')
      scope.add('type', aliased(item, scope));
    else if (item.kind === 'import') {
      const names: string[] = [];
      const find = (name: string, type: FuncType): Entity => {
        names.push(name);
        return { sort: 'func', func: { type, call: () => undefined } };
      };
      if (item.desc.kind !== 'instance') {
        groups.push({ module: item.name, names: [] });
        continue;
      }
      const exports = declaredExports(scope.get('type', item.desc.type), find);
      scope.add('instance', { exports });
      groups.push({ module: item.name, names });
    } else if (item.kind !== 'export') break;
  }
  return groups;
}

function problemOf(imports: readonly ImportGroup[], exports: readonly string[]): ModuleProblem | undefined {
  const versions = [...imports.map(({ module }) => module), ...exports];
  const newer = versions.find((name) => name.startsWith('wasi:') && !interfaceName(name).isKnownVersion);
  if (newer !== undefined)
    return {
      kind: 'bad-component',
      why: `This component is made for another version of WASI than 0.2, which is what this machine runs: it speaks of ${newer}. Build it for wasm32-wasip2`,
    };
  const find = wasiHost(new HostCalls(NO_WIRE, new CallStacks(() => undefined)));
  const unknown = imports.flatMap(({ module, names }) => {
    const missing = names.filter((name) => find(module, name, { params: [], result: undefined }) === undefined);
    return names.length === 0 && !interfaceName(module).name.startsWith('wasi:')
      ? [module]
      : missing.map((name) => `${name} of ${module}`);
  });
  if (unknown.length > 0) return { kind: 'unknown-imports', imports: unknown };
  if (!exports.some((name) => interfaceName(name).name === RUN))
    return {
      kind: 'bad-component',
      why: `This component exports no ${RUN}, so there is nothing to run: it is a library for other components, or serves requests (${exports.join(', ') || 'it exports nothing'})`,
    };
  return undefined;
}

/** Nothing is called where a component is only looked at. */
const NO_WIRE = {
  frame: Frame.allocate(0),
  call: () => {
    throw new Error('A component that is only looked at made a call');
  },
};
