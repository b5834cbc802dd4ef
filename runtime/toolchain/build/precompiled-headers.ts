import { fileName } from '../../base/file-name.ts';
import { BadFlags, type Plans } from '../driver/plans.ts';
import { Tools, type ToolRun } from '../tools/tools.ts';

/** Each takes some 20 MB of the build folder. */
const MOST_KEPT = 3;
/** How long it goes on when no compile waits for it: a run aborts a check, and asks for the same at once. */
const ORPHANED_MS = 2000;
/** Flags of the project after which a header of the system may be another file, or come after something else. */
const CHANGES_HEADERS = /^--?(I|i|F|B|x|nostd|sysroot|imacros|Xclang)/;
/** What clang says of a precompiled header that it does not take. */
const REFUSED = /precompiled file|PCH file|AST file/;

/** A C++ source that is about to be compiled. */
export interface PrecompiledUse {
  readonly text: string;
  /** As for the compile. */
  readonly flags: readonly string[];
  /** Of the flags, those that the project adds. */
  readonly ownFlags: readonly string[];
  /** Of all files of the project. */
  readonly paths: readonly string[];
  /** Where nothing fits, it is made; otherwise only what is there is used. */
  readonly mayMake: boolean;
  readonly signal: AbortSignal;
}

interface Kept {
  readonly flags: string;
  readonly includes: readonly string[];
  readonly name: string;
}

interface Making extends Kept {
  readonly abort: AbortController;
  readonly done: Promise<boolean>;
  waiting: number;
}

/**
 * Headers of C++ that were read once for all compiles. Of a ten-line program that includes <iostream> the compiler spends
 * nine tenths of its time on the library's headers; what it made of them is the same for every text that begins with them.
 */
export class PrecompiledHeaders {
  readonly #tools: Tools;
  readonly #plans: Plans;
  #kept: Kept[] = [];
  readonly #useless = new Set<string>();
  #making: Making | undefined;
  #made = 0;

  constructor(tools: Tools, plans: Plans) {
    this.#tools = tools;
    this.#plans = plans;
  }

  /** `run` compiles with words for cc1 in addition: with those that name a precompiled header where one fits. */
  async run(use: PrecompiledUse, run: (words: readonly string[]) => Promise<ToolRun>): Promise<ToolRun> {
    const found = await this.#find(use);
    if (!found || use.signal.aborted) return run([]);
    const first = await run(['-include-pch', Tools.inBuild(found.name)]);
    const isUsed = first.end.kind === 'killed' || (first.end.kind === 'exited' && !REFUSED.test(first.stderr));
    if (isUsed) return first;
    this.#drop(found);
    return run([]);
  }

  async #find({ text, flags, ownFlags, paths, mayMake, signal }: PrecompiledUse): Promise<Kept | undefined> {
    const includes = leadingIncludes(text);
    const own = new Set(paths.map(fileName));
    if (includes.length === 0 || includes.some((name) => own.has(fileName(name)))) return undefined;
    if (ownFlags.some((flag) => CHANGES_HEADERS.test(flag))) return undefined;
    const key = flags.join('\0');
    const fits = (each: Kept): boolean => each.flags === key && each.includes.every((name, i) => name === includes[i]);
    const kept = this.#kept.find(fits);
    if (kept) return kept;
    if (this.#making && fits(this.#making)) return this.#join(this.#making, signal);
    if (!mayMake || this.#useless.has(keyOf(key, includes)) || (this.#making?.waiting ?? 0) > 0) return undefined;
    this.#making?.abort.abort();
    return this.#join(this.#make(flags, includes), signal);
  }

  /** Undefined when it could not be made, or the wait was aborted. */
  async #join(making: Making, signal: AbortSignal): Promise<Kept | undefined> {
    making.waiting++;
    const aborted = new Promise<false>((resolve) => signal.addEventListener('abort', () => resolve(false)));
    const isMade = await Promise.race([making.done, aborted]);
    making.waiting--;
    if (making.waiting === 0 && !isMade)
      this.#tools.machine.kernel.host.timer(ORPHANED_MS, () => {
        if (making.waiting === 0) making.abort.abort();
      });
    return isMade ? making : undefined;
  }

  #make(flags: readonly string[], includes: readonly string[]): Making {
    const name = `headers-${++this.#made}.pch`;
    const abort = new AbortController();
    const key = flags.join('\0');
    const finish = async (): Promise<boolean> => {
      const end = await this.#compile(flags, includes, name, abort.signal);
      if (this.#making === making) this.#making = undefined;
      if (end !== 'made') {
        if (end === 'useless') this.#useless.add(keyOf(key, includes));
        return false;
      }
      this.#kept = [making, ...this.#kept];
      for (const old of this.#kept.slice(MOST_KEPT)) this.#drop(old, false);
      return true;
    };
    const making: Making = { flags: key, includes, name, abort, waiting: 0, done: begun(finish) };
    this.#making = making;
    return making;
  }

  async #compile(
    flags: readonly string[],
    includes: readonly string[],
    name: string,
    signal: AbortSignal,
  ): Promise<'made' | 'useless' | 'aborted'> {
    const header = `${name}.hpp`;
    this.#tools.supply(header, new TextEncoder().encode(includes.map((each) => `#include <${each}>\n`).join('')));
    let planned: readonly string[];
    try {
      planned = await this.#plans.compile(flags, 'c++', Tools.inBuild(header), name);
    } catch (error) {
      // The compile itself meets the same flags, and says what is wrong with them.
      if (error instanceof BadFlags) return 'useless';
      throw error;
    }
    const argv = planned.map((word, i) => {
      if (word === '-emit-obj') return '-emit-pch';
      return planned[i - 1] === '-x' ? 'c++-header' : word;
    });
    const { end } = await this.#tools.run(argv, signal);
    if (end.kind === 'killed') return 'aborted';
    return end.kind === 'exited' && end.code === 0 ? 'made' : 'useless';
  }

  #drop(kept: Kept, isUseless = true): void {
    this.#kept = this.#kept.filter((each) => each !== kept);
    if (isUseless) this.#useless.add(keyOf(kept.flags, kept.includes));
    if (this.#tools.build.lookup(kept.name)) this.#tools.build.unlink(kept.name);
  }
}

/** The headers of the system that a source includes before anything else stands in it. */
export function leadingIncludes(text: string): readonly string[] {
  const includes: string[] = [];
  const LINE =
    /[ \t]*(?:\/\/[^\n\\]*)?\r?\n|\s*\/\*[^]*?\*\/|[ \t]*#[ \t]*include[ \t]*<([\w./+-]+)>[ \t]*(?:\/\/[^\n\\]*)?(?:\r?\n|$)/y;
  for (let found = LINE.exec(text); found && found[0] !== ''; found = LINE.exec(text))
    if (found[1] !== undefined) includes.push(found[1]);
  return includes;
}

/** Begins after what calls it is done. */
async function begun<T>(task: () => Promise<T>): Promise<T> {
  await Promise.resolve();
  return task();
}

function keyOf(flags: string, includes: readonly string[]): string {
  return [flags, ...includes].join('\0');
}
