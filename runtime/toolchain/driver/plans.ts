import type { Language } from './default-flags.ts';
import { fillPlan, parsePlan, type PlannedJob } from './job-plan.ts';
import { Tools } from '../tools/tools.ts';

/** The driver refused the flags: what it said. */
export class BadFlags extends Error {
  override readonly name = 'BadFlags';
}

const C = 'placeholder.c';
const CXX = 'placeholder.cpp';
const OBJECT = 'placeholder.o';
const DEPENDENCIES = 'placeholder.d';
const PROGRAM = 'placeholder.wasm';

/** Diagnostics for people and machines at once: carets, ranges and fix-its. */
const REPORTING = [
  '-fno-color-diagnostics',
  '-fdiagnostics-print-source-range-info',
  '-fdiagnostics-parseable-fixits',
  '-ferror-limit=100',
];

/**
 * The core is a build with assertions, whose driver has the compiler check what it has made, and name every value in it.
 * Objects are the same to the byte without, and a large one takes a twelfth less time. The project's own flags win.
 */
const AS_RELEASED = ['-fno-verify-intermediate-code', '-fdiscard-value-names'];

/** The start-up code calls `main` weakly, so a program without one links, and traps; the trace tells. */
const TRACING = ['-Wl,--trace-symbol=main,--trace-symbol=__main_argc_argv'];

/** Does what the linker traced say that no file defines `main`? */
export function lacksMain(trace: string): boolean {
  return /definition of undefined_weak:(main|__main_argc_argv)$/m.test(trace);
}

/** What the driver answered, by what it was asked. */
export type KnownPlans = Readonly<Record<string, readonly PlannedJob[]>>;

/**
 * Job plans by flags. The driver cannot start processes here, so it is asked once for each set of flags what it
 * would do (`-###`), with placeholders, and never again.
 */
export class Plans {
  readonly #tools: Tools;
  readonly #cache: Map<string, Promise<readonly PlannedJob[]>>;

  constructor(tools: Tools, known: KnownPlans = {}) {
    this.#tools = tools;
    this.#cache = new Map(Object.entries(known).map(([key, plan]) => [key, Promise.resolve(plan)]));
  }

  /** Everything that the driver was asked so far. */
  async known(): Promise<KnownPlans> {
    const entries = [...this.#cache].map(async ([key, plan]) => [key, await plan] as const);
    return Object.fromEntries(await Promise.all(entries));
  }

  /** argv of the cc1 process that compiles `source` to the object `object` and writes its dependencies. */
  async compile(
    flags: readonly string[],
    language: Language,
    source: string,
    object: string,
  ): Promise<readonly string[]> {
    const input = Tools.inBuild(language === 'c' ? C : CXX);
    const job = await this.#only(
      [
        ...AS_RELEASED,
        ...flags,
        ...REPORTING,
        ...['-MMD', '-MF', Tools.inBuild(DEPENDENCIES)],
        ...['-c', input, '-o', Tools.inBuild(OBJECT)],
      ],
      language,
    );
    return fillPlan(
      job,
      new Map([
        [input, [source]],
        [language === 'c' ? C : CXX, [source.split('/').at(-1) ?? source]],
        [Tools.inBuild(OBJECT), [Tools.inBuild(object)]],
        [Tools.inBuild(DEPENDENCIES), [Tools.inBuild(`${object}.d`)]],
      ]),
    );
  }

  /** argv of the cc1 process that only looks for errors. */
  async check(flags: readonly string[], language: Language, source: string): Promise<readonly string[]> {
    const input = Tools.inBuild(language === 'c' ? C : CXX);
    const job = await this.#only([...flags, ...REPORTING, '-fsyntax-only', input], language);
    return fillPlan(
      job,
      new Map([
        [input, [source]],
        [language === 'c' ? C : CXX, [source.split('/').at(-1) ?? source]],
      ]),
    );
  }

  /** argv of the linker process that makes `program` of `objects`. */
  async link(
    flags: readonly string[],
    language: Language,
    objects: readonly string[],
    program: string,
  ): Promise<readonly string[]> {
    const job = await this.#only([Tools.inBuild(OBJECT), ...flags, ...TRACING, '-o', Tools.inBuild(PROGRAM)], language);
    return fillPlan(
      job,
      new Map([
        [Tools.inBuild(OBJECT), objects.map((object) => Tools.inBuild(object))],
        [Tools.inBuild(PROGRAM), [Tools.inBuild(program)]],
      ]),
    );
  }

  async #only(flags: readonly string[], language: Language): Promise<PlannedJob> {
    const argv = [language === 'c' ? 'clang' : 'clang++', '-###', ...flags];
    const key = argv.join('\0');
    const plan = this.#cache.get(key) ?? this.#ask(argv);
    this.#cache.set(key, plan);
    try {
      const [job, ...more] = await plan;
      if (!job) throw new BadFlags('error: with these flags there is nothing for the compiler to make');
      if (more.length > 0)
        throw new BadFlags('error: with these flags the compiler works in several steps, and only one can be run here');
      return job;
    } catch (error) {
      this.#cache.delete(key);
      throw error;
    }
  }

  async #ask(argv: readonly string[]): Promise<readonly PlannedJob[]> {
    const run = await this.#tools.run(argv);
    if (run.end.kind === 'exited' && run.end.code === 0) return parsePlan(run.stderr);
    const said = run.stderr.split('\n').filter((line) => /(error|warning): /.test(line));
    throw new BadFlags(said.length > 0 ? said.join('\n') : run.stderr);
  }
}
