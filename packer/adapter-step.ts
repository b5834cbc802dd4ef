import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { PREVIEW1_NAMES } from '../runtime/abi/syscalls.ts';
import { writeAdapters, type Adapter } from '../runtime/component/export/adapters.ts';
import { knownType } from '../runtime/guest/import-types.ts';
import { WasmWriter } from '../runtime/wasm/wasm-writer.ts';
import { makeComposed, type ComposingTools } from './composed-step.ts';

const PACKAGE = '@bytecodealliance/jco';
const PREVIEW1 = 'wasi_snapshot_preview1';

/** As much of the package’s wasm-tools as is used here. */
interface WasmTools {
  readonly $init: Promise<void>;
  readonly tools: ComposingTools;
}

/**
 * Calls that bring an interface of 0.2 with them which no other call needs. A program that makes none of a group gets an adapter
 * that does not import those interfaces.
 */
const GROUPS = {
  environment: (name: string): boolean => /^(args|environ)_/.test(name),
  clocks: (name: string): boolean => name.startsWith('clock_'),
  random: (name: string): boolean => name === 'random_get',
  poll: (name: string): boolean => name === 'poll_oneoff',
  files: (name: string): boolean => /^(fd|path|sock)_/.test(name),
} as const;

/** The package with the preview1 adapter; undefined where it is not installed. */
export async function findAdapterPackage(): Promise<{ readonly version: string; readonly folder: string } | undefined> {
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(PACKAGE);
  } catch {
    return undefined;
  }
  const folder = path.dirname(path.dirname(entry));
  const { version } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as { version: string };
  return { version, folder };
}

/** For every set of groups a component that the official adapter completes, as `makeComponent` takes them, and one with a library in it. */
export async function makeAdapters(folder: string): Promise<Uint8Array> {
  const { $init, tools } = (await import(pathToFileURL(path.join(folder, 'obj', 'wasm-tools.js')).href)) as WasmTools;
  await $init;
  const adapter = new Uint8Array(await readFile(path.join(folder, 'lib', `${PREVIEW1}.command.wasm`)));
  const imports = tools.print(placeholder(PREVIEW1_NAMES)).match(/^ {2}\((type|import) .*$/gm) ?? [];
  const composed = makeComposed(tools, imports.join('\n'), [PREVIEW1, adapter]);
  return writeAdapters(
    subsets(Object.values(GROUPS)).flatMap((chosen): readonly Adapter[] => {
      // Waiting is for files and clocks.
      if (chosen.includes(GROUPS.poll) && !(chosen.includes(GROUPS.clocks) && chosen.includes(GROUPS.files))) return [];
      const calls = PREVIEW1_NAMES.filter(
        (name) => !Object.values(GROUPS).some((isIn) => isIn(name) && !chosen.includes(isIn)),
      );
      return [{ calls, component: tools.componentNew(placeholder(calls), [[PREVIEW1, adapter]]) }];
    }),
    composed,
  );
}

function subsets<T>(all: readonly T[]): readonly (readonly T[])[] {
  return all.reduce<readonly (readonly T[])[]>((made, one) => [...made, ...made.map((set) => [...set, one])], [[]]);
}

const CORE: Readonly<Record<string, number>> = { i32: 0x7f, i64: 0x7e, f32: 0x7d, f64: 0x7c };
const [FUNCTION, MEMORY] = [0, 2];

/** A module with the imports `calls`, a memory, and a `_start` that does nothing. */
function placeholder(calls: readonly string[]): Uint8Array {
  const types = calls.map((name) => {
    const [params = '', result = ''] = knownType(PREVIEW1, name).split(' → ');
    const taken = params.slice(1, -1).split(', ').filter(Boolean);
    return [taken, result === 'nothing' ? [] : [result]] as const;
  });
  const codes = (to: WasmWriter, names: readonly string[]): WasmWriter =>
    to.vector(names, (one, name) => one.byte(CORE[name] ?? 0));
  const w = new WasmWriter().bytes([0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  const section = (id: number, content: WasmWriter): unknown => w.byte(id).sized(content.written);
  section(
    1,
    new WasmWriter().vector([...types, [[], []] as const], (to, [taken, given]) =>
      codes(codes(to.byte(0x60), taken), given),
    ),
  );
  section(
    2,
    new WasmWriter().vector([...calls.entries()], (to, [type, name]) =>
      to.name(PREVIEW1).name(name).byte(FUNCTION).u32(type),
    ),
  );
  section(3, new WasmWriter().u32(1).u32(calls.length));
  section(5, new WasmWriter().bytes([1, 0, 1]));
  section(7, new WasmWriter().u32(2).name('memory').bytes([MEMORY, 0]).name('_start').byte(FUNCTION).u32(calls.length));
  section(10, new WasmWriter().bytes([1, 2, 0, 0x0b]));
  return w.written;
}
