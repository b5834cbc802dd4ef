import type { DirectoryInode, FileInode } from '../vfs/inode.ts';
import { lookupAbsolute } from '../vfs/resolve.ts';
import type { Language } from './default-flags.ts';
import type { Diagnostic } from './diagnostic.ts';
import { compileFlags, languageOf, linkFlags } from './driver-flags.ts';
import { explained, explanationText } from './explanations.ts';
import { PROJECT_MOUNT } from './layout.ts';
import { Inputs, type Input } from './inputs.ts';
import type { JobEnd } from './machine.ts';
import { parseDiagnostics, readableDiagnostics } from './parse-diagnostics.ts';
import { BadFlags, lacksMain, Plans, type KnownPlans } from './plans.ts';
import type { ProjectSettings } from './settings.ts';
import { Tools } from './tools.ts';

export type BuildProgress =
  | { readonly step: 'compiling'; readonly file: string; readonly done: number; readonly total: number }
  | { readonly step: 'linking' };

/** One state, with what exists in it. `said`: what the tools printed, for a terminal. */
export type BuildResult =
  | {
      readonly kind: 'built';
      readonly program: Uint8Array;
      readonly diagnostics: readonly Diagnostic[];
      readonly said: string;
      readonly isUnchanged: boolean;
    }
  | { readonly kind: 'failed'; readonly diagnostics: readonly Diagnostic[]; readonly said: string }
  | { readonly kind: 'crashed'; readonly tool: string; readonly output: string }
  | { readonly kind: 'cancelled' };

export interface BuildOptions {
  readonly settings: ProjectSettings;
  readonly signal: AbortSignal;
  readonly progress: (progress: BuildProgress) => void;
  /** Called before the first C++ file is compiled: its headers and libraries may have to be fetched. */
  readonly needCxx: () => Promise<void>;
}

/** A compiled object, and what it was made from. */
interface Compiled {
  readonly object: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly said: string;
  /** Flags, and the names that an include could mean. */
  readonly how: string;
  /** Project files it depends on, as they were. */
  readonly inputs: readonly Input[];
  /** Another for every object that was made. */
  readonly serial: number;
}

/** Why a build stopped, thrown from deep inside it. */
class Stopped extends Error {
  override readonly name = 'Stopped';
  readonly result: BuildResult;

  constructor(result: BuildResult) {
    super(result.kind);
    this.result = result;
  }
}

const PROGRAM = 'main.wasm';
const NO_MAIN = 'There is no function main() in the project, so there is nowhere to begin';

/** Turns the project's sources into a program, doing again only what has to be done again. */
export class Builder {
  readonly #tools: Tools;
  readonly #plans: Plans;
  readonly #objects = new Map<string, Compiled>();
  readonly #inputs = new Inputs((path) => this.#file(path));
  #made = 0;
  #linked: { readonly key: string; readonly program: Uint8Array; readonly said: string } | undefined;

  constructor(tools: Tools, plans: KnownPlans = {}) {
    this.#tools = tools;
    this.#plans = new Plans(tools, plans);
  }

  async build(options: BuildOptions): Promise<BuildResult> {
    try {
      return await this.#build(options);
    } catch (error) {
      if (error instanceof Stopped) return error.result;
      if (error instanceof BadFlags)
        return {
          kind: 'failed',
          diagnostics: parseDiagnostics(error.message, () => undefined),
          said: `${error.message}\n`,
        };
      throw error;
    }
  }

  /** Diagnostics of one file as it stands. Aborted: undefined. */
  async check(
    path: string,
    settings: ProjectSettings,
    signal: AbortSignal,
    needCxx: () => Promise<void>,
  ): Promise<readonly Diagnostic[] | undefined> {
    const language = languageOf(path) ?? (/\.(hpp|hh|hxx)$/.test(path) ? 'c++' : 'c');
    if (language === 'c++') await needCxx();
    try {
      const argv = await this.#plans.check(compileFlags(settings, language), language, path);
      const run = await this.#tools.run(argv, signal);
      if (run.end.kind !== 'exited') return undefined;
      return parseDiagnostics(run.stderr, this.#lineOf).map(explained);
    } catch (error) {
      if (error instanceof BadFlags) return parseDiagnostics(error.message, () => undefined);
      throw error;
    }
  }

  async #build(options: BuildOptions): Promise<BuildResult> {
    const { settings, signal, progress } = options;
    const sources = this.#sources();
    if (sources.length === 0) {
      return {
        kind: 'failed',
        diagnostics: [problem('There is no C file in the project, so there is nothing to compile')],
        said: '',
      };
    }
    const hasCxx = sources.some(({ language }) => language === 'c++');
    if (hasCxx) await options.needCxx();
    const names = this.#headerNames();

    const compiled = await this.#compileAll(sources, names, options);
    for (const path of this.#objects.keys())
      if (!sources.some((source) => source.path === path)) this.#objects.delete(path);
    const diagnostics = compiled.flatMap((one) => one.diagnostics);
    const said = compiled.map((one) => one.said).join('');
    if (compiled.some((one) => one.object === '')) return { kind: 'failed', diagnostics, said };

    progress({ step: 'linking' });
    const language: Language = hasCxx ? 'c++' : 'c';
    const flags = linkFlags(settings, language);
    const key = [language, ...flags, ...compiled.map((one) => one.serial)].join('\0');
    if (this.#linked?.key === key) {
      return {
        kind: 'built',
        program: this.#linked.program,
        diagnostics,
        said: said + this.#linked.said,
        isUnchanged: true,
      };
    }
    const argv = await this.#plans.link(
      flags,
      language,
      compiled.map((one) => one.object),
      PROGRAM,
    );
    // What is there of an earlier program is no longer known to be whole.
    this.#linked = undefined;
    const run = await this.#tools.run(argv, signal);
    const output = inWordsOfSources(run.stderr, sources);
    const linkDiagnostics = parseDiagnostics(output, this.#lineOf).map(explained);
    if (!succeeded('wasm-ld', run.end, output)) {
      return {
        kind: 'failed',
        diagnostics: [...diagnostics, ...linkDiagnostics],
        said: said + output + explanationText(linkDiagnostics),
      };
    }
    const program = this.#tools.output(PROGRAM)?.slice();
    if (!program)
      return { kind: 'crashed', tool: 'wasm-ld', output: 'The linker said that all was well and wrote nothing' };
    if (lacksMain(run.stdout)) {
      return {
        kind: 'failed',
        diagnostics: [...diagnostics, ...linkDiagnostics, problem(NO_MAIN)],
        said: `${said}${output}error: ${NO_MAIN}\n`,
      };
    }
    this.#linked = { key, program, said: output };
    return {
      kind: 'built',
      program,
      diagnostics: [...diagnostics, ...linkDiagnostics],
      said: said + output,
      isUnchanged: false,
    };
  }

  /** As many at a time as the machine has room for. */
  async #compileAll(sources: readonly Source[], names: string, options: BuildOptions): Promise<readonly Compiled[]> {
    const results: Compiled[] = [];
    let next = 0;
    let done = 0;
    const work = async (): Promise<void> => {
      for (let i = next++; i < sources.length; i = next++) {
        const source = sources[i];
        if (!source) return;
        options.progress({ step: 'compiling', file: source.path, done, total: sources.length });
        results[i] = await this.#compile(source, names, options);
        done++;
      }
    };
    await Promise.all(Array.from({ length: Math.min(this.#tools.machine.parallelism, sources.length) }, work));
    return results;
  }

  async #compile({ path, language }: Source, names: string, { settings, signal }: BuildOptions): Promise<Compiled> {
    const flags = compileFlags(settings, language);
    const before = this.#objects.get(path);
    const how = [...flags, names].join('\0');
    if (before?.how === how && this.#inputs.areUnchanged(before.inputs)) return before;

    const object = objectOf(path);
    // From here on until it is compiled again there is no object that could be relied on.
    this.#objects.delete(path);
    const argv = await this.#plans.compile(flags, language, path, object);
    const startedNs = this.#tools.machine.kernel.host.wallNs();
    const run = await this.#tools.run(argv, signal);
    const isGood = succeeded('clang', run.end, run.stderr);
    const diagnostics = parseDiagnostics(run.stderr, this.#lineOf).map(explained);
    const said = readableDiagnostics(run.stderr) + explanationText(diagnostics);
    const serial = ++this.#made;
    if (!isGood) return { object: '', diagnostics, said, how, inputs: [], serial };
    const inputs = this.#inputs.take([path, ...this.#dependencies(object)], startedNs);
    const result: Compiled = { object, diagnostics, said, how, inputs: inputs ?? [], serial };
    // What was edited meanwhile may be in it or not: it is good for this build, and no basis for the next.
    if (inputs) this.#objects.set(path, result);
    return result;
  }

  /** The project's own headers that the object was made with, from the make rule that clang wrote. */
  #dependencies(object: string): readonly string[] {
    const rule = this.#tools.output(`${object}.d`);
    if (!rule) return [];
    const text = new TextDecoder().decode(rule).replace(/\\\n/g, ' ');
    const right = text.slice(text.indexOf(': ') + 2);
    return right
      .split(/(?<!\\)\s+/)
      .map((path) =>
        path
          .replace(/\\(.)/g, '$1')
          .replaceAll('$$', '$')
          .replace(/^\.?\//, ''),
      )
      .filter((path) => path !== '');
  }

  #project(): DirectoryInode {
    const project = this.#tools.machine.kernel.root.lookup(PROJECT_MOUNT);
    if (project?.kind !== 'directory') throw new Error('No project is mounted');
    return project;
  }

  #sources(): readonly Source[] {
    return [...walk(this.#project(), '')].flatMap((path) => {
      const language = languageOf(path);
      return language === undefined ? [] : [{ path, language }];
    });
  }

  /** A new header can come before one that was found elsewhere: a change of names makes every object stale. */
  #headerNames(): string {
    return [...walk(this.#project(), '')].filter((path) => languageOf(path) === undefined).join('\n');
  }

  #file(path: string): FileInode | undefined {
    const found = lookupAbsolute(this.#project(), path);
    return found.ok && found.value.inode?.kind === 'regular_file' ? found.value.inode : undefined;
  }

  readonly #lineOf = (path: string, line: number): string | undefined => {
    const file = path.startsWith('/') ? undefined : this.#file(path);
    return file && new TextDecoder().decode(file.contents).split('\n')[line - 1];
  };
}

interface Source {
  readonly path: string;
  readonly language: Language;
}

/** A name in the build folder, which has no folders in it: another for every path. */
function objectOf(path: string): string {
  return `${path.replaceAll('%', '%25').replaceAll('/', '%2F')}.o`;
}

/** The linker speaks of objects; whoever wrote the sources has never seen one. */
function inWordsOfSources(output: string, sources: readonly Source[]): string {
  return sources.reduce((text, { path }) => text.replaceAll(Tools.inBuild(objectOf(path)), path), output);
}

/** Every file below `directory`, by path, sorted within each folder. */
function* walk(directory: DirectoryInode, prefix: string): Generator<string> {
  for (const [name, { inode }] of [...directory.entries].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (inode.kind === 'directory') yield* walk(inode, `${prefix}${name}/`);
    else if (inode.kind === 'regular_file') yield `${prefix}${name}`;
  }
}

/** True or false by the exit status of a tool that did its work; anything else stops the build with what it is. */
function succeeded(tool: string, end: JobEnd, output: string): boolean {
  if (end.kind === 'killed') throw new Stopped({ kind: 'cancelled' });
  if (
    end.kind === 'exited' &&
    (end.code === 0 || (end.code === 1 && !/PLEASE submit a bug report|LLVM ERROR/.test(output)))
  )
    return end.code === 0;
  const why = end.kind === 'trapped' ? `${end.trap.message}\n` : end.kind === 'not-started' ? `${end.message}\n` : '';
  throw new Stopped({ kind: 'crashed', tool, output: why + output });
}

function problem(message: string): Diagnostic {
  return { severity: 'error', message, flag: undefined, place: undefined, notes: [], fixits: [] };
}
