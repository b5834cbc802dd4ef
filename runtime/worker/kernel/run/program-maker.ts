import { answersRequests, moduleProblemText, NO_SOCKET_TEXT } from '../../../abi/module-info.ts';
import { worldText } from '../../../abi/world-text.ts';
import { fileName } from '../../../base/file-name.ts';
import { err, ok, type Result } from '../../../base/result.ts';
import { isComponent } from '../../../component/binary/is-component.ts';
import { componentForOthers, makeComponent } from '../../../component/export/make-component.ts';
import { withLibrary } from '../../../component/export/library.ts';
import { inspectProgram } from '../../../component/inspect-program.ts';
import { NO_MODULE } from '../../../component/no-module.ts';
import { compileModule } from '../../../guest/compile-module.ts';
import { moduleProblem } from '../../../guest/inspect.ts';
import { limitMemory, tooMuchMemoryText } from '../../../guest/limit-memory.ts';
import type { Policy } from '../../../policy/policy.ts';
import type { Diagnostic } from '../../../project/diagnostic.ts';
import type { ProjectSettings } from '../../../project/settings.ts';
import type { BuiltComponent } from '../../../protocol/kernel.ts';
import type { RunOutcome, RunPhase } from '../../../protocol/run.ts';
import { buildChildren, type ChildModules } from '../../../toolchain/build/child-programs.ts';
import type { BuildProgress, BuildResult } from '../../../toolchain/build/build-result.ts';
import { SYSROOT_MOUNT } from '../../../toolchain/layout.ts';
import type { JobComponent } from '../../../toolchain/tools/machine.ts';
import type { Attention } from '../attention/attention.ts';
import type { BuildAhead } from '../attention/build-ahead.ts';
import { AssetError } from '../toolchain/assets.ts';
import type { Toolchain, ToolchainLoader } from '../toolchain/toolchain-loader.ts';
import { unbuilt } from './run-outcome.ts';
import { untilAborted } from './until-aborted.ts';

/** A module of the project that was not compiled here. */
export interface BroughtModule {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Something that can be started. Without the toolchain its traps have no C places. */
export interface RunProgram {
  readonly name: string;
  readonly module: WebAssembly.Module;
  /** What `module` was compiled from, to the byte: the places of a trap count from its start. */
  readonly bytes: Uint8Array;
  readonly toolchain: Toolchain | undefined;
  /** As it was built here, before its memory was limited. */
  readonly built?: Uint8Array;
  /** What becomes a component of its own in it. */
  readonly library?: Uint8Array;
  readonly component?: JobComponent;
  /** Other programs that it may start. */
  readonly children?: ChildModules;
}

export interface ProgramMakerEvents {
  readonly phase: (phase: RunPhase) => void;
  readonly diagnostics: (diagnostics: readonly Diagnostic[]) => void;
}

const ONLY_COMPONENT =
  'The library of this program is a component of its own, so only all of it runs: choose Component (WASI 0.2)';

/** Makes the program of a run: of the project's sources, or of a module that the user brought. */
export class ProgramMaker {
  readonly #loader: ToolchainLoader;
  readonly #attention: Attention;
  readonly #buildAhead: BuildAhead;
  readonly #events: ProgramMakerEvents;
  readonly #print: (text: string) => void;
  #compiled:
    | {
        readonly program: Uint8Array;
        readonly library: Uint8Array | undefined;
        readonly pages: number;
        readonly made: Pick<RunProgram, 'module' | 'bytes'>;
      }
    | undefined;

  /** `print`: onto the terminal, what the compiler says besides its messages. */
  constructor(
    loader: ToolchainLoader,
    { attention, buildAhead }: { readonly attention: Attention; readonly buildAhead: BuildAhead },
    events: ProgramMakerEvents,
    print: (text: string) => void,
  ) {
    this.#loader = loader;
    this.#attention = attention;
    this.#buildAhead = buildAhead;
    this.#events = events;
    this.#print = print;
  }

  /** What was built last, or why it is no program by itself. */
  get program(): Result<Uint8Array, string> | undefined {
    if (!this.#compiled) return undefined;
    return this.#compiled.library ? err(ONLY_COMPONENT) : ok(this.#compiled.program);
  }

  /** The same as a component of WASI 0.2, or why it cannot be one. */
  async component(): Promise<BuiltComponent | undefined> {
    if (!this.#compiled) return undefined;
    const { program, library } = this.#compiled;
    const made = await this.#componentOf(program, library, componentForOthers);
    if (!made.ok) return made;
    const { inspectComponent } = await import('../../../component/inspect-component.ts');
    return ok({ bytes: made.value, world: worldText(inspectComponent(made.value)) });
  }

  /** The project, compiled and linked; or why there is no program. */
  async make(settings: ProjectSettings, pages: number, signal: AbortSignal): Promise<RunProgram | RunOutcome> {
    this.#events.phase({ phase: 'waiting-for-toolchain' });
    const finish = this.#attention.urgent();
    try {
      return await this.#makeUrgently(settings, pages, signal);
    } finally {
      finish();
    }
  }

  /** A module that the user brought, if it can run here. */
  async accept({ name, bytes }: BroughtModule, { limits, listen }: Policy): Promise<RunProgram | RunOutcome> {
    const info = await inspectProgram(bytes);
    if (info.problem) return { kind: 'not-started', message: moduleProblemText(info.problem) };
    if (answersRequests(info) && listen.length === 0) return { kind: 'not-started', message: NO_SOCKET_TEXT };
    const pages = limits.memoryPages;
    const shownName = fileName(name);
    if (isComponent(bytes))
      return {
        name: shownName,
        module: NO_MODULE,
        component: { bytes, memoryPages: pages },
        bytes,
        toolchain: undefined,
      };
    const limited = limitMemory(bytes, pages);
    if (!(limited instanceof Uint8Array)) return { kind: 'not-started', message: tooMuchMemoryText(limited) };
    return {
      name: shownName,
      module: await compileModule(limited),
      bytes: limited,
      toolchain: undefined,
    };
  }

  /** Waits for the headers and libraries where `policy` grants them; answers why they cannot be had. */
  async whyNot({ preopens }: Policy, signal: AbortSignal): Promise<RunOutcome | undefined> {
    if (!preopens.some(({ folder }) => folder.split('/')[1] === SYSROOT_MOUNT)) return undefined;
    this.#events.phase({ phase: 'waiting-for-toolchain' });
    const toolchain = await this.#toolchain(signal, () => this.#loader.get());
    return typeof toolchain === 'string' ? { kind: 'not-started', message: toolchain } : undefined;
  }

  /** What is started for `program`: where the settings say so, a component in which the preview1 adapter answers its calls. */
  async layered(
    program: RunProgram,
    { layer }: ProjectSettings,
    pages: number,
  ): Promise<Pick<RunProgram, 'module' | 'component'> | RunOutcome> {
    const { library } = program;
    if ((layer === 'none' && !library) || program.component) return program;
    const made = await this.#componentOf(program.built ?? program.bytes, library, makeComponent);
    if (!made.ok) return { kind: 'not-started', message: made.error };
    return { module: NO_MODULE, component: { bytes: made.value, memoryPages: pages } };
  }

  async #componentOf(
    program: Uint8Array,
    library: Uint8Array | undefined,
    make: typeof makeComponent,
  ): Promise<Result<Uint8Array<ArrayBuffer>, string>> {
    try {
      return make(program, await this.#loader.adapters(), library);
    } catch (error) {
      if (error instanceof AssetError) return err(error.message);
      throw error;
    }
  }

  async #makeUrgently(settings: ProjectSettings, pages: number, signal: AbortSignal): Promise<RunProgram | RunOutcome> {
    const toolchain = await this.#toolchain(signal);
    if (typeof toolchain === 'string') return { kind: 'not-started', message: toolchain };
    if (!toolchain) return { kind: 'stopped' };
    // One builder makes them all, and what is under way in the background uses it too.
    await this.#buildAhead.takeOver(settings, signal, (now) => this.#progress(now));
    // First the others: what was built last is the program that runs.
    const children = await this.#buildChildren(toolchain, settings, signal);
    if (typeof children === 'string') return { kind: 'not-started', message: children };
    if (children && 'kind' in children) {
      if (children.kind === 'failed') this.#report(children);
      return unbuilt(children);
    }
    const built = await this.#build(toolchain, settings, signal);
    if (typeof built === 'string') return { kind: 'not-started', message: built };
    if (built.kind === 'built' || built.kind === 'failed') this.#report(built);
    if (built.kind !== 'built') return unbuilt(built);
    const { program, library } = built;
    const compiled = await this.#module(program, library, pages);
    if (typeof compiled === 'string') return { kind: 'not-started', message: compiled };
    const more = { ...(library && { library }), ...(children && { children }) };
    return { name: 'main', ...compiled, toolchain, built: program, ...more };
  }

  /** The toolchain; a sentence when it cannot be had; undefined when the user did not wait for it. */
  async #toolchain(
    signal: AbortSignal,
    get = (): Promise<Toolchain> => this.#loader.getEarly(),
  ): Promise<Toolchain | string | undefined> {
    return orWhyMissing(untilAborted(signal, get));
  }

  /** The other programs of the project, where its program may start them. */
  async #buildChildren(
    { builder }: Toolchain,
    settings: ProjectSettings,
    signal: AbortSignal,
  ): Promise<ChildModules | Exclude<BuildResult, { readonly kind: 'built' }> | string | undefined> {
    if (!builder.programsBeside(settings)) return undefined;
    return orWhyMissing(buildChildren(builder, this.#buildOptions(settings, signal)));
  }

  #buildOptions(settings: ProjectSettings, signal: AbortSignal) {
    const { needCxx } = this.#loader;
    return { settings, signal, progress: (now: BuildProgress) => this.#progress(now), needCxx };
  }

  #progress(now: BuildProgress): void {
    this.#events.phase(
      now.step === 'linking'
        ? { phase: 'linking' }
        : { phase: 'compiling', file: now.file, done: now.done, total: now.total },
    );
  }

  #build({ builder }: Toolchain, settings: ProjectSettings, signal: AbortSignal): Promise<BuildResult | string> {
    return orWhyMissing(builder.build(this.#buildOptions(settings, signal)));
  }

  #report(built: BuildResult & { readonly kind: 'built' | 'failed' }): void {
    this.#events.diagnostics(built.diagnostics);
    if (built.said !== '') this.#print(built.said);
  }

  /** The module of `program`; compiled once for every run of the same bytes. */
  async #module(
    program: Uint8Array,
    library: Uint8Array | undefined,
    pages: number,
  ): Promise<Pick<RunProgram, 'module' | 'bytes'> | string> {
    const last = this.#compiled;
    if (last?.program === program && last.library === library && last.pages === pages) return last.made;
    try {
      // What the linker wrote lies in memory of our own, never shared.
      const limited = limitMemory(program as Uint8Array<ArrayBuffer>, pages);
      if (!(limited instanceof Uint8Array)) return tooMuchMemoryText(limited);
      const apart = library && limitMemory(library as Uint8Array<ArrayBuffer>, pages);
      if (apart && !(apart instanceof Uint8Array)) return tooMuchMemoryText(apart);
      const made = {
        module: await compileModule(limited),
        bytes: apart ? withLibrary(limited, apart, program) : limited,
      };
      // What a program imports of a library, the component has that it is put into.
      const problem = library ? undefined : moduleProblem(made.module, limited);
      if (problem) return moduleProblemText(problem);
      this.#compiled = { program, library, pages, made };
      return made;
    } catch (error) {
      return `The browser does not accept the program: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
}

/** What the work gives, or the sentence that says which part of the toolchain could not be fetched. */
async function orWhyMissing<T>(work: Promise<T>): Promise<T | string> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AssetError) return error.message;
    throw error;
  }
}
