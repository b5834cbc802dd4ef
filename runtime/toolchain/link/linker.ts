import { lacksMain, type Plans } from '../driver/plans.ts';
import { Tools, type ToolRun } from '../tools/tools.ts';
import type { Language } from '../driver/default-flags.ts';
import { CHECKED_LIBRARY } from '../checks/checked-flags.ts';
import { UNSET_LIBRARY } from '../unset/unset-flags.ts';
import { checkedNames, namesFor } from '../checks/checked-names.ts';
import { withNames } from '../checks/checked-object.ts';
import { withCallPlaces } from '../checks/call-places.ts';
import { NeededMembers } from './needed-members.ts';
import { adapterOf } from './odd-main.ts';
import { withWindowsFormats } from './windows-formats.ts';

/** What goes into a link. */
export interface LinkJob {
  readonly flags: readonly string[];
  readonly language: Language;
  /** Names in the build folder. */
  readonly objects: readonly string[];
}

export interface LinkRun extends ToolRun {
  /** The linker was content, although no object has a main: it would start nothing. */
  readonly lacksMain: boolean;
}

const PROGRAM = 'main.wasm';
/** What a link needs of the libraries. */
const NEEDED = 'needed.a';
const ADAPTER = 'main-adapter.o';
const RENAMED = 'main-renamed.o';
const LIBRARIES = '/usr/lib/wasm32-wasip1';
/** Libraries whose functions objects call in place of those of libc. */
const CHECKING = [CHECKED_LIBRARY, UNSET_LIBRARY];

/** Runs the linker, with less to read and with what an unusual main needs. */
export class Linker {
  readonly #tools: Tools;
  readonly #plans: Plans;
  readonly #needed: NeededMembers;
  /** By library. */
  readonly #checkedNames = new Map<string, ReadonlyMap<string, string>>();
  #isChecked = false;
  /** Runs a tool for the build that is under way. */
  readonly #run: (argv: readonly string[], signal: AbortSignal) => Promise<ToolRun>;

  constructor(tools: Tools, plans: Plans, run: (argv: readonly string[], signal: AbortSignal) => Promise<ToolRun>) {
    this.#tools = tools;
    this.#plans = plans;
    this.#run = run;
    this.#needed = new NeededMembers({
      object: (path) => tools.built(path),
      library: (path) => tools.sysrootFile(path),
    });
  }

  async link({ flags, language, objects }: LinkJob, signal: AbortSignal): Promise<LinkRun> {
    const adapted = this.#adapted(objects);
    const contents = objects.flatMap((object) => this.#tools.output(object) ?? []);
    const link = async (inputs: readonly string[]): Promise<ToolRun> => {
      const argv = await this.#plans.link(flags, language, inputs, PROGRAM);
      return this.#runNarrowed(withWindowsFormats(argv, contents), signal);
    };
    const checking = CHECKING.find((library) => flags.includes(library));
    this.#isChecked = checking !== undefined;
    const checked = checking === undefined ? undefined : this.#checked(adapted, checking);
    let run = checked && (await link(checked));
    // What the linker has to say, it says in the names that the program uses.
    if (!run || (!isSilent(run) && !signal.aborted)) run = await link(adapted);
    return { ...run, lacksMain: lacksMain(run.stdout) };
  }

  /** Names that the libraries of links so far define. */
  libraryNames(): Iterable<string> {
    return this.#needed.libraryNames();
  }

  /** A copy of what the linker wrote last. */
  program(): Uint8Array | undefined {
    const program = this.#tools.output(PROGRAM)?.slice();
    return program && this.#isChecked ? withCallPlaces(program) : program;
  }

  /** The objects, with an adapter where one of them has an unusual main. */
  #adapted(objects: readonly string[]): readonly string[] {
    for (const [i, object] of objects.entries()) {
      const bytes = this.#tools.output(object);
      const adapter = bytes && adapterOf(bytes);
      if (!adapter) continue;
      this.#tools.supply(ADAPTER, adapter.object);
      if (adapter.program === bytes) return [...objects, ADAPTER];
      this.#tools.supply(RENAMED, adapter.program);
      return [...objects.with(i, RENAMED), ADAPTER];
    }
    return objects;
  }

  /** The objects, which call functions of our library in place of those of libc that it has. */
  #checked(objects: readonly string[], library: string): readonly string[] {
    const contents = objects.map((object) => this.#tools.output(object) ?? new Uint8Array());
    const nameFor = namesFor(this.#namesOf(library), contents);
    return contents.map((object, i) => {
      const name = `checked-${i}.o`;
      this.#tools.supply(name, withNames(object, nameFor));
      return name;
    });
  }

  #namesOf(library: string): ReadonlyMap<string, string> {
    const known = this.#checkedNames.get(library);
    if (known) return known;
    const archive = this.#tools.sysrootFile(`${LIBRARIES}/${library.replace('-l', 'lib')}.a`);
    if (!archive) throw new Error(`The prepared toolchain has no ${library}`);
    const names = checkedNames(archive);
    this.#checkedNames.set(library, names);
    return names;
  }

  /** As `argv` says, with less to read where that makes the same program. */
  async #runNarrowed(argv: readonly string[], signal: AbortSignal): Promise<ToolRun> {
    const narrowed = this.#needed.narrow(argv, Tools.inBuild(NEEDED));
    if (narrowed) {
      if (this.#tools.output(NEEDED) !== narrowed.archive) this.#tools.supply(NEEDED, narrowed.archive);
      const run = await this.#run(narrowed.argv, signal);
      // What the linker has to say, it says of the libraries that the user knows.
      if (isSilent(run) || signal.aborted) return run;
    }
    return this.#run(argv, signal);
  }
}

function isSilent({ end, stderr }: ToolRun): boolean {
  return end.kind === 'exited' && end.code === 0 && stderr === '';
}
