import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { WORLDS } from './wit-fixture.ts';

/** As much of wasm-tools, which the package jco has, as is used here. */
interface WasmTools {
  readonly $init: Promise<void>;
  readonly tools: {
    readonly parse: (text: string) => Uint8Array;
    readonly componentEmbed: (options: {
      readonly binary: Uint8Array;
      readonly witSource: string;
      readonly world: string;
    }) => Uint8Array;
    readonly componentNew: (
      module: Uint8Array,
      adapters: readonly (readonly [name: string, module: Uint8Array])[],
    ) => Uint8Array;
  };
}

async function wasmTools(): Promise<WasmTools['tools']> {
  const entry = createRequire(import.meta.url).resolve('@bytecodealliance/jco');
  const file = path.join(path.dirname(path.dirname(entry)), 'obj', 'wasm-tools.js');
  const { $init, tools } = (await import(pathToFileURL(file).href)) as WasmTools;
  await $init;
  return tools;
}

/** A component or a module, of its text. */
export async function parsed(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const { parse } = await wasmTools();
  return new Uint8Array(parse(text));
}

/** A component made of a module that imports and exports the functions of a world: of its text, or compiled. */
export async function embedded(
  module: string | Uint8Array,
  world: keyof typeof WORLDS,
  adapters: readonly (readonly [string, Uint8Array])[] = [],
): Promise<Uint8Array<ArrayBuffer>> {
  const tools = await wasmTools();
  const binary = typeof module === 'string' ? tools.parse(module) : module;
  const component = tools.componentNew(
    tools.componentEmbed({ binary, witSource: WORLDS[world], world: `preopen:testing/${world}` }),
    adapters,
  );
  return new Uint8Array(component);
}
