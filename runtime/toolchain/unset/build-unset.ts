import type { ProjectSettings } from '../../project/settings.ts';
import type { Source } from '../build/source.ts';
import { withWords } from '../build/source-compiler.ts';
import { succeeded } from '../build/tool-success.ts';
import type { Language } from '../driver/default-flags.ts';
import type { Plans } from '../driver/plans.ts';
import type { Linker } from '../link/linker.ts';
import type { Remedies } from '../report/remedies.ts';
import type { Tools, ToolRun } from '../tools/tools.ts';
import { unsetCompileFlags, unsetLinkFlags } from './unset-flags.ts';

export interface UnsetBuild {
  readonly tools: Tools;
  readonly plans: Plans;
  readonly linker: Linker;
  readonly remedies: Remedies;
  readonly run: (argv: readonly string[], signal: AbortSignal) => Promise<ToolRun>;
  /** Those of the program that runs. */
  readonly sources: readonly Source[];
  /** All files of the project. */
  readonly paths: readonly string[];
  readonly settings: ProjectSettings;
  readonly signal: AbortSignal;
}

/** The program as it is looked through for unset values; undefined where it cannot be built so. */
export async function buildUnset(build: UnsetBuild): Promise<Uint8Array | undefined> {
  const { plans, linker, remedies, run, sources, paths, settings, signal } = build;
  const whole: Language = sources.some(({ language }) => language === 'c++') ? 'c++' : 'c';
  const objects: string[] = [];
  for (const [i, { path, language }] of sources.entries()) {
    const object = `unset-${i}.o`;
    const argv = await plans.compile(unsetCompileFlags(settings, language), language, path, object);
    const { end, stderr } = await remedies.run(
      (words) => run(withWords(argv, words), signal),
      () => paths,
      true,
    );
    if (signal.aborted || !succeeded('clang', end, stderr)) return undefined;
    objects.push(object);
  }
  const flags = unsetLinkFlags(settings, whole);
  const { end, stderr } = await linker.link({ flags, language: whole, objects }, signal);
  if (signal.aborted || !succeeded('wasm-ld', end, stderr)) return undefined;
  return linker.program();
}
