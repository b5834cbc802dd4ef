import type { BuildOptions, BuildResult } from './build-result.ts';
import type { Builder } from './build.ts';

/** Modules of a project that its program may start, by the path of the file with the main(), or of the module. */
export type ChildModules = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/**
 * Builds all other programs of the project, where one of its files can start programs; undefined where none can. A result
 * where one of them could not be built.
 */
export async function buildChildren(
  builder: Builder,
  options: BuildOptions,
): Promise<ChildModules | Exclude<BuildResult, { readonly kind: 'built' }> | undefined> {
  const beside = builder.programsBeside(options.settings);
  if (!beside) return undefined;
  const modules = new Map<string, Uint8Array<ArrayBuffer>>(beside.modules);
  for (const mainFile of beside.mains) {
    const built = await builder.build({ ...options, settings: { ...options.settings, mainFile } });
    if (built.kind !== 'built') return built;
    // What the linker wrote lies in memory of our own, never shared.
    modules.set(mainFile, built.program as Uint8Array<ArrayBuffer>);
  }
  return modules;
}

/** The path of the one of `paths` that a program calls `name`: as it is, or without its ending. */
export function childNamed(paths: Iterable<string>, name: string): string | undefined {
  const all = [...paths];
  const wanted = name.replace(/^(\.?\/)+/, '');
  return all.find((path) => path === wanted) ?? all.find((path) => path.replace(/\.[^./]+$/, '') === wanted);
}
