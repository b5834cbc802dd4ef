import { hex } from '../../base/hex.ts';
import { words } from '../../project/words.ts';
import { compileFlags, languageOf } from '../driver/driver-flags.ts';
import type { Plans } from '../driver/plans.ts';
import type { Remedies } from '../report/remedies.ts';
import { Tools, type ToolRun } from '../tools/tools.ts';
import type { BuildOptions, BuildProgress } from './build-result.ts';
import type { Compiled, Objects } from './objects.ts';
import { PrecompiledHeaders } from './precompiled-headers.ts';
import type { Source } from './source.ts';
import { succeeded } from './tool-success.ts';

/** What a compile needs of the build that it is part of. */
export interface SourceCompilerParts {
  readonly tools: Tools;
  readonly plans: Plans;
  readonly objects: Objects;
  readonly remedies: Remedies;
  /** Runs a tool for the project that the build began with. */
  readonly run: (argv: readonly string[], signal: AbortSignal) => Promise<ToolRun>;
  /** Says what is done next, once there are tools for it. */
  readonly begin: (options: BuildOptions, next: BuildProgress) => Promise<void>;
}

/** Compiles sources to objects, those whose inputs or flags have changed. */
export class SourceCompiler {
  readonly #tools: Tools;
  readonly #plans: Plans;
  readonly #objects: Objects;
  readonly #remedies: Remedies;
  readonly #headers: PrecompiledHeaders;
  readonly #run: SourceCompilerParts['run'];
  readonly #begin: SourceCompilerParts['begin'];
  /** What tells the objects of this compiler from those of others before it. */
  readonly #mark: string;
  #made = 0;

  constructor({ tools, plans, objects, remedies, run, begin }: SourceCompilerParts) {
    this.#tools = tools;
    this.#plans = plans;
    this.#objects = objects;
    this.#remedies = remedies;
    this.#headers = new PrecompiledHeaders(tools, plans);
    this.#run = run;
    this.#begin = begin;
    const mark = new Uint8Array(8);
    tools.machine.kernel.host.random(mark);
    this.#mark = hex(mark);
  }

  /** As many at a time as the machine has room for. */
  async compileAll(
    sources: readonly Source[],
    paths: readonly string[],
    options: BuildOptions,
  ): Promise<readonly Compiled[]> {
    const results: Compiled[] = [];
    let next = 0;
    let done = 0;
    const work = async (): Promise<void> => {
      for (let i = next++; i < sources.length; i = next++) {
        const source = sources[i];
        if (!source) return;
        const starts = (): Promise<void> =>
          this.#begin(options, { step: 'compiling', file: source.path, done, total: sources.length });
        results[i] = await this.#compile(source, paths, options, starts);
        done++;
      }
    };
    await Promise.all(Array.from({ length: Math.min(this.#tools.machine.parallelism, sources.length) }, work));
    return results;
  }

  /** `starts`: called if there is something to do. */
  async #compile(
    { path, language }: Source,
    paths: readonly string[],
    options: BuildOptions,
    starts: () => Promise<void>,
  ): Promise<Compiled> {
    const { settings, signal } = options;
    const flags = compileFlags(settings, language);
    const recipe = { language, flags, paths };
    const current = this.#objects.current(path, recipe);
    if (current) return current;

    await starts();
    if (language === 'c++') await options.needCxx();
    const object = objectOf(path);
    this.#objects.remove(path);
    const argv = await this.#plans.compile(flags, language, path, object);
    const startedNs = this.#tools.machine.kernel.host.wallNs();
    const run = (words: readonly string[]): Promise<ToolRun> => this.#run(withWords(argv, words), signal);
    const isOnly = paths.filter((each) => languageOf(each) === 'c++').length === 1;
    const precompiled = this.precompiled({ path, language }, options, paths, isOnly, run);
    const { end, stderr } = await this.#remedies.run(precompiled, () => paths, language === 'c');
    const id = `${this.#mark}.${++this.#made}`;
    if (!succeeded('clang', end, stderr)) return { object: '', id, stderr };
    const compiled: Compiled = { object, id, stderr };
    this.#objects.add(path, compiled, recipe, [path, ...this.#dependencies(object)], startedNs);
    return compiled;
  }

  /**
   * `run` with headers that were read before, where that is worth it: for C++, on a machine that compiles again and again, and
   * for a compile as it is first tried. Where `mayMake`, they are read now if they were not.
   */
  precompiled(
    { path, language }: Source,
    { settings, signal }: Pick<BuildOptions, 'settings' | 'signal'>,
    paths: readonly string[],
    mayMake: boolean,
    run: (words: readonly string[]) => Promise<ToolRun>,
  ): (words: readonly string[]) => Promise<ToolRun> {
    if (language === 'c' || !this.#tools.machine.ahead) return run;
    return (changed) => {
      const file = this.#tools.projectFile(path);
      if (changed.length > 0 || !file) return run(changed);
      const use = {
        text: new TextDecoder().decode(file.contents),
        flags: compileFlags(settings, language),
        ownFlags: words(settings.extraFlags),
        paths,
        mayMake,
        signal,
      };
      return this.#headers.run(use, run);
    };
  }

  /** The project's own headers that the object was made with, from the make rule that clang wrote. */
  #dependencies(object: string): readonly string[] {
    const rule = this.#tools.output(`${object}.d`);
    if (!rule) return [];
    const text = new TextDecoder().decode(rule).replace(/\\\n/g, ' ');
    const right = text.slice(text.indexOf(': ') + 2);
    return right
      .split(/(?<!\\)\s+/)
      .filter((path) => !path.startsWith(Tools.inBuild('')))
      .map((path) =>
        path
          .replace(/\\(.)/g, '$1')
          .replaceAll('$$', '$')
          .replace(/^\.?\//, ''),
      )
      .filter((path) => path !== '');
  }
}

/** A name in the build folder, which has no folders in it: another for every path. */
export function objectOf(path: string): string {
  return `${path.replaceAll('%', '%25').replaceAll('/', '%2F')}.o`;
}

/** A compile with further words, which count before the others. */
export function withWords(argv: readonly string[], words: readonly string[]): readonly string[] {
  const at = argv.indexOf('-cc1') + 1;
  return [...argv.slice(0, at), ...words, ...argv.slice(at)];
}
