import { hex } from '../../base/hex.ts';
import type { DirectoryInode } from '../../vfs/inode.ts';
import { walkFolder } from '../../vfs/walk-folder.ts';
import { NO_STORE, type BuildStore, type KeptProgram } from './build-store.ts';
import type { Language } from '../driver/default-flags.ts';
import type { Diagnostic } from '../../project/diagnostic.ts';
import { compileFlags, languageOf, linkFlags } from '../driver/driver-flags.ts';
import { compilerReport, type CompilerReport } from '../report/compiler-report.ts';
import { loadMistakes } from '../mistakes/explain-mistake.ts';
import { explained, explanationLine } from '../report/explanations.ts';
import { PAGE_GUIDANCE, type Guidance } from '../report/guidance.ts';
import { explainLink, type FailedLink } from '../link/explain-link.ts';
import { Linker } from '../link/linker.ts';
import { symbolsOf } from '../link/object-symbols.ts';
import { missing, superfluous, type LinkedSource } from '../link/revise-files.ts';
import type { JobEnd } from '../tools/machine.ts';
import { Objects, type Compiled } from './objects.ts';
import { parseDiagnostics, type LineOf } from '../report/parse-diagnostics.ts';
import { PrecompiledHeaders } from './precompiled-headers.ts';
import { BadFlags, Plans, type KnownPlans } from '../driver/plans.ts';
import { ProgramFilesChooser, type LeftOut, type ProgramFiles } from './program-files.ts';
import { refusalAtInclude } from '../report/refused-header.ts';
import { Remedies } from '../report/remedies.ts';
import type { ProjectSettings } from '../../project/settings.ts';
import type { Source } from './source.ts';
import { flagNote, flagProblem } from '../driver/runtime-flags.ts';
import { Tools, type ToolRun } from '../tools/tools.ts';
import { words } from '../../project/words.ts';

/** Only of what is really done: an object that is still good is not compiled, and no new one means nothing to link. */
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
  /** `said` has errors that follow from an earlier one, too. */
  readonly showsAll?: boolean;
  /** Called before C++ is compiled or linked: its headers and libraries may have to be fetched. */
  readonly needCxx: () => Promise<void>;
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

/** Thrown when there were no tools yet: by now the project may be another. */
class Waited extends Error {
  override readonly name = 'Waited';
}

const NO_MAIN = 'There is no function main() in the project, so there is nowhere to begin';

/** Turns the project's sources into a program, doing again only what has to be done again. */
export class Builder {
  readonly #tools: Tools;
  readonly #plans: Plans;
  readonly #store: BuildStore;
  readonly #objects: Objects;
  readonly #linker: Linker;
  readonly #chooser: ProgramFilesChooser;
  readonly #remedies: Remedies;
  readonly #headers: PrecompiledHeaders;
  readonly #guidance: Guidance;
  /** The project that `#objects` and `#linked` are of. */
  #project: DirectoryInode | undefined;
  /** What tells the objects of this builder from those of others before it. */
  readonly #mark: string;
  #made = 0;
  #linked: KeptProgram | undefined;

  constructor(tools: Tools, plans: KnownPlans = {}, store: BuildStore = NO_STORE, guidance = PAGE_GUIDANCE) {
    this.#tools = tools;
    this.#plans = new Plans(tools, plans);
    this.#store = store;
    this.#guidance = guidance;
    this.#objects = new Objects(tools, store);
    this.#chooser = new ProgramFilesChooser((path) => tools.projectFile(path), guidance);
    this.#remedies = new Remedies(tools, (stderr) => parseDiagnostics(stderr, this.#lineOf), this.#lineOf);
    this.#headers = new PrecompiledHeaders(tools, this.#plans);
    this.#linker = new Linker(tools, this.#plans, (argv, signal) => this.#run(argv, signal));
    const mark = new Uint8Array(8);
    tools.machine.kernel.host.random(mark);
    this.#mark = hex(mark);
  }

  async build(options: BuildOptions): Promise<BuildResult> {
    try {
      return await this.#build(options);
    } catch (error) {
      if (error instanceof Stopped) return error.result;
      if (error instanceof Waited) return this.build(options);
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
    const language = languageOf(path) ?? (/\.(hpp|hh|hxx)$/i.test(path) ? 'c++' : 'c');
    if (language === 'c++') await needCxx();
    try {
      const argv = await this.#plans.check(compileFlags(settings, language), language, path);
      const paths = pathsIn(this.#tools.project);
      const run = await this.#remedies.run(
        this.#precompiled({ path, language }, { settings, signal }, paths, true, (words) =>
          this.#tools.run(withWords(argv, words), signal),
        ),
        () => paths,
        language === 'c',
      );
      if (run.end.kind !== 'exited') return undefined;
      if (run.stderr !== '') await loadMistakes();
      return this.#heard(run.stderr).diagnostics;
    } catch (error) {
      if (error instanceof BadFlags) return parseDiagnostics(error.message, () => undefined);
      throw error;
    }
  }

  async #build(options: BuildOptions): Promise<BuildResult> {
    await this.#recall();
    const paths = pathsIn(this.#tools.project);
    const sources = paths.flatMap((path) => {
      const language = languageOf(path);
      return language === undefined ? [] : [{ path, language }];
    });
    if (sources.length === 0) {
      return {
        kind: 'failed',
        diagnostics: [problem('There is no C file in the project, so there is nothing to compile')],
        said: '',
      };
    }
    const flags = words(options.settings.extraFlags);
    const impossible = flagProblem(flags);
    if (impossible !== undefined)
      return { kind: 'failed', diagnostics: [problem(impossible)], said: `error: ${impossible}\n` };
    const chosen = this.#chooser.choose(sources, options.settings);
    const compiled = await this.#compileAll(chosen.files, paths, options);
    this.#objects.keepOnly(new Set(sources.map(({ path }) => path)));
    this.#objects.save();
    if (compiled.some(({ stderr }) => stderr !== '')) await loadMistakes();
    const heard = compiled.map(({ stderr }) => this.#heard(stderr, options.showsAll));
    const diagnostics = heard.flatMap((one) => one.diagnostics);
    const said = flagNote(flags, options.settings.checks === 'on') + heard.map((one) => one.said).join('');
    if (compiled.some((one) => one.object === '')) return { kind: 'failed', diagnostics, said };

    const linked = await this.#linkProgram(chosen, compiled, paths, options);
    const output = inWordsOfSources(linked.stderr, sources);
    if (output !== '') await loadMistakes();
    const found = [...linked.problems, ...parseDiagnostics(output, this.#lineOf)];
    if (linked.program)
      return {
        kind: 'built',
        program: linked.program,
        diagnostics: [...diagnostics, ...found.map((one) => explained(one, this.#guidance))],
        said: said + chosen.note + output,
        isUnchanged: linked.isUnchanged,
      };
    const link = this.#failedLink(chosen, linked);
    const explanations = found.map((one) => ({ ...explainLink(one, link), isFromLinker: true as const }));
    const lines = new Set(explanations.flatMap(({ explanation }) => (explanation ? explanationLine(explanation) : [])));
    const problems = linked.problems.map(({ message }) => `error: ${message}\n`).join('');
    return {
      kind: 'failed',
      diagnostics: [...diagnostics, ...explanations],
      said: said + chosen.note + output + problems + [...lines].join(''),
    };
  }

  /** Another project is open: what was built of it before is looked for. */
  async #recall(): Promise<void> {
    const project = this.#tools.project;
    if (project === this.#project) return;
    this.#project = project;
    const { objects, program } = await this.#store.load();
    if (project !== this.#tools.project) return;
    this.#objects.adopt(objects, objectOf);
    this.#linked = program;
  }

  /** As many at a time as the machine has room for. */
  async #compileAll(
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
    this.#objects.forget(path);
    const argv = await this.#plans.compile(flags, language, path, object);
    const startedNs = this.#tools.machine.kernel.host.wallNs();
    const run = (words: readonly string[]): Promise<ToolRun> => this.#run(withWords(argv, words), signal);
    const isOnly = paths.filter((each) => languageOf(each) === 'c++').length === 1;
    const precompiled = this.#precompiled({ path, language }, options, paths, isOnly, run);
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
  #precompiled(
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

  /** Says what is done next, once there is something to do it with. */
  async #begin({ signal, progress }: BuildOptions, next: BuildProgress): Promise<void> {
    if (!this.#tools.isReady) {
      await this.#tools.ready(signal);
      throw signal.aborted ? new Stopped({ kind: 'cancelled' }) : new Waited();
    }
    progress(next);
  }

  /** Links what was chosen; where the objects say that other files make the program, these. */
  async #linkProgram(
    { files, leftOut }: ProgramFiles,
    compiled: readonly Compiled[],
    paths: readonly string[],
    options: BuildOptions,
  ): Promise<Linked> {
    const parts = files.flatMap((source, i): Part[] => {
      const one = compiled[i];
      return one ? [{ ...source, compiled: one }] : [];
    });
    const key = this.#linkKey(parts, options.settings);
    if (this.#linked?.key === key) return { ...this.#linked, problems: [], isUnchanged: true, parts, others: [] };
    const linked = await this.#link(parts, options);
    const output = linked.program ? '' : linked.stderr;

    if (output.includes('duplicate symbol: ')) {
      const { paths: drop, note } = superfluous(
        parts.map(this.#sourceOf),
        options.settings,
        leftOut.length > 0,
        this.#guidance,
      );
      if (drop.size === 0) return linked;
      const fewer = await this.#link(
        parts.filter(({ path }) => !drop.has(path)),
        options,
      );
      const others = parts.filter(({ path }) => drop.has(path));
      return this.#keepLinked(key, { ...fewer, others, stderr: note + fewer.stderr });
    }
    const wanted = Array.from(output.matchAll(/undefined symbol: (.+)$/gm), ([, name = '']) => name);
    if (wanted.length === 0 || leftOut.length === 0) return this.#keepLinked(key, linked);
    const others = await this.#compileOthers(leftOut, paths, options);
    const found = missing(others.map(this.#sourceOf), wanted).map(({ path }) => path);
    if (found.length === 0) return { ...linked, others };
    const more = await this.#link([...parts, ...others.filter(({ path }) => found.includes(path))], options);
    return { ...more, others: others.filter(({ path }) => !found.includes(path)) };
  }

  /** Sources that may be no part of the program. What is wrong with them is not reported. */
  async #compileOthers(
    leftOut: readonly LeftOut[],
    paths: readonly string[],
    options: BuildOptions,
  ): Promise<readonly Part[]> {
    const sources = leftOut.map(({ source }) => source);
    const compiled = await this.#compileAll(sources, paths, options);
    this.#objects.save();
    return sources.flatMap((source, i) => {
      const one = compiled[i];
      return one && one.object !== '' ? [{ ...source, compiled: one }] : [];
    });
  }

  #linkKey(parts: readonly Part[], settings: ProjectSettings): string {
    const language = languageOfLink(parts);
    return [language, ...linkFlags(settings, language), ...parts.map(({ compiled }) => compiled.id)].join('\0');
  }

  /** `key`: says what the program was made of, also where not all of that was linked. */
  #keepLinked(key: string, linked: Linked): Linked {
    if (!linked.program) return linked;
    this.#linked = { key, program: linked.program, stderr: linked.stderr };
    this.#store.save({ program: this.#linked });
    return linked;
  }

  async #link(parts: readonly Part[], options: BuildOptions): Promise<Linked> {
    const language = languageOfLink(parts);
    const flags = linkFlags(options.settings, language);
    await this.#begin(options, { step: 'linking' });
    if (language === 'c++') await options.needCxx();
    const objects = parts.map(({ compiled }) => compiled.object);
    // What is there of an earlier program is no longer known to be whole.
    this.#linked = undefined;
    const { end, stderr, lacksMain } = await this.#linker.link({ flags, language, objects }, options.signal);
    const failed: Linked = { program: undefined, stderr, problems: [], isUnchanged: false, parts, others: [] };
    if (!succeeded('wasm-ld', end, inWordsOfSources(stderr, parts))) return failed;
    const program = this.#linker.program();
    if (!program) {
      const output = 'The linker said that all was well and wrote nothing';
      throw new Stopped({ kind: 'crashed', tool: 'wasm-ld', output });
    }
    return lacksMain ? { ...failed, problems: [problem(NO_MAIN)] } : { ...failed, program };
  }

  #failedLink({ leftOut }: ProgramFiles, { parts, others }: Linked): FailedLink {
    const known = new Set(others.map(({ path }) => path));
    return {
      sources: parts.map((part) => ({ ...this.#sourceOf(part), inputs: this.#objects.inputsOf(part.path) })),
      leftOut: [
        ...others.map(this.#sourceOf),
        ...leftOut.flatMap(({ source: { path } }) => (known.has(path) ? [] : [{ path, symbols: undefined }])),
      ],
      libraryNames: () => this.#linker.libraryNames(),
      textOf: (path) => {
        const file = this.#tools.projectFile(path);
        return file && new TextDecoder().decode(file.contents);
      },
      guidance: this.#guidance,
    };
  }

  readonly #sourceOf = ({ path, compiled }: Part): LinkedSource => {
    const bytes = this.#tools.output(compiled.object);
    return { path, symbols: bytes && symbolsOf(bytes) };
  };

  /** What a tool made while another project was opened is of neither. */
  async #run(argv: readonly string[], signal: AbortSignal): Promise<ToolRun> {
    const run = await this.#tools.run(argv, signal);
    if (this.#tools.project !== this.#project) throw new Stopped({ kind: 'cancelled' });
    return run;
  }

  #heard(output: string, showsAll = false): CompilerReport {
    const lineOf = this.#lineReader();
    return compilerReport(refusalAtInclude(output, lineOf), lineOf, this.#guidance, showsAll);
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

  readonly #lineOf = (path: string, line: number): string | undefined => this.#lineReader()(path, line);

  /** Reads each file once: for one report, while the files stay as they are. */
  #lineReader(): LineOf {
    const known = new Map<string, readonly string[]>();
    return (path, line) => {
      let lines = known.get(path);
      if (!lines) {
        const file = path.startsWith('/') ? undefined : this.#tools.projectFile(path);
        lines = file ? new TextDecoder().decode(file.contents).split('\n') : [];
        known.set(path, lines);
      }
      return lines[line - 1];
    };
  }
}

interface Linked {
  /** Undefined: there is none. */
  readonly program: Uint8Array | undefined;
  readonly stderr: string;
  /** What the linker did not say itself. */
  readonly problems: readonly Diagnostic[];
  readonly isUnchanged: boolean;
  readonly parts: readonly Part[];
  /** Compiled, and not linked. */
  readonly others: readonly Part[];
}

/** A source of the program, compiled. */
interface Part extends Source {
  readonly compiled: Compiled;
}

function languageOfLink(parts: readonly Part[]): Language {
  return parts.some(({ language }) => language === 'c++') ? 'c++' : 'c';
}

/** A compile with further words, which count before the others. */
function withWords(argv: readonly string[], words: readonly string[]): readonly string[] {
  const at = argv.indexOf('-cc1') + 1;
  return [...argv.slice(0, at), ...words, ...argv.slice(at)];
}

/** A name in the build folder, which has no folders in it: another for every path. */
function objectOf(path: string): string {
  return `${path.replaceAll('%', '%25').replaceAll('/', '%2F')}.o`;
}

/** The linker speaks of objects; whoever wrote the sources has never seen one. */
function inWordsOfSources(output: string, sources: readonly Source[]): string {
  return sources.reduce((text, { path }) => text.replaceAll(Tools.inBuild(objectOf(path)), path), output);
}

/** Paths of all files in the project, sorted within each folder. */
function pathsIn(project: DirectoryInode): readonly string[] {
  return [...walkFolder(project)].flatMap(([path, inode]) => (inode.kind === 'regular_file' ? [path] : []));
}

/** True or false by the exit status of a tool that did its work; anything else stops the build with what it is. */
function succeeded(tool: string, end: JobEnd, output: string): boolean {
  if (end.kind === 'killed') throw new Stopped({ kind: 'cancelled' });
  if (
    end.kind === 'exited' &&
    (end.code === 0 || (end.code === 1 && !/PLEASE submit a bug report|LLVM ERROR/.test(output)))
  )
    return end.code === 0;
  const why = end.kind === 'trapped' ? `${end.trap.message}\n` : 'message' in end ? `${end.message}\n` : '';
  throw new Stopped({ kind: 'crashed', tool, output: why + output });
}

function problem(message: string): Diagnostic {
  return { severity: 'error', message, flag: undefined, place: undefined, notes: [], fixits: [] };
}
