import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEFAULT_SETTINGS } from '../../project/settings.ts';
import { NodeToolchain, type NodeWorkbench } from '../node-toolchain.ts';

const FOLDER = fileURLToPath(new URL('../../conformance/suite', import.meta.url));

/** Compiles programs of `runtime/conformance/suite`, each by itself, with the headers that lie beside it. */
export class SuiteCompiler {
  readonly #workbench: NodeWorkbench = NodeToolchain.load().boot();
  readonly #built = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

  constructor() {
    for (const name of readdirSync(FOLDER)) if (name.endsWith('.h')) this.#copyIn(name, name);
  }

  /** Throws what the compiler said when it says anything: the suite compiles without a warning. */
  compile(source: string): Promise<Uint8Array<ArrayBuffer>> {
    const building = this.#built.get(source) ?? this.#compile(source);
    this.#built.set(source, building);
    return building;
  }

  async #compile(source: string): Promise<Uint8Array<ArrayBuffer>> {
    const { builder, needCxx } = this.#workbench;
    this.#copyIn(source, 'main.c');
    const built = await builder.build({
      settings: { ...DEFAULT_SETTINGS, checks: 'off', warnings: 'extra' },
      signal: new AbortController().signal,
      progress: () => undefined,
      needCxx,
    });
    if (built.kind !== 'built' || built.said !== '')
      throw new Error(`${source}: ${'said' in built ? built.said : built.kind}`);
    return built.program as Uint8Array<ArrayBuffer>;
  }

  #copyIn(name: string, as: string): void {
    this.#workbench.files.write(as, new Uint8Array(readFileSync(path.join(FOLDER, name))));
  }
}
