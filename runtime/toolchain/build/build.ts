import type { DirectoryInode } from '../../vfs/inode.ts';
import { walkFolder } from '../../vfs/walk-folder.ts';
import type { Diagnostic } from '../../project/diagnostic.ts';
import type { ProjectSettings } from '../../project/settings.ts';
import { words } from '../../project/words.ts';
import type { Language } from '../driver/default-flags.ts';
import { compileFlags, languageOf, linkFlags } from '../driver/driver-flags.ts';
import { BadFlags, Plans, type KnownPlans } from '../driver/plans.ts';
import { flagNote, flagProblem } from '../driver/runtime-flags.ts';
import { explainLink, type FailedLink } from '../link/explain-link.ts';
import { Linker } from '../link/linker.ts';
import { symbolsOf } from '../link/object-symbols.ts';
import { missing, superfluous, type LinkedSource } from '../link/revise-files.ts';
import { loadMistakes } from '../mistakes/explain-mistake.ts';
import { compilerReport, type CompilerReport } from '../report/compiler-report.ts';
import { explained, explanationLine } from '../report/explanations.ts';
import { PAGE_GUIDANCE, type Guidance } from '../report/guidance.ts';
import { parseDiagnostics, type LineOf } from '../report/parse-diagnostics.ts';
import { refusalAtInclude } from '../report/refused-header.ts';
import { Remedies } from '../report/remedies.ts';
import { Tools, type ToolRun } from '../tools/tools.ts';
import { buildUnset } from '../unset/build-unset.ts';
import { Stopped, Waited, type BuildOptions, type BuildProgress, type BuildResult } from './build-result.ts';
import { NO_STORE, type BuildStore, type KeptProgram } from './build-store.ts';
import { libraryLinkFlags, libraryProblem, librarySources, type LibraryFiles } from './library-component.ts';
import { lineReader } from './line-reader.ts';
import { Objects, type Compiled } from './objects.ts';
import { ProgramFilesChooser, type LeftOut, type MainChoice, type ProgramFiles } from './program-files.ts';
import { objectOf, SourceCompiler, withWords } from './source-compiler.ts';
import type { Source } from './source.ts';
import { succeeded } from './tool-success.ts';

/** Programs of a project that are kept, those that were linked last: as many as may run at once, and one more. */
const MOST_KEPT = 17;
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
  readonly #compiler: SourceCompiler;
  readonly #guidance: Guidance;
  /** The project that `#objects` and `#linked` are of. */
  #project: DirectoryInode | undefined;
  /** Of each program by its `main`, so that those of a project with several are linked again only after a change. */
  readonly #linked = new Map<string, KeptProgram>();
  /** The program that was built last, and what it was linked of. */
  #built: Pick<Linked, 'program' | 'parts'> | undefined;

  constructor(tools: Tools, plans: KnownPlans = {}, store: BuildStore = NO_STORE, guidance = PAGE_GUIDANCE) {
    this.#tools = tools;
    this.#plans = new Plans(tools, plans);
    this.#store = store;
    this.#guidance = guidance;
    this.#objects = new Objects(tools, store);
    this.#chooser = new ProgramFilesChooser((path) => tools.projectFile(path), guidance);
    this.#remedies = new Remedies(tools, (stderr) => parseDiagnostics(stderr, this.#lineOf), this.#lineOf);
    const run = (argv: readonly string[], signal: AbortSignal): Promise<ToolRun> => this.#run(argv, signal);
    const begin = (options: BuildOptions, next: BuildProgress): Promise<void> => this.#begin(options, next);
    const parts = { tools, plans: this.#plans, objects: this.#objects, remedies: this.#remedies };
    this.#compiler = new SourceCompiler({ ...parts, run, begin });
    this.#linker = new Linker(tools, this.#plans, run);
  }

  async build(options: BuildOptions): Promise<BuildResult> {
    try {
      await this.#recall();
      const files = this.#libraryFiles();
      if (!files) return await this.#build({ ...options, part: 'program', apart: [], asks: '' });
      const { sources: apart, asks } = files;
      // Its mistakes are for the component model to stop: reports would have to be written to descriptors, which it has none of.
      const settings = { ...options.settings, checks: 'off' } as const;
      const library = await this.#build({ ...options, settings, part: 'library', apart, asks });
      if (library.kind !== 'built') return library;
      const built = await this.#build({ ...options, part: 'program', apart, asks });
      return withLibrary(built, library);
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

  /**
   * What else of the project a program can be: files with a main() that is not the program's, and modules. Undefined where
   * no file can start programs.
   */
  programsBeside(settings: MainChoice): ProgramsBeside | undefined {
    const project = this.#tools.project;
    const files = [...walkFolder(project)].flatMap(([path, inode]) =>
      inode.kind === 'regular_file' ? [[path, inode] as const] : [],
    );
    const starts = files.some(
      ([path, { contents }]) => /\.(c|h|cc|cpp|cxx|hh|hpp|hxx)$/i.test(path) && STARTS_PROGRAMS.test(textOf(contents)),
    );
    if (!starts) return undefined;
    const sources = files.flatMap(([path]) => {
      const language = languageOf(path);
      return language === undefined ? [] : [{ path, language }];
    });
    const { leftOut } = this.#chooser.choose(sources, settings);
    return {
      mains: leftOut.flatMap(({ why, source }) => (why === 'other main' ? [source.path] : [])),
      modules: files.flatMap(([path, { contents }]) =>
        path.endsWith('.wasm') ? [[path, contents.slice()] as const] : [],
      ),
    };
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
        this.#compiler.precompiled({ path, language }, { settings, signal }, paths, true, (words) =>
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

  /**
   * `program`, as `build` returned it, the way it is looked through for values that were never set. Undefined: not this time,
   * or another one was built since, or what it was built of was changed.
   */
  async unset(program: Uint8Array, settings: ProjectSettings, signal: AbortSignal): Promise<Uint8Array | undefined> {
    const sources = this.#built?.parts ?? [];
    if (!this.#isOfProject(program, settings)) return undefined;
    const run = (argv: readonly string[], until: AbortSignal): Promise<ToolRun> => this.#run(argv, until);
    const parts = { tools: this.#tools, plans: this.#plans, linker: this.#linker, remedies: this.#remedies, run };
    try {
      const unset = await buildUnset({ ...parts, sources, paths: pathsIn(this.#tools.project), settings, signal });
      return this.#isOfProject(program, settings) ? unset : undefined;
    } catch (error) {
      if (error instanceof Stopped || error instanceof BadFlags) return undefined;
      throw error;
    }
  }

  /** Whether `program` was built last, and building again would make the same. */
  #isOfProject(program: Uint8Array, settings: ProjectSettings): boolean {
    const project = this.#tools.project;
    if (this.#project !== project || this.#built?.program !== program) return false;
    const paths = pathsIn(project);
    return this.#built.parts.every(({ path, language, compiled }) => {
      const now = this.#objects.current(path, { language, flags: compileFlags(settings, language), paths });
      return now !== undefined && now.id === compiled.id;
    });
  }

  /** The sources that become a component of their own; undefined: the project has no such component. */
  #libraryFiles(): LibraryFiles | undefined {
    const paths = pathsIn(this.#tools.project);
    return librarySources(sourcesOf(paths), paths, (path) => {
      const file = this.#tools.projectFile(path);
      return file ? textOf(file.contents) : '';
    });
  }

  async #build(options: PartOptions): Promise<BuildResult> {
    const paths = pathsIn(this.#tools.project);
    const all = sourcesOf(paths);
    const { apart } = options;
    const isLibrary = options.part === 'library';
    const sources = isLibrary ? apart : all.filter((source) => !apart.some(({ path }) => path === source.path));
    if (isLibrary && sources.length === 0)
      return failed(
        '<preopen/component.h> is included, and no file defines PREOPEN_LIBRARY, so there is no component to make',
      );
    if (sources.length === 0 && apart.length > 0) return failed(NO_MAIN);
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
    const chosen = isLibrary
      ? { files: sources, main: LIBRARY, leftOut: [], note: '' }
      : this.#chooser.choose(sources, options.settings);
    const compiled = await this.#compiler.compileAll(chosen.files, paths, options);
    this.#keepOnly(new Set(all.map(({ path }) => path)));
    this.#objects.save();
    if (compiled.some(({ stderr }) => stderr !== '')) await loadMistakes();
    const heard = compiled.map(({ stderr }) => this.#heard(stderr, options.showsAll));
    const diagnostics = heard.flatMap((one) => one.diagnostics);
    const said = flagNote(flags, options.settings.checks === 'on') + heard.map((one) => one.said).join('');
    if (compiled.some((one) => one.object === '')) return { kind: 'failed', diagnostics, said };

    const unfit = isLibrary && libraryProblem(partsOf(chosen.files, compiled).map(this.#sourceOf), options.asks);
    if (unfit) return failed(unfit, diagnostics, said);

    const linked = await this.#linkProgram(chosen, compiled, paths, options);
    const output = inWordsOfSources(linked.stderr, sources);
    if (output !== '') await loadMistakes();
    const found = [...linked.problems, ...parseDiagnostics(output, this.#lineOf)];
    if (!isLibrary) this.#built = { program: linked.program, parts: linked.parts };
    if (linked.program)
      return {
        kind: 'built',
        program: linked.program,
        diagnostics: [...diagnostics, ...found.map((one) => explained(one, this.#guidance))],
        said: said + chosen.note + output,
        isUnchanged: linked.isUnchanged,
      };
    const link = this.#failedLink(chosen, linked, isLibrary);
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
    this.#linked.clear();
    const { objects, programs } = await this.#store.load();
    if (project !== this.#tools.project) return;
    this.#objects.adopt(objects, objectOf);
    for (const program of programs) this.#linked.set(program.main, program);
  }

  /** What was made of other sources is of no use. */
  #keepOnly(paths: ReadonlySet<string>): void {
    this.#objects.keepOnly(paths);
    const droppedPrograms = [...this.#linked.keys()].filter(
      (main) => !['', LIBRARY].includes(main) && !paths.has(main),
    );
    for (const main of droppedPrograms) this.#linked.delete(main);
    if (droppedPrograms.length > 0) this.#store.save({ droppedPrograms });
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
    { files, leftOut, main }: ProgramFiles,
    compiled: readonly Compiled[],
    paths: readonly string[],
    options: PartOptions,
  ): Promise<Linked> {
    const parts = partsOf(files, compiled);
    const key = this.#linkKey(parts, options);
    const known = this.#linked.get(main);
    if (known?.key === key) return { ...known, problems: [], isUnchanged: true, parts, others: [] };
    // Where this link fails, the program before it is none of these sources.
    this.#linked.delete(main);
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
      return this.#keepLinked(main, key, { ...fewer, others, stderr: note + fewer.stderr });
    }
    const wanted = Array.from(output.matchAll(/undefined symbol: (.+)$/gm), ([, name = '']) => name);
    if (wanted.length === 0 || leftOut.length === 0) return this.#keepLinked(main, key, linked);
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
    const compiled = await this.#compiler.compileAll(sources, paths, options);
    this.#objects.save();
    return sources.flatMap((source, i) => {
      const one = compiled[i];
      return one && one.object !== '' ? [{ ...source, compiled: one }] : [];
    });
  }

  #linkKey(parts: readonly Part[], options: PartOptions): string {
    const language = languageOfLink(parts);
    return [language, ...flagsOfLink(options, language), ...parts.map(({ compiled }) => compiled.id)].join('\0');
  }

  /** `key`: says what the program was made of, also where not all of that was linked. */
  #keepLinked(main: string, key: string, linked: Linked): Linked {
    if (!linked.program) return linked;
    const program = { main, key, program: linked.program, stderr: linked.stderr };
    this.#linked.set(main, program);
    const droppedPrograms = [...this.#linked.keys()].slice(0, -MOST_KEPT);
    for (const oldest of droppedPrograms) this.#linked.delete(oldest);
    this.#store.save({ program, droppedPrograms });
    return linked;
  }

  async #link(parts: readonly Part[], options: PartOptions): Promise<Linked> {
    const language = languageOfLink(parts);
    const flags = flagsOfLink(options, language);
    await this.#begin(options, { step: 'linking' });
    if (language === 'c++') await options.needCxx();
    const objects = parts.map(({ compiled }) => compiled.object);
    const { end, stderr, lacksMain } = await this.#linker.link({ flags, language, objects }, options.signal);
    const failed: Linked = { program: undefined, stderr, problems: [], isUnchanged: false, parts, others: [] };
    if (!succeeded('wasm-ld', end, inWordsOfSources(stderr, parts))) return failed;
    const program = this.#linker.program();
    if (!program) {
      const output = 'The linker reported success and wrote no file';
      throw new Stopped({ kind: 'crashed', tool: 'wasm-ld', output });
    }
    return lacksMain && options.part === 'program'
      ? { ...failed, problems: [problem(NO_MAIN)] }
      : { ...failed, program };
  }

  #failedLink({ leftOut }: ProgramFiles, { parts, others }: Linked, isLibrary: boolean): FailedLink {
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
      isLibrary,
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

  readonly #lineOf: LineOf = (path, line) => lineReader(this.#tools)(path, line);

  #heard(output: string, showsAll = false): CompilerReport {
    const lineOf = lineReader(this.#tools);
    return compilerReport(refusalAtInclude(output, lineOf), lineOf, this.#guidance, showsAll);
  }
}

/** What is built: a program, or what is linked apart from it. */
interface PartOptions extends BuildOptions {
  readonly part: 'program' | 'library';
  /** Sources of the library. */
  readonly apart: readonly Source[];
  /** The file that asks for the library to be linked apart. */
  readonly asks: string;
}

/** Among `KeptProgram`s. */
const LIBRARY = ':library';

function flagsOfLink({ settings, part }: PartOptions, language: Language): readonly string[] {
  return part === 'library' ? libraryLinkFlags(settings, language) : linkFlags(settings, language);
}

function withLibrary(built: BuildResult, library: BuildResult & { readonly kind: 'built' }): BuildResult {
  if (built.kind !== 'built' && built.kind !== 'failed') return built;
  const heard = { diagnostics: [...library.diagnostics, ...built.diagnostics], said: library.said + built.said };
  if (built.kind === 'failed') return { ...built, ...heard };
  return { ...built, ...heard, library: library.program, isUnchanged: built.isUnchanged && library.isUnchanged };
}

interface ProgramsBeside {
  readonly mains: readonly string[];
  readonly modules: readonly (readonly [string, Uint8Array<ArrayBuffer>])[];
}

const STARTS_PROGRAMS = /^[ \t]*#[ \t]*include[ \t]*<preopen\/spawn\.h>/m;

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

function partsOf(sources: readonly Source[], compiled: readonly Compiled[]): readonly Part[] {
  return sources.flatMap((source, i) => {
    const one = compiled[i];
    return one ? [{ ...source, compiled: one }] : [];
  });
}

function sourcesOf(paths: readonly string[]): readonly Source[] {
  return paths.flatMap((path) => {
    const language = languageOf(path);
    return language === undefined ? [] : [{ path, language }];
  });
}

function languageOfLink(parts: readonly Part[]): Language {
  return parts.some(({ language }) => language === 'c++') ? 'c++' : 'c';
}

/** The linker speaks of objects, which the author of the sources has never seen. */
function inWordsOfSources(output: string, sources: readonly Source[]): string {
  return sources.reduce((text, { path }) => text.replaceAll(Tools.inBuild(objectOf(path)), path), output);
}

/** Paths of all files in the project, sorted within each folder. */
function pathsIn(project: DirectoryInode): readonly string[] {
  return [...walkFolder(project)].flatMap(([path, inode]) => (inode.kind === 'regular_file' ? [path] : []));
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** A build that cannot go on, for a reason that no tool says. */
function failed(
  sentence: string,
  before: readonly Diagnostic[] = [],
  said = '',
): BuildResult & { readonly kind: 'failed' } {
  return { kind: 'failed', diagnostics: [...before, problem(sentence)], said: `${said}error: ${sentence}\n` };
}

function problem(message: string): Diagnostic {
  return { severity: 'error', message, flag: undefined, place: undefined, notes: [], fixits: [] };
}
